"""回答の取り込み: what a file would change is shown first, and taken over as a whole or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from files.csv_files import answers_csv
from files.csv_files.text import LARGEST_FILE
from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.model import Depth
from questionnaire.peer import Sharing
from scoring.wording import whole_answer_text
from storage.assessments import create
from storage.submissions import submit
from tests.builders import SOKA, UNKNOWN, an_assessment, level, with_answers
from tests.csv_files import Row, csv_bytes, rows_of
from tests.stored import (
    ASKED,
    FIRST,
    FURTHER,
    PAGE,
    QUESTIONS,
    SECOND,
    THIRD,
    a_link,
    allow_writing,
    key_of,
    record,
    refuse_writing,
    stored,
    stored_answer,
    words,
)
from tests.tab import OUR_TAGS, a_tab, buttons, chosen, click, hand_in, messages, tags_of, text_of, turn_to

pytestmark = pytest.mark.usefixtures("data")

HAKODATE = "012025"
ANSWERS = {question.id: level(1) for question in QUESTIONS}
NOTED = Answer(AnswerState.ANSWERED, 3, "髙橋課長に聞いた", "名簿")


def mine(answers: dict[str, Answer] | None = None, municipality: str = SOKA) -> Assessment:
    return an_assessment(ANSWERS if answers is None else answers, municipality=municipality, version=ASKED.version.id)


def rows(assessment: Assessment) -> list[Row]:
    """The rows of the answers CSV of this assessment."""
    return rows_of(answers_csv.write(ASKED, assessment))


def handed_in(link: str, content: bytes) -> AppTest:
    return hand_in(a_tab("import", a=link), content)


def with_two_changes(assessment: Assessment) -> Assessment:
    return with_answers(assessment, {FIRST.id: NOTED, THIRD.id: UNKNOWN})


# Taking over


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_file_as_excel_saves_it_shows_its_changes_and_changes_nothing_before_the_click(
    data: Engine, encoding: str
) -> None:
    link = create(data, mine(municipality=HAKODATE)).edit
    # Excel drops the zero before a number, and what Shift_JIS has no letter for becomes a question mark in labels.
    saved = [row | {"団体コード": "12025"} for row in rows(with_two_changes(mine(municipality=HAKODATE)))]
    tab = handed_in(link, csv_bytes(saved).decode("utf-8-sig").encode(encoding, "replace"))
    assert not tab.exception
    assert messages(tab) == []
    shown = text_of(tab)
    assert "2問の回答が変わります。" in shown
    assert f"{FIRST.text}\n{FIRST.levels[1]}\n{whole_answer_text(NOTED, FIRST)}\n" in shown
    assert f"{THIRD.text}\n{THIRD.levels[1]}\nわからない\n" in shown
    assert SECOND.text not in shown
    assert stored(data, link).answers == ANSWERS
    click(tab, "2問をすべて取り込む")
    assert tab.success[0].value == "2問を取り込みました。"
    assert stored(data, link).answers == ANSWERS | {FIRST.id: NOTED, THIRD.id: UNKNOWN}
    tab.run()
    assert messages(tab) == ["このファイルの回答は、すべて今の診断に入っています。取り込むものはありません。"]
    turn_to(tab, PAGE)
    assert chosen(tab, FIRST) == words(FIRST, NOTED)


def test_a_file_that_was_just_handed_out_changes_nothing(data: Engine) -> None:
    link = a_link(data, ANSWERS | {FIRST.id: NOTED})
    tab = handed_in(link, answers_csv.write(ASKED, stored(data, link)))
    assert messages(tab) == ["このファイルの回答は、すべて今の診断に入っています。取り込むものはありません。"]
    assert buttons(tab) == []


def test_what_is_not_answered_in_the_file_stays(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    tab = handed_in(link, csv_bytes(rows(mine({SECOND.id: level(3)}))))
    click(tab, "1問をすべて取り込む")
    assert stored(data, link).answers == ANSWERS | {SECOND.id: level(3)}


def test_a_change_of_the_memo_alone_is_told(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    noted = Answer(AnswerState.ANSWERED, 1, "メモ")
    tab = handed_in(link, csv_bytes(rows(mine(ANSWERS | {FIRST.id: noted}))))
    assert f"{FIRST.text}\n{FIRST.levels[1]}\n{whole_answer_text(noted, FIRST)}\n" in text_of(tab)
    click(tab, "1問をすべて取り込む")
    assert stored_answer(data, link) == noted


def test_a_confirmation_in_the_file_confirms(data: Engine) -> None:
    copied = Answer(AnswerState.ANSWERED, 1, is_confirmed=False)
    link = a_link(data, {FIRST.id: copied})
    tab = handed_in(link, csv_bytes(rows(mine({FIRST.id: level(1)}))))
    assert f"{FIRST.text}\n{FIRST.levels[1]}(未確認)\n{FIRST.levels[1]}\n" in text_of(tab)
    click(tab, "1問をすべて取り込む")
    assert stored_answer(data, link) == level(1)


def test_a_file_of_the_quick_check_is_taken_over_by_the_full_one(data: Engine) -> None:
    link = a_link(data, {FURTHER[0].id: level(2)}, Depth.FULL)
    tab = handed_in(link, csv_bytes(rows(mine({FIRST.id: level(3)}))))
    click(tab, "1問をすべて取り込む")
    assert stored(data, link).answers == {FURTHER[0].id: level(2), FIRST.id: level(3)}


# All or nothing


@pytest.mark.parametrize("question", [FIRST, SECOND], ids=["shown", "not-shown"])
def test_when_a_colleague_changed_something_meanwhile_nothing_is_taken_over(data: Engine, question: object) -> None:
    link = a_link(data, ANSWERS)
    tab = handed_in(link, csv_bytes(rows(with_two_changes(mine()))))
    hers = level(2)
    record(data, key_of(data, link), question.id, hers)  # type: ignore[attr-defined]
    click(tab, "2問をすべて取り込む")
    assert not tab.exception
    assert messages(tab) == [
        "取り込めませんでした。読み込んでいる間に、ほかの人が回答を変えました。"
        "違いを確かめて、もう一度取り込んでください。"
    ]
    assert stored(data, link).answers == ANSWERS | {question.id: hers}  # type: ignore[attr-defined]
    tab.run()
    assert f"{FIRST.text}\n{words(FIRST, stored_answer(data, link))}\n{whole_answer_text(NOTED, FIRST)}\n" in text_of(
        tab
    )
    (label,) = buttons(tab)
    click(tab, label)
    assert stored_answer(data, link) == NOTED


def test_a_change_to_what_the_file_leaves_alone_is_no_hindrance(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    tab = handed_in(link, csv_bytes(rows(mine({FIRST.id: NOTED}))))
    record(data, key_of(data, link), SECOND.id, level(3))
    click(tab, "1問をすべて取り込む")
    assert stored(data, link).answers == ANSWERS | {FIRST.id: NOTED, SECOND.id: level(3)}


def test_what_could_not_be_stored_is_told_and_nothing_is_taken_over(data: Engine, tmp_path: Path) -> None:
    link = a_link(data, ANSWERS)
    tab = handed_in(link, csv_bytes(rows(with_two_changes(mine()))))
    refuse_writing(tmp_path, "answer_history")
    click(tab, "2問をすべて取り込む")
    assert any("取り込めませんでした。保存先に接続できません。" in message for message in messages(tab))
    assert stored(data, link).answers == ANSWERS
    allow_writing(tmp_path)
    click(tab, "2問をすべて取り込む")
    assert stored(data, link).answers == ANSWERS | {FIRST.id: NOTED, THIRD.id: UNKNOWN}


def test_a_colleague_who_submits_meanwhile_ends_the_page(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    tab = handed_in(link, csv_bytes(rows(with_two_changes(mine()))))
    submit(data, key_of(data, link), Sharing.PRIVATE)
    click(tab, "2問をすべて取り込む")
    assert not tab.exception
    assert buttons(tab) == []
    assert stored(data, link).answers == ANSWERS


# What is refused


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("団体コード", "112224", "団体コードが違います(この診断は112216、ファイルは112224)"),
        ("年度", "2025", "年度が違います(この診断は2026、ファイルは2025)"),
    ],
)
def test_a_file_of_another_assessment_is_refused_in_words(data: Engine, column: str, text: str, told: str) -> None:
    link = a_link(data, ANSWERS)
    tab = handed_in(link, csv_bytes([row | {column: text} for row in rows(with_two_changes(mine()))]))
    assert messages(tab) == ["この診断の回答CSVではありません。回答は変わっていません。"]
    assert told in text_of(tab)
    assert buttons(tab) == []


def test_an_unknown_version_is_refused_in_words(data: Engine) -> None:
    tab = handed_in(a_link(data), csv_bytes([row | {"設問版": "v2020-1"} for row in rows(mine())]))
    assert "2行目:設問版「v2020-1」はありません" in text_of(tab)


def test_every_fault_of_a_file_is_told_with_its_line(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    faulty = rows(with_two_changes(mine()))
    faulty[1]["段階"] = "7"
    faulty[4]["回答状態"] = "<b>たぶん</b>"
    tab = handed_in(link, csv_bytes(faulty))
    assert messages(tab) == ["このファイルは取り込めません。次のところを直してください。回答は変わっていません。"]
    shown = text_of(tab)
    assert "3行目:段階「7」は0から3までの整数ではありません\n" in shown
    assert "6行目:回答状態「<b>たぶん</b>」は" in shown
    assert tags_of(tab) <= OUR_TAGS
    assert buttons(tab) == []
    hand_in(tab, csv_bytes(rows(with_two_changes(mine()))))
    assert buttons(tab) == ["2問をすべて取り込む"]


@pytest.mark.parametrize(
    "content",
    [b"", "各課長 様\n".encode(), b"a" * (LARGEST_FILE + 1)],
    ids=["empty", "letter", "too-large"],
)
def test_what_is_no_answers_csv_is_refused(data: Engine, content: bytes) -> None:
    tab = handed_in(a_link(data), content)
    assert not tab.exception
    assert "このファイルは取り込めません" in messages(tab)[0]
    assert "1行目:" in text_of(tab)


def test_a_hostile_memo_in_a_file_is_nowhere_read_as_markup(data: Engine) -> None:
    link = a_link(data)
    hostile = Answer(AnswerState.ANSWERED, 0, "<script>alert(1)</script>", "=1+1")
    tab = handed_in(link, csv_bytes(rows(mine({FIRST.id: hostile}))))
    assert f"{FIRST.levels[0]} メモ:<script>alert(1)</script> 根拠:=1+1\n" in text_of(tab)
    assert tags_of(tab) <= OUR_TAGS
    click(tab, "1問をすべて取り込む")
    assert stored_answer(data, link) == hostile


def a_submitted_link(data: Engine) -> str:
    link = a_link(data, ANSWERS)
    submit(data, key_of(data, link), Sharing.PRIVATE)
    return link


def a_link_to_read(data: Engine) -> str:
    return create(data, mine()).read


@pytest.mark.parametrize("link_of", [a_submitted_link, a_link_to_read])
def test_where_nothing_may_be_changed_no_file_is_taken(data: Engine, link_of: Callable[[Engine], str]) -> None:
    tab = a_tab("import", a=link_of(data))
    assert not tab.exception
    assert [*tab.file_uploader, *tab.button] == []
    assert len(messages(tab)) == 1


@pytest.mark.parametrize("address", [{}, {"example": SOKA}], ids=["nothing", "example"])
def test_without_an_own_assessment_no_file_is_taken(address: dict[str, str]) -> None:
    tab = a_tab("import", **address)
    assert "まだ診断を開いていません。" in messages(tab)
    assert not tab.file_uploader
