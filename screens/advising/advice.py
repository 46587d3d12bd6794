"""The next actions in words: what to do, why, what it gives, and what to check first."""

from collections.abc import Iterable, Sequence

from questionnaire.assessment import Assessment
from questionnaire.citation import citations
from questionnaire.model import Practice, Question, Questionnaire
from questionnaire.practices import actions_shown_by
from scoring.actions.ranking import NextAction
from scoring.actions.wording import at_a_glance, facts, reasons
from scoring.wording import STATE_TEXTS, practice_place_text, practice_text
from screens.parts import markup


def action_card(asked: Questionnaire, found: NextAction) -> str:
    """One action as HTML: what calls for it and what it gives at a glance, how to go about it to unfold."""
    action = found.action
    return markup.element(
        "section",
        markup.text("h3", action.title),
        markup.text("p", f"終わったあと:{action.afterwards}"),
        markup.listed(reasons(found)),
        markup.text("p", at_a_glance(found), css="mark"),
        markup.folded(
            "進め方・費用・事例・出典",
            markup.text("p", action.why),
            markup.listed(action.steps, tag="ol"),
            markup.described(facts(found)),
            practice_list(asked, (practice for practice in asked.practices if practice.id in action.practices)),
            markup.text("p", "出典", css="mark"),
            markup.listed(citations(asked, action.sources)),
        ),
    )


def check_list(asked: Questionnaire, assessment: Assessment, unclear: Sequence[Question]) -> str:
    """What to look at for each question that is わからない or unanswered, as HTML."""
    return "".join(
        markup.folded(
            f"{question.text}({STATE_TEXTS[assessment.answer(question.id).state]})",
            markup.text("p", f"担当課の目安:{question.usual_section}"),
            markup.listed(question.evidence),
            is_telling=True,
        )
        for question in unclear
    )


def practice_card(asked: Questionnaire, practice: Practice) -> str:
    """One practice as HTML: what was done with its figures, and what it is an example of."""
    question = asked.by_id[practice.question]
    step = asked.step_of[question.id]
    actions = [action.title for action in actions_shown_by(asked, practice)]
    return markup.element(
        "section",
        markup.text("h3", practice.title),
        markup.text("p", practice_place_text(practice), css="note"),
        markup.text("p", practice.summary),
        markup.listed(f"{figure.name}:{figure.value:,}{figure.unit}" for figure in practice.figures),
        markup.text("p", f"{asked.axis_of[question.id].name}・{step.name}", css="note"),
        markup.folded(
            "つながる設問・次の一手・出典",
            markup.described([("設問", question.text), *(("次の一手", title) for title in actions)]),
            markup.text("p", "出典", css="mark"),
            markup.listed(citations(asked, [practice.source])),
        ),
    )


def practice_list(asked: Questionnaire, practices: Iterable[Practice]) -> str:
    """Practices as a list with a heading, as HTML; nothing when there is none."""
    texts = [practice_text(asked, practice) for practice in practices]
    return markup.text("p", "事例", css="mark") + markup.listed(texts) if texts else ""
