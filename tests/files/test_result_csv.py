"""The result CSV: a row per axis and one for the whole, with exactly the figures of the `Result`."""

from collections.abc import Sequence

import pytest

from files.csv_files import result_csv
from files.csv_files.result_csv import OVERALL_ID, AmongPeers, Scored
from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth, Questionnaire
from questionnaire.peer import Sharing
from scoring.peers.wording import NOT_SHOWN, spread_table
from scoring.result import Standing, result
from tests.builders import (
    AXIS_IDS,
    KOSHIGAYA,
    MATSUBUSHI,
    SOKA,
    UNKNOWN,
    a_questionnaire,
    an_assessment,
    an_axis,
    an_axis_with_second_questions,
    level,
)
from tests.csv_files import Row, records_of, rows_of
from tests.region import FIRST, a_region, in_month, later, mixed

HEADER = [
    "団体コード", "団体名", "年度", "設問版", "深さ", "分野ID", "分野", "達成率_デジタイゼーション(%)",
    "達成率_デジタライゼーション(%)", "達成率_DX(%)", "到達ステップ番号", "到達ステップ", "成熟度", "成熟度_上限",
    "回答率(%)", "比較グループ", "比較年度", "比較団体数", "比較中央値", "第1四分位", "第3四分位", "百分位",
]  # fmt: skip
FIGURES, COMPARED = HEADER[7:15], HEADER[15:]

REAL = questionnaire(newest_version())


def scored(asked: Questionnaire, assessment: Assessment) -> Scored:
    return Scored(asked, assessment, result(asked, assessment))


def answered_in_turn(
    asked: Questionnaire, answers: Sequence[Answer], depth: Depth = Depth.CORE, municipality: str = SOKA
) -> Assessment:
    """An assessment whose questions get these answers in turn, over and over."""
    questions = asked.asked(depth)
    given = {question.id: answers[number % len(answers)] for number, question in enumerate(questions)}
    return an_assessment(given, version=asked.version.id, depth=depth, municipality=municipality)


def figures(row: Row) -> list[float]:
    return [float(row[column]) for column in FIGURES if column != "到達ステップ"]


def figures_of(standing: Standing) -> list[float]:
    return [
        *(100 * attainment for attainment in standing.attainment),
        standing.reached,
        standing.maturity,
        standing.maturity_upper,
        100 * standing.answered_share,
    ]


def test_the_header_is_the_one_that_was_agreed() -> None:
    assert records_of(result_csv.write([scored(REAL, an_assessment(version=REAL.version.id))]))[0] == HEADER


def test_there_is_a_row_for_each_axis_and_then_one_for_the_whole() -> None:
    written = rows_of(result_csv.write([scored(REAL, answered_in_turn(REAL, [level(2)]))]))
    assert [(row["分野ID"], row["分野"]) for row in written] == [
        *((axis.id, axis.name) for axis in REAL.axes),
        ("overall", "全体"),
    ]
    assert {tuple(row[column] for column in HEADER[:5]) for row in written} == {
        (SOKA, "草加市", "2026", REAL.version.id, "core")
    }


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([level(3), level(1), level(2)], id="the worked example"),
        pytest.param([level(2), level(2), level(1), level(3), UNKNOWN], id="every axis another"),
        pytest.param([level(0)], id="nothing"),
        pytest.param([level(3)], id="everything"),
        pytest.param([UNKNOWN], id="nothing known"),
    ],
)
def test_the_figures_are_those_of_the_result_without_any_rounding(answers: list[Answer]) -> None:
    one = scored(REAL, answered_in_turn(REAL, answers))
    written = rows_of(result_csv.write([one]))
    assert [figures(row) for row in written] == [*map(figures_of, one.result.of_axis), figures_of(one.result.overall)]


def test_thirds_keep_all_their_digits() -> None:
    row = rows_of(result_csv.write([scored(REAL, answered_in_turn(REAL, [level(3), level(1), level(2)]))]))[0]
    assert float(row["達成率_デジタライゼーション(%)"]) == pytest.approx(100 / 3, abs=1e-12)
    assert float(row["達成率_DX(%)"]) == pytest.approx(200 / 3, abs=1e-12)
    assert float(row["成熟度"]) == 1.5


@pytest.mark.parametrize(
    ("answers", "number", "name"),
    [
        ([level(0)], "0", "これから"),
        ([level(3), level(1), level(2)], "1", "デジタイゼーション"),
        ([level(2), level(2), level(1)], "2", "デジタライゼーション(TX)"),
        ([level(2)], "3", "DX"),
    ],
)
def test_the_step_reached_stands_as_number_and_as_name(answers: list[Answer], number: str, name: str) -> None:
    written = rows_of(result_csv.write([scored(REAL, answered_in_turn(REAL, answers))]))
    assert {(row["到達ステップ番号"], row["到達ステップ"]) for row in written} == {(number, name)}


