"""What must stay true of the real advice, whoever edits it, and what of it suits which office."""

from dataclasses import replace

import pytest

from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Action, Depth, Lift, Practice, Size
from questionnaire.municipalities import KINDS, MUNICIPALITIES, municipality
from questionnaire.survey import read_assessment
from scoring.actions.ranking import NextAction, next_actions, to_begin_with
from tests.builders import a_questionnaire, an_action, answered_alike, level, with_answers

ASKED = questionnaire(newest_version())
SURVEY = ASKED.version.survey
A1, B1 = "axis-a-digitization", "axis-b-digitization"
SHOWN_FIRST = 5

# Of each kind the office that is meant, and how large it is.
SIZES = {
    "政令指定都市": ("さいたま市(埼玉県)", Size.LARGE_CITY),
    "中核市": ("越谷市(埼玉県)", Size.LARGE_CITY),
    "施行時特例市": ("草加市(埼玉県)", Size.LARGE_CITY),
    "特別区": ("足立区(東京都)", Size.LARGE_CITY),
    "その他の市": ("八潮市(埼玉県)", Size.CITY),
    "町": ("松伏町(埼玉県)", Size.TOWN),
    "村": ("東秩父村(埼玉県)", Size.TOWN),
}


def first_for(code: str) -> list[NextAction]:
    """What the reading of this municipality is shown first."""
    place = municipality(code)
    assert place
    return list(to_begin_with(next_actions(ASKED, read_assessment(ASKED, code)), place.size)[:SHOWN_FIRST])


# The actions


def test_every_action_is_told_in_three_to_five_sentences_and_says_what_is_there_afterwards() -> None:
    for action in ASKED.actions:
        assert 3 <= len(action.steps) <= 5, action.id
        assert len(set(action.steps)) == len(action.steps), action.id
        unfinished = [text for text in (*action.steps, action.afterwards, action.why) if not text.endswith("。")]
        assert unfinished == [], action.id


def test_no_two_actions_share_a_title() -> None:
    titles = [action.title for action in ASKED.actions]
    assert sorted(set(titles)) == sorted(titles)


def test_neighbours_lead_several_actions_together() -> None:
    assert len([action for action in ASKED.actions if action.leads == "近隣と共同"]) >= 8


def test_every_challenge_that_the_report_names_is_met_by_an_action() -> None:
    sections = next(document.sections for document in ASKED.documents if document.id == SURVEY.document)
    challenges = [section for section, title in sections.items() if "課題" in title.split()]
    assert {section.split(".")[0] for section in challenges} == {"1", "2", "3", "4"}
    cited = {source.section for action in ASKED.actions for source in action.sources}
    assert [section for section in challenges if section not in cited] == []


@pytest.mark.parametrize("action", [action for action in ASKED.actions if action.practices], ids=lambda found: found.id)
def test_no_action_names_a_practice_twice(action: Action) -> None:
    assert len(set(action.practices)) == len(action.practices)


# The figures of the sources


def with_figures(*wanted: tuple[float, str]) -> list[Practice]:
    """The practices that have all these figures, by value and unit."""
    return [
        practice
        for practice in ASKED.practices
        if set(wanted) <= {(figure.value, figure.unit) for figure in practice.figures}
    ]


@pytest.mark.parametrize(
    "wanted",
    [
        [(7, "課"), (20, "業務")],
        [(12, "課"), (31, "業務")],
        [(4, "課"), (5, "業務")],
        [(81, "台"), (5.0, "%"), (30, "%")],
        [(72, "人")],
        [(20, "台")],
        [(286, "名")],
        [(80, "%"), (8372, "万枚")],
    ],
    ids=str,
)
def test_the_figures_of_the_sources_stand_together_in_a_practice(wanted: list[tuple[float, str]]) -> None:
    assert with_figures(*wanted)


@pytest.mark.parametrize(("value", "unit", "said"), [(72, "人", "延べ"), (80, "%", "約"), (8372, "万枚", "約")])
def test_a_figure_says_when_its_source_counts_repeatedly_or_rounds(value: int, unit: str, said: str) -> None:
    (practice,) = with_figures((value, unit))
    assert said in next(figure.name for figure in practice.figures if figure.value == value)


# What a reading is shown first


@pytest.mark.parametrize("code", SURVEY.municipalities)
def test_what_is_shown_first_suits_the_size_and_is_not_repeated(code: str) -> None:
    place = municipality(code)
    assert place
    first = first_for(code)
    assert first
    assert [found.action.id for found in first if place.size not in found.action.sizes] == []
    assert len({found.action.id for found in first}) == len(first)


