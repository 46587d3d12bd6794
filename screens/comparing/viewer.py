"""Who compares in this tab, on which basis, and beside which groups: what 比較 is computed from."""

from collections.abc import Iterable
from dataclasses import dataclass

from files.report import ReportPeers
from questionnaire.classes import class_of
from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.model import Survey
from questionnaire.municipalities import MUNICIPALITIES, municipality
from scoring.peers import wording
from scoring.peers.comparison import Comparison, comparison
from scoring.peers.group import FIXED, Group, GroupKind, Obstacle
from scoring.peers.membership import Offer, offer, rows_of
from scoring.peers.view import View, Viewer, view
from screens import session
from screens.comparing.peer_tables import offer_of_year, table_of_survey, years_compared
from screens.session import lifecycle, peers
from storage.connect import database
from storage.peers import submissions_by

NEIGHBOURS = (5, 10, 20)


@dataclass(frozen=True)
class Basis:
    """What the peers stand for: the submissions of a fiscal year, or with its `label` the reading of the survey."""

    fiscal_year: int
    label: str = ""

    @property
    def is_survey(self) -> bool:
        """Whether it is the reading of the survey."""
        return bool(self.label)

    @property
    def name(self) -> str:
        """令和8年度の提出, or what the survey is."""
        return self.label or f"{fiscal_year_text(self.fiscal_year)}の提出"


def bases() -> list[Basis]:
    """What the open assessment can be compared with: its own year first, then the others, and the survey.

    An example belongs to nobody, and anybody may open it: it has the survey, which is public, and nothing else. Raises
    `StorageError`.
    """
    opened = session.current()
    read = opened.questionnaire.version.survey
    survey = Basis(read.fiscal_year, read.label)
    if opened.is_example:
        return [survey]
    own = opened.assessment.fiscal_year
    return [Basis(own), *(Basis(year) for year in years_compared() if year != own), survey]


def group_name(found: Offer, group: Group) -> str:
    """The group as this office reads it."""
    own = class_of(found.view.municipality_class)
    return wording.group_text(group, found.view.viewer.assessment.municipality, own.name if own else "")


def in_files(found: Offer, basis: Basis, shown: Comparison) -> ReportPeers:
    """The group as the files tell of it."""
    name = group_name(found, shown.group)
    alone = f"{name}、{basis.label}" if basis.is_survey else name
    return ReportPeers(name, shown, basis_text(shown, basis), rank_text(shown, basis), alone)


def notes(found: Offer, shown: Comparison, basis: Basis) -> list[str]:
    """What must be known of the figures: what they stand on, the percentiles, and why anonymous peers are missing."""
    told = [basis_text(shown, basis), rank_text(shown, basis)]
    is_elsewhere = found.view.is_elsewhere and not basis.is_survey
    return [*told, wording.OBSTACLE_TEXTS[Obstacle.SUBMITTED_ELSEWHERE]] if is_elsewhere else told


def basis_text(found: Comparison, basis: Basis) -> str:
    """What the figures stand on."""
    return f"出典:{basis.label}。" if basis.is_survey else wording.basis_text(found)


def rank_text(found: Comparison, basis: Basis) -> str:
    """Which answers the percentiles stand on, or why there are none."""
    if basis.is_survey:
        return "報告書からの読み取りとの比較に、百分位はありません。"
    if found.ranked is None and session.current().assessment.fiscal_year != basis.fiscal_year:
        return f"{fiscal_year_text(basis.fiscal_year)}の提出がないため、百分位はありません。"
    return wording.rank_text(found)


def offered(basis: Basis) -> Offer:
    """The groups of the open assessment on this basis. Raises `StorageError`."""
    viewer = _viewer(basis)
    if basis.is_survey:
        return offer(view(table_of_survey(viewer.assessment.version), viewer), groups())
    return offer_of_year(viewer, basis.fiscal_year, groups())


def compared(found: Offer, basis: Basis, group: Group | None) -> Comparison:
    """The open assessment beside this group, or beside the first one; the survey is named where it is further on."""
    viewer = found.view.viewer
    beside = None if basis.is_survey else view(table_of_survey(viewer.assessment.version), Viewer(viewer.assessment))
    return comparison(found, group, beside)


def groups() -> tuple[Group, ...]:
    """The fixed groups, the nearest ones in three sizes, the survey's municipalities, and the own sets."""
    read = session.current().questionnaire.version.survey
    own = [Group(GroupKind.CHOSEN, name=one.name, municipalities=one.codes) for one in peers.sets()]
    names = {one.name for one in own}
    ready = [one for one in [_of_survey(read)] if one.name not in names]
    return (*map(Group, FIXED), *(Group(GroupKind.NEAREST, neighbours=count) for count in NEIGHBOURS), *ready, *own)


def published_members(found: View, group: Group) -> tuple[str, ...]:
    """Of whom published indicators are shown beside the group: never of those who submitted, which would name them.

    The municipalities of the prefecture, of the kind or of the country; the named ones where they were picked by name;
    nobody for a class, which only those who submitted tell.
    """
    place = MUNICIPALITIES[found.viewer.assessment.municipality]
    everybody = MUNICIPALITIES.values()
    if not group.kind.is_fixed:
        chosen = rows_of(found, group)
        return tuple(code for code, is_in in zip(found.table.codes, chosen.tolist(), strict=True) if is_in)
    of_kind = {
        GroupKind.PREFECTURE: (one.code for one in everybody if one.prefecture == place.prefecture),
        GroupKind.KIND: (one.code for one in everybody if one.kind == place.kind),
        GroupKind.ALL: (one.code for one in everybody),
    }
    return tuple(of_kind.get(group.kind, ()))


def _viewer(basis: Basis) -> Viewer:
    """The own assessment of the year that is compared, or the open one where there is none."""
    opened = session.current()
    own = opened.assessment
    if basis.is_survey or opened.id is None:
        return Viewer(own, opened.municipality_class)
    if basis.fiscal_year != own.fiscal_year:
        of_year = [one.assessment for one in lifecycle.years() if one.assessment.fiscal_year == basis.fiscal_year]
        if not of_year:
            return Viewer(own, opened.municipality_class)
        own = of_year[-1]
    submitted = submissions_by(database(), opened.id, basis.fiscal_year)
    return Viewer(own, opened.municipality_class, tuple(submitted))


def _of_survey(read: Survey) -> Group:
    return Group(GroupKind.CHOSEN, name=_counted(read.municipalities), municipalities=read.municipalities)


def _counted(codes: Iterable[str]) -> str:
    """5市1町."""
    kinds = [place.name[-1] for code in codes if (place := municipality(code))]
    return "".join(f"{kinds.count(kind)}{kind}" for kind in "市町村区" if kind in kinds)
