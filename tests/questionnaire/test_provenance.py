"""Who gave an answer by an answer form, and when: kept with it until somebody chooses anew."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from files.csv_files import answers_csv, comparison_csv
from questionnaire.assessment import LONGEST_NAME, Answer, AnswerState, text_faults, with_provenance_of
from questionnaire.differences import differences
from questionnaire.model import Depth
from questionnaire.peer import Sharing
from scoring.wording import provenance_text, whole_answer_text
from storage.submissions import begin_next_year, submissions_of, submit
from tests.builders import UNKNOWN, a_question, an_assessment, answered_alike, level, with_answers
from tests.csv_files import is_japanese
from tests.provenance import BY_FORM, BY_FORM_TEXT, by_form
from tests.stored import ASKED, FIRST, SECOND, a_key, answers_of, history_of, key_of, loaded, record

COMPLETE = answered_alike(ASKED, level(2), Depth.CORE)
LONGEST = Answer(AnswerState.UNKNOWN, section="𠮷" * LONGEST_NAME, person="'; --" * 20, answered_on=date(1, 1, 1))


# In the database


@pytest.mark.parametrize(
    "answer",
    [
        by_form(level(3)),
        replace(level(3), section="総務課"),
        replace(level(3), answered_on=date(2026, 2, 28)),
        replace(UNKNOWN, person="か\u3099 \u202eימין 👩🏽‍💻"),
        LONGEST,
    ],
    ids=["all", "section", "day", "person", "longest"],
)
def test_who_gave_an_answer_is_read_back_exactly(engine: Engine, answer: Answer) -> None:
    key = a_key(engine, an_assessment({FIRST.id: level(3), SECOND.id: answer}))
    record(engine, key, FIRST.id, answer)
    assert answers_of(engine, key) == {FIRST.id: answer, SECOND.id: answer}
    assert history_of(engine, key, FIRST.id) == [level(3), answer]


def test_the_same_answer_from_somebody_else_is_a_further_revision(engine: Engine) -> None:
    key = a_key(engine, an_assessment({FIRST.id: by_form(level(3))}))
    other = replace(by_form(level(3)), person="鈴木花子")
    assert record(engine, key, FIRST.id, other) == 2
    assert record(engine, key, FIRST.id, other) == 2
    assert history_of(engine, key, FIRST.id) == [by_form(level(3)), other]


def test_what_is_submitted_and_copied_into_the_next_year_says_who_gave_it(engine: Engine) -> None:
    key = a_key(engine, with_answers(COMPLETE, {FIRST.id: by_form(level(2))}))
    submit(engine, key, Sharing.PRIVATE)
    assert submissions_of(engine, key)[0].assessment == loaded(engine, key).assessment
    following = key_of(engine, begin_next_year(engine, key, ASKED.version.id).edit)
    assert answers_of(engine, following)[FIRST.id] == replace(by_form(level(2)), is_confirmed=False)


# What it goes with


@pytest.mark.parametrize("chosen", [level(2), UNKNOWN], ids=str)
def test_a_new_choice_is_not_theirs_any_more(chosen: Answer) -> None:
    assert with_provenance_of(chosen, by_form(level(1))) == chosen
    assert with_provenance_of(by_form(chosen), by_form(level(1))) == chosen


def test_the_same_choice_with_another_memo_is_still_theirs() -> None:
    noted = replace(level(1), memo="メモ", evidence="名簿", is_confirmed=False)
    assert with_provenance_of(noted, by_form(level(1))) == by_form(noted)


def test_a_file_that_does_not_say_who_answered_takes_nobodys_name_from_an_answer() -> None:
    present = an_assessment({FIRST.id: by_form(level(1)), SECOND.id: by_form(level(1))})
    noted = replace(level(1), memo="メモ")
    found = differences(ASKED, present, an_assessment({FIRST.id: level(1), SECOND.id: noted}))
    assert [(one.question, one.given) for one in found] == [(SECOND, by_form(noted))]
    (changed,) = differences(ASKED, present, an_assessment({FIRST.id: level(2)}))
    assert changed.given == level(2)


def test_a_form_of_another_person_with_the_same_choice_is_a_difference() -> None:
    given = an_assessment({FIRST.id: by_form(level(1))})
    (one,) = differences(ASKED, an_assessment({FIRST.id: level(1)}), given)
    assert one.given == by_form(level(1))
    assert differences(ASKED, given, given) == ()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (replace(UNKNOWN, section="あ" * (LONGEST_NAME + 1)), "回答課は100文字までです"),
        (replace(UNKNOWN, person="あ" * (LONGEST_NAME + 1)), "回答者は100文字までです"),
        (replace(UNKNOWN, section="a\0b"), "回答課に使えない文字(NUL)があります"),
        (replace(UNKNOWN, person="\0"), "回答者に使えない文字(NUL)があります"),
    ],
)
def test_a_name_that_cannot_be_kept_is_a_fault(answer: Answer, fault: str) -> None:
    assert text_faults(answer) == [fault]
    assert is_japanese(fault)
    assert text_faults(LONGEST) == []


# In words, and where it is not told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (BY_FORM, "総務課 山田太郎(令和8年11月20日)"),
        (BY_FORM | {"answered_on": None}, "総務課 山田太郎"),
        (BY_FORM | {"person": ""}, "総務課(令和8年11月20日)"),
        (BY_FORM | {"person": "", "section": ""}, "令和8年11月20日"),
        ({}, ""),
    ],
)
def test_who_gave_an_answer_reads_as_an_office_writes_it(given: dict[str, object], told: str) -> None:
    assert provenance_text(Answer(AnswerState.UNKNOWN, **given)) == told  # type: ignore[arg-type]


def test_a_whole_answer_reads_with_who_gave_it() -> None:
    question = a_question("a")
    assert whole_answer_text(by_form(level(2)), question) == f"{question.levels[2]} {BY_FORM_TEXT}"


def test_neither_csv_tells_who_answered() -> None:
    told, untold = (with_answers(COMPLETE, {FIRST.id: answer}) for answer in (by_form(level(2)), level(2)))
    assert answers_csv.write(ASKED, told) == answers_csv.write(ASKED, untold)
    assert comparison_csv.write([(ASKED, told)]) == comparison_csv.write([(ASKED, untold)])
