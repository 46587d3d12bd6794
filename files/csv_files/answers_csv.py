"""The answers CSV: one row per asked question, written for handing on and read back without loss."""

from typing import NamedTuple

from files.csv_files.answer_rows import (
    COLUMNS,
    Record,
    fiscal_year_in,
    is_confirmed_in,
    level_in,
    meant,
    municipality_in,
    plain,
    read_records,
    row_of,
    state_in,
)
from files.csv_files.text import decode, encode, text_of_cell
from files.fault import FaultList
from questionnaire.assessment import Answer, AnswerState, Assessment, answer_faults
from questionnaire.loader import questionnaire, version_names
from questionnaire.model import Depth, Question, Questionnaire
from scoring.wording import DEPTH_TEXTS

# What is read; everything else is a label for the reader and may be changed or left out.
HEAD_COLUMNS = ("団体コード", "年度", "設問版", "深さ")
ANSWER_COLUMNS = ("設問ID", "回答状態", "段階", "メモ", "根拠")


def write(questionnaire: Questionnaire, assessment: Assessment) -> bytes:
    """The answers to every question of the assessment's depth."""
    asked = questionnaire.asked(assessment.depth)
    return encode([COLUMNS, *([*row_of(questionnaire, assessment, question).values()] for question in asked)])


def read(content: bytes, file: str) -> Assessment:
    """The assessment in an answers CSV, as `write` made it or Excel saved it. Raises `FileError` with every fault."""
    faults = FaultList(file)
    found = read_records(decode(content, file), (*HEAD_COLUMNS, *ANSWER_COLUMNS), "回答CSVのひな形", faults)
    head = _head(found, faults)
    answers = _answers(found, head, faults)
    faults.raise_if_any()
    return Assessment(head.municipality, head.fiscal_year, head.version, Depth(head.depth), answers)


class Head(NamedTuple):
    """What all rows must agree on. A part that could not be read is empty and has been noted as a fault."""

    municipality: str
    fiscal_year: int
    version: str
    depth: str
    questionnaire: Questionnaire | None


def _head(records: list[Record], faults: FaultList) -> Head:
    first = records[0]
    for record in records[1:]:
        for column in HEAD_COLUMNS:
            if meant(record, column) != meant(first, column):
                faults.note(record.line, f"{column}「{plain(record, column)}」が{first.line}行目と違います")
    version, depth = plain(first, "設問版"), plain(first, "深さ")
    known = _version(first.line, version, faults)
    _check_depth(first.line, depth, known, faults)
    return Head(municipality_in(first, faults), fiscal_year_in(first, faults), version, depth, known)


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
        name = plain(record, "設問ID")
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
    state, level = state_in(record, faults), level_in(record, faults)
    answer = Answer(
        state or AnswerState.UNANSWERED,
        level,
        memo=text_of_cell(record.cells.get("メモ", "")),
        evidence=text_of_cell(record.cells.get("根拠", "")),
        is_confirmed=is_confirmed_in(record, faults),
    )
    if question and state and (level is not None or not plain(record, "段階")):
        for what in answer_faults(answer, question):
            faults.note(record.line, f"設問「{question.id}」: {what}")
    return answer
