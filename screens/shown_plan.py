"""A roadmap as it is shown: what it leads to, when what is done and why, and what it takes."""

import streamlit as st

from questionnaire.fiscal_year import fiscal_year_text
from scoring.radar import radar
from scoring.roadmap import wording
from scoring.roadmap.chart import roadmap_chart
from scoring.roadmap.outcome import Roadmap
from scoring.roadmap.tables import entry_table, year_table
from scoring.target_marks import radar_with_targets
from screens import markup
from screens.aims import tell_targets


def shown_plan(found: Roadmap) -> None:
    """The whole roadmap."""
    st.html(
        markup.listed(wording.plan_sentences(found))
        + markup.listed(wording.target_sentence(found, outcome) for outcome in found.targets)
    )
    if found.breaches:
        st.warning(
            "この工程表は、今の印や回答、人日、費用と合わないところがあります。作り直すか、開始の時期を変えてください。"
        )
        st.html(markup.listed(wording.breach_sentence(breach) for breach in found.breaches))
    header, rows = year_table(found)
    st.html(markup.table(f"年度ごとの人日と費用です。{wording.UNITS}", header, rows, numbers_from=1, has_total=False))
    if found.entries:
        st.subheader("いつ何をするか", anchor=False)
        with st.container(key="roadmap-chart"):
            st.vega_lite_chart(spec=roadmap_chart(found), theme=None)
        header, rows = entry_table(found)
        table = markup.table("一手ごとの時期・人日・費用です。", header, rows, numbers_from=3, has_total=False)
        st.html(markup.element("div", table, css="plan"))
        st.subheader("なぜ入っているか", anchor=False)
        st.html(
            "".join(
                markup.folded(entry.action.title, markup.listed(wording.reason_sentences(found, entry)))
                for entry in found.entries
            )
        )
    _radars(found)


def _radars(found: Roadmap) -> None:
    st.subheader("各年度の終わりの姿", anchor=False)
    targets = [outcome.target for outcome in found.targets]
    tell_targets(found.questionnaire, targets)
    ends = [("今", found.before)]
    ends += [(f"{fiscal_year_text(year.fiscal_year)}の終わり", year.result) for year in found.years]
    with st.grid(2, min_column_width=400):
        for heading, result in ends:
            with st.container():
                st.html(markup.text("h3", heading))
                st.vega_lite_chart(spec=radar_with_targets(radar(result), found.questionnaire, targets), theme=None)
