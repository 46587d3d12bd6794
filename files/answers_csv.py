"""The answers CSV: one row per asked question, written for handing on and read back without loss."""

import re
import unicodedata
from typing import NamedTuple

from files.csv_text import Row, cell, decode, encode, text_of_cell
from files.fault import FaultList
from questionnaire.assessment import Answer, AnswerState, Assessment, answer_faults
from questionnaire.codes import code_from
from questionnaire.loader import questionnaire, version_names
from questionnaire.model import Depth, Question, Questionnaire
from questionnaire.municipalities import municipality
from scoring.wording import DEPTH_TEXTS, STATE_TEXTS

COLUMNS = (
    "団体コード", "団体名", "年度", "設問版", "深さ", "設問ID", "分野ID", "分野", "ステップID", "ステップ",
    "設問", "回答状態", "段階", "選択肢", "メモ", "根拠", "確認",
)  # fmt: skip
# What is read; everything else is a label for the reader and may be changed or left out.
HEAD_COLUMNS = ("団体コード", "年度", "設問版", "深さ")
ANSWER_COLUMNS = ("設問ID", "回答状態", "段階", "メモ", "根拠")

# A file of an earlier release, or of hand, has no such column: then everything in it counts as confirmed.
CONFIRMED, UNCONFIRMED = "済", "未"

STATES = {text: state for state, text in STATE_TEXTS.items()}
# 2.0 is how programs that know no whole numbers with gaps write 2.
LEVEL = re.compile(r"([0-3])(\.0+)?")
FISCAL_YEAR = re.compile(r"20\d\d")


def write(questionnaire: Questionnaire, assessment: Assessment) -> bytes:
    """The answers to every question of the assessment's depth."""
    asked = questionnaire.asked(assessment.depth)
    return encode([COLUMNS, *(_row(questionnaire, assessment, question) for question in asked)])


