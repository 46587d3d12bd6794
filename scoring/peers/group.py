"""With whom a municipality is compared."""

from dataclasses import dataclass
from enum import StrEnum

# How many neighbours are taken unless the office says otherwise.
USUAL_NEIGHBOURS = 10


class GroupKind(StrEnum):
    """The ways to choose peers. The first four are fixed: nobody but their attributes decides who is in."""

    PREFECTURE = "prefecture"
    KIND = "kind"
    CLASS = "class"
    ALL = "all"
    NEAREST = "nearest"
    CHOSEN = "chosen"

    @property
    def is_fixed(self) -> bool:
        """Whether anonymous peers may enter: never where the viewer picks the members."""
        return self in FIXED


# In the order of the screen.
FIXED = (GroupKind.PREFECTURE, GroupKind.KIND, GroupKind.CLASS, GroupKind.ALL)
# What an earlier one shows limits the later ones, so the small ones come first: they have least to spare.
PRIORITY = (GroupKind.PREFECTURE, GroupKind.CLASS, GroupKind.KIND, GroupKind.ALL)


class Obstacle(StrEnum):
    """Why a group shows nothing."""

    TOO_FEW = "too few"  # nobody by name, and fewer than 5 anonymous ones, if any
    WOULD_EXPOSE = "would expose"  # what is shown elsewhere, or was shown before, would tell single peers
    CHANGED = "changed"  # an answer was removed during this month
    NO_CLASS = "no class"  # the office has not chosen its 類似団体類型
    NOT_SUBMITTED = "not submitted"  # a draft could try one class after the other
    SUBMITTED_ELSEWHERE = "submitted elsewhere"  # another assessment is the official one of this office
    NOBODY_BY_NAME = "nobody by name"  # nearest and chosen peers are named ones only


@dataclass(frozen=True)
class Group:
    """A group of peers. `neighbours` counts for NEAREST; `name` and `municipalities` (codes) for CHOSEN."""

    kind: GroupKind
    neighbours: int = USUAL_NEIGHBOURS
    name: str = ""
    municipalities: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupState:
    """Whether a group can show something now, and if not, why."""

    group: Group
    obstacle: Obstacle | None

    @property
    def is_shown(self) -> bool:
        """Whether at least one figure of the group is shown."""
        return self.obstacle is None
