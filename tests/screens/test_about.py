"""この診断について: everything that is asked, every rule, and the worked example."""

import pytest

from scoring.peers.rules_wording import RULES
from tests.stored import ASKED
from tests.tab import OUR_TAGS, a_tab, tags_of, text_of

pytestmark = pytest.mark.usefixtures("data")


def test_the_explanation_holds_everything_that_is_asked_and_every_rule() -> None:
    tab = a_tab("about")
    shown = text_of(tab)
    for question in ASKED.questions:
        for said in (question.id, question.text, question.why, *question.levels, *question.evidence):
            assert said in shown
    for rule in ASKED.rules.texts:
        for said in (rule.title, rule.text, rule.reason):
            assert said in shown
    for rule in RULES:
        for said in (rule.title, rule.text, rule.reason):
            assert said in shown
    for document in ASKED.documents:
        assert f"{document.publisher}「{document.title}」({document.as_of})" in shown
    status = {"draft": "下書き", "released": "公開済み"}[ASKED.version.status]
    assert f"({ASKED.version.id}、{status}、{ASKED.version.changed}更新)" in shown
    assert tags_of(tab) <= OUR_TAGS


def test_the_worked_example_is_computed_and_explained() -> None:
    shown = text_of(a_tab("about"))
    assert "段階3(達成率100%)" in shown
    assert "段階1(達成率33%)" in shown
    assert "段階2(達成率66%)" in shown
    assert "到達したステップは1つです。" in shown
    assert "成熟度は1.5です。" in shown
