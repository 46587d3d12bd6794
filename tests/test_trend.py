"""推移: the years side by side, and which answers rose or fell between them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.assessment import UNANSWERED, Answer, AnswerState
from questionnaire.model import Axis, Depth, Question, Questionnaire
from scoring import trend_wording
from scoring.result import result
from scoring.trend import WHOLE, Comparison, Movement, Trend, Year, maturity_movement, step_movement, trend
from tests.builders import (
    AXIS_IDS,
    UNKNOWN,
    a_question,
    a_questionnaire,
    an_assessment,
    an_axis,
    an_axis_with_second_questions,
    answered_alike,
    level,
    not_applicable,
)

ASKED = a_questionnaire()
FIRST_AXIS = ASKED.axes[0]
QUESTION = FIRST_AXIS.questions[0]
DEEPER = a_questionnaire([*map(an_axis_with_second_questions, AXIS_IDS)])
FURTHER = DEEPER.axes[0].questions[3]
ALL_AT_ONE = answered_alike(ASKED, level(1)).answers


def a_year(
    number: int,
    answers: Mapping[str, Answer] | None = None,
    *,
    asked: Questionnaire = ASKED,
    depth: Depth = Depth.CORE,
    is_submitted: bool = True,
) -> Year:
    """A year in which every question stands at level 1, but for these answers."""
    stood = answered_alike(asked, level(1), depth).answers | dict(answers or {})
    assessment = an_assessment(stood, fiscal_year=number, version=asked.version.id, depth=depth)
    return Year(asked, assessment, is_submitted)


def a_version(id: str, first_axis: Axis, *others: Axis) -> Questionnaire:
    """A further version with another first axis; the others are as ever unless they are given."""
    made = a_questionnaire([first_axis, *(others or ASKED.axes[1:])])
    return made.model_copy(update={"version": made.version.model_copy(update={"id": id})})


def with_questions(*questions: Question) -> Questionnaire:
    return a_version("v2027-1", an_axis(FIRST_AXIS.id, questions))


def compared(before: Year, after: Year) -> Comparison:
    (pair,) = trend([before, after]).comparisons
    return pair


def changed(before: Answer, after: Answer) -> list[Movement]:
    """What becomes of one answer, when all others stay."""
    pair = compared(a_year(2025, {QUESTION.id: before}), a_year(2026, {QUESTION.id: after}))
    assert {change.question.id for change in pair.changes} <= {QUESTION.id}
    return [change.movement for change in pair.changes]


def copied(answer: Answer) -> Answer:
    return replace(answer, is_confirmed=False)


def all_changes(found: Trend) -> list[Movement]:
    return [change.movement for pair in found.comparisons for change in pair.changes]


# The years


def test_years_stand_from_the_oldest_to_the_newest() -> None:
    found = trend([a_year(2026), a_year(2024), a_year(2025)])
    assert [year.assessment.fiscal_year for year in found.years] == [2024, 2025, 2026]


def test_each_year_is_compared_with_the_one_before() -> None:
    found = trend([a_year(2024), a_year(2025), a_year(2026)])
    pairs = [(pair.before.assessment.fiscal_year, pair.after.assessment.fiscal_year) for pair in found.comparisons]
    assert pairs == [(2024, 2025), (2025, 2026)]


def test_a_single_year_is_compared_with_nothing() -> None:
    assert trend([a_year(2026)]).comparisons == ()


@pytest.mark.parametrize("submitted_first", [True, False])
def test_of_several_assessments_of_a_year_the_submitted_one_counts(submitted_first: bool) -> None:
    submitted, draft = a_year(2026, {QUESTION.id: level(3)}), a_year(2026, is_submitted=False)
    given_years = [submitted, draft] if submitted_first else [draft, submitted]
    assert trend([a_year(2025), *given_years]).years[-1] == submitted


def test_the_figures_are_those_of_the_core_result_whatever_the_depth() -> None:
    further = {question.id: level(3) for question in DEEPER.questions if not question.core}
    year = a_year(2026, further, asked=DEEPER, depth=Depth.FULL)
    core = result(DEEPER, replace(year.assessment, depth=Depth.CORE))
    found = trend([year])
    assert year.result == core
    assert [line.standings for line in found.lines] == [*((standing,) for standing in core.of_axis), (core.overall,)]
    assert core.overall.maturity < result(DEEPER, year.assessment).overall.maturity


def test_the_whole_office_stands_behind_the_axes() -> None:
    assert [line.name for line in trend([a_year(2026)]).lines] == [*(axis.name for axis in ASKED.axes), WHOLE]


# Rise and fall of figures


def maturity_of(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> Movement:
    years = [a_year(2025, before), a_year(2026, after)]
    return maturity_movement(*(year.standing(FIRST_AXIS) for year in years))


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        (level(1), level(2), Movement.ROSE),
        (level(2), level(1), Movement.FELL),
        (level(1), level(1), Movement.SAME),
        # わからない could be any level: lower and upper end of the ranges touch.
        (level(1), UNKNOWN, Movement.UNCLEAR),
        (UNKNOWN, level(0), Movement.UNCLEAR),
        (UNKNOWN, level(1), Movement.UNCLEAR),
        (level(1), UNANSWERED, Movement.UNCLEAR),
        (UNKNOWN, UNKNOWN, Movement.UNCLEAR),
    ],
)
def test_a_maturity_rises_or_falls_only_where_it_is_certain(before: Answer, after: Answer, movement: Movement) -> None:
    assert maturity_of({QUESTION.id: before}, {QUESTION.id: after}) is movement


def test_a_rise_that_no_unknown_could_undo_is_a_rise() -> None:
    first, second, _ = FIRST_AXIS.questions
    reached = {first.id: level(3), second.id: UNKNOWN}
    assert maturity_of({first.id: level(0)}, reached) is Movement.ROSE
    assert maturity_of(reached, {first.id: level(0)}) is Movement.FELL


@pytest.mark.parametrize(("later", "movement"), [(0.59, Movement.SAME), (0.6, Movement.ROSE)])
def test_only_a_difference_that_one_decimal_shows_is_one(later: float, movement: Movement) -> None:
    before = a_year(2025).result.overall
    assert before.maturity == 0.5
    assert maturity_movement(before, replace(before, maturity=later, maturity_upper=later)) is movement


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        (level(1), level(2), Movement.ROSE),
        (level(2), level(1), Movement.FELL),
        (level(2), level(3), Movement.SAME),
        (level(2), UNKNOWN, Movement.UNCLEAR),
    ],
)
def test_a_step_is_gained_or_lost_only_where_it_is_certain(before: Answer, after: Answer, movement: Movement) -> None:
    overall = [
        a_year(number, answered_alike(ASKED, answer).answers).result.overall
        for number, answer in ((2025, before), (2026, after))
    ]
    assert step_movement(*overall) is movement


# Rise and fall of answers


@pytest.mark.parametrize(
    ("before", "after", "movements"),
    [
        (level(1), level(2), [Movement.ROSE]),
        (level(3), level(0), [Movement.FELL]),
        (level(2), level(2), []),
        (level(2), replace(level(2), memo="確かめた", evidence="起案"), []),
        # what cannot be said
        (level(2), UNKNOWN, [Movement.UNCLEAR]),
        (UNKNOWN, level(2), [Movement.UNCLEAR]),
        (level(2), UNANSWERED, [Movement.UNCLEAR]),
        (UNANSWERED, UNKNOWN, [Movement.UNCLEAR]),
        (UNKNOWN, UNKNOWN, []),
        (level(2), copied(level(2)), [Movement.UNCLEAR]),
        (level(2), copied(level(1)), [Movement.UNCLEAR]),
        (copied(level(2)), level(1), [Movement.UNCLEAR]),
    ],
)
def test_an_answer_rises_or_falls_only_between_confirmed_levels(
    before: Answer, after: Answer, movements: list[Movement]
) -> None:
    assert changed(before, after) == movements


def test_a_change_names_its_axis_and_both_answers() -> None:
    (change,) = compared(a_year(2025), a_year(2026, {QUESTION.id: level(3)})).changes
    assert change.axis == FIRST_AXIS
    assert change.before
    assert change.after
    assert (change.before.answer, change.after.answer) == (level(1), level(3))
    assert not change.is_reworded


def test_changes_are_found_by_their_axis() -> None:
    second = ASKED.axes[1]
    pair = compared(a_year(2025), a_year(2026, {QUESTION.id: level(3), second.questions[2].id: level(0)}))
    assert [change.movement for change in pair.of_axis(FIRST_AXIS)] == [Movement.ROSE]
    assert [change.movement for change in pair.of_axis(second)] == [Movement.FELL]
    assert pair.of_axis(ASKED.axes[2]) == []


def test_further_questions_are_compared_where_both_years_ask_them() -> None:
    years = [a_year(2025 + n, {FURTHER.id: level(1 + n)}, asked=DEEPER, depth=Depth.FULL) for n in (0, 1)]
    (change,) = compared(*years).changes
    assert (change.question.id, change.movement) == (FURTHER.id, Movement.ROSE)


@pytest.mark.parametrize("depths", [(Depth.CORE, Depth.FULL), (Depth.FULL, Depth.CORE)])
def test_going_deeper_or_less_deep_is_no_change(depths: Sequence[Depth]) -> None:
    years = [a_year(2025 + n, asked=DEEPER, depth=depth) for n, depth in enumerate(depths)]
    assert compared(*years).changes == ()


def test_a_question_that_does_not_apply_is_neither_rise_nor_fall() -> None:
    years = [
        a_year(2025 + n, {FURTHER.id: answer}, asked=DEEPER, depth=Depth.FULL)
        for n, answer in enumerate([level(2), not_applicable()])
    ]
    assert [change.movement for change in compared(*years).changes] == [Movement.UNCLEAR]


# Different versions


def reworded(**changes: object) -> Questionnaire:
    return with_questions(QUESTION.model_copy(update=changes), *FIRST_AXIS.questions[1:])


OTHER_LEVELS = (*QUESTION.levels[:3], "すべての課で行い、毎年見直している。")


@pytest.mark.parametrize("changes", [{"text": "別の言い方ですか。"}, {"levels": OTHER_LEVELS}])
def test_a_reworded_question_is_noted_though_its_level_is_the_same(changes: dict[str, object]) -> None:
    (change,) = compared(a_year(2025), a_year(2026, asked=reworded(**changes))).changes
    assert (change.movement, change.is_reworded) == (Movement.SAME, True)


def test_a_rise_of_a_reworded_question_is_noted_as_such() -> None:
    after = a_year(2026, {QUESTION.id: level(2)}, asked=reworded(text="別の言い方ですか。"))
    (change,) = compared(a_year(2025), after).changes
    assert (change.movement, change.is_reworded) == (Movement.ROSE, True)
    assert change.question.text == "別の言い方ですか。"


def test_other_words_around_the_question_do_not_matter() -> None:
    assert compared(a_year(2025), a_year(2026, asked=reworded(why="別の理由です。"))).changes == ()


def test_questions_are_compared_by_their_id_wherever_they_stand() -> None:
    moved = with_questions(*reversed(FIRST_AXIS.questions))
    (change,) = compared(a_year(2025), a_year(2026, {QUESTION.id: level(2)}, asked=moved)).changes
    assert (change.question.id, change.movement) == (QUESTION.id, Movement.ROSE)


def test_a_question_of_one_version_only_is_neither_rise_nor_fall() -> None:
    replaced = with_questions(a_question("new-one", QUESTION.step), *FIRST_AXIS.questions[1:])
    pair = compared(a_year(2025), a_year(2026, asked=replaced))
    assert {change.question.id: change.movement for change in pair.changes} == {
        "new-one": Movement.NEW,
        QUESTION.id: Movement.GONE,
    }
    assert not any(change.is_reworded for change in pair.changes)
    assert {change.axis.id for change in pair.changes} == {FIRST_AXIS.id}


def test_a_further_question_that_a_version_lacks_is_noted() -> None:
    added = with_questions(*FIRST_AXIS.questions, a_question("further-one", core=False))
    before, after = a_year(2025, depth=Depth.FULL), a_year(2026, asked=added, depth=Depth.FULL)
    assert [change.movement for change in compared(before, after).changes] == [Movement.NEW]


def test_a_question_that_became_a_core_one_is_noted() -> None:
    demoted = with_questions(
        a_question("new-one", QUESTION.step), QUESTION.model_copy(update={"core": False}), *FIRST_AXIS.questions[1:]
    )
    pair = compared(a_year(2025, asked=demoted), a_year(2026))
    assert {change.question.id: change.movement for change in pair.changes} == {
        QUESTION.id: Movement.NEW,
        "new-one": Movement.GONE,
    }


def test_an_axis_of_one_version_only_has_no_figure_in_the_other() -> None:
    other = a_version("v2027-1", an_axis("axis-new"))
    found = trend([a_year(2025), a_year(2026, asked=other)])
    by_name = {line.name: line.standings for line in found.lines}
    assert [axis.id for axis in found.axes] == ["axis-new", *AXIS_IDS[1:], FIRST_AXIS.id]
    assert by_name["分野axis-new"][0] is None
    assert by_name[FIRST_AXIS.name][1] is None
    assert maturity_movement(*by_name["分野axis-new"]) is Movement.NEW
    assert maturity_movement(*by_name[FIRST_AXIS.name]) is Movement.GONE


# What holds for any answers

ANSWERS = st.sampled_from([*map(level, range(4)), UNKNOWN, UNANSWERED, *(copied(level(n)) for n in range(4))])
YEARS_ANSWERS = st.fixed_dictionaries({question.id: ANSWERS for question in ASKED.questions})


@given(answers=YEARS_ANSWERS)
def test_a_year_beside_itself_has_no_change(answers: dict[str, Answer]) -> None:
    found = trend([a_year(2025, answers), a_year(2026, answers)])
    assert all_changes(found) == []
    assert {maturity_movement(*line.standings) for line in found.lines} <= {Movement.SAME, Movement.UNCLEAR}


@given(
    answers=YEARS_ANSWERS, which=st.sampled_from([q.id for q in ASKED.questions]), lower=st.integers(0, 2), by=st.data()
)
def test_a_rising_answer_never_shows_a_fall(
    answers: dict[str, Answer], which: str, lower: int, by: st.DataObject
) -> None:
    higher = by.draw(st.integers(lower + 1, 3))
    before, after = (a_year(year, answers | {which: level(at)}) for year, at in ((2025, lower), (2026, higher)))
    found = trend([before, after])
    assert all_changes(found) == [Movement.ROSE]
    assert Movement.FELL not in {maturity_movement(*line.standings) for line in found.lines}
    assert step_movement(before.result.overall, after.result.overall) is not Movement.FELL


@given(answers=st.lists(YEARS_ANSWERS, min_size=3, max_size=3), order=st.permutations(range(3)))
def test_the_order_in_which_the_years_come_does_not_matter(answers: list[dict[str, Answer]], order: list[int]) -> None:
    years = [a_year(2024 + number, given_answers) for number, given_answers in enumerate(answers)]
    found = trend([years[place] for place in order])
    assert found == trend(years)
    assert found.comparisons == trend(years).comparisons


@given(before=YEARS_ANSWERS, after=YEARS_ANSWERS)
def test_backwards_every_rise_is_a_fall(before: dict[str, Answer], after: dict[str, Answer]) -> None:
    forwards = all_changes(trend([a_year(2025, before), a_year(2026, after)]))
    backwards = all_changes(trend([a_year(2025, after), a_year(2026, before)]))
    opposite = {Movement.ROSE: Movement.FELL, Movement.FELL: Movement.ROSE}
    assert backwards == [opposite.get(movement, movement) for movement in forwards]


# In words


def test_a_rise_is_said_with_both_figures_and_years() -> None:
    before, after = a_year(2025), a_year(2026, answered_alike(ASKED, level(2)).answers)
    assert (
        trend_wording.maturity_sentence(before, after)
        == "全体の成熟度は令和7年度の0.5から令和8年度の3.0に上がりました。"
    )
    assert (
        trend_wording.step_sentence(before, after)
        == "到達ステップは令和7年度の「これから」から令和8年度の「ステップdx」に進みました。"
    )


def test_a_fall_is_said_with_both_figures_and_years() -> None:
    before, after = a_year(2025, answered_alike(ASKED, level(2)).answers), a_year(2026)
    assert (
        trend_wording.maturity_sentence(before, after)
        == "全体の成熟度は令和7年度の3.0から令和8年度の0.5に下がりました。"
    )
    assert (
        trend_wording.step_sentence(before, after)
        == "到達ステップは令和7年度の「ステップdx」から令和8年度の「これから」に下がりました。"
    )


def test_what_stays_is_said_to_stay() -> None:
    assert (
        trend_wording.maturity_sentence(a_year(2025), a_year(2026)) == "全体の成熟度は令和7年度も令和8年度も0.5です。"
    )


def test_unknown_answers_are_not_said_to_be_a_fall() -> None:
    before = a_year(2025, answered_alike(ASKED, level(2)).answers)
    after = a_year(2026, answered_alike(ASKED, UNKNOWN).answers)
    for sentence in (trend_wording.maturity_sentence(before, after), trend_wording.step_sentence(before, after)):
        assert "「わからない」か未回答があるため、上がったか下がったかはまだいえません。" in sentence
        assert "下がりました" not in sentence
    assert "令和8年度が0.0(上の端は3.0)です。" in trend_wording.maturity_sentence(before, after)


def test_every_axis_is_told_once_under_what_became_of_it() -> None:
    rose, fell, unclear = (axis.questions[0].id for axis in ASKED.axes[:3])
    after = a_year(2026, {rose: level(3), fell: level(0), unclear: UNKNOWN})
    told = trend_wording.axes_sentence(trend([a_year(2025), after]))
    assert told.startswith("令和7年度と令和8年度の成熟度を比べると、上がった分野は「分野axis-a」です。")
    assert "下がった分野は「分野axis-b」です。" in told
    assert "まだいえない分野は「分野axis-c」です。" in told
    assert "変わらない分野は「分野axis-d」、" in told
    assert [told.count(f"「{axis.name}」") for axis in ASKED.axes] == [1] * len(ASKED.axes)


def test_when_all_axes_do_the_same_they_are_not_listed() -> None:
    assert "変わらない分野は8分野すべてです。" in trend_wording.axes_sentence(trend([a_year(2025), a_year(2026)]))


def test_an_axis_that_neither_year_has_any_more_is_not_told() -> None:
    other = a_version("v2027-1", an_axis("axis-new"))
    found = trend([a_year(2024), a_year(2025, asked=other), a_year(2026, asked=other)])
    assert FIRST_AXIS.name not in trend_wording.axes_sentence(found)


def test_both_tables_have_the_years_as_columns_and_the_whole_office_last() -> None:
    years = [a_year(2025), a_year(2026, {QUESTION.id: UNKNOWN}, is_submitted=False)]
    found = trend(years)
    for header, rows in (trend_wording.maturity_table(found), trend_wording.step_table(found)):
        assert header == ["分野", "令和7年度", "令和8年度(提出前)"]
        assert [row[0] for row in rows] == [*(axis.name for axis in ASKED.axes), WHOLE]
    _, maturities = trend_wording.maturity_table(found)
    assert maturities[0] == [FIRST_AXIS.name, "0.5", "0.0から1.5"]
    _, steps = trend_wording.step_table(found)
    assert steps[0] == [FIRST_AXIS.name, "これから", "これから"]


def test_an_axis_that_a_version_lacks_is_named_as_not_asked() -> None:
    found = trend([a_year(2025), a_year(2026, asked=a_version("v2027-1", an_axis("axis-new")))])
    _, rows = trend_wording.maturity_table(found)
    assert rows[0] == ["分野axis-new", trend_wording.NOT_ASKED, "0.5"]
    assert rows[-2] == [FIRST_AXIS.name, "0.5", trend_wording.NOT_ASKED]


def test_the_notes_tell_what_is_not_submitted_and_not_confirmed() -> None:
    after = a_year(2026, {QUESTION.id: copied(level(1))}, is_submitted=False)
    told = "".join(trend_wording.notes(trend([a_year(2025), after])))
    assert "令和8年度は提出前です。" in told
    assert "令和7年度は提出前です。" not in told
    assert "令和8年度の回答のうち1問は、前の年度から写したままの未確認です。" in told
    assert "令和7年度が100%(24問中24問)、令和8年度が95%(24問中23問)" in told
    assert "設問版は" not in told


def test_the_notes_name_both_versions() -> None:
    told = "".join(trend_wording.notes(trend([a_year(2025), a_year(2026, asked=reworded(text="別の言い方ですか。"))])))
    assert "設問版は令和7年度がv2026-1、令和8年度がv2027-1です。" in told


def test_the_changes_are_counted_in_words() -> None:
    first, second, third = FIRST_AXIS.questions
    after = {first.id: level(2), second.id: level(0), third.id: UNKNOWN}
    pair = compared(a_year(2025), a_year(2026, after))
    assert trend_wording.changes_sentence(pair) == (
        "令和7年度から令和8年度に、上がった回答は1問、下がった回答は1問です。"
        "ほかに、上がり下がりをいえない回答が1問あります。"
    )
    assert trend_wording.changes_text("分野", pair.changes) == (
        "分野:上がった回答1問、下がった回答1問、上がり下がりをいえない回答1問"
    )


def test_without_changes_only_the_noughts_are_told() -> None:
    told = trend_wording.changes_sentence(compared(a_year(2025), a_year(2026)))
    assert told == "令和7年度から令和8年度に、上がった回答は0問、下がった回答は0問です。"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (level(2), f"令和8年度:{QUESTION.levels[2]}(段階2)"),
        (copied(level(2)), f"令和8年度:{QUESTION.levels[2]}(段階2)(未確認)"),
        (UNKNOWN, "令和8年度:わからない"),
        (UNANSWERED, "令和8年度:未回答"),
        (Answer(AnswerState.NOT_APPLICABLE, memo="ない"), "令和8年度:該当しない"),
    ],
)
def test_both_answers_are_told_as_sentences_with_their_years(answer: Answer, told: str) -> None:
    pair = compared(a_year(2025), a_year(2026, {QUESTION.id: answer}))
    assert trend_wording.both_answers(pair, pair.changes[0]) == [f"令和7年度:{QUESTION.levels[1]}(段階1)", told]


def test_a_year_that_did_not_ask_is_told() -> None:
    pair = compared(a_year(2025), a_year(2026, asked=with_questions(*FIRST_AXIS.questions, a_question("new-one"))))
    assert trend_wording.both_answers(pair, pair.changes[0])[0] == "令和7年度:設問なし"
    assert trend_wording.change_text(pair.changes[0]) == "加わった設問:new-oneを行っていますか。"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": "別の言い方ですか。"}, f"この設問は文面(令和7年度は「{QUESTION.text}」)が変わりました。"),
        ({"levels": OTHER_LEVELS}, "この設問は選択肢の文面が変わりました。"),
    ],
)
def test_rewording_is_told_with_the_former_words(changes: dict[str, object], told: str) -> None:
    pair = compared(a_year(2025), a_year(2026, asked=reworded(**changes)))
    assert trend_wording.rewording_text(pair, pair.changes[0]).startswith(told)


def test_nothing_is_told_of_words_that_stayed() -> None:
    pair = compared(a_year(2025), a_year(2026, {QUESTION.id: level(2)}))
    assert trend_wording.rewording_text(pair, pair.changes[0]) == ""


def test_a_further_question_is_told_to_be_one() -> None:
    years = [a_year(2025 + n, {FURTHER.id: level(1 + n)}, asked=DEEPER, depth=Depth.FULL) for n in (0, 1)]
    assert "くわしく診断の設問" in trend_wording.change_text(compared(*years).changes[0])
    core = compared(a_year(2025), a_year(2026, {QUESTION.id: level(2)})).changes[0]
    assert "くわしく診断の設問" not in trend_wording.change_text(core)
