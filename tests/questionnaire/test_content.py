"""What must stay true of the real content, whoever edits it."""

from collections import Counter

import pytest

from files.csv_files import answers_csv
from questionnaire.assessment import AnswerState, answer_faults
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Action, Axis, Depth, Size
from questionnaire.municipalities import municipality
from questionnaire.survey import read_assessment
from scoring.actions.ranking import next_actions
from tests.builders import answered_alike, level

ASKED = questionnaire(newest_version())
CORE = ASKED.asked(Depth.CORE)
ACTIONS = {action.id: action for action in ASKED.actions}
SURVEY = ASKED.version.survey
SIX = ("112216", "112224", "112348", "112372", "112437", "114651")


def prerequisites(action: Action) -> set[str]:
    """Everything that the action requires, and what that requires in turn."""
    found, ahead = set[str](), list(action.requires)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += ACTIONS[name].requires
    return found


def lift_of(action: Action, question: str) -> int:
    return max((lift.to for lift in action.lifts if lift.question == question), default=0)


# The questions


def test_there_are_48_questions_two_in_each_cell_and_exactly_one_of_them_core() -> None:
    every = {(axis.id, step.id) for axis in ASKED.axes for step in ASKED.steps}
    assert (len(ASKED.questions), len(every)) == (48, 24)
    for questions, in_each in ((ASKED.questions, 2), (CORE, 1)):
        cells = Counter((ASKED.axis_of[question.id].id, question.step) for question in questions)
        assert cells == dict.fromkeys(every, in_each)


def test_both_depths_are_offered() -> None:
    assert ASKED.version.depths == (Depth.CORE, Depth.FULL)


def test_axes_and_steps_are_those_of_the_design() -> None:
    assert [axis.name for axis in ASKED.axes] == [
        "意識の醸成", "デジタル人材", "推進体制・計画", "働き方",
        "手続・窓口", "業務改革", "システム・データ", "セキュリティ",
    ]  # fmt: skip
    assert [step.name for step in ASKED.steps] == ["デジタイゼーション", "デジタライゼーション(TX)", "DX"]


def test_every_question_ends_as_a_question_of_an_office_does() -> None:
    assert [q.id for q in ASKED.questions if not q.text.endswith("か。")] == []


def test_every_level_is_a_sentence_of_its_own() -> None:
    assert [q.id for q in ASKED.questions for text in q.levels if not text.endswith("。")] == []


def test_every_id_begins_with_its_axis_and_no_text_stands_twice() -> None:
    assert [q.id for q in ASKED.questions if not q.id.startswith(f"{ASKED.axis_of[q.id].id}-")] == []
    for texts in ([q.text for q in ASKED.questions], [q.why for q in ASKED.questions]):
        assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_the_rule_how_to_count_sections_stands_beside_the_questions() -> None:
    assert "課と部の数え方" in [rule.title for rule in ASKED.rules.beside("questions")]


def test_every_document_that_stands_in_the_list_is_cited() -> None:
    cited = {source.document for entry in (*ASKED.questions, *ASKED.actions) for source in entry.sources}
    assert cited == {document.id for document in ASKED.documents}


# The actions


@pytest.mark.parametrize("depth", Depth)
def test_from_nothing_every_asked_question_has_a_way_up_that_can_be_worked_through(depth: Depth) -> None:
    nothing = answered_alike(ASKED, level(0), depth)
    plans = [[*found.prerequisites, found.action] for found in next_actions(ASKED, nothing)]
    reached = {lift.question for plan in plans for lift in plan[-1].lifts if lift.to >= 2}
    assert [question.id for question in ASKED.asked(depth) if question.id not in reached] == []
    for plan in plans:
        for number, action in enumerate(plan):
            assert set(action.requires) <= {earlier.id for earlier in plan[:number]}


def test_there_are_at_least_two_actions_for_each_question_on_average() -> None:
    assert len(ASKED.actions) >= 96


def test_an_action_that_lifts_to_level_3_requires_one_that_lifts_the_same_question_to_level_2() -> None:
    jumps = [
        (action.id, lift.question)
        for action in ASKED.actions
        for lift in action.lifts
        if lift.to == 3 and not any(lift_of(ACTIONS[name], lift.question) == 2 for name in prerequisites(action))
    ]
    assert jumps == []


