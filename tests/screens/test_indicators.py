"""公表データの読み込み, and what is published beside a question."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.indicators import indicators
from questionnaire.peer import Sharing
from screens.parts.published import comparison
from storage.assessments import create
from storage.indicators import keep, newest, table_of
from storage.links import issue_code
from storage.submissions import submit
from tests.builders import SOKA, UNKNOWN, an_assessment
from tests.published import REAL_DAY, REAL_FILE, Cells, a_table, broken, real_bytes, real_table
from tests.stored import ASKED, QUESTIONS, a_link, allow_writing, key_of, refuse_writing
from tests.tab import OUR_TAGS, a_tab, buttons, click, hand_in, messages, tags_of, text_of, turn_to

pytestmark = pytest.mark.usefixtures("data")

TAKE_IN = "この表を読み込む"
LATER = date(2025, 4, 1)
RPA = next(one for one in indicators().indicators if one.id == "rpa")
PAGE_WITH_RPA = f"answer-{ASKED.axis_of[RPA.question or ''].id}"


def handed_in(link: str, content: bytes | None = None, name: str = REAL_FILE.name) -> AppTest:
    return hand_in(a_tab("indicators", a=link), real_bytes() if content is None else content, name)


def day_kept(data: Engine) -> date | None:
    edition = newest(data)
    return edition.as_of if edition else None


# Taking in


def test_a_table_is_shown_first_and_stored_by_the_click(data: Engine) -> None:
    tab = handed_in(a_link(data))
    assert not tab.exception
    assert messages(tab) == []
    shown = text_of(tab)
    assert "まだ読み込まれていません。" in shown
    assert "読み込むのは、令和6年7月12日の表(15指標、1,741団体)です。" in shown
    assert (
        "CIO(情報化の責任者)の任命\n1,733団体のうち1,270団体(73%)が実施(公表された値なしが8団体)\n新しい表\n" in shown
    )
    assert tags_of(tab) <= OUR_TAGS
    assert day_kept(data) is None
    click(tab, TAKE_IN)
    assert tab.success[0].value == "読み込みました。設問の横に公表された値が出ます。"
    edition = newest(data)
    assert edition
    assert table_of(data, edition) == real_table()
    tab.run()
    assert messages(tab) == ["このファイルの表は、すでに読み込まれています。"]
    assert buttons(tab) == []
    assert "(令和6年7月12日の表)" in text_of(tab)


def test_a_corrected_table_tells_how_many_municipalities_it_changes(data: Engine) -> None:
    keep(data, real_table())

    def change(cells: Cells) -> None:
        cells[8][2] = "未実施"

    tab = handed_in(a_link(data), broken(change))
    assert "AIの導入\n1,741団体のうち878団体(50%)が実施\n1団体\n" in text_of(tab)
    assert text_of(tab).count("\n0団体\n") == 14
    click(tab, TAKE_IN)
    edition = newest(data)
    assert edition
    assert table_of(data, edition).of("011002", "ai") == "未実施"


def test_without_a_date_in_the_name_it_is_asked_for(data: Engine) -> None:
    tab = handed_in(a_link(data), name="表.csv")
    assert "いつの表かがわかりません" in messages(tab)[0]
    assert buttons(tab) == []
    tab.text_input[0].set_value("2024/7/12").run()
    assert messages(tab) == []
    click(tab, TAKE_IN)
    assert day_kept(data) == REAL_DAY


def test_an_older_table_is_refused(data: Engine) -> None:
    keep(data, a_table(LATER))
    tab = handed_in(a_link(data))
    click(tab, TAKE_IN)
    assert messages(tab) == [
        "読み込めませんでした。すでに令和7年4月1日の表が読み込まれていて、このファイルの表はそれより前のものです。"
        "何も変えていません。"
    ]
    assert day_kept(data) == LATER


def test_a_changed_layout_is_refused_with_what_differs(data: Engine) -> None:
    def change(cells: Cells) -> None:
        cells[0][4] = "<b>大樽市</b>"
        cells[3][7] = "?"

    tab = handed_in(a_link(data), broken(change))
    assert messages(tab) == [
        "このファイルは読み込めません。表の形が変わっているか、別のファイルです。何も変わっていません。"
    ]
    assert "1行目:E列の「<b>大樽市</b>」は「小樽市(北海道)」のはずです\n" in text_of(tab)
    assert "4行目:「全体方針策定」のH列の釧路市: 値「?」を読み取れません\n" in text_of(tab)
    assert tags_of(tab) <= OUR_TAGS
    assert buttons(tab) == []
    assert day_kept(data) is None
    hand_in(tab, real_bytes(), REAL_FILE.name)
    assert buttons(tab) == [TAKE_IN]


def test_what_could_not_be_stored_is_told(data: Engine, tmp_path: Path) -> None:
    keep(data, a_table(date(2020, 1, 1), rpa="実施"))
    tab = handed_in(a_link(data))
    refuse_writing(tmp_path, "indicator_values")
    click(tab, TAKE_IN)
    assert any("読み込めませんでした。保存先に接続できません。" in message for message in messages(tab))
    assert day_kept(data) == date(2020, 1, 1)
    allow_writing(tmp_path)
    click(tab, TAKE_IN)
    assert day_kept(data) == REAL_DAY


# Who may


def test_where_codes_are_required_the_municipality_s_code_is_asked(
    data: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DX_REQUIRE_CODE", "1")
    code, of_another = issue_code(data, SOKA), issue_code(data, "112224")
    tab = handed_in(a_link(data))
    for typed in ("", "X", of_another):
        tab.text_input[1].set_value(typed)
        click(tab, TAKE_IN)
        assert "利用コードが正しくありません" in messages(tab)[0]
        assert day_kept(data) is None
    tab.text_input[1].set_value(code)
    click(tab, TAKE_IN)
    assert day_kept(data) == REAL_DAY


def test_who_submitted_may_still_take_a_table_in(data: Engine) -> None:
    link = a_link(data, {question.id: UNKNOWN for question in QUESTIONS})
    submit(data, key_of(data, link), Sharing.PRIVATE)
    click(handed_in(link), TAKE_IN)
    assert day_kept(data) == REAL_DAY


def test_who_only_reads_may_not(data: Engine) -> None:
    tab = a_tab("indicators", a=create(data, an_assessment(version=ASKED.version.id)).read)
    assert not tab.exception
    assert [*tab.file_uploader, *tab.button] == []
    assert "閲覧用のリンクで開いています" in messages(tab)[0]


@pytest.mark.parametrize("address", [{}, {"example": SOKA}], ids=["nothing", "example"])
def test_without_an_own_assessment_no_table_is_taken(address: dict[str, str]) -> None:
    tab = a_tab("indicators", **address)
    assert "まだ診断を開いていません。" in messages(tab)
    assert not tab.file_uploader


# Beside a question


def test_what_is_published_stands_beside_its_question_folded(data: Engine) -> None:
    link = a_link(data)
    assert "公表データ" not in text_of(a_tab(PAGE_WITH_RPA, a=link))
    keep(data, real_table())
    shown = text_of(a_tab(PAGE_WITH_RPA, a=link))
    assert "公表データ(デジタル庁)\nRPAの導入\n草加市:実施。埼玉県:63団体のうち" in shown
    assert "出典 デジタル庁「自治体DXの取組に関するダッシュボード」(令和6年7月12日の表)\n" in shown
    assert indicators().note in shown
    assert shown.count("公表データ(") == 1


def test_two_indicators_of_one_question_stand_together(data: Engine) -> None:
    keep(data, real_table())
    shown = text_of(a_tab("answer-services", a=a_link(data)))
    assert "草加市:12%。埼玉県:63団体の中央値は" in shown
    assert "草加市:50%。埼玉県:63団体の中央値は" in shown
    assert shown.count("公表データ(") == 1


def test_it_stands_beside_the_question_also_where_nothing_can_be_changed(data: Engine) -> None:
    keep(data, real_table())
    for address in ({"example": SOKA}, {"a": create(data, an_assessment(version=ASKED.version.id)).read}):
        assert "RPAの導入\n草加市:実施。" in text_of(a_tab(PAGE_WITH_RPA, **address))


def test_a_newer_table_shows_in_an_open_tab(data: Engine) -> None:
    keep(data, real_table())
    tab = a_tab(PAGE_WITH_RPA, a=a_link(data))
    keep(data, a_table(LATER, rpa="未実施"))
    tab.run()
    assert "草加市:未実施。埼玉県:63団体のうち0団体(0%)が実施。" in text_of(tab)
    assert "(令和7年4月1日の表)" in text_of(tab)


def test_a_page_is_complete_without_the_published_values(data: Engine, tmp_path: Path) -> None:
    keep(data, real_table())
    link = a_link(data)
    with data.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE indicator_tables RENAME TO away")
    tab = a_tab(PAGE_WITH_RPA, a=link)
    assert not tab.exception
    assert "公表データ(" not in text_of(tab)
    assert len(tab.radio) == 3
    with data.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO indicator_tables")
    assert "公表データ(" in text_of(turn_to(tab, PAGE_WITH_RPA))


# In 比較


def test_a_comparison_tells_every_indicator_of_a_group(data: Engine) -> None:
    five = ("112224", "112348", "112372", "112437", "114651")
    assert comparison(SOKA, "5市1町", five) == ""
    keep(data, real_table())
    html = comparison(SOKA, "5市1町", five)
    assert html.count("<tr>") == 1 + 15
    done = sum(real_table().of(code, "rpa") == "実施" for code in five)
    row = f'<th scope="row">RPAの導入</th><td>実施</td><td>5団体のうち{done}団体({done * 20}%)が実施</td>'
    assert row in html
    assert '<th scope="col">5市1町</th>' in html
    assert "(令和6年7月12日の表)" in html
