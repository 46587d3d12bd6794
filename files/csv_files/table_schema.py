"""datapackage.json: what the columns of CSV files hold, for programs (Data Package and Table Schema, version 1)."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from files.csv_files.columns import field_of
from questionnaire.assessment import Assessment
from scoring.wording import assessment_text

FILE_NAME = "datapackage.json"
ENCODING = "文字コードはBOM付きのUTF-8、改行はCRLFです。"


class CsvFile(NamedTuple):
    """A CSV file beside the description: a name for programs, a title, its file name, and its columns in order."""

    name: str
    title: str
    path: str
    columns: Sequence[str]


def write(assessment: Assessment, day: date, csv_files: Iterable[CsvFile]) -> bytes:
    """The description of these files, which lie in the same folder. Raises `KeyError` for an unknown column."""
    package = {
        "profile": "tabular-data-package",
        "name": f"dx-{assessment.municipality or 'nobody'}-{assessment.fiscal_year}",
        "title": f"自治体DX成熟度診断 {assessment_text(assessment)}",
        "created": f"{day.isoformat()}T00:00:00+09:00",
        "resources": [_resource(one) for one in csv_files],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(file: CsvFile) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.name,
        "title": file.title,
        "description": ENCODING,
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
            "header": True,
        },
        "schema": {"fields": [_field(column) for column in file.columns], "missingValues": [""]},
    }


def _field(column: str) -> dict[str, Any]:
    found = field_of(column)
    described: dict[str, Any] = {"name": column, "type": found.kind, "description": found.about}
    return described | ({"constraints": dict(found.limits)} if found.limits else {})
