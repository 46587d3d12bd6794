"""What was filled into an answer form, row by row."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from files.answer_form.days import day_from
from files.answer_form.form import (
    CHOICE,
    DAY,
    EVIDENCE,
    MEMO,
    NOT_APPLICABLE,
    OWN_COLUMNS,
    PERSON,
    QUESTION_ID,
    SECTION,
    UNKNOWN,
    FormAnswer,
    choices,
)
from files.answer_form.grid import Cell, Row, grids
from files.answer_form.returned import Returned, returned
from files.fault import FaultList
from questionnaire.assessment import LONGEST_NAME, Answer, AnswerState, Assessment, answer_faults, text_faults
from questionnaire.loader import questionnaire
from questionnaire.model import Question

# 2.0 is how programs that know no whole numbers with gaps write 2.
LEVEL = re.compile(r"(?:段階)?\s*([0-3])(?:\.0+)?")
STATES = {UNKNOWN: AnswerState.UNKNOWN, NOT_APPLICABLE: AnswerState.NOT_APPLICABLE}

NO_VALUE = "数式かエラーが入っています。値だけを入れてください"
NO_CHOICE = "回答が選ばれていません。一覧から選ぶか、答えないならメモと根拠も消してください"
NO_DAY = "日付として読み取れません。2026/11/22 のように書いてください"


def answers(content: bytes, file: str, present: Assessment) -> dict[str, FormAnswer]:
    """The answers that were filled in, by question id. Raises `FileError` with every fault."""
    form = returned(grids(content, file), file, present)
    faults = FaultList(file, form.grid.name)
    rows = _rows(form, present, faults)
    who = {name: _of_all(form, name, list(rows.values()), faults) for name in OWN_COLUMNS}
    given = {id: _form_answer(form, row, present, who, faults) for id, row in rows.items()}
    faults.raise_if_any()
    return {id: answer for id, answer in given.items() if answer}


def _rows(form: Returned, present: Assessment, faults: FaultList) -> dict[str, Row]:
    """The rows that were filled in, by question id."""
    content = questionnaire(present.version)
    asked = {question.id for question in content.asked(present.depth)}
    rows: dict[str, Row] = {}
    for row in form.rows:
        cell = form.cell(row, QUESTION_ID)
        id = cell.text.strip()
        if not _is_filled_in(form, row):
            continue
        if id in rows:
            faults.note(row.number, f"設問「{id}」は{rows[id].number}行目でも答えています", cell.letter)
        elif id in asked:
            rows[id] = row
        else:
            faults.note(row.number, _stray_fault(id, present, is_known=id in content.by_id), cell.letter)
    return rows


def _stray_fault(id: str, present: Assessment, *, is_known: bool) -> str:
    if is_known:
        return f"設問「{id}」は、この診断の深さでは聞かない設問です"
    return f"設問ID「{id}」は設問版 {present.version} にありません" if id else "設問IDのない行に回答があります"


def _is_filled_in(form: Returned, row: Row) -> bool:
    cells = [form.cell(row, column) for column in (CHOICE, MEMO, EVIDENCE)]
    return any(cell.value is None or cell.text.strip() for cell in cells)


def _form_answer(
    form: Returned, row: Row, present: Assessment, who: Mapping[str, str], faults: FaultList
) -> FormAnswer | None:
    """The answer of a row with who gave it; None when something is wrong with it, which is noted."""
    before = len(faults.faults)
    question = questionnaire(present.version).by_id[form.cell(row, QUESTION_ID).text.strip()]
    answer = _answer(form, row, question, faults)
    own = {name: _name(form.cell(row, column), name, row.number, faults) for name, column in OWN_COLUMNS.items()}
    named = {name: text or who[name] for name, text in own.items()}
    if answer is None or len(faults.faults) > before or not all(named.values()):
        return None
    return FormAnswer(answer, named[SECTION], named[PERSON], date.fromisoformat(named[DAY]))


def _answer(form: Returned, row: Row, question: Question, faults: FaultList) -> Answer | None:
    choice, memo, evidence = (form.cell(row, column) for column in (CHOICE, MEMO, EVIDENCE))
    chosen = None if choice.value is None else _chosen(choice.text, question)
    noted = {cell.letter: [NO_VALUE] for cell in (choice, memo, evidence) if cell.value is None}
    if chosen is None:
        noted.setdefault(choice.letter, [_choice_fault(choice.text, question)])
    else:
        noted.setdefault(memo.letter, answer_faults(Answer(*chosen, memo=memo.text), question))
    noted.setdefault(evidence.letter, text_faults(Answer(AnswerState.UNANSWERED, evidence=evidence.text)))
    for letter, whats in noted.items():
        for what in whats:
            faults.note(row.number, what, letter)
    return Answer(*chosen, memo=memo.text, evidence=evidence.text) if chosen else None


def _chosen(text: str, question: Question) -> tuple[AnswerState, int | None] | None:
    """State and level that were meant, whatever was typed over the list; None when that cannot be told."""
    plain = _plain(text)
    level = LEVEL.fullmatch(plain)
    sentences = [_plain(sentence) for sentence in question.levels]
    if level or plain in sentences:
        return AnswerState.ANSWERED, int(level[1]) if level else sentences.index(plain)
    return (STATES[plain], None) if plain in STATES and plain in choices(question) else None


def _choice_fault(text: str, question: Question) -> str:
    offered = "・".join(choices(question))
    return f"回答「{text.strip()[:40]}」は{offered}のどれでもありません" if text.strip() else NO_CHOICE


def _of_all(form: Returned, name: str, rows: list[Row], faults: FaultList) -> str:
    """What stands above the table for all rows; a fault when it is missing and a row that needs it has none."""
    needed = [row for row in rows if not form.cell(row, OWN_COLUMNS[name]).text.strip()]
    found = form.head.get(name)
    text = _name(found.cell, name, found.row, faults) if found else ""
    is_told = found is not None and (found.cell.value is None or bool(found.cell.text.strip()))
    if needed and not text and not is_told:
        where = (found.row, found.cell.letter) if found else (needed[0].number, form.columns[OWN_COLUMNS[name]].letter)
        faults.note(where[0], f"{name}が書かれていません。上の欄か、答えた行の欄に書いてください", where[1])
    return text


def _name(cell: Cell, name: str, row: int, faults: FaultList) -> str:
    """A section or a person as written, or a day as 2026-11-22; empty when nothing stands there, or no such thing."""
    if cell.value is None:
        faults.note(row, NO_VALUE, cell.letter)
        return ""
    text = cell.text.strip()
    if name != DAY:
        if len(text) > LONGEST_NAME:
            faults.note(row, f"{name}は{LONGEST_NAME}文字までです", cell.letter)
        return text
    day = day_from(cell.value) if text else None
    if text and day is None:
        faults.note(row, NO_DAY, cell.letter)
    return day.isoformat() if day else ""


def _plain(text: str) -> str:
    """As it is compared: full-width digits and blanks around are forgiven."""
    return unicodedata.normalize("NFKC", text).strip()
