"""An answer form as it is handed out: all is locked except what a section fills in."""

from datetime import date

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from files.answer_form.form import (
    ANSWER_SHEET,
    CHOICE,
    CODE,
    DAY,
    EVIDENCE,
    EXPLANATION_SHEET,
    FORM_ID,
    IDENTITY_SHEET,
    KIND,
    LEVELS,
    MEMO,
    OWN_COLUMNS,
    PERSON,
    QUESTION_ID,
    SECTION,
    VERSION,
    YEAR,
    Form,
    choice_of,
    choices,
)
from files.xlsx.book import Book, Value
from files.xlsx.table import TITLE_HEIGHT, Column, Table, add_table, write_cells
from questionnaire.assessment import LONGEST_TEXT
from questionnaire.model import Question
from scoring.wording import assessment_text

COLUMNS = (
    Column("番号", 6, "number"),
    Column("分野", 14),
    Column("設問", 30),
    *(Column(level, 23) for level in LEVELS),
    Column("いまの回答", 11, "centre"),
    Column(CHOICE, 12, "input_choice"),
    Column(MEMO, 30, "input"),
    Column(EVIDENCE, 24, "input"),
    Column(OWN_COLUMNS[SECTION], 14, "input"),
    Column(OWN_COLUMNS[PERSON], 13, "input"),
    Column(OWN_COLUMNS[DAY], 13, "input_date"),
    Column(QUESTION_ID, 24, "code"),
)
FIRST_LEVEL, CHOICE_COLUMN, MEMO_COLUMN, EVIDENCE_COLUMN, DAY_COLUMN, ID_COLUMN = 3, 8, 9, 10, 13, 14
# The label stands above 分野, what is filled in above 設問.
HEAD = ((SECTION, "input"), (PERSON, "input"), (DAY, "input_date"))
HEAD_ROW, LABEL_COLUMN = 4, 1
HEADER_ROW = HEAD_ROW + len(HEAD) + 1
HELP = (
    "水色の欄だけに書きます。はじめに、回答課・回答者・回答日を書いてください。",
    "設問ごとに、段階0から段階3の文のうち当てはまるいちばん高いものを「回答」の欄で選びます(選んだ文に色が付きます)。"
    "分からないときは「わからない」を選び、答えない設問は空欄のままにします。",
    "メモには理由や状況を、根拠には見た文書や画面の名前を書きます。言葉の意味と見るものは、「設問の説明」シートにあります。",
)
EXPLANATIONS = (
    Column("番号", 6, "number"),
    Column("設問", 36),
    Column("なぜ聞くか", 40),
    Column("見るもの(根拠の例)", 44),
    Column("言葉の説明", 70),
    Column("担当課の目安", 20),
)
# What may be done with a locked sheet: nothing is changed by it.
ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True}
# Excel shows no more of a message beside a cell.
LONGEST_MESSAGE = 255


def content(form: Form, day: date) -> bytes:
    """The bytes of the form."""
    book = Book(f"自治体DX成熟度診断 回答票 {assessment_text(form.assessment)}", day)
    _add_answers(book, form)
    _add_explanations(book, form)
    _add_identity(book, form)
    return book.content()


def _add_answers(book: Book, form: Form) -> None:
    sheet = book.sheet(ANSWER_SHEET)
    _add_head(book, sheet, form)
    rows = [_row(form, number, question) for number, question in form.questions]
    write_cells(book, sheet, HEADER_ROW, Table("", "", COLUMNS, rows, printed=ID_COLUMN))
    for row, (_, question) in enumerate(form.questions, start=HEADER_ROW + 1):
        _offer(sheet, row, question)
    last = HEADER_ROW + max(len(rows), 1)
    _mark_chosen(book, sheet, last)
    sheet.set_column(ID_COLUMN, ID_COLUMN, None, None, {"hidden": True})
    sheet.autofilter(HEADER_ROW, 0, last, ID_COLUMN)
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last, DAY_COLUMN)
    sheet.protect("", ALLOWED)


