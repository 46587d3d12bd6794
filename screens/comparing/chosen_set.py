"""A set of municipalities to compare with: searched, picked, kept under a name, and removed."""

import streamlit as st

from questionnaire.municipalities import MUNICIPALITIES, find
from questionnaire.peer_set import LONGEST_NAME
from screens.parts import markup
from screens.session import peers

PICKED = "picked-municipalities"
SHOWN_AT_MOST = 20


def edit() -> None:
    """Lets a set be made and removed. Raises `StorageError`."""
    _make()
    kept = {one.name: one for one in peers.sets()}
    if kept:
        gone = st.selectbox("残した組", kept, format_func=lambda name: f"{name}({len(kept[name].codes)}団体)")
        st.html(markup.listed(_label(code) for code in kept[gone].codes))
        if st.button("この組を取り除く"):
            _tell(peers.forget(gone), "取り除けませんでした。")


def _make() -> None:
    """Lets municipalities be searched, picked and kept under a name."""
    st.html(
        markup.text("p", "比べたい団体を選び、名前を付けて残せます。")
        + markup.text(
            "p",
            "比較に出るのは、団体名を公開している団体と、「他団体のデータ」で取り込んだ団体です。"
            "匿名の団体は、選んでも出ません。",
            css="note",
        )
    )
    typed = st.text_input("団体名の一部、よみがな、または団体コード", key="set-search", live=True, autocomplete="off")
    found = [place.code for place in find(typed, limit=SHOWN_AT_MOST)]
    if typed and not found:
        st.warning("当てはまる市区町村がありません。名前の一部か、ひらがなのよみを入れてください。")
    options = list(dict.fromkeys([*peers.picked(PICKED), *found]))
    chosen = st.pills("比べる団体", options, selection_mode="multi", format_func=_label, key=PICKED) if options else []
    name = st.text_input("この組の名前", max_chars=LONGEST_NAME, autocomplete="off")
    if st.button("この組を残す"):
        _tell(peers.keep(name, chosen), "残せませんでした。")


def _tell(trouble: str, what: str) -> None:
    if trouble:
        st.error(f"{what}{trouble}")
    else:
        st.rerun()


def _label(code: str) -> str:
    return MUNICIPALITIES[code].label if code in MUNICIPALITIES else code
