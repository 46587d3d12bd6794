"""The reading of the 2021 survey as assessments: what a report says, never a municipality's own answers."""

from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.core_levels import core_levels
from questionnaire.model import Depth, Questionnaire, Reading
from questionnaire.peer import NamedPeer, Origin


def read_assessment(questionnaire: Questionnaire, municipality: str) -> Assessment:
    """The reading for this municipality, わからない where the report is silent; label and reason stand in the memo.

    Raises `KeyError` when the survey has no such municipality.
    """
    survey = questionnaire.version.survey
    if municipality not in survey.municipalities:
        raise KeyError(municipality)
    depth = questionnaire.version.depths[-1]
    readings = {one.question: one for one in questionnaire.readings if one.municipality == municipality}
    asked = questionnaire.asked(depth)
    answers = {question.id: _answer(questionnaire, readings.get(question.id)) for question in asked}
    return Assessment(municipality, survey.fiscal_year, questionnaire.version.id, Depth(depth), answers)


def survey_peers(questionnaire: Questionnaire) -> tuple[NamedPeer, ...]:
    """The municipalities of the survey as peers of its own fiscal year, without a level where the report is silent."""
    return tuple(_peer(questionnaire, code) for code in questionnaire.version.survey.municipalities)


def _peer(questionnaire: Questionnaire, municipality: str) -> NamedPeer:
    levels = {one.question: one.level for one in questionnaire.readings if one.municipality == municipality}
    return NamedPeer(
        municipality=municipality,
        fiscal_year=questionnaire.version.survey.fiscal_year,
        version=questionnaire.version.id,
        municipality_class="",
        levels=core_levels(questionnaire, levels),
        origin=Origin.SURVEY,
    )


def _answer(questionnaire: Questionnaire, reading: Reading | None) -> Answer:
    label = questionnaire.version.survey.label
    if reading is None:
        return Answer(AnswerState.UNKNOWN, memo=f"{label} 報告書に記載がありません。")
    document = questionnaire.document_of[questionnaire.version.survey.document]
    return Answer(
        AnswerState.ANSWERED,
        reading.level,
        memo=f"{label} {reading.reason}",
        evidence=f"{document.publisher}「{document.title}」{reading.section} {document.sections[reading.section]}",
    )