@pytest.mark.parametrize("code", SURVEY.municipalities)
def test_what_is_shown_first_lifts_nothing_that_the_reading_shows_as_reached(code: str) -> None:
    reading = read_assessment(ASKED, code)
    for found in first_for(code):
        levels = [(reading.answer(lift.question).level, lift.to) for lift in found.action.lifts]
        assert [(known, to) for known, to in levels if known is not None and known >= to] == [], found.action.id
        assert any(known is not None for known, _ in levels), found.action.id


@pytest.mark.parametrize("code", SURVEY.municipalities)
def test_what_is_shown_first_can_be_begun_without_another_action_in_the_list(code: str) -> None:
    listed = {found.action.id for found in next_actions(ASKED, read_assessment(ASKED, code))}
    assert [
        found.action.id for found in first_for(code) if listed & {needed.id for needed in found.prerequisites}
    ] == []


# Sizes


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_an_office_tells_its_size(kind: str) -> None:
    label, size = SIZES[kind]
    (place,) = (row for row in MUNICIPALITIES.values() if row.label == label)
    assert (place.kind, place.size) == (kind, size)
    assert {row.size for row in MUNICIPALITIES.values() if row.kind == kind} == {size}


def begun_with(assessment: Assessment, size: Size, *actions: Action) -> list[str]:
    return [
        found.action.id for found in to_begin_with(next_actions(a_questionnaire(actions=actions), assessment), size)
    ]


ALL_AT_0 = answered_alike(a_questionnaire(), level(0))


@pytest.mark.parametrize("size", Size)
def test_an_action_that_names_no_size_suits_every_office(size: Size) -> None:
    assert begun_with(ALL_AT_0, size, an_action("train", A1)) == ["train"]


@pytest.mark.parametrize(
    ("size", "expected"), [(Size.TOWN, ["third"]), (Size.CITY, ["second"]), (Size.LARGE_CITY, ["best"])]
)
def test_what_does_not_suit_makes_way_for_the_next_best_for_the_question(size: Size, expected: list[str]) -> None:
    actions = (
        an_action("best", A1, days=1, sizes=(Size.LARGE_CITY,)),
        an_action("second", A1, days=2, sizes=(Size.CITY, Size.LARGE_CITY)),
        an_action("third", A1, days=3),
    )
    assert begun_with(ALL_AT_0, size, *actions) == expected


def test_what_does_not_suit_hides_none_of_the_questions_that_it_would_lift() -> None:
    lifts = (Lift(question=A1, to=2), Lift(question=B1, to=2))
    both = an_action("both", A1, days=1, lifts=lifts, sizes=(Size.LARGE_CITY,))
    actions = (both, an_action("one", A1, days=9), an_action("other", B1, days=8))
    assert begun_with(ALL_AT_0, Size.TOWN, *actions) == ["other", "one"]


def test_a_question_without_a_suitable_action_is_left_out() -> None:
    actions = (an_action("hire", A1, sizes=(Size.LARGE_CITY,)), an_action("train", B1))
    assert begun_with(ALL_AT_0, Size.TOWN, *actions) == ["train"]


def test_another_way_that_suits_opens_what_waits_behind_one_that_does_not() -> None:
    actions = (
        an_action("hire", A1, days=1, sizes=(Size.LARGE_CITY,)),
        an_action("borrow", A1, days=5),
        an_action("review", A1, to=3, requires=("hire",)),
    )
    assert begun_with(ALL_AT_0, Size.TOWN, *actions) == ["borrow"]
    assert begun_with(with_answers(ALL_AT_0, {A1: level(2)}), Size.TOWN, *actions) == ["review"]


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("size", Size)
def test_an_office_of_any_size_comes_to_the_top_by_what_it_is_told_to_begin_with(size: Size, depth: Depth) -> None:
    assessment = answered_alike(ASKED, level(0), depth)
    for _round in range(10):
        begun = to_begin_with(next_actions(ASKED, assessment), size)
        # Where two lift the same question, the better one stands first and has the last word here.
        reached = {trigger.question.id: level(trigger.to) for found in begun[::-1] for trigger in found.triggers}
        assessment = replace(assessment, answers={**assessment.answers, **reached})
    low = {question for question, answer in assessment.answers.items() if answer != level(3)}
    assert low == set()
