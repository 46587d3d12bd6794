"""What chosen actions lead to, in words."""

from questionnaire.model import Questionnaire
from scoring.actions.what_if import WhatIf
from scoring.wording import WHOLE, maturity_range_text, maturity_text, step_text


def what_if_sentences(found: WhatIf, questionnaire: Questionnaire) -> list[str]:
    """What the actions take and what the whole office becomes by them."""
    before, after = found.before.overall, found.after.overall
    rules = questionnaire.rules
    reached = [step_text(overall.reached, found.steps, rules) for overall in (before, after)]
    sentences = [
        f"全体の成熟度は{maturity_text(before.maturity)}から{maturity_text(after.maturity)}になります。",
        f"到達ステップは「{reached[0]}」から「{reached[1]}」になります。"
        if reached[0] != reached[1]
        else f"到達ステップは「{reached[0]}」のままです。",
        f"合わせて{found.days:,}人日、はじめに{found.first_man_yen:,}万円、毎年{found.yearly_man_yen:,}万円です(計画のための見積り)。",
    ]
    if found.added:
        titles = "、".join(f"「{action.title}」" for action in found.added)
        sentences.append(f"先に行うことが要るため、{titles}も入れて計算しています。")
    return sentences


def what_if_table(found: WhatIf, questionnaire: Questionnaire) -> tuple[list[str], list[list[str]]]:
    """Header and rows: each axis and the whole office before and after."""
    header = ["分野", "今の到達ステップ", "進めたあとの到達ステップ", "今の成熟度", "進めたあとの成熟度"]
    names = [*(axis.name for axis in found.before.axes), WHOLE]
    pairs = zip((*found.before.of_axis, found.before.overall), (*found.after.of_axis, found.after.overall), strict=True)
    return header, [
        [
            name,
            *(step_text(standing.reached, found.steps, questionnaire.rules) for standing in pair),
            *(maturity_range_text(standing) for standing in pair),
        ]
        for name, pair in zip(names, pairs, strict=True)
    ]
