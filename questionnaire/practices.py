"""Practices of other offices: which of them fit a question, and the search through all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from questionnaire.model import Action, Practice, Questionnaire
from questionnaire.municipalities import municipality, plain_key, search_key

# The prefecture itself has practices too; its code is none of a municipality.
PREFECTURES = {"110001": "埼玉県"}

# Longer than this is no search; it would only keep the server busy.
LONGEST_SEARCH = 200


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
    others = [one for one in questionnaire.practices if one.id in named and one.question != question]
    return (*own, *others)


def actions_shown_by(questionnaire: Questionnaire, practice: Practice) -> tuple[Action, ...]:
    """The actions that this practice is an example of."""
    return tuple(action for action in questionnaire.actions if practice.id in action.practices)


def found_practices(questionnaire: Questionnaire, search: Search) -> tuple[Practice, ...]:
    """The practices that fit the search, in the order of the axes. Width, case and kana of the words do not matter."""
    words = [_keys(word) for word in search.words[:LONGEST_SEARCH].split()]
    fitting = [practice for practice in questionnaire.practices if _fits(questionnaire, practice, search)]
    found = [practice for practice in fitting if _has_all(words, _texts(questionnaire, practice))]
    return tuple(sorted(found, key=lambda practice: _place_of_axis(questionnaire, practice)))


def _place_of_axis(questionnaire: Questionnaire, practice: Practice) -> int:
    return questionnaire.axes.index(questionnaire.axis_of[practice.question])


def _fits(questionnaire: Questionnaire, practice: Practice, search: Search) -> bool:
    question = questionnaire.by_id[practice.question]
    pairs = (
        (search.axis, questionnaire.axis_of[question.id].id),
        (search.step, question.step),
        (search.municipality, practice.municipality),
    )
    return all(not wanted or wanted == found for wanted, found in pairs)


def _has_all(words: list[tuple[str, str]], texts: Iterable[str]) -> bool:
    keys = [_keys(text) for text in texts]
    return all(any(plain in text or named in name for text, name in keys) for plain, named in words)


def _keys(text: str) -> tuple[str, str]:
    """As it is read, and with one form for the ケ of names, which depends on the letters beside it."""
    return plain_key(text).casefold(), search_key(text).casefold()


def _texts(questionnaire: Questionnaire, practice: Practice) -> Iterator[str]:
    """Everything that a word may be found in."""
    place = municipality(practice.municipality)
    yield from (place_of(practice), place.kana if place else "", practice.title, practice.summary)
    yield from (questionnaire.by_id[practice.question].text, questionnaire.axis_of[practice.question].name)
    for figure in practice.figures:
        yield f"{figure.name}{figure.value:,}{figure.unit}"
        yield f"{figure.name}{figure.value}{figure.unit}"
