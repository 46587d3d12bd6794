"""比較 on the screen: what is shown of whom, on which basis, and for whom it is open."""

import json

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.fiscal_year import day_text
from questionnaire.peer import Sharing
from questionnaire.peer_set import PeerSet
from scoring.peers.comparison import Comparison, comparison
from scoring.peers.group import Group, GroupKind, Obstacle
from scoring.peers.membership import offer
from scoring.peers.table import Peers, peer_table
from scoring.peers.view import Viewer, view
from scoring.peers.wording import (
    NOBODY_YET,
    OBSTACLE_TEXTS,
    basis_text,
    overall_text,
    rank_text,
    spread_table,
    summary_text,
)
from screens.parts.chart import TABLE_BELOW
from storage.assessments import create
from storage.imported_peers import import_peers
from storage.indicators import keep
from storage.links import issue_code
from storage.peer_sets import keep_set, sets_of
from storage.peers import peer_submissions, submissions_by
from storage.sharing import share
from storage.submissions import begin_next_year, submit
from storage.transaction import now
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, an_assessment
from tests.published import real_table
from tests.region import ELSEWHERE, FISCAL_YEAR, REAL, SAITAMA, alike, imported, mixed
from tests.stored import ALL_LEVELS, ASKED, a_link, key_of, stored
from tests.stored_region import months_ago, set_month, share_of, this_month
from tests.tab import OUR_TAGS, a_tab, buttons, click, messages, page_links, tags_of, text_of

pytestmark = pytest.mark.usefixtures("data")

GROUP, BASIS = "どの団体と比べますか", "いつの、何と比べますか"
PREFECTURE = "同じ都道府県(埼玉県)"
SURVEY = ASKED.version.survey


def choose(tab: AppTest, label: str, option: str) -> AppTest:
    (box,) = (box for box in tab.selectbox if box.label == label)
    return box.set_value(option).run()


def options(tab: AppTest, label: str) -> list[str]:
    return [option for box in tab.selectbox if box.label == label for option in box.options]


def submitted(data: Engine, sharing: Sharing = Sharing.PRIVATE) -> str:
    """The link of 草加市, which submitted last month."""
    link = a_link(data, ALL_LEVELS)
    key = key_of(data, link)
    submit(data, key, sharing)
    set_month(data, key, 1)
    return link


def expected(data: Engine, link: str, group: Group) -> Comparison:
    """What scoring gives for this link straight from what is stored."""
    key = key_of(data, link)
    peers = Peers(FISCAL_YEAR, peer_submissions(data, FISCAL_YEAR))
    table = peer_table(REAL, {REAL.version.id: REAL}, peers, this_month(), now())
    viewer = Viewer(stored(data, link), "former-special", tuple(submissions_by(data, key, FISCAL_YEAR)))
    return comparison(offer(view(table, viewer), [group]), group)


def has_row(tab: AppTest, *cells: str) -> bool:
    return "\n".join(cells) in text_of(tab)


# What is shown


def test_the_screen_shows_what_is_computed_from_what_is_stored(data: Engine) -> None:
    share_of(data, SAITAMA[:14])
    link = submitted(data)
    tab = a_tab("comparison", a=link)
    assert not tab.exception
    shown, text = expected(data, link, Group(GroupKind.PREFECTURE)), text_of(tab)
    for sentence in (summary_text(shown), basis_text(shown), rank_text(shown), PREFECTURE):
        assert sentence in text
    header, rows = spread_table(shown)
    for row in (header, *rows):
        assert has_row(tab, *row)
    assert rows[0][2:] != ["示せません"] * 5
    assert this_month().as_of_text in text
    assert overall_text(shown) in text
    for chart in tab.get("vega_lite_chart"):
        assert json.loads(chart.proto.spec)["description"].endswith(f"{overall_text(shown)}{TABLE_BELOW}")
    assert len(tab.get("vega_lite_chart")) == 2
    assert tags_of(tab) <= OUR_TAGS


def test_another_group_shows_its_own_figures(data: Engine) -> None:
    share_of(data, SAITAMA[:14])
    share_of(data, ELSEWHERE[:6], [alike(3)[:-1] + "2", *mixed(5)])
    link = submitted(data)
    tab = choose(a_tab("comparison", a=link), GROUP, "すべての団体")
    _, rows = spread_table(expected(data, link, Group(GroupKind.ALL)))
    assert all(has_row(tab, *row) for row in rows)
    assert rows != spread_table(expected(data, link, Group(GroupKind.PREFECTURE)))[1]


def test_a_draft_is_compared_and_has_no_percentile(data: Engine) -> None:
    share_of(data, SAITAMA[:14])
    tab = a_tab("comparison", a=a_link(data, ALL_LEVELS))
    assert "百分位は、提出のあとに示します。" in text_of(tab)
    _, rows = spread_table(expected(data, a_link(data, ALL_LEVELS), Group(GroupKind.PREFECTURE)))
    assert {row[-1] for row in rows} == {"示せません"}
    assert all(has_row(tab, *row) for row in rows)


