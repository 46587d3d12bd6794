"""What municipalities share with each other: who may see a submission, and what of it is compared (design.md §5)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sharing(StrEnum):
    """What a municipality allows for a submission. Nothing is preselected."""

    PRIVATE = "private"  # 比較に使わない
    ANONYMOUS = "anonymous"  # 匿名で集計に使う
    NAMED = "named"  # 団体名つきで公開する


class Origin(StrEnum):
    """Where a peer comes from. Sources are shown apart and never merged without a word."""

    SUBMITTED = "submitted"  # in this installation
    IMPORTED = "imported"  # by a comparison CSV, always named
    SURVEY = "survey"  # read from the report of 2021, always named


@dataclass(frozen=True, slots=True)
class Consent:
    """What was allowed from a moment (UTC) on, until the next consent."""

    since: datetime
    sharing: Sharing


@dataclass(frozen=True, slots=True)
class PeerSubmission:
    """One submission as others may compare it: the levels of the core questions, never memo or evidence.

    `levels` has one character for each core question of the version in its order: 0 to 3, or `-` where there is no
    level. `key` tells it from every other submission, also after it was removed: then `levels` is empty and `until`
    set. `until` is when the next submission of the same assessment, or its removal, ended it.
    """

    key: tuple[int, int]
    municipality: str
    fiscal_year: int
    version: str
    municipality_class: str
    levels: str
    submitted_at: datetime
    until: datetime | None
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class NamedPeer:
    """A peer that is shown by name: published in this installation, imported, or read from the survey."""

    municipality: str
    fiscal_year: int
    version: str
    municipality_class: str
    levels: str
    origin: Origin
