"""The text of a file as the parts of its schema, with every fault of its form and the line it stands on."""

import json

from pydantic import ValidationError

from files.assessment_json.places import Path, Places, places
from files.assessment_json.schema import AssessmentFile
from files.fault import FaultList
from questionnaire.toml_file import FAULT_TEXTS

# What pydantic finds besides the faults of the content. What is missing here is shown as pydantic says it.
TEXTS = FAULT_TEXTS | {"json_invalid": "JSONとして読めません", "value_error": "そのような日や時刻はありません"}
# These tell that the whole file is something else; then nothing else is worth telling.
OTHER_FILES = {
    "format": "この診断のファイルではありません",
    "format_version": "新しい版のプログラムで書き出されたファイルです。新しい版のプログラムで読み込んでください",
}


def parsed(text: str, faults: FaultList) -> tuple[AssessmentFile, Places]:
    """What the file holds and where. Raises `FileError` with every fault of its form."""
    try:
        json.loads(text)
        found = places(text)
    except (ValueError, RecursionError) as error:
        faults.note(getattr(error, "lineno", 1), "JSONとして読めません。途中で切れていないか確かめてください")
    faults.raise_if_any()
    for path in found.repeated:
        faults.note(found.line(path), f"{place_text(path)}: 同じ名前が2つあります")
    try:
        part = AssessmentFile.model_validate_json(text)
    except ValidationError as error:
        _note(error, found, faults)
    faults.raise_if_any()
    return part, found


def place_text(path: Path) -> str:
    """The path as it is told: answers → some-id → 2."""
    return " → ".join(str(part + 1) if isinstance(part, int) else part for part in path) or "ファイル全体"


def _note(error: ValidationError, found: Places, faults: FaultList) -> None:
    details = error.errors(include_url=False, include_context=False, include_input=False)
    for name, what in OTHER_FILES.items():
        if any(detail["loc"] == (name,) for detail in details):
            return faults.note(found.line((name,)), what)
    for detail in details:
        # pydantic marks a name that is wrong itself by a part of its own.
        path = tuple(part for part in detail["loc"] if part != "[key]")
        faults.note(found.line(path), f"{place_text(path)}: {TEXTS.get(detail['type'], detail['msg'])}")
    return None