@pytest.mark.parametrize(
    ("count", "median", "quartiles"), [(4, False, False), (5, True, False), (9, True, False), (10, True, True)]
)
def test_the_limits_hold_on_the_screen(data: Engine, count: int, median: bool, quartiles: bool) -> None:
    share_of(data, SAITAMA[:count])
    tab = a_tab("comparison", a=submitted(data))
    assert (PREFECTURE in options(tab, GROUP)) is median
    cells = text_of(tab).partition("\n第3四分位\n百分位\n")[2].split("\n")
    # Name and own value stand before them; without any figure there is no table.
    _, shown_median, *spread = cells[2:7] if cells[0] else ["示せません"] * 5
    assert (shown_median != "示せません") is median
    assert [cell != "示せません" for cell in spread] == [quartiles] * 3
    assert ("段階0が" in text_of(tab)) is quartiles


def test_a_group_that_shows_nothing_is_told_with_the_reason(data: Engine) -> None:
    share_of(data, SAITAMA[:4])
    tab = a_tab("comparison", a=submitted(data))
    assert options(tab, GROUP) == []
    assert NOBODY_YET in text_of(tab)
    assert f"{PREFECTURE}\n{OBSTACLE_TEXTS[Obstacle.TOO_FEW]}" in text_of(tab)
    assert f"近くの5団体\n{OBSTACLE_TEXTS[Obstacle.NOBODY_BY_NAME]}" in text_of(tab)
    assert not tab.get("vega_lite_chart")


def test_every_figure_is_explained_on_the_same_page(data: Engine) -> None:
    share_of(data, SAITAMA[:14])
    assert "数字の見方\nくらべるもの\n" in text_of(a_tab("comparison", a=submitted(data)))


def test_a_low_level_is_followed_by_named_peers_and_practices(data: Engine) -> None:
    share_of(data, [KOSHIGAYA], [alike(3)], sharing=Sharing.NAMED)
    share_of(data, [MATSUBUSHI], [alike(2)], sharing=Sharing.NAMED)
    tab = choose(a_tab("comparison", a=submitted(data)), GROUP, "近くの5団体")
    text = text_of(tab)
    question = REAL.questions[0].text
    (part,) = (part for part in text.split("\n自団体:")[1:2])
    assert question in text
    assert "進んでいる団体(近い順)\n越谷市(埼玉県) 段階3\n松伏町(埼玉県) 段階2\n" in part
    assert "進め方の事例(" in part
    assert "事例をさがす" in [link["label"] for link in page_links(tab)]


def test_what_is_published_of_the_group_stands_below(data: Engine) -> None:
    keep(data, real_table())
    tab = a_tab("comparison", a=submitted(data))
    assert f"{PREFECTURE}の公表データ\n" in text_of(tab)
    assert "63団体のうち" in text_of(tab)


# Who is named


def test_a_name_vanishes_at_once_when_the_consent_ends(data: Engine) -> None:
    (key,) = share_of(data, [KOSHIGAYA], [alike(3)], sharing=Sharing.NAMED)
    tab = a_tab("comparison", a=submitted(data))
    assert "越谷市(埼玉県) 段階3\n" in text_of(tab)
    share(data, key, Sharing.ANONYMOUS)
    tab.run()
    assert "越谷市(埼玉県) 段階3\n" not in text_of(tab)


def test_imported_peers_are_named_with_their_source(data: Engine) -> None:
    import_peers(data, [("越谷.csv", imported({KOSHIGAYA: alike(3)}))])
    tab = a_tab("comparison", a=submitted(data))
    assert "越谷市(埼玉県) 段階3(取り込んだ比較用CSV、令和8年度)" in text_of(tab)
    assert "取り込んだ比較用CSV。" in text_of(tab)


def test_a_second_assessment_of_the_office_is_told_why_anonymous_peers_are_missing(data: Engine) -> None:
    share_of(data, [SOKA], [alike(2)])
    share_of(data, SAITAMA[:14])
    tab = a_tab("comparison", a=a_link(data, ALL_LEVELS))
    assert OBSTACLE_TEXTS[Obstacle.SUBMITTED_ELSEWHERE] in text_of(tab)
    assert options(tab, GROUP) == []


# Years and the survey


def test_an_earlier_year_is_compared_with_the_own_answers_of_that_year(data: Engine) -> None:
    share_of(data, SAITAMA[:14], fiscal_year=2025, months=13)
    before = create(data, an_assessment(ALL_LEVELS, version=ASKED.version.id, fiscal_year=2025)).edit
    submit(data, key_of(data, before), Sharing.PRIVATE)
    set_month(data, key_of(data, before), 13)
    following = begin_next_year(data, key_of(data, before), ASKED.version.id).edit
    tab = a_tab("comparison", a=following)
    assert options(tab, BASIS) == ["令和8年度の提出", "令和7年度の提出", SURVEY.label]
    choose(tab, BASIS, "令和7年度の提出")
    text = text_of(tab)
    assert f"百分位は、{day_text(months_ago(13))}に提出した回答が" in text
    assert "令和7年度の提出、" in text


