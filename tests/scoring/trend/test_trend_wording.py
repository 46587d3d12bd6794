"""推移 in words: what is said of rise and fall, and of what cannot be compared."""

import pytest

from questionnaire.assessment import UNANSWERED, Answer, AnswerState
from questionnaire.model import Depth
from scoring.trend import changes_wording
from scoring.trend import wording as trend_wording
from scoring.trend.years import WHOLE, trend
from tests.builders import (
    UNKNOWN,
    a_question,
    an_axis,
    answered_alike,
    level,
)
from tests.years import (
    ASKED,
    DEEPER,
    FIRST_AXIS,
    FURTHER,
    OTHER_LEVELS,
    QUESTION,
    a_version,
    a_year,
    compared,
    copied,
    reworded,
    with_questions,
)


def test_a_rise_is_said_with_both_figures_and_years() -> None:
    before, after = a_year(2025), a_year(2026, answered_alike(ASKED, level(2)).answers)
    assert (
        trend_wording.maturity_sentence(before, after)
        == "全体の成熟度は令和7年度の0.5から令和8年度の3.0に上がりました。"
    )
    assert (
        trend_wording.step_sentence(before, after)
        == "到達ステップは令和7年度の「これから」から令和8年度の「ステップdx」に進みました。"
    )


def test_a_fall_is_said_with_both_figures_and_years() -> None:
    before, after = a_year(2025, answered_alike(ASKED, level(2)).answers), a_year(2026)
    assert (
        trend_wording.maturity_sentence(before, after)
        == "全体の成熟度は令和7年度の3.0から令和8年度の0.5に下がりました。"
    )
    assert (
        trend_wording.step_sentence(before, after)
        == "到達ステップは令和7年度の「ステップdx」から令和8年度の「これから」に下がりました。"
    )


def test_what_stays_is_said_to_stay() -> None:
    assert (
        trend_wording.maturity_sentence(a_year(2025), a_year(2026)) == "全体の成熟度は令和7年度も令和8年度も0.5です。"
    )


def test_unknown_answers_are_not_said_to_be_a_fall() -> None:
    before = a_year(2025, answered_alike(ASKED, level(2)).answers)
    after = a_year(2026, answered_alike(ASKED, UNKNOWN).answers)
    for sentence in (trend_wording.maturity_sentence(before, after), trend_wording.step_sentence(before, after)):
        assert "「わからない」か未回答があるため、上がったか下がったかはまだいえません。" in sentence
        assert "下がりました" not in sentence
    assert "令和8年度が0.0(上の端は3.0)です。" in trend_wording.maturity_sentence(before, after)


def test_every_axis_is_told_once_under_what_became_of_it() -> None:
    rose, fell, unclear = (axis.questions[0].id for axis in ASKED.axes[:3])
    after = a_year(2026, {rose: level(3), fell: level(0), unclear: UNKNOWN})
    told = trend_wording.axes_sentence(trend([a_year(2025), after]))
    assert told.startswith("令和7年度と令和8年度の成熟度を比べると、上がった分野は「分野axis-a」です。")
    assert "下がった分野は「分野axis-b」です。" in told
    assert "まだいえない分野は「分野axis-c」です。" in told
    assert "変わらない分野は「分野axis-d」、" in told
    assert [told.count(f"「{axis.name}」") for axis in ASKED.axes] == [1] * len(ASKED.axes)


def test_when_all_axes_do_the_same_they_are_not_listed() -> None:
    assert "変わらない分野は8分野すべてです。" in trend_wording.axes_sentence(trend([a_year(2025), a_year(2026)]))


def test_an_axis_that_neither_year_has_any_more_is_not_told() -> None:
    other = a_version("v2027-1", an_axis("axis-new"))
    found = trend([a_year(2024), a_year(2025, asked=other), a_year(2026, asked=other)])
    assert FIRST_AXIS.name not in trend_wording.axes_sentence(found)


def test_both_tables_have_the_years_as_columns_and_the_whole_office_last() -> None:
    years = [a_year(2025), a_year(2026, {QUESTION.id: UNKNOWN}, is_submitted=False)]
    found = trend(years)
    for header, rows in (trend_wording.maturity_table(found), trend_wording.step_table(found)):
        assert header == ["分野", "令和7年度", "令和8年度(提出前)"]
        assert [row[0] for row in rows] == [*(axis.name for axis in ASKED.axes), WHOLE]
    _, maturities = trend_wording.maturity_table(found)
    assert maturities[0] == [FIRST_AXIS.name, "0.5", "0.0から1.5"]
    _, steps = trend_wording.step_table(found)
    assert steps[0] == [FIRST_AXIS.name, "これから", "これから"]


