"""Practices of other offices: which of them fit a question, and the search through all of them."""

import pytest

from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Action, Figure, Lift, Practice
from questionnaire.practices import LONGEST_SEARCH, Search, actions_shown_by, found_practices, place_of, practices_for
from tests.builders import (
    KOSHIGAYA,
    MATSUBUSHI,
    SOKA,
    a_practice,
    a_question,
    a_questionnaire,
    an_action,
    an_axis,
    with_practices,
)

A1, A2, B1 = "axis-a-digitization", "axis-a-digitalization", "axis-b-digitization"
PREFECTURE, RYUGASAKI = "110001", "082082"
REAL = questionnaire(newest_version())


def found(search: Search, *practices: Practice) -> list[str]:
    """The ids of what is found among these practices."""
    asked = with_practices(a_questionnaire(), *practices)
    return [practice.id for practice in found_practices(asked, search)]


def found_by(words: str, *practices: Practice) -> list[str]:
    return found(Search(words), *practices)


def with_figure(value: float, unit: str) -> Practice:
    return a_practice("counted", figures=(Figure(name="実績", value=value, unit=unit),))


# Words


@pytest.mark.parametrize("words", ["RPA", "rpa", "Rpa", "ｒｐａ", "ＲＰＡ", " RPA ", "　ＲＰＡ　"])
def test_width_and_case_of_a_word_do_not_matter(words: str) -> None:
    practices = (a_practice("robots", title="RPAの運用"), a_practice("paper", title="紙の削減"))
    assert found_by(words, *practices) == ["robots"]


@pytest.mark.parametrize("words", ["テレワーク", "てれわーく", "ﾃﾚﾜｰｸ", "テレ"])
def test_katakana_and_hiragana_of_a_word_do_not_matter(words: str) -> None:
    practices = (a_practice("home", summary="テレワークを試した。"), a_practice("office", summary="窓口を改めた。"))
    assert found_by(words, *practices) == ["home"]


@pytest.mark.parametrize("words", ["草加", "草加市", "草加市(埼玉県)", "草加市（埼玉県）", "そうか", "ソウカ", "ｿｳｶ"])
def test_an_office_is_found_by_its_name_and_its_kana(words: str) -> None:
    practices = (a_practice("there", municipality=KOSHIGAYA), a_practice("here", municipality=SOKA))
    assert found_by(words, *practices) == ["here"]


@pytest.mark.parametrize("words", ["龍ケ崎", "龍ヶ崎", "竜ヶ崎", "りゅうがさき"])
def test_an_office_is_found_however_its_name_is_written(words: str) -> None:
    practices = (a_practice("there", municipality=RYUGASAKI), a_practice("here", municipality=SOKA))
    assert found_by(words, *practices) == ["there"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("庁内ケーブルの更新", "ケーブル"), ("住民ケアの記録", "ケア"), ("声かけ運動", "声かけ"), ("声かけ運動", "かけ")],
)
def test_a_word_is_found_whatever_stands_before_and_behind_it(text: str, words: str) -> None:
    assert found_by(words, a_practice("one", title=text)) == ["one"]


@pytest.mark.parametrize("words", ["RPA 草加", "草加 RPA", "草加　rpa", "RPA 草加 入力", "RPA RPA"])
def test_several_words_are_found_together_wherever_each_of_them_stands(words: str) -> None:
    assert found_by(words, a_practice("robots", title="RPAの運用", summary="月ごとの入力に使う。")) == ["robots"]


@pytest.mark.parametrize("words", ["RPA 越谷", "RPA 窓口", "草加 窓口 RPA"])
def test_a_single_word_that_does_not_occur_is_enough_to_find_nothing(words: str) -> None:
    assert found_by(words, a_practice("robots", title="RPAの運用", summary="月ごとの入力に使う。")) == []


@pytest.mark.parametrize("words", ["題名", "概要", "実績", "設問", "分野", "埼玉県"])
def test_a_word_is_looked_for_in_all_that_is_told_of_a_practice(words: str) -> None:
    axis = an_axis("axis", [a_question("asked", text="設問ですか。")])
    practice = a_practice(
        "one", "asked", title="題名", summary="概要。", figures=(Figure(name="実績", value=1, unit="件"),)
    )
    assert found_practices(with_practices(a_questionnaire([axis]), practice), Search(words)) == (practice,)


