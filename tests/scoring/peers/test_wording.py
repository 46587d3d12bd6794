"""比較 in words: what the figures stand on, why something is missing, and no order among peers."""

from questionnaire.peer import Origin, Sharing
from scoring.peers import wording
from scoring.peers.compared import Further
from scoring.peers.comparison import Comparison
from scoring.peers.group import FIXED, Group, GroupKind, Obstacle
from tests.builders import KOSHIGAYA, SOKA
from tests.region import FIRST, SAITAMA, Region, a_region, alike, imported, in_month, later, mixed


def a_comparison(count: int = 12, own: str = "") -> Comparison:
    region = a_region(mixed(count))
    region.submit(SOKA, own or alike(1), in_month(later(FIRST, -1)), Sharing.PRIVATE)
    return region.seen(FIRST)


def test_every_obstacle_and_every_source_has_words() -> None:
    assert set(wording.OBSTACLE_TEXTS) == set(Obstacle)
    assert set(wording.ORIGIN_TEXTS) == set(Origin)


def test_groups_are_named_as_the_office_reads_them() -> None:
    assert [wording.group_text(Group(kind), SOKA, "Ⅲ-3") for kind in FIXED] == [
        "同じ都道府県(埼玉県)",
        "同じ種類の団体(施行時特例市)",
        "類似団体(Ⅲ-3)",
        "すべての団体",
    ]
    assert wording.group_text(Group(GroupKind.CLASS), SOKA) == "類似団体"
    assert wording.group_text(Group(GroupKind.NEAREST, neighbours=5), SOKA) == "近くの5団体"
    assert wording.group_text(Group(GroupKind.CHOSEN, name="5市1町"), SOKA) == "選んだ団体「5市1町」"


def test_the_basis_tells_year_day_and_source() -> None:
    assert wording.basis_text(a_comparison()) == "令和8年度の提出、令和8年6月1日現在。出典:このシステムでの提出。"
    files = imported(dict(zip(SAITAMA, mixed(3), strict=False)))
    assert "取り込んだ比較用CSV" in wording.basis_text(Region().seen(FIRST, named=files))
    assert wording.basis_text(Region().seen(FIRST)).endswith("出典:なし。")


def test_the_rank_tells_which_submission_it_stands_on() -> None:
    assert "令和8年5月10日に提出した回答" in wording.rank_text(a_comparison())
    assert wording.rank_text(a_region(mixed(12)).seen(FIRST)) == "百分位は、提出のあとに示します。"


def test_the_table_has_every_figure_that_may_be_shown() -> None:
    shown = a_comparison()
    header, rows = wording.spread_table(shown)
    assert header == ["分野", "自団体", "団体数", "中央値", "第1四分位", "第3四分位", "百分位"]
    spreads = [*shown.of_axis, shown.overall]
    for row, spread in zip(rows, spreads, strict=False):
        values = (spread.count, spread.median, spread.first_quartile, spread.third_quartile, spread.percentile)
        assert row[2:] == [str(value) for value in values]
    assert len(rows) == len(shown.axes) + 1 + len(shown.steps)
    assert all(row[3].endswith("%") for row in rows[-len(shown.steps) :])


def test_the_table_says_what_may_not_be_shown() -> None:
    _, rows = wording.spread_table(a_comparison(5))
    assert {tuple(row[4:]) for row in rows} == {("示せません",) * 3}
    _, rows = wording.spread_table(a_comparison(4))
    assert {tuple(row[2:]) for row in rows} == {("示せません",) * 5}


def test_the_summary_names_axes_and_no_rank() -> None:
    low, high = (wording.summary_text(a_comparison(own=alike(level))) for level in (0, 3))
    assert low.startswith("中央値より高い分野はありません。中央値より低い分野は「")
    assert high.endswith("中央値より低い分野はありません。")
    assert "位" not in low + high


def test_the_summary_of_a_group_that_shows_nothing_says_so() -> None:
    assert wording.summary_text(a_comparison(4)) == "このグループで示せる分野はありません。"


def test_a_hidden_distribution_does_not_tell_why() -> None:
    few = wording.distribution_text(a_comparison(5).questions[0])
    alike_peers = a_region(["1" + levels[1:] for levels in mixed(12)]).seen(FIRST)
    assert wording.distribution_text(alike_peers.questions[0]) == few
    assert few.startswith("段階の内訳は示せません")


def test_a_distribution_is_told_with_its_count() -> None:
    levels = [alike(0)] * 2 + [alike(1)] * 3 + [alike(3)] * 6
    question = a_region(levels).seen(FIRST).questions[0]
    assert wording.distribution_text(question) == "段階0が2団体、段階1が3団体、段階2が0団体、段階3が6団体(11団体)。"


def test_a_peer_that_is_further_on_is_told_with_its_source() -> None:
    assert wording.further_text(Further(KOSHIGAYA, 3, Origin.SUBMITTED, 2026)) == "越谷市(埼玉県) 段階3"
    assert (
        wording.further_text(Further(KOSHIGAYA, 2, Origin.SURVEY, 2021))
        == "越谷市(埼玉県) 段階2(報告書からの読み取り、令和3年度)"
    )