def _row(questionnaire: Questionnaire, assessment: Assessment, question: Question) -> list[object]:
    answer, axis = assessment.answer(question.id), questionnaire.axis_of[question.id]
    step = questionnaire.step_of[question.id]
    place = municipality(assessment.municipality)
    return [
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


def read(content: bytes, file: str) -> Assessment:
    """The assessment in an answers CSV, as `write` made it or Excel saved it. Raises `FileError` with every fault."""
    faults = FaultList(file)
    records = _records(decode(content, file), faults)
    head = _head(records, faults)
    answers = _answers(records, head, faults)
    faults.raise_if_any()
    return Assessment(head.municipality, head.fiscal_year, head.version, Depth(head.depth), answers)


class Record(NamedTuple):
    """One row of the file by column name, and the line that it begins on."""

    line: int
    cells: dict[str, str]


class Head(NamedTuple):
    """What all rows must agree on. A part that could not be read is empty and has been noted as a fault."""

    municipality: str
    fiscal_year: int
    version: str
    depth: str
    questionnaire: Questionnaire | None


def _records(rows: list[Row], faults: FaultList) -> list[Record]:
    """The rows below the header. Raises at once when no row could be understood."""
    header = [name.strip() for name in rows[0].cells] if rows else []
    for column in (*HEAD_COLUMNS, *ANSWER_COLUMNS):
        if header.count(column) != 1:
            faults.note(1, f"列「{column}」が{'ありません' if column not in header else '2つ以上あります'}")
    if len(rows) < 2:
        faults.note(1, "設問の行がありません。回答CSVのひな形から作り直してください")
    faults.raise_if_any()
    for row in rows[1:]:
        if any(row.cells[len(header) :]):
            faults.note(row.line, f"列の数が見出しの{len(header)}列より多く、読み取れません")
    # Excel leaves out the empty cells at the end of a row; zip leaves them out here, and reading takes them as empty.
    return [Record(row.line, dict(zip(header, row.cells, strict=False))) for row in rows[1:]]


def _head(records: list[Record], faults: FaultList) -> Head:
    first = records[0]
    for record in records[1:]:
        for column in HEAD_COLUMNS:
            if _meant(record, column) != _meant(first, column):
                faults.note(record.line, f"{column}「{_plain(record, column)}」が{first.line}行目と違います")
    version, depth = _plain(first, "設問版"), _plain(first, "深さ")
    known = _version(first.line, version, faults)
    _check_depth(first.line, depth, known, faults)
    return Head(_municipality(first, faults), _fiscal_year(first, faults), version, depth, known)


def _municipality(record: Record, faults: FaultList) -> str:
    text = _plain(record, "団体コード")
    code = code_from(text)
    if code is None:
        faults.note(record.line, f"団体コード「{text}」は正しくありません(6桁の数字で、検査数字が合う必要があります)")
    elif municipality(code) is None:
        faults.note(record.line, f"団体コード「{text}」の市区町村はありません")
    return code or ""


def _fiscal_year(record: Record, faults: FaultList) -> int:
    text = _plain(record, "年度")
    if FISCAL_YEAR.fullmatch(text):
        return int(text)
    faults.note(record.line, f"年度「{text}」は西暦4桁ではありません(令和8年度は2026)")
    return 0


def _version(line: int, version: str, faults: FaultList) -> Questionnaire | None:
    if version in version_names():
        return questionnaire(version)
    faults.note(line, f"設問版「{version}」はありません(あるのは{'、'.join(version_names())})")
    return None


def _check_depth(line: int, depth: str, known: Questionnaire | None, faults: FaultList) -> None:
    if depth not in list(Depth):
        faults.note(line, f"深さ「{depth}」は core か full ではありません")
    elif known and depth not in known.version.depths:
        faults.note(line, draft_text(known, Depth(depth)))


def draft_text(questionnaire: Questionnaire, depth: Depth) -> str:
    """Why this depth cannot be used."""
    allowed = "、".join(questionnaire.version.depths)
    why = "は下書きで設問がそろっていない" if questionnaire.version.status == "draft" else "には設問がない"
    return (
        f"設問版 {questionnaire.version.id} {why}ため、{DEPTH_TEXTS[depth]}({depth})は使えません(使えるのは{allowed})"
    )


def _answers(records: list[Record], head: Head, faults: FaultList) -> dict[str, Answer]:
    known = head.questionnaire.by_id if head.questionnaire else None
    asked = _asked(head)
    answers: dict[str, Answer] = {}
    lines: dict[str, int] = {}
    for record in records:
        name = _plain(record, "設問ID")
        if name in lines:
            faults.note(record.line, f"設問ID「{name}」の行が重なっています({lines[name]}行目にもあります)")
        elif known is not None and name not in known:
            faults.note(record.line, f"設問ID「{name}」は設問版 {head.version} にありません")
        elif asked and name not in asked:
            faults.note(record.line, f"設問「{name}」は深さ {head.depth} では聞かない設問です")
        lines.setdefault(name, record.line)
        answers[name] = _answer(record, known.get(name) if known else None, faults)
    for name in asked:
        if name not in lines:
            faults.note(records[-1].line, f"設問「{name}」の行がありません")
    return answers


def _asked(head: Head) -> list[str]:
    if head.questionnaire is None or head.depth not in list(Depth):
        return []
    return [question.id for question in head.questionnaire.asked(Depth(head.depth))]


def _answer(record: Record, question: Question | None, faults: FaultList) -> Answer:
    state_text, level_text = _plain(record, "回答状態"), _plain(record, "段階")
    state, level = STATES.get(state_text), LEVEL.fullmatch(level_text)
    if state is None:
        faults.note(record.line, f"回答状態「{state_text}」は{'・'.join(STATES)}のどれでもありません")
    if level_text and not level:
        faults.note(record.line, f"段階「{level_text}」は0から3までの整数ではありません")
    confirmed = _plain(record, "確認") or CONFIRMED
    if confirmed not in (CONFIRMED, UNCONFIRMED):
        faults.note(record.line, f"確認「{confirmed}」は{CONFIRMED}か{UNCONFIRMED}ではありません")
    answer = Answer(
        state or AnswerState.UNANSWERED,
        int(level[1]) if level else None,
        memo=text_of_cell(record.cells.get("メモ", "")),
        evidence=text_of_cell(record.cells.get("根拠", "")),
        is_confirmed=confirmed == CONFIRMED,
    )
    if question and state and (level or not level_text):
        for what in answer_faults(answer, question):
            faults.note(record.line, f"設問「{question.id}」: {what}")
    return answer


def _meant(record: Record, column: str) -> str:
    """The cell as it is compared: a code with and without the zero that Excel drops is the same."""
    text = _plain(record, column)
    return code_from(text) or text


def _plain(record: Record, column: str) -> str:
    """A cell that holds a code, a number or a fixed word: full-width digits and blanks around it are forgiven."""
    return unicodedata.normalize("NFKC", record.cells.get(column, "")).strip()