def test_the_upper_end_and_the_answered_share_tell_what_is_still_open() -> None:
    whole = rows_of(result_csv.write([scored(REAL, answered_in_turn(REAL, [level(0), UNKNOWN]))]))[-1]
    assert float(whole["回答率(%)"]) == 50.0
    assert float(whole["成熟度"]) < float(whole["成熟度_上限"])


def test_several_assessments_stand_in_the_order_given_even_the_same_one_twice() -> None:
    places = [MATSUBUSHI, SOKA, KOSHIGAYA, SOKA]
    turns = [[level(1)], [level(2)], [level(3)], [level(0)]]
    several = [
        scored(REAL, answered_in_turn(REAL, answers, municipality=place))
        for place, answers in zip(places, turns, strict=True)
    ]
    written = rows_of(result_csv.write(several))
    assert [row["団体コード"] for row in written] == [place for place in places for _ in range(9)]
    assert [figures(row) for row in written[8::9]] == [figures_of(one.result.overall) for one in several]


def test_each_assessment_is_scored_at_the_depth_it_states() -> None:
    asked = a_questionnaire([an_axis_with_second_questions(axis) for axis in AXIS_IDS])
    full = {question.id: level(3 if question.core else 0) for question in asked.questions}
    both = [
        scored(asked, an_assessment(full, depth=Depth.CORE)),
        scored(asked, an_assessment(full, depth=Depth.FULL)),
    ]
    core_row, full_row = rows_of(result_csv.write(both))[8::9]
    assert (core_row["深さ"], full_row["深さ"]) == ("core", "full")
    assert (core_row["達成率_dx(%)"], full_row["達成率_dx(%)"]) == ("100.0", "50.0")


def test_a_name_that_a_spreadsheet_would_run_is_guarded() -> None:
    asked = a_questionnaire([an_axis(id).model_copy(update={"name": "=1+1"}) for id in AXIS_IDS])
    assert {row["分野"] for row in rows_of(result_csv.write([scored(asked, an_assessment())]))[:8]} == {"'=1+1"}


# Beside peers


def test_without_a_comparison_its_cells_are_empty() -> None:
    written = rows_of(result_csv.write([scored(REAL, answered_in_turn(REAL, [level(2)]))]))
    assert {row[column] for row in written for column in COMPARED} == {""}


def test_a_comparison_stands_at_the_end_of_its_row_and_what_is_hidden_stays_empty() -> None:
    own, axis = scored(REAL, answered_in_turn(REAL, [level(2)])), REAL.axes[0]
    whole = AmongPeers("同じ都道府県(埼玉県)", 2026, 12, 1.4, 0.9, 2.1, 62.5)
    among_peers = {
        OVERALL_ID: whole,
        axis.id: AmongPeers("=同じ都道府県", 2026, 5, 1.5),
        REAL.axes[1].id: AmongPeers("a", 2026),
    }
    written = rows_of(result_csv.write([own._replace(among_peers=among_peers)]))
    beside = {row["分野ID"]: [row[column] for column in COMPARED] for row in written}
    assert beside[OVERALL_ID] == ["同じ都道府県(埼玉県)", "2026", "12", "1.4", "0.9", "2.1", "62.5"]
    assert beside[axis.id] == ["'=同じ都道府県", "2026", "5", "1.5", "", "", ""]
    assert beside[REAL.axes[1].id] == ["a", "2026", "", "", "", "", ""]
    assert beside[REAL.axes[2].id] == [""] * len(COMPARED)
    assert [figures(row) for row in written] == [*map(figures_of, own.result.of_axis), figures_of(own.result.overall)]


@pytest.mark.parametrize("count", [0, 4, 5, 9, 10, 12])
def test_the_columns_of_a_comparison_say_what_its_table_says_on_the_screen(count: int) -> None:
    region = a_region(mixed(count))
    region.submit(SOKA, mixed(1)[0], in_month(later(FIRST, -1)), Sharing.PRIVATE)
    shown, own = region.seen(FIRST), region.viewer().assessment
    columns = result_csv.among_peers(shown, "同じ都道府県(埼玉県)")
    written = rows_of(result_csv.write([Scored(REAL, own, shown.own, columns)]))
    _, rows = spread_table(shown)
    for row, cells in zip(written, rows, strict=False):
        assert [row["比較グループ"], row["比較年度"]] == ["同じ都道府県(埼玉県)", "2026"]
        assert [_as_shown(row[column]) for column in COMPARED[2:]] == [_as_shown(cell) for cell in cells[2:]]


def _as_shown(cell: str) -> float | None:
    """A cell of the file or of the screen as a number; what may not be shown is none."""
    return None if cell in ("", NOT_SHOWN) else float(cell)
