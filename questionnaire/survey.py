"""The reading of the 2021 survey as assessments: what a report says, never a municipality's own answers."""

from questionnaire.assessment import Answer, AnswerState, Assessment
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
    readings = {r.question: r for r in questionnaire.readings if r.municipality == municipality}
    answers = {q.id: _answer(questionnaire, readings.get(q.id)) for q in questionnaire.asked(depth)}
    return Assessment(municipality, survey.fiscal_year, questionnaire.version.id, Depth(depth), answers)


def survey_peers(questionnaire: Questionnaire) -> tuple[NamedPeer, ...]:
    """The municipalities of the survey as peers of its own fiscal year, without a level where the report is silent."""
    survey, version = questionnaire.version.survey, questionnaire.version.id
    levels = {(reading.municipality, reading.question): str(reading.level) for reading in questionnaire.readings}
    core = questionnaire.asked(Depth.CORE)
    return tuple(
        NamedPeer(
            municipality=code,
            fiscal_year=survey.fiscal_year,
            version=version,
            municipality_class="",
            levels="".join(levels.get((code, question.id), "-") for question in core),
            origin=Origin.SURVEY,
        )
        for code in survey.municipalities
    )


def _answer(questionnaire: Questionnaire, reading: Reading | None) -> Answer:
    label = questionnaire.version.survey.label
    if reading is None:
        return Answer(AnswerState.UNKNOWN, memo=f"{label} 報告書に記載がありません。")
    document = next(d for d in questionnaire.documents if d.id == questionnaire.version.survey.document)
    return Answer(
        AnswerState.ANSWERED,
        reading.level,
        memo=f"{label} {reading.reason}",
        evidence=f"{document.publisher}「{document.title}」{reading.section} {document.sections[reading.section]}",
    )
