"""Sharing on the screen: chosen at 提出 with nothing preselected, changed later, and the class of the municipality."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.classes import classes_for
from questionnaire.peer import Sharing
from scoring.peers.rules_wording import SHARING_MEANINGS, SHARING_TEXTS
from storage.assessments import create, load
from storage.links import issue_code
from storage.peers import peer_submissions
from storage.sharing import sharing_of
from storage.submissions import reopen, submit
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, an_assessment
from tests.stored import ALL_LEVELS, ASKED, a_link, allow_writing, count_of, key_of, refuse_writing
from tests.stored_region import this_month
from tests.tab import a_tab, buttons, click, messages, text_of

pytestmark = pytest.mark.usefixtures("data")

SUBMIT, CHANGE, OPEN = "正式に提出する", "使い方を変える", "選ばない(類似団体とは比べません)"


def an_office(data: Engine, municipality: str = SOKA) -> str:
    assessment = an_assessment(ALL_LEVELS, version=ASKED.version.id, municipality=municipality)
    return create(data, assessment).edit


def a_submitted(data: Engine, sharing: Sharing) -> str:
    link = a_link(data, ALL_LEVELS)
    submit(data, key_of(data, link), sharing)
    return link


def choose(tab: AppTest, sharing: Sharing) -> None:
    tab.radio[0].set_value(SHARING_TEXTS[sharing])


def shared(data: Engine, link: str) -> Sharing | None:
    return sharing_of(data, key_of(data, link))


# At the submission


def test_every_way_is_explained_and_none_is_preselected(data: Engine) -> None:
    tab = a_tab("submission", a=an_office(data))
    (asked,) = tab.radio
    assert asked.value is None
    assert asked.options == [SHARING_TEXTS[sharing] for sharing in Sharing]
    assert list(asked.proto.captions) == [SHARING_MEANINGS[sharing] for sharing in Sharing]
    first = this_month().following.as_of_text.removesuffix("現在")
    assert f"今月提出すると、{first}の集計から入ります。" in text_of(tab)


def test_nothing_is_submitted_before_one_is_chosen(data: Engine) -> None:
    tab = a_tab("submission", a=an_office(data))
    click(tab, SUBMIT)
    assert messages(tab) == ["提出できませんでした。比較での使い方を1つ選んでください。"]
    assert count_of(data, "submissions") == 0


@pytest.mark.parametrize("sharing", Sharing)
def test_the_submission_is_shared_as_it_was_chosen(data: Engine, sharing: Sharing) -> None:
    link = an_office(data)
    tab = a_tab("submission", a=link)
    choose(tab, sharing)
    click(tab, SUBMIT)
    assert shared(data, link) is sharing
    assert [one.consents[-1].sharing for one in peer_submissions(data, 2026)] == (
        [] if sharing is Sharing.PRIVATE else [sharing]
    )


def test_the_next_submission_begins_with_what_is_in_force(data: Engine) -> None:
    link = a_submitted(data, Sharing.NAMED)
    reopen(data, key_of(data, link))
    assert a_tab("submission", a=link).radio[0].value is Sharing.NAMED


# Afterwards


def test_it_is_changed_and_ended_afterwards(data: Engine) -> None:
    link = a_submitted(data, Sharing.NAMED)
    tab = a_tab("submission", a=link)
    assert tab.radio[0].value is Sharing.NAMED
    for sharing in (Sharing.ANONYMOUS, Sharing.PRIVATE):
        choose(tab, sharing)
        click(tab, CHANGE)
        assert tab.success[-1].value == f"「{SHARING_TEXTS[sharing]}」に変えました。"
        assert shared(data, link) is sharing


def test_a_change_that_could_not_be_stored_is_told(data: Engine, tmp_path: Path) -> None:
    link = a_submitted(data, Sharing.NAMED)
    tab = a_tab("submission", a=link)
    refuse_writing(tmp_path, "consents")
    choose(tab, Sharing.PRIVATE)
    click(tab, CHANGE)
    assert "変えられませんでした。保存先に接続できません。しばらくしてからもう一度お試しください。" in messages(tab)
    assert shared(data, link) is Sharing.NAMED
    allow_writing(tmp_path)
    click(tab, CHANGE)
    assert shared(data, link) is Sharing.PRIVATE


def test_with_codes_only_the_office_with_its_code_changes_it(data: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DX_REQUIRE_CODE", "1")
    code, of_another = issue_code(data, SOKA), issue_code(data, KOSHIGAYA)
    link = a_submitted(data, Sharing.PRIVATE)
    tab = a_tab("submission", a=link)
    choose(tab, Sharing.NAMED)
    for typed in ("", of_another):
        tab.text_input[0].set_value(typed)
        click(tab, CHANGE)
        assert "利用コードが正しくありません" in messages(tab)[0]
        assert shared(data, link) is Sharing.PRIVATE
    tab.text_input[0].set_value(code)
    click(tab, CHANGE)
    assert shared(data, link) is Sharing.NAMED


def test_who_only_reads_changes_nothing(data: Engine) -> None:
    links = create(data, an_assessment(ALL_LEVELS, version=ASKED.version.id))
    submit(data, key_of(data, links.edit), Sharing.NAMED)
    tab = a_tab("submission", a=links.read)
    assert not tab.exception
    assert [*tab.radio, *tab.button] == []
    for choice in (editor := a_tab("submission", a=links.edit)).radio:
        choice.set_value(SHARING_TEXTS[Sharing.PRIVATE])
    editor.query_params = {"a": links.read}
    click(editor, CHANGE)
    assert shared(data, links.edit) is Sharing.NAMED


# The class of the municipality


def test_the_class_is_chosen_from_those_of_the_kind_and_goes_into_the_submission(data: Engine) -> None:
    link = an_office(data, MATSUBUSHI)
    tab = a_tab("submission", a=link)
    (box,) = tab.selectbox
    assert box.options == [OPEN, *(one.label for one in classes_for(MATSUBUSHI))]
    assert box.index == 0
    assert "自分の団体の類型は、" in text_of(tab)
    chosen = classes_for(MATSUBUSHI)[3]
    box.set_value(chosen.label)
    choose(tab, Sharing.ANONYMOUS)
    click(tab, SUBMIT)
    assert [one.municipality_class for one in peer_submissions(data, 2026)] == [chosen.id]
    assert f"類似団体の類型:{chosen.label}" in text_of(tab)


def test_the_class_may_be_left_open(data: Engine) -> None:
    tab = a_tab("submission", a=an_office(data, MATSUBUSHI))
    choose(tab, Sharing.ANONYMOUS)
    click(tab, SUBMIT)
    assert [one.municipality_class for one in peer_submissions(data, 2026)] == [""]
    assert "類似団体の類型は選ばれていません。" in text_of(tab)


def test_where_the_kind_leaves_no_choice_the_class_is_told(data: Engine) -> None:
    tab = a_tab("submission", a=an_office(data))
    assert not tab.selectbox
    assert "類似団体の類型:施行時特例市" in text_of(tab)


def test_a_class_is_kept_also_when_the_submission_is_refused(data: Engine) -> None:
    submit(data, key_of(data, an_office(data, MATSUBUSHI)), Sharing.PRIVATE)
    link = an_office(data, MATSUBUSHI)
    tab = a_tab("submission", a=link)
    tab.selectbox[0].set_value(classes_for(MATSUBUSHI)[0].label)
    choose(tab, Sharing.PRIVATE)
    click(tab, SUBMIT)
    assert "別の診断がすでに提出されています" in messages(tab)[0]
    found = load(data, key_of(data, link))
    assert found
    assert found.municipality_class == classes_for(MATSUBUSHI)[0].id
    assert buttons(tab) == [SUBMIT]