def _add_head(book: Book, sheet: Worksheet, form: Form) -> None:
    """The title, how the form is filled in, and who fills it in."""
    sheet.set_row(0, TITLE_HEIGHT)
    title = f"自治体DX成熟度診断 回答票 {assessment_text(form.assessment)}"
    book.write(sheet, 0, 0, f"{title} {form.section}".strip(), "title")
    for row, text in enumerate(HELP, start=1):
        book.write(sheet, row, 0, text, "note")
    for row, (label, style) in enumerate(HEAD, start=HEAD_ROW):
        book.write(sheet, row, LABEL_COLUMN, label, "label")
        book.write(sheet, row, LABEL_COLUMN + 1, form.section or None if label == SECTION else None, style)
    _ask_for_day(sheet, HEAD_ROW + len(HEAD) - 1, LABEL_COLUMN + 1)


def _row(form: Form, number: int, question: Question) -> list[Value]:
    answer, asked = form.assessment.answer(question.id), form.questionnaire
    present = choice_of(answer) + ("" if answer.is_confirmed else "(未確認)")
    to_fill_in: list[Value] = [None] * 6
    axis = asked.axis_of[question.id].name
    return [number, axis, question.text, *question.levels, present, *to_fill_in, question.id]


def _offer(sheet: Worksheet, row: int, question: Question) -> None:
    """What may be chosen and written in the row of a question."""
    choice = {
        "validate": "list",
        "source": choices(question),
        "error_title": "回答",
        "error_message": "一覧の中から選んでください。",
    }
    length = {"validate": "length", "criteria": "<=", "value": LONGEST_TEXT, "error_title": "長すぎます"}
    length["error_message"] = f"{LONGEST_TEXT:,}文字までで書いてください。"
    examples = "\n".join(question.evidence)[:LONGEST_MESSAGE]
    sheet.data_validation(row, CHOICE_COLUMN, row, CHOICE_COLUMN, choice)
    sheet.data_validation(row, MEMO_COLUMN, row, MEMO_COLUMN, length)
    evidence = {**length, "input_title": "見るものの例", "input_message": examples}
    sheet.data_validation(row, EVIDENCE_COLUMN, row, EVIDENCE_COLUMN, evidence)
    _ask_for_day(sheet, row, DAY_COLUMN)


def _ask_for_day(sheet: Worksheet, row: int, column: int) -> None:
    """A day in a cell that Excel takes for one, so that it is read back without guessing."""
    rule = {
        "validate": "date",
        "criteria": ">=",
        "value": date(2019, 5, 1),
        "error_title": "回答日",
        "error_message": "2026/11/22 のように日付を書いてください。",
    }
    sheet.data_validation(row, column, row, column, rule)


def _mark_chosen(book: Book, sheet: Worksheet, last: int) -> None:
    """The sentence of the chosen level is marked, so that one sees what was chosen."""
    cell = xl_rowcol_to_cell(HEADER_ROW + 1, CHOICE_COLUMN, col_abs=True)
    for place, level in enumerate(LEVELS, start=FIRST_LEVEL):
        chosen = f'={cell}="{level}"'
        rule = {"type": "formula", "criteria": chosen, "format": book.style("chosen")}
        sheet.conditional_format(HEADER_ROW + 1, place, last, place, rule)


def _add_explanations(book: Book, form: Form) -> None:
    rows: list[list[Value]] = [
        [
            number,
            question.text,
            question.why,
            "\n".join(question.evidence),
            "\n".join(f"{term}:{meaning}" for term, meaning in question.terms.items()),
            question.usual_section,
        ]
        for number, question in form.questions
    ]
    note = "番号は「回答」シートの番号と同じです。"
    sheet = add_table(book, EXPLANATION_SHEET, Table("設問の説明", note, EXPLANATIONS, rows, frozen=2))
    sheet.protect("", ALLOWED)


def _add_identity(book: Book, form: Form) -> None:
    """Whose form it is. Only a program sees the sheet, so that nobody changes it by mistake."""
    assessment = form.assessment
    pairs = ((KIND, FORM_ID), (CODE, assessment.municipality), (YEAR, str(assessment.fiscal_year)))
    sheet = book.sheet(IDENTITY_SHEET)
    for row, (label, value) in enumerate([*pairs, (VERSION, assessment.version)]):
        book.write(sheet, row, 0, label, "code")
        book.write(sheet, row, 1, value, "code")
    sheet.protect()
    sheet.very_hidden()
