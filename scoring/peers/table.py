"""The peers of one fiscal year in arrays: computed once a month and after each change, and shared by all viewers.

It holds every level, so it is never shown: what a viewer may see of it comes from `scoring.peers.view`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from questionnaire.model import Questionnaire
from questionnaire.moment import Moment
from questionnaire.month import Month
from questionnaire.municipalities import municipality
from questionnaire.peer import NamedPeer, Origin, PeerSubmission
from scoring.levels import Counts, Flags
from scoring.peers.figures import Figures, figures, level_rows
from scoring.peers.group import GroupKind
from scoring.peers.timeline import Timeline, timeline

NOWHERE = -1


@dataclass(frozen=True)
class Peers:
    """The peers of one fiscal year as they are kept: what was submitted here, and who is named by files or the survey.

    Raises `ValueError` when fiscal years are mixed, or the survey with other sources: it is a source and time of its
    own.
    """

    fiscal_year: int
    submissions: Sequence[PeerSubmission] = ()
    named: Sequence[NamedPeer] = ()

    def __post_init__(self) -> None:
        years = {one.fiscal_year for one in self.submissions} | {peer.fiscal_year for peer in self.named}
        if years - {self.fiscal_year}:
            raise ValueError(f"other fiscal years than {self.fiscal_year}: {sorted(years)}")
        read = [peer.origin is Origin.SURVEY for peer in self.named]
        if any(read) and (self.submissions or not all(read)):
            raise ValueError("the survey is not merged with other sources")


@dataclass(frozen=True)
class PeerTable:
    """Submissions in the order of their keys, then the peers named by files or the survey; a row each.

    `attributes` says by numbers in which prefecture, of which kind and of which class each row is (-1: not known),
    `numbers` what these numbers mean. `is_named` tells who is shown by name now, `named` the row of each by its code.
    """

    fiscal_year: int
    month: Month
    submissions: tuple[PeerSubmission, ...]
    further: tuple[NamedPeer, ...]
    codes: tuple[str, ...]
    municipality: Counts
    attributes: Mapping[GroupKind, Counts]
    numbers: Mapping[GroupKind, Mapping[str, int]]
    timeline: Timeline
    is_named: Flags
    named: Mapping[str, int]
    has_levels: Flags
    figures: Figures
    versions: Mapping[str, Questionnaire]

    @property
    def questionnaire(self) -> Questionnaire:
        """The version that everything is compared in."""
        return self.figures.questionnaire

    def origin(self, row: int) -> Origin:
        """Where this row comes from."""
        count = len(self.submissions)
        return Origin.SUBMITTED if row < count else self.further[row - count].origin


def peer_table(
    questionnaire: Questionnaire, versions: Mapping[str, Questionnaire], peers: Peers, month: Month, now: Moment
) -> PeerTable:
    """The peers at the first day of `month`, compared in the version `questionnaire`.

    Names are those that are shown `now` (UTC without a zone). `versions` has every version that a peer answered. Of a
    municipality with a submission that is shown by name, its file is left out.
    """
    submitted = sorted(peers.submissions, key=lambda one: one.key)
    history = timeline(submitted, month, now)
    by_name = {one.municipality for one, is_named in zip(submitted, history.named, strict=True) if is_named}
    further = [peer for peer in peers.named if peer.municipality not in by_name]
    every: list[PeerSubmission | NamedPeer] = [*submitted, *further]
    levels = level_rows(questionnaire, versions, [(one.version, one.levels) for one in every])
    attributes, numbers = _attributes([(one.municipality, one.municipality_class) for one in every])
    codes = tuple(one.municipality for one in every)
    is_named = np.append(history.named, np.ones(len(further), dtype=bool))
    table = PeerTable(
        fiscal_year=peers.fiscal_year,
        month=month,
        submissions=tuple(submitted),
        further=tuple(further),
        codes=codes,
        municipality=_numbered(codes),
        attributes=attributes,
        numbers=numbers,
        timeline=history,
        is_named=is_named,
        named={codes[row]: row for row in np.flatnonzero(is_named).tolist()},
        has_levels=np.array([bool(one.levels) for one in every], dtype=bool),
        figures=figures(questionnaire, levels),
        versions=versions,
    )
    _freeze(table, table.figures, history, *history.states)
    return table


def _numbered(codes: Sequence[str]) -> Counts:
    """The same number for the same code."""
    numbers = {code: number for number, code in enumerate(dict.fromkeys(codes))}
    return np.array([numbers[code] for code in codes], dtype=np.int64)


def _attributes(
    given: Sequence[tuple[str, str]],
) -> tuple[dict[GroupKind, Counts], dict[GroupKind, dict[str, int]]]:
    """The numbers of prefecture, kind and class of each pair of municipality and class."""
    places = [municipality(code) for code, _ in given]
    texts = {
        GroupKind.PREFECTURE: [place.prefecture if place else "" for place in places],
        GroupKind.KIND: [place.kind if place else "" for place in places],
        GroupKind.CLASS: [municipality_class for _, municipality_class in given],
    }
    numbers = {
        kind: {text: number for number, text in enumerate(dict.fromkeys(filter(None, found)))}
        for kind, found in texts.items()
    }
    attributes = {
        kind: np.array([numbers[kind].get(text, NOWHERE) for text in found], dtype=np.int64)
        for kind, found in texts.items()
    }
    return attributes, numbers


def _freeze(*values: object) -> None:
    """All sessions read the same arrays, so none may write to them."""
    for value in values:
        for field in fields(value):  # type: ignore[arg-type]  # all are dataclasses
            held = getattr(value, field.name)
            for array in held.values() if isinstance(held, dict) else [held]:
                if isinstance(array, np.ndarray):
                    array.flags.writeable = False
