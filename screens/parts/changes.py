"""The answers that changed between two years, axis by axis, as HTML to unfold."""

from scoring.trend.changes_wording import both_answers, change_text, changes_sentence, changes_text, rewording_text
from scoring.trend.years import AnswerChange, Trend, YearPair
from screens.parts import markup


def changed_answers(found: Trend, pair: YearPair) -> str:
    """What changed between these two of the years; each axis unfolds to its answers."""
    changed = [(axis, pair.of_axis(axis)) for axis in found.axes]
    return markup.text("p", changes_sentence(pair)) + "".join(
        markup.folded(changes_text(axis.name, changes), *(_change(pair, change) for change in changes))
        for axis, changes in changed
        if changes
    )


def _change(pair: YearPair, change: AnswerChange) -> str:
    note = rewording_text(pair, change)
    return (
        markup.text("p", change_text(change), css="mark")
        + markup.listed(both_answers(pair, change))
        + (markup.text("p", note, css="note") if note else "")
    )