@pytest.mark.parametrize("words", ["", " ", "　", "\n\t"])
def test_no_words_find_everything(words: str) -> None:
    assert found_by(words, a_practice("one"), a_practice("two")) == ["one", "two"]


# Figures


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (31, "業務", "31業務"),
        (31, "業務", "３１業務"),
        (31, "業務", "実績31業務"),
        (8372, "万枚", "8,372"),
        (8372, "万枚", "8372"),
        (8372, "万枚", "８，３７２"),
        (8372, "万枚", "8,372万枚"),
        (8372, "万枚", "8372万枚"),
        (5.0, "%", "5.0%"),
        (5.0, "%", "５．０％"),
    ],
)
def test_a_figure_is_found_as_people_write_it(value: float, unit: str, words: str) -> None:
    assert found_by(words, with_figure(value, unit)) == ["counted"]


@pytest.mark.parametrize("words", ["32業務", "31人", "業務31"])
def test_a_figure_is_not_found_by_what_nobody_wrote(words: str) -> None:
    assert found_by(words, with_figure(31, "業務")) == []


# Filters

FILTERED = (
    a_practice("a1-soka", A1, municipality=SOKA, title="RPA"),
    a_practice("a1-koshigaya", A1, municipality=KOSHIGAYA),
    a_practice("a2-soka", A2, municipality=SOKA),
    a_practice("b1-soka", B1, municipality=SOKA, title="RPA"),
)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (Search(), ["a1-soka", "a1-koshigaya", "a2-soka", "b1-soka"]),
        (Search(axis="axis-a"), ["a1-soka", "a1-koshigaya", "a2-soka"]),
        (Search(step="digitization"), ["a1-soka", "a1-koshigaya", "b1-soka"]),
        (Search(municipality=SOKA), ["a1-soka", "a2-soka", "b1-soka"]),
        (Search(axis="axis-a", step="digitization"), ["a1-soka", "a1-koshigaya"]),
        (Search(axis="axis-a", municipality=SOKA), ["a1-soka", "a2-soka"]),
        (Search(step="digitization", municipality=SOKA), ["a1-soka", "b1-soka"]),
        (Search(axis="axis-a", step="digitization", municipality=SOKA), ["a1-soka"]),
        (Search("RPA", axis="axis-b"), ["b1-soka"]),
        (Search("RPA", "axis-a", "digitization", SOKA), ["a1-soka"]),
        (Search("RPA", axis="axis-a", step="digitalization"), []),
        (Search(axis="axis-b", municipality=KOSHIGAYA), []),
        (Search(municipality=MATSUBUSHI), []),
        (Search(axis="axis-c"), []),
    ],
    ids=str,
)
def test_filters_narrow_alone_and_together(search: Search, expected: list[str]) -> None:
    assert found(search, *FILTERED) == expected


@pytest.mark.parametrize("search", [Search(axis="nothing"), Search(step="'; --"), Search(municipality="../..")])
def test_a_filter_for_what_does_not_exist_finds_nothing(search: Search) -> None:
    assert found(search, *FILTERED) == []


def test_practices_stand_in_the_order_of_the_axes_wherever_they_were_written() -> None:
    assert found(Search(), a_practice("second", B1), a_practice("first", A1)) == ["first", "second"]


def test_real_practices_stand_in_the_order_of_the_axes() -> None:
    shown = [REAL.axes.index(REAL.axis_of[practice.question]) for practice in found_practices(REAL, Search())]
    assert shown == sorted(shown)
    assert len(shown) == len(REAL.practices)


# Words that want to do harm