def test_a_year_without_an_own_submission_says_so(data: Engine) -> None:
    share_of(data, SAITAMA[:14], fiscal_year=2025, months=13)
    tab = choose(a_tab("comparison", a=submitted(data)), BASIS, "令和7年度の提出")
    assert "令和7年度の提出がないため、百分位はありません。" in text_of(tab)


def test_the_survey_is_a_basis_of_its_own_and_labelled(data: Engine) -> None:
    tab = choose(a_tab("comparison", a=submitted(data)), BASIS, SURVEY.label)
    assert "選んだ団体「5市1町」" in options(tab, GROUP)
    choose(tab, GROUP, "選んだ団体「5市1町」")
    text = text_of(tab)
    assert f"出典:{SURVEY.label}。" in text
    assert "このシステムでの提出" not in text.split("数字の見方")[0]
    assert "(報告書からの読み取り、令和3年度)" in text


def test_an_example_is_compared_with_the_survey_only(data: Engine) -> None:
    share_of(data, SAITAMA[:14], sharing=Sharing.NAMED)
    tab = a_tab("comparison", example=SOKA)
    assert not tab.exception
    assert options(tab, BASIS) == []
    assert SURVEY.label in messages(tab)
    assert "このシステムでの提出" not in text_of(tab)
    assert "比べる団体を選ぶ" not in text_of(tab)


# Chosen sets


def test_a_set_is_searched_kept_compared_with_and_removed(data: Engine) -> None:
    share_of(data, [KOSHIGAYA, MATSUBUSHI], mixed(2), sharing=Sharing.NAMED)
    link = submitted(data)
    tab = a_tab("comparison", a=link)
    for typed, label in (("こしがや", "越谷市(埼玉県)"), ("松伏", "松伏町(埼玉県)")):
        tab.text_input(key="set-search").set_value(typed).run()
        (pills,) = tab.get("button_group")
        assert label in pills.options
        pills.set_value([*pills.value, label]).run()
    (name,) = (box for box in tab.text_input if box.label == "この組の名前")
    name.set_value("となりの団体")
    click(tab, "この組を残す")
    assert sets_of(data, key_of(data, link)) == [PeerSet("となりの団体", (KOSHIGAYA, MATSUBUSHI))]
    choose(tab, GROUP, "選んだ団体「となりの団体」")
    assert "\n2\n" in text_of(tab)
    click(tab, "この組を取り除く")
    assert sets_of(data, key_of(data, link)) == []
    assert "選んだ団体「となりの団体」" not in options(tab, GROUP)


def test_a_set_without_a_name_or_a_municipality_is_refused(data: Engine) -> None:
    tab = a_tab("comparison", a=submitted(data))
    click(tab, "この組を残す")
    assert messages(tab) == ["残せませんでした。名前がありません。団体が1つもありません。"]


def test_a_kept_set_with_the_name_of_the_ready_made_one_takes_its_place(data: Engine) -> None:
    share_of(data, [KOSHIGAYA], [alike(3)], sharing=Sharing.NAMED)
    link = submitted(data)
    keep_set(data, key_of(data, link), PeerSet("5市1町", (KOSHIGAYA,)))
    assert options(a_tab("comparison", a=link), GROUP).count("選んだ団体「5市1町」") == 1


# Who may


def test_a_link_to_read_compares_and_keeps_nothing(data: Engine) -> None:
    share_of(data, SAITAMA[:14])
    tab = a_tab("comparison", a=create(data, an_assessment(ALL_LEVELS, version=ASKED.version.id)).read)
    assert PREFECTURE in options(tab, GROUP)
    assert buttons(tab) == []


def test_with_codes_only_the_office_with_its_code_compares(data: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DX_REQUIRE_CODE", "1")
    code, of_another = issue_code(data, SOKA), issue_code(data, KOSHIGAYA)
    share_of(data, SAITAMA[:14], sharing=Sharing.NAMED)
    soka, koshigaya = (
        create(data, an_assessment(ALL_LEVELS, version=ASKED.version.id, municipality=place))
        for place in (SOKA, KOSHIGAYA)
    )
    for link in (soka.edit, soka.read):
        tab = a_tab("comparison", a=link)
        for typed in ("", of_another):
            tab.text_input[0].set_value(typed)
            click(tab, "比較を開く")
            assert options(tab, GROUP) == []
            assert "段階" not in text_of(tab)
        tab.text_input[0].set_value(code)
        click(tab, "比較を開く")
        assert PREFECTURE in options(tab, GROUP)
        tab.query_params = {"a": koshigaya.edit}
        tab.run()
        assert options(tab, GROUP) == []
    assert a_tab("comparison", example=SOKA).selectbox


def test_without_an_assessment_there_is_nothing_to_compare() -> None:
    tab = a_tab("comparison")
    assert messages(tab) == ["まだ診断を開いていません。"]
    assert not tab.selectbox