def test_no_action_requires_what_lifts_the_same_question_higher() -> None:
    backwards = [
        (action.id, name)
        for action in ASKED.actions
        for lift in action.lifts
        for name in prerequisites(action)
        if lift_of(ACTIONS[name], lift.question) > lift.to
    ]
    assert backwards == []


def test_every_question_has_an_action_for_each_level() -> None:
    ways = {(lift.question, lift.to) for action in ASKED.actions for lift in action.lifts}
    assert [(q.id, to) for q in ASKED.questions for to in (1, 2, 3) if (q.id, to) not in ways] == []


@pytest.mark.parametrize("size", Size)
def test_every_question_has_an_action_that_suits_an_office_of_any_size(size: Size) -> None:
    ways = {lift.question for action in ASKED.actions if size in action.sizes for lift in action.lifts if lift.to >= 2}
    assert [question.id for question in ASKED.questions if question.id not in ways] == []


def test_every_practice_is_of_a_municipality_or_a_prefecture() -> None:
    strangers = {practice.municipality for practice in ASKED.practices if municipality(practice.municipality) is None}
    # 埼玉県 itself, which the first seed is about.
    assert strangers <= {"110001"}


# The reading of the survey


def test_the_survey_read_the_six_municipalities() -> None:
    assert SURVEY.municipalities == SIX
    assert SURVEY.label == "令和3年11月末時点の報告書からの読み取り(団体自身の回答ではありません)"
    assert {reading.municipality for reading in ASKED.readings} == set(SIX)


@pytest.mark.parametrize("axis", ASKED.axes, ids=lambda axis: axis.id)
def test_readings_are_made_on_every_axis(axis: Axis) -> None:
    read = {reading.question for reading in ASKED.readings}
    assert read & {question.id for question in axis.questions}


def test_further_questions_are_read_too() -> None:
    assert {reading.question for reading in ASKED.readings} - {question.id for question in CORE}


def test_every_reading_cites_a_section_of_the_report() -> None:
    sections = next(document.sections for document in ASKED.documents if document.id == SURVEY.document)
    assert [(r.municipality, r.question, r.section) for r in ASKED.readings if r.section not in sections] == []


def test_no_reading_cites_the_section_of_another_municipality() -> None:
    """Sections such as 1.1.3 are about the third of the six, and 5.3 as well."""
    wrong = [
        (reading.municipality, reading.question, reading.section)
        for reading in ASKED.readings
        for parts in [reading.section.split(".")]
        if (len(parts) == 3 or parts[0] == "5") and parts[-1] != str(SIX.index(reading.municipality) + 1)
    ]
    assert wrong == []


@pytest.mark.parametrize("code", SIX)
def test_a_reading_is_an_assessment_that_is_unknown_where_the_report_is_silent(code: str) -> None:
    assessment = read_assessment(ASKED, code)
    levels = {reading.question: reading.level for reading in ASKED.readings if reading.municipality == code}
    assert (assessment.municipality, assessment.fiscal_year, assessment.version) == (code, 2021, ASKED.version.id)
    assert set(assessment.answers) == {question.id for question in ASKED.asked(assessment.depth)}
    for question, answer in assessment.answers.items():
        assert answer.memo.startswith(SURVEY.label)
        assert answer.level == levels.get(question)
        assert answer.state is (AnswerState.ANSWERED if question in levels else AnswerState.UNKNOWN)
        assert answer_faults(answer, ASKED.by_id[question]) == []


@pytest.mark.parametrize("code", SIX)
def test_a_reading_gives_reason_and_section_for_each_level(code: str) -> None:
    assessment = read_assessment(ASKED, code)
    for reading in (reading for reading in ASKED.readings if reading.municipality == code):
        answer = assessment.answer(reading.question)
        assert reading.reason in answer.memo
        assert f"」{reading.section} " in answer.evidence


@pytest.mark.parametrize("code", SIX)
def test_a_reading_comes_back_from_its_answers_csv(code: str) -> None:
    assessment = read_assessment(ASKED, code)
    assert answers_csv.read(answers_csv.write(ASKED, assessment), "f") == assessment


def test_a_municipality_outside_the_survey_has_no_reading() -> None:
    with pytest.raises(KeyError):
        read_assessment(ASKED, "012025")