@pytest.mark.parametrize(
    "words",
    [
        *(".*", ".", "^.+$", "[あ-ん]", "\\w", "(?i)rpa", "RPA|AI", "RPA?", "(((", "[", "\\", "*", "%", "_"),
        *("\x00", "RPA\x00", "\x1b[31m", "\u202eRPA", "\u200b", "\ud800", "<b>RPA</b>", "{0}", "%s"),
        *("a" * 10_000, "草加" * 5_000, "(" * 10_000),
    ],
    ids=lambda words: ascii(words[:12]),
)
def test_a_hostile_text_is_a_word_that_does_not_occur(words: str) -> None:
    practices = (a_practice("one", title="RPAの運用"), a_practice("two", summary="AIで草加の声を聞く。"))
    assert found_by(words, *practices) == []


def test_a_search_longer_than_anyone_types_is_cut_so_that_it_keeps_nobody_waiting() -> None:
    one = a_practice("one", title="RPAの運用")
    assert found_by("RPA " * (LONGEST_SEARCH // 4) + "xyz", one) == ["one"]
    assert found_by("RPA xyz", one) == []


# Which practices fit a question


def shown_for(question: str, practices: tuple[Practice, ...], *actions: Action) -> list[str]:
    asked = with_practices(a_questionnaire(actions=actions), *practices)
    return [practice.id for practice in practices_for(asked, question)]


def test_the_own_practices_of_a_question_come_before_those_of_its_actions() -> None:
    practices = (a_practice("lent", B1), a_practice("own", A1))
    assert shown_for(A1, practices, an_action("train", A1, practices=("lent",))) == ["own", "lent"]


def test_no_practice_is_shown_twice_for_a_question() -> None:
    practices = (a_practice("own", A1), a_practice("lent", B1))
    actions = (
        an_action("train", A1, to=1, practices=("own", "lent")),
        an_action("plan", A1, to=2, practices=("lent", "own")),
    )
    assert shown_for(A1, practices, *actions) == ["own", "lent"]


def test_an_action_for_several_questions_lends_its_practices_to_each_of_them() -> None:
    both = an_action("both", A1, lifts=(Lift(question=A1, to=2), Lift(question=A2, to=1)), practices=("lent",))
    for question in (A1, A2):
        assert shown_for(question, (a_practice("lent", B1),), both) == ["lent"]


def test_practices_of_other_questions_and_their_actions_are_not_shown() -> None:
    practices = (a_practice("other", B1), a_practice("lent", B1))
    assert shown_for(A1, practices, an_action("train", B1, practices=("lent",)), an_action("plan", A1)) == []


def test_an_action_is_shown_by_the_practices_that_it_names_and_by_no_other() -> None:
    actions = (
        an_action("train", A1, practices=("told", "other")),
        an_action("plan", B1, practices=("other",)),
        an_action("write", A2, practices=("told",)),
    )
    told = a_practice("told", A1)
    asked = with_practices(a_questionnaire(actions=actions), told, a_practice("other"), a_practice("unnamed"))
    assert [action.id for action in actions_shown_by(asked, told)] == ["train", "write"]
    assert actions_shown_by(asked, a_practice("unnamed")) == ()


@pytest.mark.parametrize("practice", REAL.practices, ids=lambda practice: practice.id)
def test_every_real_practice_leads_to_a_question_and_shows_an_action(practice: Practice) -> None:
    assert practice in practices_for(REAL, practice.question)
    shown = actions_shown_by(REAL, practice)
    assert shown
    for lift in (lift for action in shown for lift in action.lifts):
        assert practice in practices_for(REAL, lift.question)


@pytest.mark.parametrize("practice", REAL.practices, ids=lambda practice: practice.id)
def test_every_real_practice_is_found_by_its_own_words_and_filters(practice: Practice) -> None:
    question = REAL.by_id[practice.question]
    axis = REAL.axis_of[question.id].id
    assert practice in found_practices(REAL, Search(practice.title, axis, question.step, practice.municipality))
    assert practice in found_practices(REAL, Search(f"{place_of(practice)} {practice.title}"))


# Who did it


@pytest.mark.parametrize(("code", "place"), [(SOKA, "草加市(埼玉県)"), (PREFECTURE, "埼玉県")])
def test_a_practice_is_of_a_municipality_or_of_the_prefecture(code: str, place: str) -> None:
    assert place_of(a_practice("one", municipality=code)) == place
