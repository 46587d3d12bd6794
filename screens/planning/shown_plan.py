"""A roadmap as it is shown: what it leads to, when what is done and why, and what it takes."""

import streamlit as st

from scoring.charts.radar import radar
from scoring.charts.target_marks import radar_with_targets
from scoring.maturity_wording import whole_sentence
from scoring.roadmap import wording
from scoring.roadmap.chart import roadmap_chart
from scoring.roadmap.outcome import Roadmap
from scoring.roadmap.tables import end_table, entry_table, year_table
from screens.parts import chart, markup
from screens.planning.aims import tell_targets


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
    st.html(markup.table(f"年度ごとの人日と費用です。{wording.UNITS}", header, rows, numbers_from=2, has_total=False))
    if found.entries:
        st.subheader("いつ何をするか", anchor=False)
        message = wording.schedule_sentence(found)
        st.html(markup.text("p", message) + markup.text("p", wording.CHART_NOTE, css="note"))
        chart.show(roadmap_chart(found), message=message)
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
    st.html(markup.text("p", wording.path_sentence(found)))
    targets = [outcome.target for outcome in found.targets]
    tell_targets(found.questionnaire, targets)
    with st.grid(2, min_column_width=400):
        for heading, result in found.ends:
            with st.container():
                st.html(markup.text("h3", heading))
                drawn = radar_with_targets(radar(result), found.questionnaire, targets)
                chart.show(drawn, message=whole_sentence(heading, result), radar=heading)
    header, rows = end_table(found)
    st.html(markup.table("各年度の終わりの成熟度です。", header, rows, numbers_from=1))
