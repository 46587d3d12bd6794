"""リンクと復元票: both links are shown once, a link to read changes nothing, a renewed link ends the old one."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.peer import Sharing
from scoring import result_wording
from scoring.result import result
from storage.assessments import Links, create, find
from storage.submissions import reopen, submit
from tests.builders import SOKA, UNKNOWN, an_assessment, level
from tests.stored import (
    ALL_LEVELS,
    ALL_PAGES,
    ASKED,
    FIRST,
    PAGE,
    SECOND,
    a_link,
    count_of,
    count_of_assessments,
    executed,
    key_of,
    refuse_writing,
    stored,
    stored_answer,
    words,
)
from tests.tab import a_tab, buttons, chosen, click, follow, messages, radio, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")

SERVER = "http://localhost:8501"
RENEW_READ, RENEW_EDIT = "閲覧用のリンクを作り直す", "編集用のリンクを作り直す"
DELETE = "この診断を削除する"
READ_ONLY = "閲覧用のリンクで開いています。回答は変えられません。"


def both_links(data: Engine) -> Links:
    """Both links of a complete assessment of 草加市."""
    return create(data, an_assessment(ALL_LEVELS, version=ASKED.version.id))


def begin(tab: AppTest) -> AppTest:
    tab.text_input(key="municipality-search").set_value("そうか").run()
    return click(tab, "この団体で診断をはじめる")


def read_link_on(tab: AppTest) -> str:
    """The secret of the link to read that the sheet shows; "" when it shows none."""
    lines = text_of(tab).splitlines()
    label = "閲覧用のリンク(見るだけです)"
    return lines[lines.index(label) + 1].removeprefix(f"{SERVER}/result?a=") if label in lines else ""


def opens(data: Engine, link: str) -> bool:
    return find(data, link) is not None


# The sheet


def test_a_new_assessment_shows_both_links_once(data: Engine) -> None:
    tab = begin(a_tab())
    assert title(tab) == "リンクと復元票"
    edit = tab.query_params["a"]
    assert f"編集用のリンク(回答を書き換えられます)\n{SERVER}/?a={edit}\n" in text_of(tab)
    read = find(data, read_link_on(tab))
    assert read
    assert (read.may_edit, read.id) == (False, key_of(data, edit))
    assert "草加市(埼玉県) 令和" in text_of(tab)
    later = a_tab("links", a=edit)
    assert f"{SERVER}/?a={edit}" in text_of(later)
    assert read_link_on(later) == ""
    assert "診断を作りました" not in text_of(later)


def test_the_links_of_one_assessment_are_not_shown_for_another(data: Engine) -> None:
    other = a_link(data)
    tab = begin(a_tab())
    tab.query_params = {"a": other}
    tab.run()
    assert f"{SERVER}/?a={other}" in text_of(tab)
    assert read_link_on(tab) == ""


def test_from_the_sheet_one_goes_on_to_the_first_question() -> None:
    tab = begin(a_tab())
    follow(tab, "回答を始める")
    assert title(tab) == ASKED.axes[0].name


# The link to read


def test_the_link_to_read_shows_every_answer_and_the_result_and_offers_no_change(data: Engine) -> None:
    links = both_links(data)
    for axis in ASKED.axes:
        tab = a_tab(f"answer-{axis.id}", a=links.read)
        assert [*tab.radio, *tab.text_area, *tab.text_input, *tab.button, *tab.code] == []
        assert READ_ONLY in messages(tab)
        for question in axis.questions:
            if question.core:
                assert words(question, ALL_LEVELS[question.id]) in text_of(tab)
    tab = a_tab("result", a=links.read)
    assert result_wording.overall_sentence(result(ASKED, stored(data, links.edit))) in text_of(tab)
    assert buttons(tab) == []


@pytest.mark.parametrize("path", [path for path in ALL_PAGES if path])
@pytest.mark.parametrize("is_submitted", [False, True], ids=["draft", "submitted"])
def test_no_page_offers_a_reader_to_change_anything(data: Engine, path: str, is_submitted: bool) -> None:
    links = both_links(data)
    if is_submitted:
        submit(data, key_of(data, links.edit), Sharing.PRIVATE)
    tab = a_tab(path, a=links.read)
    assert not tab.exception
    assert [*buttons(tab), *tab.text_area, *tab.get("file_uploader")] == []
    assert links.edit not in text_of(tab)


def test_a_pasted_link_to_read_says_what_it_opened_and_leads_to_the_result(data: Engine) -> None:
    links = both_links(data)
    tab = a_tab()
    tab.text_input(key="link-to-open").set_value(f"{SERVER}/?a={links.read}").run()
    assert "草加市(埼玉県) 令和8年度の診断を開いています。" in messages(tab)
    follow(tab, "結果を見る")
    assert title(tab) == "結果"


def test_what_a_changed_browser_sends_with_a_link_to_read_is_not_stored(data: Engine) -> None:
    links = both_links(data)
    tab = a_tab(PAGE, a=links.edit)
    radio(tab, FIRST).set_value(words(FIRST, UNKNOWN))
    tab.query_params = {"a": links.read}
    tab.run()
    assert not tab.exception
    assert READ_ONLY in messages(tab)
    assert stored(data, links.edit).answers == ALL_LEVELS


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("links", RENEW_READ),
        ("links", RENEW_EDIT),
        ("submission", "正式に提出する"),
        ("result", "くわしく診断(48問)に進む"),
    ],
)
def test_a_button_that_a_changed_browser_presses_with_a_link_to_read_does_nothing(
    data: Engine, path: str, label: str
) -> None:
    links = both_links(data)
    tab = a_tab(path, a=links.edit)
    (button,) = (button for button in tab.button if button.label == label)
    for choice in tab.radio:
        choice.set_value(choice.options[-1])
    tab.query_params = {"a": links.read}
    button.click().run()
    assert not tab.exception
    assert opens(data, links.edit)
    assert opens(data, links.read)
    assert stored(data, links.edit) == an_assessment(ALL_LEVELS, version=ASKED.version.id)
    assert count_of(data, "submissions") == 0


def test_a_reader_sees_what_is_answered_meanwhile(data: Engine) -> None:
    links = both_links(data)
    reader, editor = a_tab(PAGE, a=links.read), a_tab(PAGE, a=links.edit)
    radio(editor, FIRST).set_value("わからない").run()
    reader.run()
    assert "わからない" in text_of(reader)


# Renewing


def test_renewing_the_link_to_edit_ends_the_old_one_and_the_page_goes_on(data: Engine) -> None:
    links = both_links(data)
    tab, other = a_tab("links", a=links.edit), a_tab(PAGE, a=links.edit)
    click(tab, RENEW_EDIT)
    assert not tab.exception
    renewed = tab.query_params["a"]
    assert renewed != links.edit
    assert f"{SERVER}/?a={renewed}" in text_of(tab)
    assert not opens(data, links.edit)
    assert opens(data, links.read)
    turn_to(tab, PAGE)
    radio(tab, SECOND).set_value("わからない").run()
    assert stored_answer(data, renewed, SECOND) == UNKNOWN
    other.run()
    assert any("このリンクの診断は見つかりません" in message for message in messages(other))
    assert not other.radio


def test_renewing_the_link_to_read_ends_the_old_one_and_shows_the_new_one(data: Engine) -> None:
    links = both_links(data)
    tab = a_tab("links", a=links.edit)
    click(tab, RENEW_READ)
    renewed = read_link_on(tab)
    assert renewed not in ("", links.read)
    assert not opens(data, links.read)
    found = find(data, renewed)
    assert found
    assert not found.may_edit
    assert tab.query_params == {"a": links.edit}


def test_both_links_can_be_renewed_one_after_the_other(data: Engine) -> None:
    tab = begin(a_tab())
    edit, read = tab.query_params["a"], read_link_on(tab)
    click(tab, RENEW_EDIT)
    assert read_link_on(tab) == read
    assert tab.success[0].value == "新しいリンクを作りました。前のリンクを使っていた人に伝えてください。"
    click(tab, RENEW_READ)
    assert [opens(data, link) for link in (edit, read)] == [False, False]
    assert [opens(data, link) for link in (tab.query_params["a"], read_link_on(tab))] == [True, True]


def test_a_link_that_could_not_be_renewed_stays_as_it_was(data: Engine, tmp_path: Path) -> None:
    links = both_links(data)
    tab = a_tab("links", a=links.edit)
    refuse_writing(tmp_path, "assessments")
    for label in (RENEW_EDIT, RENEW_READ):
        click(tab, label)
        assert not tab.exception
        assert any("リンクを作り直せませんでした" in message for message in messages(tab))
    assert tab.query_params == {"a": links.edit}
    assert [opens(data, link) for link in (links.edit, links.read)] == [True, True]


# Deleting


def test_deleting_needs_the_tick(data: Engine) -> None:
    tab = a_tab("links", a=a_link(data))
    click(tab, DELETE)
    assert any("削除していません" in message for message in messages(tab))
    assert count_of_assessments(data) == 1
    tab.checkbox[0].check().run()
    assert messages(tab) == []
    assert count_of_assessments(data) == 1


def test_deleting_removes_everything_and_the_old_links_open_nothing(data: Engine) -> None:
    links, other = both_links(data), a_link(data, {FIRST.id: level(1)})
    key = key_of(data, links.edit)
    submit(data, key, Sharing.PRIVATE)
    reopen(data, key)
    tab = a_tab("links", a=links.edit)
    assert tab.checkbox[0].label == "草加市(埼玉県) 令和8年度の診断を、すべて消してよい"
    tab.checkbox[0].check().run()
    click(tab, DELETE)
    assert not tab.exception
    assert title(tab) == "自治体DX成熟度診断"
    assert messages(tab) == []
    assert count_of_assessments(data) == 1
    counts = [count_of(data, name) for name in ("answers", "answer_history", "submissions", "submitted_answers")]
    assert counts == [1, 1, 0, 0]
    for link in links.edit, links.read:
        assert any("このリンクの診断は見つかりません" in message for message in messages(a_tab(PAGE, a=link)))
    assert chosen(a_tab(PAGE, a=other), FIRST) == FIRST.levels[1]


def test_an_assessment_that_could_not_be_deleted_is_still_there(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab("links", a=link)
    tab.checkbox[0].check().run()
    executed(data, "CREATE TRIGGER no BEFORE DELETE ON assessments BEGIN SELECT RAISE(ABORT, 'no'); END")
    click(tab, DELETE)
    assert any("削除できませんでした" in message for message in messages(tab))
    assert stored_answer(data, link) == level(1)


@pytest.mark.parametrize("address", [{}, {"example": SOKA}], ids=["nothing", "example"])
def test_without_an_own_assessment_there_are_no_links(address: dict[str, str]) -> None:
    tab = a_tab("links", **address)
    assert "まだ診断を開いていません。" in messages(tab)
    assert buttons(tab) == []
