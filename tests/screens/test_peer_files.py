"""他団体のデータ: what comparison CSVs hold is shown first and taken in as a whole; it is removed again."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from files.csv_files import answers_csv, comparison_csv
from questionnaire.fiscal_year import day_text
from questionnaire.peer import NamedPeer
from storage.assessments import create
from storage.imported_peers import all_imported, import_peers
from storage.links import issue_code
from storage.transaction import now
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, UNKNOWN, an_assessment, level
from tests.region import alike, imported, mixed
from tests.stored import ALL_LEVELS, ASKED, QUESTIONS, a_link, allow_writing, refuse_writing
from tests.tab import OUR_TAGS, a_tab, buttons, click, messages, page_links, tags_of, text_of, turn_to

pytestmark = pytest.mark.usefixtures("data")

REMOVE = "この団体を取り除く"
VERSION = ASKED.version.id


def a_file(*places: str, number: int = 2) -> bytes:
    """The comparison CSV of these municipalities: everything at one level, the first question わからない."""
    answers = {question.id: level(number) for question in QUESTIONS} | {QUESTIONS[0].id: UNKNOWN}
    own = an_assessment(answers, version=VERSION)
    return comparison_csv.write((ASKED, replace(own, municipality=place)) for place in places)


def hand_in(tab: AppTest, *files: tuple[str, bytes]) -> AppTest:
    return tab.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()


def kept(data: Engine) -> list[NamedPeer]:
    return [one.peer for one in all_imported(data)]


# Taking in


def test_files_are_shown_first_and_stored_by_the_click(data: Engine) -> None:
    tab = hand_in(a_tab("peer-files", a=a_link(data)), ("東.csv", a_file(KOSHIGAYA)), ("町.csv", a_file(MATSUBUSHI)))
    assert not tab.exception
    text = text_of(tab)
    assert f"越谷市(埼玉県)\n令和8年度\n{VERSION}\n24問のうち23問\n新しく加わります\n" in text
    assert f"松伏町(埼玉県)\n令和8年度\n{VERSION}\n24問のうち23問\n新しく加わります\n" in text
    assert tags_of(tab) <= OUR_TAGS
    assert kept(data) == []
    click(tab, "2団体分をすべて取り込む")
    assert tab.success[0].value == "2団体分を取り込みました。"
    assert "比較を見る" in [found["label"] for found in page_links(tab)]
    assert [(peer.municipality, peer.levels) for peer in kept(data)] == [
        (KOSHIGAYA, f"-{alike(2)[1:]}"),
        (MATSUBUSHI, f"-{alike(2)[1:]}"),
    ]
    assert "越谷市(埼玉県) 令和8年度" in text_of(tab)


def test_what_is_replaced_is_told_with_its_file_and_day(data: Engine) -> None:
    import_peers(data, [("前.csv", imported({KOSHIGAYA: mixed(1)[0], MATSUBUSHI: f"-{alike(2)[1:]}"}))])
    tab = hand_in(a_tab("peer-files", a=a_link(data)), ("今.csv", a_file(KOSHIGAYA, MATSUBUSHI)))
    assert f"{day_text(now())}に 前.csv から取り込んだものと置き換わります" in text_of(tab)
    assert "今と同じです" in text_of(tab)
    click(tab, "2団体分をすべて取り込む")
    assert len(kept(data)) == 2
    assert {peer.levels for peer in kept(data)} == {f"-{alike(2)[1:]}"}


def test_one_faulty_file_keeps_all_of_them_out(data: Engine) -> None:
    broken = a_file(KOSHIGAYA).replace(KOSHIGAYA.encode(), b"112225")
    tab = hand_in(a_tab("peer-files", a=a_link(data)), ("よい.csv", a_file(MATSUBUSHI)), ("<b>.csv", broken))
    assert messages(tab) == ["取り込めません。次のところを直してください。何も取り込んでいません。"]
    assert "<b>.csv 2行目: " in text_of(tab)
    assert tags_of(tab) <= OUR_TAGS
    assert buttons(tab) == []
    assert kept(data) == []


def test_the_same_municipality_in_two_files_is_refused(data: Engine) -> None:
    tab = hand_in(a_tab("peer-files", a=a_link(data)), ("1.csv", a_file(KOSHIGAYA)), ("2.csv", a_file(KOSHIGAYA)))
    assert "2回あります" in text_of(tab)
    assert kept(data) == []


def test_a_file_of_another_kind_is_refused(data: Engine) -> None:
    tab = hand_in(a_tab("peer-files", a=a_link(data)), ("絵.png", b"\x89PNG\r\n\x1a\n\0\0\0"))
    assert messages(tab) == ["取り込めません。次のところを直してください。何も取り込んでいません。"]


def test_an_answers_csv_is_taken_without_memo_and_the_screen_says_so(data: Engine) -> None:
    own = an_assessment(ALL_LEVELS, version=VERSION, municipality=KOSHIGAYA)
    tab = hand_in(a_tab("peer-files", a=a_link(data)), ("回答.csv", answers_csv.write(ASKED, own)))
    assert "メモと根拠の列がありますが、読み込みません" in text_of(tab)


def test_what_could_not_be_stored_is_told_and_nothing_is_kept(data: Engine, tmp_path: Path) -> None:
    tab = hand_in(a_tab("peer-files", a=a_link(data)), ("1.csv", a_file(KOSHIGAYA)))
    refuse_writing(tmp_path, "imported_peers")
    click(tab, "1団体分をすべて取り込む")
    assert messages(tab) == ["取り込めませんでした。保存先に接続できません。しばらくしてからもう一度お試しください。"]
    assert kept(data) == []
    allow_writing(tmp_path)
    click(tab, "1団体分をすべて取り込む")
    assert len(kept(data)) == 1


# Removing


def test_an_imported_peer_is_removed_again(data: Engine) -> None:
    import_peers(data, [("前.csv", imported(dict(zip((KOSHIGAYA, MATSUBUSHI), mixed(2), strict=True))))])
    tab = a_tab("peer-files", a=a_link(data))
    click(tab, REMOVE)
    assert messages(tab) == ["取り除く団体を選んでください。"]
    tab.selectbox[0].set_value(tab.selectbox[0].options[0])
    click(tab, REMOVE)
    assert [peer.municipality for peer in kept(data)] == [MATSUBUSHI]
    assert "越谷市" not in text_of(tab)


# Who may


def test_where_codes_are_required_the_municipality_s_code_is_asked(
    data: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DX_REQUIRE_CODE", "1")
    code, of_another = issue_code(data, SOKA), issue_code(data, KOSHIGAYA)
    tab = hand_in(a_tab("peer-files", a=a_link(data)), ("1.csv", a_file(KOSHIGAYA)))
    for typed in ("", of_another):
        tab.text_input[0].set_value(typed)
        click(tab, "1団体分をすべて取り込む")
        assert "利用コードが正しくありません" in messages(tab)[0]
        assert kept(data) == []
    tab.text_input[0].set_value(code)
    click(tab, "1団体分をすべて取り込む")
    assert len(kept(data)) == 1
    again = a_tab("peer-files", a=a_link(data))
    again.selectbox[0].set_value(again.selectbox[0].options[0])
    click(again, REMOVE)
    assert "利用コードが正しくありません" in messages(again)[0]
    assert len(kept(data)) == 1


def test_who_only_reads_takes_the_own_file_along_and_nothing_in(data: Engine) -> None:
    tab = a_tab("peer-files", a=create(data, an_assessment(ALL_LEVELS, version=VERSION)).read)
    assert not tab.exception
    assert len(tab.get("download_button")) == 1
    assert [*tab.file_uploader, *tab.button] == []


@pytest.mark.parametrize("address", [{}, {"example": SOKA}], ids=["nothing", "example"])
def test_without_an_own_assessment_nothing_is_taken(address: dict[str, str]) -> None:
    tab = a_tab("peer-files", **address)
    assert "まだ診断を開いていません。" in messages(tab)
    assert not tab.file_uploader


def test_what_was_taken_in_is_compared_with_at_once(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    tab = a_tab("comparison", a=link)
    assert "近くの5団体" not in [option for box in tab.selectbox for option in box.options]
    turn_to(tab, "peer-files")
    click(hand_in(tab, ("1.csv", a_file(KOSHIGAYA, number=3))), "1団体分をすべて取り込む")
    turn_to(tab, "comparison")
    assert "近くの5団体" in [option for box in tab.selectbox for option in box.options]
