"""Which peers stand beside the own result in the files: chosen here, shown under the rules of 比較."""

from typing import NamedTuple

import streamlit as st

from files.report import ReportPeers
from scoring.peers.group import Group
from scoring.peers.membership import Offer
from screens import pages, session
from screens.comparing import viewer
from screens.session import peers

NONE = "比較を入れない"


class Choice(NamedTuple):
    """A group of peers on a basis, by the name that the screen gives it."""

    basis: viewer.Basis
    found: Offer
    group: Group

    @property
    def name(self) -> str:
        """The group, and when its answers were given."""
        return f"{viewer.group_name(self.found, self.group)}、{self.basis.name}"


def choose() -> ReportPeers | None:
    """The peers that the files are to show; None for none. Raises `StorageError`."""
    if not session.current().is_example and not peers.is_admitted():
        pages.link(pages.comparison(), "ほかの団体との比較も入れるには、「比較」で利用コードを入れる")
        return None
    offered = [(basis, viewer.offered(basis)) for basis in _bases()]
    choices = [Choice(basis, found, group) for basis, found in offered for group in _shown(found)]
    by_name = {choice.name: choice for choice in choices}
    names = [NONE, *by_name]
    chosen = st.selectbox("ファイルに入れる、ほかの団体との比較", names, index=names.index(_usual(choices)))
    return _peers(by_name[chosen]) if chosen in by_name else None


def _usual(choices: list[Choice]) -> str:
    """What stands in the files unless somebody wants it otherwise: what 比較 showed last, else the own year's."""
    seen = peers.compared_last()
    wanted = [one for one in choices if (one.basis, one.group) == seen]
    wanted += [one for one in choices[:1] if not one.basis.is_survey]
    return wanted[0].name if wanted else NONE


def _bases() -> list[viewer.Basis]:
    """Those that the open assessment itself is compared on: its own fiscal year and the survey."""
    own = session.current().assessment.fiscal_year
    return [basis for basis in viewer.bases() if basis.is_survey or basis.fiscal_year == own]


def _shown(found: Offer) -> list[Group]:
    return [state.group for state in found.states if state.is_shown]


def _peers(chosen: Choice) -> ReportPeers:
    return viewer.in_files(chosen.found, chosen.basis, viewer.compared(chosen.found, chosen.basis, chosen.group))
