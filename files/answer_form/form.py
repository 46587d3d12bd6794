"""What an answer form consists of: known to those who write and to those who read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.model import HIGHEST_LEVEL, Question, Questionnaire
from scoring.wording import STATE_TEXTS

# A form whose columns mean something else gets another number.
FORM_ID = "dx-answer-form-1"

ANSWER_SHEET, EXPLANATION_SHEET, IDENTITY_SHEET = "回答", "設問の説明", "票の情報"

# What the hidden sheet says, label and value side by side.
KIND, CODE, YEAR, VERSION = "票の種類", "団体コード", "年度", "設問版"

# Above the table, label and value side by side; and the columns of those who differ from it.
SECTION, PERSON, DAY = "回答課", "回答者", "回答日"
OWN_COLUMNS: Mapping[str, str] = {name: f"{name}(上と違うとき)" for name in (SECTION, PERSON, DAY)}

QUESTION_ID, CHOICE, MEMO, EVIDENCE = "設問ID", "回答", "メモ", "根拠"
READ_COLUMNS = (QUESTION_ID, CHOICE, MEMO, EVIDENCE, *OWN_COLUMNS.values())

LEVELS = tuple(f"段階{level}" for level in range(HIGHEST_LEVEL + 1))
UNKNOWN, NOT_APPLICABLE = STATE_TEXTS[AnswerState.UNKNOWN], STATE_TEXTS[AnswerState.NOT_APPLICABLE]


@dataclass(frozen=True)
class FormAnswer:
    """An answer with who gave it, and when."""

    answer: Answer
    section: str
    person: str
    answered_on: date


@dataclass(frozen=True)
class Form:
    """A form for an assessment: all that its depth asks, or only what one section is asked.

    `sections` names the section of each question id: `usual_sections`, or what the caller made of it.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    section: str = ""
    sections: Mapping[str, str] | None = None

    @property
    def questions(self) -> tuple[tuple[int, Question], ...]:
        """The questions of the form, each with its number in the whole assessment."""
        asked = self.questionnaire.asked(self.assessment.depth)
        sections = usual_sections(self.questionnaire) if self.sections is None else self.sections
        numbered = enumerate(asked, start=1)
        return tuple(
            (number, question)
            for number, question in numbered
            if not self.section or sections.get(question.id) == self.section
        )


def usual_sections(questionnaire: Questionnaire) -> dict[str, str]:
    """The section that each question goes to: the first that 担当課の目安 names, so that each is asked once."""
    return {question.id: _first_section(question) for question in questionnaire.questions}


def _first_section(question: Question) -> str:
    """総務担当課 of 「総務担当課(文書)、情報担当課」: what stands in brackets is a part of the section."""
    return question.usual_section.split("、")[0].split("(")[0]


def section_names(form: Form) -> list[str]:
    """The sections that the questions of the form go to, in the order of the questions."""
    sections = usual_sections(form.questionnaire) if form.sections is None else form.sections
    return list(dict.fromkeys(sections[question.id] for _, question in form.questions if question.id in sections))


def choices(question: Question) -> list[str]:
    """What the drop-down of a question offers. The sentences of the levels stand beside it in the row."""
    return [*LEVELS, UNKNOWN, *([NOT_APPLICABLE] if question.allows_not_applicable else [])]


def choice_of(answer: Answer) -> str:
    """An answer as the drop-down says it."""
    return STATE_TEXTS[answer.state] if answer.level is None else LEVELS[answer.level]
