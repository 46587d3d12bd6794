"""比較 question by question: the own level, the levels of the peers, and where there is a gap who could help."""

from collections.abc import Iterable

from questionnaire.assessment import Assessment
from questionnaire.model import Axis, Questionnaire
from scoring.peers.compared import Compared
from scoring.peers.wording import distribution_text, further_text
from scoring.wording import answer_text, practice_text
from screens.parts import markup


def axis_peers(asked: Questionnaire, own: Assessment, axis: Axis, questions: Iterable[Compared]) -> str:
    """The core questions of one axis, as HTML to unfold."""
    return markup.folded(axis.name, *(_question(asked, own, one) for one in questions if one.axis == axis))


def _question(asked: Questionnaire, own: Assessment, compared: Compared) -> str:
    answer = own.answer(compared.question.id)
    level = "" if compared.own is None else f"(段階{compared.own})"
    practices = (practice_text(asked, practice) for practice in compared.practices)
    names = [further_text(peer) for peer in compared.further]
    return (
        markup.text("h3", compared.question.text)
        + markup.text("p", f"自団体:{answer_text(answer, compared.question)}{level}")
        + markup.text("p", f"ほかの団体:{distribution_text(compared)}")
        + (markup.text("p", "進んでいる団体(近い順)", css="mark") + markup.listed(names) if names else "")
        + (
            markup.folded(f"進め方の事例({len(compared.practices)}件)", markup.listed(practices))
            if compared.practices
            else ""
        )
    )
