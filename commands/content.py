"""check: whether every version of the content is sound."""

import argparse

from commands.names import Commands
from questionnaire.classes import class_list
from questionnaire.fault import ContentError, ContentFault
from questionnaire.indicators import indicators, question_faults
from questionnaire.loader import CONTENT, questionnaire, version_names
from questionnaire.model import Depth, Questionnaire
from questionnaire.released import missing_faults, release_faults


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    commands["check"].set_defaults(run=check)


def check(_options: argparse.Namespace) -> None:
    """Validates every version of the content and prints what it holds; raises with the faults of all of them."""
    faults = missing_faults(CONTENT, version_names())
    sound = list[Questionnaire]()
    for name in version_names():
        found = _version_faults(name)
        faults += found
        if not found:
            sound.append(questionnaire(name))
            print(_contents(sound[-1]))
    # A question may be missing only because its version could not be read.
    faults += _indicator_faults(sound) if len(sound) == len(version_names()) else []
    faults += _class_faults()
    if faults:
        raise ContentError(faults)


def _indicator_faults(versions: list[Questionnaire]) -> list[ContentFault]:
    try:
        return question_faults(indicators(), versions)
    except ContentError as error:
        return list(error.faults)


def _version_faults(name: str) -> list[ContentFault]:
    try:
        is_released = questionnaire(name).version.status == "released"
    except ContentError as error:
        return [fault._replace(file=f"{name}/{fault.file}") for fault in error.faults]
    return release_faults(CONTENT / name, is_released=is_released)


def _class_faults() -> list[ContentFault]:
    """What is wrong with the list of 類似団体類型, which is beside the versions."""
    try:
        class_list()
    except ContentError as error:
        return [*error.faults]
    return []


def _contents(asked: Questionnaire) -> str:
    status = {"draft": "下書き", "released": "公開済み"}[asked.version.status]
    core = len(asked.asked(Depth.CORE))
    return (
        f"{asked.version.id}({status}): 設問 {len(asked.questions)}(うちかんたん診断 {core})、"
        f"次の一手 {len(asked.actions)}、事例 {len(asked.practices)}、"
        f"読み取り {len(asked.readings)}。誤りはありません。"
    )
