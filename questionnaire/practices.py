"""Practices of other offices: which of them fit a question, and the search through all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from questionnaire.model import Action, Practice, Questionnaire
from questionnaire.municipalities import municipality, search_key

# The prefecture itself has practices too; its code is none of a municipality.
PREFECTURES = {"110001": "埼玉県"}


@dataclass(frozen=True)
class Search:
    """What practices are looked for by. Empty parts find everything; several words must all occur."""

    words: str = ""
    axis: str = ""
    step: str = ""
    municipality: str = ""


def place_of(practice: Practice) -> str:
    """Who did it: 草加市(埼玉県), or the prefecture."""
    place = municipality(practice.municipality)
    return place.label if place else PREFECTURES[practice.municipality]


def practices_for(questionnaire: Questionnaire, question: str) -> tuple[Practice, ...]:
    """The practices that show how others came further on this question: its own, then those of its actions."""
    own = [practice for practice in questionnaire.practices if practice.question == question]
    lifting = [action for action in questionnaire.actions if any(lift.question == question for lift in action.lifts)]
    named = {id for action in lifting for id in action.practices}
    others = [practice for practice in questionnaire.practices if practice.id in named and practice not in own]
    return (*own, *others)


def actions_shown_by(questionnaire: Questionnaire, practice: Practice) -> tuple[Action, ...]:
    """The actions that this practice is an example of."""
    return tuple(action for action in questionnaire.actions if practice.id in action.practices)


def found_practices(questionnaire: Questionnaire, search: Search) -> tuple[Practice, ...]:
    """The practices that fit the search, in the order of the axes. Width, case and kana of the words do not matter."""
    words = [_key(word) for word in search.words.split()]
    fitting = [practice for practice in questionnaire.practices if _fits(questionnaire, practice, search)]
    return tuple(practice for practice in fitting if _has_all(words, _texts(questionnaire, practice)))


def _fits(questionnaire: Questionnaire, practice: Practice, search: Search) -> bool:
    question = questionnaire.by_id[practice.question]
    pairs = (
        (search.axis, questionnaire.axis_of[question.id].id),
        (search.step, question.step),
        (search.municipality, practice.municipality),
    )
    return all(not wanted or wanted == found for wanted, found in pairs)


def _has_all(words: list[str], texts: Iterable[str]) -> bool:
    keys = [_key(text) for text in texts]
    return all(any(word in key for key in keys) for word in words)


def _key(text: str) -> str:
    return search_key(text).casefold()


def _texts(questionnaire: Questionnaire, practice: Practice) -> Iterator[str]:
    """Everything that a word may be found in."""
    place = municipality(practice.municipality)
    yield from (place_of(practice), place.kana if place else "", practice.title, practice.summary)
    yield from (questionnaire.by_id[practice.question].text, questionnaire.axis_of[practice.question].name)
    yield from (f"{figure.name}{figure.value:,}{figure.unit}{figure.value}" for figure in practice.figures)
