"""Levels of peers as arrays: the same scores as everywhere, versions mapped by question id, months and distances."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.model import Depth, Questionnaire
from questionnaire.month import Month, month_index, month_of
from questionnaire.municipalities import MUNICIPALITIES, municipality
from questionnaire.nearby import by_distance, distance_km
from questionnaire.survey import read_assessment, survey_peers
from scoring.levels import NO_LEVEL
from scoring.maturity import TOLERANCE
from scoring.peers.figures import NO_VALUE, figures, level_rows, questions_behind
from scoring.peers.spread import percentile, quartiles, spread
from scoring.result import result
from scoring.wording import rounded_down
from tests.builders import AXIS_IDS, KOSHIGAYA, MATSUBUSHI, SOKA, a_question, a_questionnaire, an_axis
from tests.region import QUESTIONS, REAL, VERSIONS, alike, an_assessment_at, mixed

level_texts = st.text("0123-", min_size=QUESTIONS, max_size=QUESTIONS)


def levels_of(*texts: str) -> np.ndarray:
    return level_rows(REAL, VERSIONS, [(REAL.version.id, text) for text in texts])


# The scores


@given(st.lists(level_texts, min_size=1, max_size=4))
def test_a_peer_has_the_same_figures_as_its_own_result(texts: list[str]) -> None:
    found = figures(REAL, levels_of(*texts))
    behind = questions_behind(REAL)
    for row, text in enumerate(texts):
        own = result(REAL, an_assessment_at(text))
        maturities = [*(standing.maturity for standing in own.of_axis), own.overall.maturity]
        for column, value in enumerate([*maturities, *own.overall.attainment]):
            is_whole = all(text[question] != "-" for question in np.flatnonzero(behind[column]))
            assert np.isnan(found.values[row, column]) != is_whole
            if is_whole:
                assert abs(found.values[row, column] - value) < TOLERANCE


@given(level_texts)
def test_the_shown_whole_numbers_are_the_rounded_figures(text: str) -> None:
    found = figures(REAL, levels_of(text))
    axes, values = len(REAL.axes), found.values[0]
    for column, value in enumerate(values):
        digits, scale, times = (1, 1, 10) if column <= axes else (0, 100, 1)
        rounded = NO_VALUE if np.isnan(value) else int(rounded_down(float(value) * scale, digits) * times)
        assert found.shown[0, column] == rounded
    assert found.shown[0, len(values) :].tolist() == [NO_LEVEL if one == "-" else int(one) for one in text]


def test_no_peers_have_no_figures() -> None:
    assert figures(REAL, levels_of()).values.shape[0] == 0


def test_levels_that_do_not_fit_their_version_are_refused() -> None:
    with pytest.raises(ValueError, match=f"{QUESTIONS} core questions"):
        levels_of("012")


def test_a_removed_submission_has_no_level() -> None:
    assert set(levels_of("")[0].tolist()) == {NO_LEVEL}


# Another version


def other_version(*axes: object) -> Questionnaire:
    made = a_questionnaire(axes)  # type: ignore[arg-type]
    return made.model_copy(update={"version": made.version.model_copy(update={"id": "v2025-1"})})


def test_levels_of_another_version_are_taken_by_question_id() -> None:
    asked = a_questionnaire([an_axis(id) for id in AXIS_IDS[:2]])
    turned = other_version(*[an_axis(id) for id in reversed(AXIS_IDS[:2])])
    found = level_rows(asked, {"v2025-1": turned}, [("v2025-1", "012333")])
    assert found.tolist() == [[3, 3, 3, 0, 1, 2]]


def test_a_question_that_the_other_version_does_not_ask_at_its_core_has_no_level() -> None:
    asked = a_questionnaire([an_axis(AXIS_IDS[0])])
    first, *rest = an_axis(AXIS_IDS[0]).questions
    further = a_question(first.id, first.step, core=False)
    instead = a_question("asked-instead", first.step)
    older = other_version(an_axis(AXIS_IDS[0], [further, instead, *rest]))
    found = level_rows(asked, {"v2025-1": older}, [("v2025-1", "312")])
    assert found.tolist() == [[NO_LEVEL, 1, 2]]


def test_several_versions_keep_their_rows() -> None:
    asked = a_questionnaire([an_axis(id) for id in AXIS_IDS[:2]])
    turned = other_version(*[an_axis(id) for id in reversed(AXIS_IDS[:2])])
    versions = {"v2025-1": turned, asked.version.id: asked}
    given_levels = [("v2025-1", "000111"), (asked.version.id, "222333"), ("v2025-1", "123012")]
    assert level_rows(asked, versions, given_levels).tolist() == [
        [1, 1, 1, 0, 0, 0],
        [2, 2, 2, 3, 3, 3],
        [0, 1, 2, 1, 2, 3],
    ]


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(KeyError):
        level_rows(REAL, VERSIONS, [("v1999-1", alike(1))])


def test_the_survey_gives_the_levels_of_its_reading() -> None:
    peers = survey_peers(REAL)
    assert [peer.municipality for peer in peers] == list(REAL.version.survey.municipalities)
    for peer in peers:
        read = read_assessment(REAL, peer.municipality)
        for question, given_level in zip(REAL.asked(Depth.CORE), peer.levels, strict=True):
            level = read.answer(question.id).level
            assert given_level == ("-" if level is None else str(level))
    assert any(set(peer.levels) != {"-"} for peer in peers)


# Median, quartiles, percentile


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.integers(0, 30))
def test_quartiles_interpolate_and_the_percentile_counts_by_hand(tenths: list[int], own: int) -> None:
    values = np.array(tenths) / 10
    found = quartiles(values)
    in_order = sorted(tenths)
    for share, value in zip((0.25, 0.5, 0.75), found, strict=True):
        place = share * (len(in_order) - 1)
        low, high = in_order[int(place)], in_order[min(int(place) + 1, len(in_order) - 1)]
        assert abs(value - (low + (place - int(place)) * (high - low)) / 10) < TOLERANCE
    lower, equal = sum(one < own for one in tenths), sum(one == own for one in tenths)
    assert abs(percentile(values, own / 10) - 100 * (lower + equal / 2) / len(tenths)) < TOLERANCE


def test_a_median_alone_has_no_other_statistic() -> None:
    found = spread(np.array([0.0, 1.0, 2.96]), 1.0, is_full=False, digits=1)
    assert (found.count, str(found.median)) == (3, "1.0")
    assert (found.first_quartile, found.third_quartile, found.percentile) == (None, None, None)


def test_statistics_are_rounded_down() -> None:
    found = spread(np.array([0.0, 1.99, 1.99, 2.99]), 1.99, is_full=True, digits=1)
    assert [str(value) for value in (found.median, found.third_quartile, found.percentile)] == ["1.9", "2.2", "50"]


# Months and distances


def test_midnight_in_japan_divides_the_months() -> None:
    assert month_of(datetime(2026, 5, 31, 14, 59, 59)) == Month(2026, 5)
    assert month_of(datetime(2026, 5, 31, 15)) == Month(2026, 6)
    assert Month(2026, 6).begins_at == datetime(2026, 5, 31, 15)
    assert Month(2027, 1).begins_at == datetime(2026, 12, 31, 15)
    assert [Month(2026, 11).following, Month(2026, 12).following] == [Month(2026, 12), Month(2027, 1)]


@given(st.datetimes(min_value=datetime(2020, 1, 2), max_value=datetime(2040, 1, 1)), st.integers(1, 12))
def test_a_moment_is_before_a_month_exactly_when_its_index_is_smaller(moment: datetime, number: int) -> None:
    month = Month(moment.year, number)
    assert (moment < month.begins_at) == (month_index(moment) < month.index)


def test_the_day_of_the_figures_is_named() -> None:
    assert Month(2026, 11).as_of_text == "令和8年11月1日現在"


def test_distances_are_those_of_a_map() -> None:
    """草加市役所 to 越谷市役所: 7.3 km by the map of 国土地理院; 札幌 to 那覇: 2,246 km from their coordinates."""
    soka, koshigaya = MUNICIPALITIES[SOKA], MUNICIPALITIES[KOSHIGAYA]
    sapporo, naha = MUNICIPALITIES["011002"], MUNICIPALITIES["472018"]
    assert 6 < distance_km(soka, koshigaya) < 9
    assert 2200 < distance_km(sapporo, naha) < 2290
    assert distance_km(soka, soka) == 0
    assert distance_km(soka, naha) == pytest.approx(distance_km(naha, soka))


def test_a_quarter_of_the_equator_is_a_quarter_of_the_circumference() -> None:
    place = municipality(SOKA)
    assert place
    origin = replace(place, latitude=0.0, longitude=0.0)
    assert distance_km(origin, replace(origin, longitude=90.0)) == pytest.approx(6371 * np.pi / 2)
    assert distance_km(origin, replace(origin, latitude=-90.0)) == pytest.approx(6371 * np.pi / 2)


def test_the_nearest_come_first_without_the_office_itself() -> None:
    assert by_distance(SOKA, [MATSUBUSHI, "472018", SOKA, KOSHIGAYA, "no such code"]) == (
        KOSHIGAYA,
        MATSUBUSHI,
        "472018",
    )


def test_mixed_peers_differ_in_every_figure() -> None:
    """The builder that other tests stand on."""
    shown = figures(REAL, levels_of(*mixed(2))).shown
    assert (shown[0] != shown[1]).all()
