"""Whether the questions fill the cells of axes and steps."""

from collections import Counter
from collections.abc import Iterator

from questionnaire.draft import Draft
from questionnaire.fault import ContentFault
from questionnaire.model import Depth


def _axes_in_the_wrong_file(draft: Draft) -> Iterator[ContentFault]:
    for axis in draft.axes:
        if draft.files[axis.id] != f"questions/{axis.id}.toml":
            yield draft.fault(axis.id, "ファイル名と分野のidが違います")


def _unknown_steps(draft: Draft) -> Iterator[ContentFault]:
    steps = {step.id for step in draft.version.steps}
    for question in draft.questions:
        if question.step not in steps:
            yield draft.fault(question.id, f"step: 「{question.step}」というステップはありません")


def _cells_without_one_core_question(draft: Draft) -> Iterator[ContentFault]:
    """Every cell has exactly one core question (design.md §4), so that no cell is ever empty."""
    for axis in draft.axes:
        if draft.files[axis.id] in draft.broken:
            continue
        cores = Counter(question.step for question in axis.questions if question.core)
        for step in draft.version.steps:
            if cores[step.id] != 1:
                yield draft.fault(axis.id, f"「{step.name}」のcoreの設問が1つではありません({cores[step.id]}つ)")


def _cells_too_thin_for_the_full_depth(draft: Draft) -> Iterator[ContentFault]:
    """A version that offers くわしく診断 asks more than the core question in every cell."""
    if Depth.FULL not in draft.version.depths:
        return
    for axis in draft.axes:
        asked = Counter(question.step for question in axis.questions)
        for step in draft.version.steps:
            if asked[step.id] < 2 and draft.files[axis.id] not in draft.broken:
                yield draft.fault(axis.id, f"「{step.name}」の設問が1つしかないので、depthsに full を書けません")


def _core_questions_that_may_not_apply(draft: Draft) -> Iterator[ContentFault]:
    for question in draft.questions:
        if question.core and question.allows_not_applicable:
            yield draft.fault(question.id, "coreの設問は「該当しない」を選べません")


def _levels_alike(draft: Draft) -> Iterator[ContentFault]:
    for question in draft.questions:
        if len(set(question.levels)) < len(question.levels):
            yield draft.fault(question.id, "同じ文の段階があります")


CHECKS = (
    _axes_in_the_wrong_file,
    _unknown_steps,
    _cells_without_one_core_question,
    _cells_too_thin_for_the_full_depth,
    _core_questions_that_may_not_apply,
    _levels_alike,
)
