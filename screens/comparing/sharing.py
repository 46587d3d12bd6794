"""How a submission may be used in 比較: chosen when it is submitted, and changed afterwards."""

from typing import NamedTuple

import streamlit as st

from questionnaire.classes import class_list, class_of, classes_for
from questionnaire.month import month_of
from questionnaire.peer import Sharing
from scoring.peers.rules_wording import MONTHLY, SHARING_MEANINGS, SHARING_TEXTS
from screens import pages
from screens.opened import Opened
from screens.parts import markup
from screens.parts.code_field import ask_code
from screens.session import peers
from storage.transaction import now

OPEN = "選ばない(類似団体とは比べません)"


class Wish(NamedTuple):
    """What was chosen on the page; `sharing` is None while nothing is."""

    sharing: Sharing | None
    municipality_class: str


def ask(opened: Opened) -> Wish:
    """Asks how the submission may be used. Nothing is preselected but what this office chose itself before."""
    st.header("ほかの団体との比較での使い方", anchor=False)
    sharing = _ask_sharing(opened, peers.shared())
    first = month_of(now()).following.as_of_text.removesuffix("現在")
    st.html(markup.text("p", f"{MONTHLY}今月提出すると、{first}の集計から入ります。", css="note"))
    return Wish(sharing, _ask_class(opened))


def change(opened: Opened) -> None:
    """Lets it be changed after the submission."""
    st.header("ほかの団体との比較での使い方", anchor=False)
    sharing = _ask_sharing(opened, peers.shared())
    st.html(markup.text("p", MONTHLY, css="note") + _class_text(opened))
    code = ask_code()
    if st.button("使い方を変える") and sharing is not None:
        trouble = peers.share(sharing, code)
        if trouble:
            st.error(f"変えられませんでした。{trouble}")
        else:
            st.success(f"「{SHARING_TEXTS[sharing]}」に変えました。")
    pages.link(pages.comparison(), "ほかの団体と比べる")


def _ask_sharing(opened: Opened, present: Sharing | None) -> Sharing | None:
    return st.radio(
        "この診断を、ほかの団体との比較にどう使いますか(あとから変えられます)",
        [*SHARING_TEXTS],
        index=None if present is None else [*SHARING_TEXTS].index(present),
        format_func=SHARING_TEXTS.__getitem__,
        captions=[*SHARING_MEANINGS.values()],
        # Without a key, it would be another widget after each change, and forget what is chosen next.
        key=f"sharing-{opened.id}",
    )


def _ask_class(opened: Opened) -> str:
    """The class of the municipality, where its kind leaves a choice; it may be left open."""
    possible = [one.id for one in classes_for(opened.assessment.municipality)]
    if len(possible) < 2:
        st.html(_class_text(opened))
        return ""
    present = opened.municipality_class if opened.municipality_class in possible else ""
    options = possible if present else ["", *possible]
    chosen = st.selectbox(
        "類似団体の類型", options, index=options.index(present), format_func=lambda one: _label(one) if one else OPEN
    )
    st.html(markup.text("p", f"{class_list().about}{class_list().look_up}", css="note"))
    return chosen


def _class_text(opened: Opened) -> str:
    if not opened.municipality_class:
        return markup.text("p", "類似団体の類型は選ばれていません。直すために開くと、次の提出のときに選べます。")
    return markup.text("p", f"類似団体の類型:{_label(opened.municipality_class)}")


def _label(id: str) -> str:
    """The class in words; one that the list does not know any more, by its id."""
    found = class_of(id)
    return found.label if found else id
