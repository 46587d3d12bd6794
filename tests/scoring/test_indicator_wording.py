"""What is published, in words: n, the share or the median, what is missing, and where it comes from."""

from dataclasses import replace

import pytest

from questionnaire.indicator_table import IndicatorTable, Value
from questionnaire.indicators import indicators
from questionnaire.municipalities import MUNICIPALITIES
from scoring.indicator_wording import comparison_rows, contents_rows, group_text, source_text, table_text, value_text
from scoring.indicators import GroupFigure, changed_municipalities, group_figure
from tests.builders import KOSHIGAYA, SOKA
from tests.published import REAL_DAY, SAITAMA, a_table, real_table

KNOWN = indicators()
RPA, CARE, COUNT = (KNOWN.by_id[id] for id in ("rpa", "online-care", "frequent-procedures"))


# Figures


def test_who_does_it_is_counted_among_those_that_have_a_value() -> None:
    values: list[Value] = ["実施", "実施", "検討中", "未実施", None]
    assert group_figure(KNOWN, RPA, values) == GroupFigure(members=5, published=4, done=2)


@pytest.mark.parametrize(
    ("values", "median"),
    [([10.0], 10.0), ([10.0, 40.0, 20.0], 20.0), ([10.0, 21.0], 15.5), ([0.0, None, 100.0, 0.0], 0.0), ([None], None)],
)
def test_a_number_has_a_median_of_those_that_have_one(values: list[Value], median: float | None) -> None:
    figure = group_figure(KNOWN, CARE, values)
    assert figure == GroupFigure(len(values), sum(value is not None for value in values), median=median)


def test_changes_are_counted_by_municipality_also_when_one_came_or_went() -> None:
    before = a_table(rpa="実施")
    after = IndicatorTable(REAL_DAY, {code: dict(values) for code, values in before.values.items()})
    assert changed_municipalities(before, after, RPA) == 0
    changed = {**after.values, SOKA: {**after.values[SOKA], "rpa": None}}
    del changed[KOSHIGAYA]
    assert changed_municipalities(before, replace(after, values=changed), RPA) == 2
    assert changed_municipalities(before, replace(after, values=changed), CARE) == 0


# Words


@pytest.mark.parametrize(
    ("indicator", "value", "text"),
    [
        (RPA, "実施", "実施"),
        (RPA, None, "公表された値なし"),
        (CARE, 12.0, "12%"),
        (CARE, 72.5, "72.5%"),
        (CARE, 0.0, "0%"),
        (CARE, 99.99, "99.9%"),
        (COUNT, 22.0, "22手続"),
    ],
)
def test_a_value_is_told_with_its_unit(indicator: object, value: Value, text: str) -> None:
    assert value_text(indicator, value) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("indicator", "values", "text"),
    [
        (RPA, ["実施", "実施", "未実施"], "3団体のうち2団体(66%)が実施"),
        (RPA, ["実施", "未実施", None], "2団体のうち1団体(50%)が実施(公表された値なしが1団体)"),
        (RPA, ["未実施"], "1団体のうち0団体(0%)が実施"),
        (RPA, ["実施"] * 1733 + [None] * 1008, "1,733団体のうち1,733団体(100%)が実施(公表された値なしが1,008団体)"),
        (RPA, [None, None], "公表された値なし(2団体)"),
        (RPA, [], "公表された値なし(0団体)"),
        (CARE, [10.0, 21.0, None], "2団体の中央値は15.5%(公表された値なしが1団体)"),
        (COUNT, [21.0, 21.0], "2団体の中央値は21手続"),
    ],
)
def test_a_group_is_told_with_n_and_what_is_missing(indicator: object, values: list[Value], text: str) -> None:
    figure = group_figure(KNOWN, indicator, values)  # type: ignore[arg-type]
    assert group_text(KNOWN, indicator, figure) == text  # type: ignore[arg-type]


def test_the_source_is_told_with_the_date_of_the_table() -> None:
    assert source_text(KNOWN, real_table()) == (
        "出典 デジタル庁「自治体DXの取組に関するダッシュボード」(令和6年7月12日の表)"
    )
    assert table_text(KNOWN, real_table()) == "令和6年7月12日の表(15指標、1,741団体)"


def test_a_municipality_is_told_beside_its_group() -> None:
    """Counted in the file with cut, sort and uniq: the columns SS to VC are 埼玉県."""
    rows = comparison_rows(KNOWN, [RPA, CARE], real_table(), SOKA, SAITAMA)
    assert rows == [
        ("RPAの導入", "実施", "63団体のうち32団体(50%)が実施"),
        ("子育て・介護26手続のオンライン化率", "12%", "63団体の中央値は96%"),
    ]


def test_a_group_with_missing_values_tells_them() -> None:
    ishikawa = [one.code for one in MUNICIPALITIES.values() if one.prefecture == "石川県"]
    ((_, own, group),) = comparison_rows(KNOWN, [KNOWN.by_id["cio"]], real_table(), ishikawa[0], ishikawa)
    assert own == "公表された値なし"
    assert group.startswith("11団体のうち")
    assert group.endswith("(公表された値なしが8団体)")


def test_the_contents_of_a_table_are_told_beside_the_one_before() -> None:
    first = dict(zip(KNOWN.by_id, contents_rows(KNOWN, a_table(rpa="実施"), None), strict=True))
    assert first["rpa"] == ("RPAの導入", "63団体のうち63団体(100%)が実施", "新しい表")
    later = contents_rows(KNOWN, a_table(rpa="未実施"), a_table(rpa="実施"))
    assert [changed for _, _, changed in later] == [
        "63団体" if indicator is RPA else "0団体" for indicator in KNOWN.indicators
    ]
