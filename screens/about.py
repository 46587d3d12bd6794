"""この診断について: the rules with a worked example, every question with its sources, the documents and the version."""

import streamlit as st

from questionnaire.model import RuleText
from scoring.maturity_wording import example_sentence
from scoring.peers.rules_wording import RULES, Rule
from screens import session
from screens.answering.question import questions_of_axis
from screens.parts import markup


def told(rule: RuleText | Rule) -> str:
    """A rule with its reason, as HTML."""
    reason = markup.text("p", f"理由:{rule.reason}", css="note")
    return markup.text("h3", rule.title) + markup.text("p", rule.text) + reason


asked = session.asked()

st.title("この診断について", anchor=False)
status = "下書き" if asked.version.status == "draft" else "公開済み"
st.html(markup.text("p", f"{asked.version.title}({asked.version.id}、{status}、{asked.version.changed}更新)"))

st.header("数え方", anchor=False)
st.html("".join(map(told, asked.rules.texts)))

st.subheader("計算の例", anchor=False)
st.html(markup.text("p", example_sentence(asked)))

st.header("ほかの団体との比べ方", anchor=False)
st.html("".join(map(told, RULES)))

st.header("設問", anchor=False)
st.html("".join(questions_of_axis(asked, axis) for axis in asked.axes))

st.header("出典", anchor=False)
st.html(markup.listed(f"{one.publisher}「{one.title}」({one.as_of})" for one in asked.documents))
