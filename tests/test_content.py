"""What must stay true of the real content, whoever edits it."""

from collections import Counter

import pytest

from files import answers_csv
from questionnaire.assessment import AnswerState, answer_faults
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Action, Depth
from questionnaire.municipalities import municipality
from questionnaire.survey import read_assessment
from scoring.actions import next_actions
from tests.builders import an_assessment, level

ASKED = questionnaire(newest_version())
CORE = ASKED.asked(Depth.CORE)
ACTIONS = {action.id: action for action in ASKED.actions}
SURVEY = ASKED.version.survey
SIX = ("112216", "112224", "112348", "112372", "112437", "114651")

# They join two facts in one question, or ask for a judgement on which two colleagues would differ.
JOINING = ("及び", "および", "または", "又は", "ならびに", "並びに")
VAGUE = ("適切", "積極的", "十分に", "必要に応じて", "概ね", "おおむね")


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


def test_there_are_24_core_questions_and_one_in_each_cell() -> None:
    cells = Counter((ASKED.axis_of[question.id].id, question.step) for question in CORE)
    assert len(CORE) == 24
    assert cells == {(axis.id, step.id): 1 for axis in ASKED.axes for step in ASKED.steps}


def test_axes_and_steps_are_those_of_the_design() -> None:
    assert [axis.name for axis in ASKED.axes] == [
        "意識の醸成", "デジタル人材", "推進体制・計画", "働き方",
        "手続・窓口", "業務改革", "システム・データ", "セキュリティ",
    ]  # fmt: skip
    assert [step.name for step in ASKED.steps] == ["デジタイゼーション", "デジタライゼーション(TX)", "DX"]


def test_no_question_joins_two_facts_or_asks_for_a_vague_judgement() -> None:
    found = [(q.id, word) for q in ASKED.questions for word in (*JOINING, *VAGUE) if word in q.text]
    assert found == []


def test_no_level_rests_on_a_vague_word() -> None:
    found = [(q.id, word) for q in ASKED.questions for text in q.levels for word in VAGUE if word in text]
    assert found == []


def test_every_question_ends_as_a_question_of_an_office_does() -> None:
    assert [q.id for q in ASKED.questions if not q.text.endswith("か。")] == []


def test_every_level_is_a_sentence_of_its_own() -> None:
    assert [q.id for q in ASKED.questions for text in q.levels if not text.endswith("。")] == []


def test_every_document_that_stands_in_the_list_is_cited() -> None:
    cited = {source.document for entry in (*ASKED.questions, *ASKED.actions) for source in entry.sources}
    assert cited == {document.id for document in ASKED.documents}


# The actions


def test_from_nothing_every_core_question_has_an_action_that_lifts_it_to_level_2_through_its_prerequisites() -> None:
    nothing = an_assessment({question.id: level(0) for question in CORE}, version=ASKED.version.id)
    plans = [[*found.prerequisites, found.action] for found in next_actions(ASKED, nothing)]
    reached = {lift.question for plan in plans for lift in plan[-1].lifts if lift.to >= 2}
    assert [question.id for question in CORE if question.id not in reached] == []
    for plan in plans:
        for number, action in enumerate(plan):
            assert set(action.requires) <= {earlier.id for earlier in plan[:number]}


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


def test_every_core_question_has_a_way_up_to_each_level() -> None:
    ways = {(lift.question, lift.to) for action in ASKED.actions for lift in action.lifts}
    assert [(q.id, to) for q in CORE for to in (2, 3) if (q.id, to) not in ways] == []


def test_every_practice_is_of_a_municipality_or_a_prefecture() -> None:
    strangers = {practice.municipality for practice in ASKED.practices if municipality(practice.municipality) is None}
    # 埼玉県 itself, which the first seed is about.
    assert strangers <= {"110001"}


# The reading of the survey


def test_the_survey_read_the_six_municipalities() -> None:
    assert SURVEY.municipalities == SIX
    assert SURVEY.label == "令和3年11月末時点の報告書からの読み取り(団体自身の回答ではありません)"
    assert {reading.municipality for reading in ASKED.readings} == set(SIX)


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
