"""When each submission counted, and what was allowed for it: the history that the protection replays.

Months are indices (`Month.index`); what happens within a month counts from the first day of the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from questionnaire.moment import Moment
from questionnaire.month import Month, month_index
from questionnaire.peer import Consent, PeerSubmission, Sharing
from scoring.levels import Counts, Flags

NEVER = 10**6
CODES = {Sharing.PRIVATE: 0, Sharing.ANONYMOUS: 1, Sharing.NAMED: 2}
PRIVATE, ANONYMOUS, NAMED = CODES.values()


@dataclass(frozen=True)
class MonthState:
    """Which submissions count at the first day of a month; the flags have one entry for each submission.

    `usable` ones are neither removed nor withdrawn; `latest` ones are besides not replaced by a newer submission.
    `anonymous` tells what the consent says.
    """

    month: int
    usable: Flags
    latest: Flags
    anonymous: Flags


@dataclass(frozen=True)
class Timeline:
    """Submissions of one fiscal year, in the order of their keys, up to one month.

    `states` has the months in which anything changed, the oldest first, and the month itself at the end.
    `is_hidden` tells who entered the history as an anonymous peer: their whole submission stays secret, and a name is
    shown with their next submission only, since the others in their block would lose their cover. `named` tells who is
    shown by name now, by the consent of this very moment.
    """

    states: tuple[MonthState, ...]
    is_hidden: Flags
    named: Flags


def timeline(submissions: Sequence[PeerSubmission], month: Month, now: Moment) -> Timeline:
    """The history up to the first day of `month`, and the names that are shown `now` (UTC without a zone)."""
    given = [tuple(consent for consent in one.consents if consent.since <= now) for one in submissions]
    counted = np.array([month_index(one.submitted_at) + 1 for one in submissions], dtype=np.int64)
    removed = _removed_from(submissions)
    replaced = np.minimum(_replaced_from(submissions, counted), removed)
    changes = _changes(given)
    months = _months(month.index, counted, replaced, removed, changes[1])
    states = tuple(_states(months, counted, replaced, removed, changes))
    named_from = np.array(
        [_named_from(*each) for each in zip(submissions, counted.tolist(), given, strict=True)], dtype=np.int64
    )
    is_hidden = _hidden(states, named_from)
    last = np.array([CODES[consents[-1].sharing] if consents else PRIVATE for consents in given], dtype=np.int64)
    latest_now = (counted <= month.index) & (replaced > month.index) & (removed == NEVER)
    return Timeline(states, is_hidden, (last == NAMED) & latest_now & ~is_hidden)


def _removed_from(submissions: Sequence[PeerSubmission]) -> Counts:
    """From which month on it is missing. An assessment is removed as a whole, when its last submission ends."""
    ends: dict[int, int] = {}
    for one in submissions:
        if not one.levels and one.until is not None:
            ends[one.key[0]] = max(ends.get(one.key[0], 0), month_index(one.until) + 1)
    # Without any end it was removed before anybody could see it.
    return np.array([NEVER if one.levels else ends.get(one.key[0], 0) for one in submissions], dtype=np.int64)


def _replaced_from(submissions: Sequence[PeerSubmission], counted: Counts) -> Counts:
    """From which month on a newer submission of the municipality counts, also of another assessment of it."""
    replaced = np.array([month_index(one.until) + 1 if one.until else NEVER for one in submissions], dtype=np.int64)
    rows = sorted(range(len(submissions)), key=lambda row: (submissions[row].submitted_at, submissions[row].key))
    newer: dict[str, int] = {}
    for row in reversed(rows):
        following = newer.get(submissions[row].municipality)
        if following is not None:
            replaced[row] = min(replaced[row], counted[following])
        newer[submissions[row].municipality] = row
    return replaced


def _changes(given: Sequence[tuple[Consent, ...]]) -> tuple[Counts, Counts, NDArray[np.int64]]:
    """Every consent as row, month from which it counts, and code: in the order in which they were given."""
    found = [
        (month_index(consent.since) + 1, row, CODES[consent.sharing])
        for row, consents in enumerate(given)
        for consent in consents
    ]
    months, rows, codes = np.array(found, dtype=np.int64).reshape(-1, 3).T
    order = np.argsort(months, kind="stable")
    return rows[order], months[order], codes[order]


def _named_from(one: PeerSubmission, counted: int, consents: tuple[Consent, ...]) -> int:
    """From which month on its levels are known by name; NEVER when they were never shown so.

    What was allowed before the first month in which it counts was never seen.
    """
    for place, consent in enumerate(consents):
        if consent.sharing is Sharing.NAMED:
            ends = [end for end in (one.until, *(later.since for later in consents[place + 1 :][:1])) if end]
            if all(consent.since < end and month_index(end) >= counted for end in ends):
                return month_index(consent.since) + 1
    return NEVER


def _months(last: int, *happened: Counts) -> list[int]:
    """The months up to `last` in which something differs from the month before, and `last`."""
    found = np.unique(np.concatenate(happened))
    return [*(int(month) for month in found if 0 < month < last), last]


def _states(
    months: Sequence[int], counted: Counts, replaced: Counts, removed: Counts, changes: tuple[Counts, Counts, Counts]
) -> Iterator[MonthState]:
    rows, since, codes = changes
    sharing = np.full(len(counted), PRIVATE)
    start = 0
    for month in months:
        end = int(np.searchsorted(since, month, side="right"))
        # Of several consents of one submission the last one stands.
        sharing[rows[start:end]] = codes[start:end]
        start = end
        usable = (counted <= month) & (removed > month) & (sharing != PRIVATE)
        yield MonthState(month, usable, usable & (replaced > month), sharing == ANONYMOUS)


def _hidden(states: Sequence[MonthState], named_from: Counts) -> Flags:
    """Who was anonymous in the first month in which it counted, and not known by name before."""
    hidden = np.zeros(len(named_from), dtype=bool)
    met = np.zeros(len(named_from), dtype=bool)
    for state in states:
        new = state.usable & ~met
        hidden |= new & state.anonymous & (named_from > state.month)
        met |= new
    return hidden
