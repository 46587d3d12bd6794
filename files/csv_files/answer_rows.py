"""Rows with one answer each, as the answers CSV and the comparison CSV have them: the parts that both share."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from files.csv_files.text import Row, cell
from files.fault import FaultList
from questionnaire.assessment import AnswerState, Assessment
from questionnaire.codes import code_from
from questionnaire.model import Question, Questionnaire
from questionnaire.municipalities import municipality
from scoring.wording import CONFIRMED, STATE_TEXTS, UNCONFIRMED

COLUMNS = (
    "団体コード", "団体名", "年度", "設問版", "深さ", "設問ID", "分野ID", "分野", "ステップID", "ステップ",
    "設問", "回答状態", "段階", "選択肢", "メモ", "根拠", "確認",
)  # fmt: skip

STATES = {text: state for state, text in STATE_TEXTS.items()}
# 2.0 is how programs that know no whole numbers with gaps write 2.
LEVEL = re.compile(r"([0-3])(\.0+)?")
FISCAL_YEAR = re.compile(r"20\d\d")


class Record(NamedTuple):
    """One row of the file by column name, and the line that it begins on."""

    line: int
    cells: dict[str, str]


def row_of(questionnaire: Questionnaire, assessment: Assessment, question: Question) -> dict[str, object]:
    """Every column of one answer."""
    answer, axis = assessment.answer(question.id), questionnaire.axis_of[question.id]
    step = questionnaire.step_of[question.id]
    place = municipality(assessment.municipality)
    cells = [
        assessment.municipality,
        cell(place.name if place else ""),
        assessment.fiscal_year,
        assessment.version,
        assessment.depth.value,
        question.id,
        axis.id,
        cell(axis.name),
        step.id,
        cell(step.name),
        cell(question.text),
        STATE_TEXTS[answer.state],
        "" if answer.level is None else answer.level,
        "" if answer.level is None else cell(question.levels[answer.level]),
        cell(answer.memo),
        cell(answer.evidence),
        CONFIRMED if answer.is_confirmed else UNCONFIRMED,
    ]
    return dict(zip(COLUMNS, cells, strict=True))


def read_records(rows: list[Row], needed: Sequence[str], template: str, faults: FaultList) -> list[Record]:
    """The rows below the header. Raises `FileError` at once when no row could be understood.

    `needed` are the columns that must be there, `template` names what such a file is made from.
    """
    header = [name.strip() for name in rows[0].cells] if rows else []
    for column in needed:
        if header.count(column) != 1:
            faults.note(1, f"列「{column}」が{'ありません' if column not in header else '2つ以上あります'}")
    if len(rows) < 2:
        faults.note(1, f"設問の行がありません。{template}から作り直してください")
    faults.raise_if_any()
    for row in rows[1:]:
        if any(row.cells[len(header) :]):
            faults.note(row.line, f"列の数が見出しの{len(header)}列より多く、読み取れません")
    # Excel leaves out the empty cells at the end of a row; zip leaves them out here, and reading takes them as empty.
    return [Record(row.line, dict(zip(header, row.cells, strict=False))) for row in rows[1:]]


def municipality_in(record: Record, faults: FaultList) -> str:
    """The code of the municipality, or "" with a fault."""
    text = plain(record, "団体コード")
    code = code_from(text)
    if code is None:
        faults.note(record.line, f"団体コード「{text}」は正しくありません(6桁の数字で、検査数字が合う必要があります)")
    elif municipality(code) is None:
        faults.note(record.line, f"団体コード「{text}」の市区町村はありません")
    return code or ""


def fiscal_year_in(record: Record, faults: FaultList) -> int:
    """The fiscal year, or 0 with a fault."""
    text = plain(record, "年度")
    if FISCAL_YEAR.fullmatch(text):
        return int(text)
    faults.note(record.line, f"年度「{text}」は西暦4桁ではありません(令和8年度は2026)")
    return 0


def state_in(record: Record, faults: FaultList) -> AnswerState | None:
    """The state of the answer, or None with a fault."""
    text = plain(record, "回答状態")
    if text not in STATES:
        faults.note(record.line, f"回答状態「{text}」は{'・'.join(STATES)}のどれでもありません")
    return STATES.get(text)


def level_in(record: Record, faults: FaultList) -> int | None:
    """The level, or None where the cell is empty or, with a fault, cannot be read."""
    text = plain(record, "段階")
    level = LEVEL.fullmatch(text)
    if text and not level:
        faults.note(record.line, f"段階「{text}」は0から3までの整数ではありません")
    return int(level[1]) if level else None


def is_confirmed_in(record: Record, faults: FaultList) -> bool:
    """Whether the answer is confirmed; also, with a fault, where that cannot be read."""
    # A file of an earlier release, or of hand, has no column for it: then everything in it counts as confirmed.
    text = plain(record, "確認") or CONFIRMED
    if text not in (CONFIRMED, UNCONFIRMED):
        faults.note(record.line, f"確認「{text}」は{CONFIRMED}か{UNCONFIRMED}ではありません")
    return text != UNCONFIRMED


def meant(record: Record, column: str) -> str:
    """The cell as it is compared: a code with and without the zero that Excel drops is the same."""
    text = plain(record, column)
    return code_from(text) or text


def plain(record: Record, column: str) -> str:
    """A cell that holds a code, a number or a fixed word: full-width digits and blanks around it are forgiven."""
    return unicodedata.normalize("NFKC", record.cells.get(column, "")).strip()
