"""提出: what is open, what is frozen, what is corrected, and who may submit."""

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.assessment import Answer, AnswerState
from questionnaire.fiscal_year import day_text
from questionnaire.model import Depth
from questionnaire.peer import Sharing
from scoring.peers.rules_wording import SHARING_TEXTS
from storage.assessments import create
from storage.links import issue_code
from storage.submissions import submissions_of, submit
from storage.transaction import now
from tests.builders import KOSHIGAYA, SOKA, UNKNOWN, an_assessment
from tests.stored import (
    ALL_LEVELS,
    ASKED,
    FIRST,
    FURTHER,
    PAGE,
    a_link,
    executed,
    key_of,
    loaded,
    stored_answer,
    words,
)
from tests.tab import a_tab, buttons, chosen, click, follow, messages, page_links, radio, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")

SUBMIT, REOPEN = "正式に提出する", "直すために開く"


def downloads(tab: object) -> list[str]:
    return [element.proto.label for element in tab.get("download_button")]  # type: ignore[attr-defined]


def send(tab: AppTest, sharing: Sharing = Sharing.PRIVATE) -> AppTest:
    """Chooses how the submission may be used, and submits."""
    tab.radio[0].set_value(SHARING_TEXTS[sharing])
    return click(tab, SUBMIT)


def is_submitted(data: Engine, link: str) -> bool:
    return loaded(data, key_of(data, link)).submitted_at is not None


# While something is open


def test_open_questions_are_counted_axis_by_axis_and_lead_to_where_they_are_answered(data: Engine) -> None:
    open_ones = [*ASKED.axes[1].questions, ASKED.axes[4].questions[0]]
    answers = {id: answer for id, answer in ALL_LEVELS.items() if id not in {question.id for question in open_ones}}
    tab = a_tab("submission", a=a_link(data, answers))
    assert messages(tab) == ["未回答または未確認の設問が4問あります。すべて答えると提出できます。"]
    ways = [link["label"] for link in page_links(tab) if link["label"].endswith("に答える")]
    assert ways == [f"{ASKED.axes[1].name}:問4、問5、問6に答える", f"{ASKED.axes[4].name}:問13に答える"]
    assert buttons(tab) == []
    follow(tab, ways[1])
    assert title(tab) == ASKED.axes[4].name


@pytest.mark.parametrize(
    "answer",
    [
        Answer(AnswerState.UNANSWERED, memo="総務課に聞く"),
        Answer(AnswerState.ANSWERED, 2, is_confirmed=False),
        Answer(AnswerState.UNKNOWN, is_confirmed=False),
    ],
    ids=["only-a-memo", "unconfirmed-level", "unconfirmed-unknown"],
)
def test_nothing_can_be_submitted_while_one_answer_is_open(data: Engine, answer: Answer) -> None:
    link = a_link(data, ALL_LEVELS | {FIRST.id: answer})
    tab = a_tab("submission", a=link)
    assert buttons(tab) == []
    assert any("1問あります" in message for message in messages(tab))


def test_the_full_check_is_submitted_with_all_its_questions_only(data: Engine) -> None:
    assert buttons(a_tab("submission", a=a_link(data, ALL_LEVELS, Depth.FULL))) == []
    everything = ALL_LEVELS | {question.id: UNKNOWN for question in FURTHER}
    assert buttons(a_tab("submission", a=a_link(data, everything, Depth.FULL))) == [SUBMIT]


