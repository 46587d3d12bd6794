"""A TOML file of the content: read into frozen values, with every fault in words an editor can act on."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from questionnaire.fault import ContentError, ContentFault

Model = TypeVar("Model", bound=BaseModel)

# pydantic's words for an editor of the content. What is missing here is shown as pydantic says it.
FAULT_TEXTS = {
    "missing": "必要な項目がありません",
    "extra_forbidden": "知らない項目です(つづりを確かめてください)",
    "string_type": "文字列ではありません",
    "string_too_short": "空です",
    "string_too_long": "長すぎます",
    "string_pattern_mismatch": "決められた形ではありません",
    "int_type": "整数ではありません",
    "bool_type": "true か false ではありません",
    "literal_error": "決められた語ではありません",
    "enum": "決められた語ではありません",
    "too_short": "数が足りません",
    "too_long": "数が多すぎます",
    "tuple_type": "一覧([ ])ではありません",
    "float_type": "数ではありません",
    "finite_number": "数ではありません",
    "greater_than_equal": "小さすぎます",
    "less_than_equal": "大きすぎます",
    "model_type": "表({ })ではありません",
    "dict_type": "表({ })ではありません",
}


class UnreadableError(Exception):
    """The file is missing or no TOML. The message says why in Japanese."""


class ShapeError(Exception):
    """The file is TOML of another shape. `faults` says in Japanese what is wrong and where, one entry a fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


def table_of(file: Path) -> dict[str, Any]:
    """What the file holds. Raises `UnreadableError`."""
    try:
        # Editors on Windows put a BOM before UTF-8; it is no fault.
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UnreadableError("ファイルがありません") from None
    except UnicodeDecodeError:
        raise UnreadableError("UTF-8で保存されていません") from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(f"TOMLとして読めません({_place_text(error)})") from None


def shaped(entry: Any, model: type[Model]) -> Model:
    """The entry as a value of this model. Raises `ShapeError`."""
    try:
        # Strict mode refuses TOML's lists where a tuple is meant; as JSON they are read, and the rest stays strict.
        return model.model_validate_json(json.dumps(entry, default=str))
    except ValidationError as error:
        details = error.errors()
        inside = {detail["loc"][:-1] for detail in details}
        # A list with a faulty entry is not too short as well.
        told = [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in inside]
        raise ShapeError([_fault_text(detail) for detail in told]) from None


def read_content(file: Path, model: type[Model]) -> Model:
    """The whole file as a value of this model. Raises `ContentError` with every fault."""
    try:
        return shaped(table_of(file), model)
    except UnreadableError as error:
        raise ContentError([ContentFault(file.name, "", str(error))]) from None
    except ShapeError as error:
        raise ContentError([ContentFault(file.name, "", what) for what in error.faults]) from None


def _place_text(error: tomllib.TOMLDecodeError) -> str:
    """Where the text is no TOML; the words of the library are English."""
    place = re.search(r"line (\d+), column (\d+)", str(error))
    return f"{place[1]}行目の{place[2]}文字目のあたり" if place else "ファイルの終わり"


def _fault_text(detail: Mapping[str, Any]) -> str:
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"])
    return f"{where}: {FAULT_TEXTS.get(detail['type'], detail['msg'])}"