def test_an_axis_that_a_version_lacks_is_named_as_not_asked() -> None:
    found = trend([a_year(2025), a_year(2026, asked=a_version("v2027-1", an_axis("axis-new")))])
    _, rows = trend_wording.maturity_table(found)
    assert rows[0] == ["分野axis-new", trend_wording.NOT_ASKED, "0.5"]
    assert rows[-2] == [FIRST_AXIS.name, "0.5", trend_wording.NOT_ASKED]


def test_the_notes_tell_what_is_not_submitted_and_not_confirmed() -> None:
    after = a_year(2026, {QUESTION.id: copied(level(1))}, is_submitted=False)
    told = "".join(trend_wording.notes(trend([a_year(2025), after])))
    assert "令和8年度は提出前です。" in told
    assert "令和7年度は提出前です。" not in told
    assert "令和8年度の回答のうち1問は、前の年度から写したままの未確認です。" in told
    assert "令和7年度が100%(24問中24問)、令和8年度が95%(24問中23問)" in told
    assert "設問版は" not in told


def test_the_notes_name_both_versions() -> None:
    told = "".join(trend_wording.notes(trend([a_year(2025), a_year(2026, asked=reworded(text="別の言い方ですか。"))])))
    assert "設問版は令和7年度がv2026-1、令和8年度がv2027-1です。" in told


def test_the_changes_are_counted_in_words() -> None:
    first, second, third = FIRST_AXIS.questions
    after = {first.id: level(2), second.id: level(0), third.id: UNKNOWN}
    pair = compared(a_year(2025), a_year(2026, after))
    assert changes_wording.changes_sentence(pair) == (
        "令和7年度から令和8年度に、上がった回答は1問、下がった回答は1問です。"
        "ほかに、上がり下がりをいえない回答が1問あります。"
    )
    assert changes_wording.changes_text("分野", pair.changes) == (
        "分野:上がった回答1問、下がった回答1問、上がり下がりをいえない回答1問"
    )


def test_without_changes_only_the_noughts_are_told() -> None:
    told = changes_wording.changes_sentence(compared(a_year(2025), a_year(2026)))
    assert told == "令和7年度から令和8年度に、上がった回答は0問、下がった回答は0問です。"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (level(2), f"令和8年度:{QUESTION.levels[2]}(段階2)"),
        (copied(level(2)), f"令和8年度:{QUESTION.levels[2]}(段階2)(未確認)"),
        (UNKNOWN, "令和8年度:わからない"),
        (UNANSWERED, "令和8年度:未回答"),
        (Answer(AnswerState.NOT_APPLICABLE, memo="ない"), "令和8年度:該当しない"),
    ],
)
def test_both_answers_are_told_as_sentences_with_their_years(answer: Answer, told: str) -> None:
    pair = compared(a_year(2025), a_year(2026, {QUESTION.id: answer}))
    assert changes_wording.both_answers(pair, pair.changes[0]) == [f"令和7年度:{QUESTION.levels[1]}(段階1)", told]


def test_a_year_that_did_not_ask_is_told() -> None:
    pair = compared(a_year(2025), a_year(2026, asked=with_questions(*FIRST_AXIS.questions, a_question("new-one"))))
    assert changes_wording.both_answers(pair, pair.changes[0])[0] == "令和7年度:設問なし"
    assert changes_wording.change_text(pair.changes[0]) == "加わった設問:new-oneを行っていますか。"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": "別の言い方ですか。"}, f"この設問は文面(令和7年度は「{QUESTION.text}」)が変わりました。"),
        ({"levels": OTHER_LEVELS}, "この設問は選択肢の文面が変わりました。"),
    ],
)
def test_rewording_is_told_with_the_former_words(changes: dict[str, object], told: str) -> None:
    pair = compared(a_year(2025), a_year(2026, asked=reworded(**changes)))
    assert changes_wording.rewording_text(pair, pair.changes[0]).startswith(told)


def test_nothing_is_told_of_words_that_stayed() -> None:
    pair = compared(a_year(2025), a_year(2026, {QUESTION.id: level(2)}))
    assert changes_wording.rewording_text(pair, pair.changes[0]) == ""


def test_a_further_question_is_told_to_be_one() -> None:
    years = [a_year(2025 + n, {FURTHER.id: level(1 + n)}, asked=DEEPER, depth=Depth.FULL) for n in (0, 1)]
    assert "くわしく診断の設問" in changes_wording.change_text(compared(*years).changes[0])
    core = compared(a_year(2025), a_year(2026, {QUESTION.id: level(2)})).changes[0]
    assert "くわしく診断の設問" not in changes_wording.change_text(core)