def test_what_a_colleague_opens_meanwhile_keeps_the_click_from_submitting(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    tab, hers = a_tab("submission", a=link), a_tab("result", a=link)
    click(hers, "くわしく診断(48問)に進む")
    send(tab)
    assert not is_submitted(data, link)
    assert any("24問あります" in message for message in messages(tab))


# Submitting


def test_submitting_freezes_the_answers_and_says_so_everywhere(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    tab = a_tab("submission", a=link)
    send(tab)
    assert not tab.exception
    assert tab.success[0].value == f"{day_text(now())}に提出しました。回答は固定されています。"
    assert downloads(tab) == [f"第1回({day_text(now())})の回答CSV"]
    assert is_submitted(data, link)
    turn_to(tab, PAGE)
    assert [*tab.radio, *tab.text_area, *tab.text_input, *tab.button] == []
    assert "提出済みです。直すときは「提出」の画面で、直すために開きます。" in messages(tab)
    assert words(FIRST, ALL_LEVELS[FIRST.id]) in text_of(tab)
    turn_to(tab, "result")
    assert buttons(tab) == []


def test_a_change_sent_by_a_page_drawn_before_is_refused(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    tab = a_tab(PAGE, a=link)
    submit(data, key_of(data, link), Sharing.PRIVATE)
    radio(tab, FIRST).set_value(words(FIRST, UNKNOWN)).run()
    assert stored_answer(data, link) == ALL_LEVELS[FIRST.id]
    assert not tab.radio


def test_reopening_lets_answers_be_changed_and_keeps_what_was_submitted(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    key = key_of(data, link)
    tab = a_tab("submission", a=link)
    send(tab)
    click(tab, REOPEN)
    assert not is_submitted(data, link)
    assert len(downloads(tab)) == 1
    turn_to(tab, PAGE)
    radio(tab, FIRST).set_value(words(FIRST, UNKNOWN)).run()
    assert stored_answer(data, link) == UNKNOWN
    assert [one.assessment.answers for one in submissions_of(data, key)] == [ALL_LEVELS]
    turn_to(tab, "submission")
    send(tab)
    assert [label.partition("(")[0] for label in downloads(tab)] == ["第1回", "第2回"]
    assert [one.assessment.answers for one in submissions_of(data, key)] == [
        ALL_LEVELS,
        ALL_LEVELS | {FIRST.id: UNKNOWN},
    ]


def test_a_second_official_assessment_of_the_same_year_is_refused(data: Engine) -> None:
    first, second = a_link(data, ALL_LEVELS), a_link(data, ALL_LEVELS)
    submit(data, key_of(data, first), Sharing.PRIVATE)
    tab = a_tab("submission", a=second)
    send(tab)
    assert messages(tab) == [
        "提出できませんでした。この団体のこの年度の診断は、別の診断がすでに提出されています。"
        "提出した担当者に確かめてください。"
    ]
    assert not is_submitted(data, second)
    turn_to(tab, PAGE)
    assert chosen(tab, FIRST) == words(FIRST, ALL_LEVELS[FIRST.id])


def test_another_office_and_another_year_are_submitted_beside_it(data: Engine) -> None:
    submit(data, key_of(data, a_link(data, ALL_LEVELS)), Sharing.PRIVATE)
    for change in ({"municipality": KOSHIGAYA}, {"fiscal_year": 2025}):
        link = create(data, an_assessment(ALL_LEVELS, version=ASKED.version.id, **change)).edit  # type: ignore[arg-type]
        send(a_tab("submission", a=link))
        assert is_submitted(data, link)


def test_a_colleague_who_submitted_first_is_seen_and_nothing_is_submitted_twice(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    tab = a_tab("submission", a=link)
    submit(data, key_of(data, link), Sharing.PRIVATE)
    send(tab)
    assert len(tab.success) == 1
    assert len(submissions_of(data, key_of(data, link))) == 1


def test_trouble_with_the_database_is_told_and_nothing_is_submitted(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    tab = a_tab("submission", a=link)
    executed(data, "ALTER TABLE submitted_answers RENAME TO lost")
    send(tab)
    assert not tab.exception
    assert messages(tab) == ["提出できませんでした。保存先に接続できません。しばらくしてからもう一度お試しください。"]
    assert not is_submitted(data, link)
    executed(data, "ALTER TABLE lost RENAME TO submitted_answers")
    send(tab)
    assert is_submitted(data, link)


# With a code


def test_without_the_setting_no_code_is_asked_for(data: Engine) -> None:
    assert not a_tab("submission", a=a_link(data, ALL_LEVELS)).text_input


@pytest.mark.parametrize("setting", ["0", ""])
def test_the_setting_can_be_turned_off(data: Engine, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("DX_REQUIRE_CODE", setting)
    assert not a_tab("submission", a=a_link(data, ALL_LEVELS)).text_input


def test_with_the_setting_only_the_code_of_the_office_submits(data: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DX_REQUIRE_CODE", "1")
    code, others = issue_code(data, SOKA), issue_code(data, KOSHIGAYA)
    link = a_link(data, ALL_LEVELS)
    tab = a_tab("submission", a=link)
    for wrong in ("", "ABCDE", others, f"{code}2"):
        tab.text_input[0].set_value(wrong)
        send(tab)
        assert messages(tab) == [
            "提出できませんでした。利用コードが正しくありません。管理者から受け取ったコードを確かめてください。"
        ]
        assert not is_submitted(data, link)
    typed = f" {code[:5]}-{code[5:10]} {code[10:15]}-{code[15:]} ".lower()
    tab.text_input[0].set_value(typed)
    send(tab)
    assert is_submitted(data, link)


# Without anything to submit


@pytest.mark.parametrize("address", [{}, {"example": SOKA}], ids=["nothing", "example"])
def test_without_an_own_assessment_there_is_nothing_to_submit(address: dict[str, str]) -> None:
    tab = a_tab("submission", **address)
    assert not tab.exception
    assert "まだ診断を開いていません。" in messages(tab)
    assert buttons(tab) == []
