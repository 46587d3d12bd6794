"""The rules of a questionnaire, where they must be known."""

from questionnaire.model import Rules
from screens.parts import markup


def rules_beside(rules: Rules, what: str) -> str:
    """The rules to know beside the questions or the actions, as HTML to unfold."""
    return "".join(markup.folded(rule.title, markup.text("p", rule.text)) for rule in rules.beside(what))
