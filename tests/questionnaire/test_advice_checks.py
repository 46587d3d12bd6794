"""Actions and practices that lead nowhere: each fault is made alone in a copy of the content, and told alone."""

from pathlib import Path

import pytest

from questionnaire.fault import ContentFault
from questionnaire.loader import newest_version, questionnaire
from tests.copied_content import a_copy_of_the_content, append, faults_of, places_of, replace
from tests.csv_files import is_japanese

GOVERNANCE, PEOPLE = "actions/governance.toml", "actions/people.toml"
AN_ACTION = """
[[actions]]
id = "{id}"
lifts = [{lifts}]
title = "試験の一手"
why = "試験のためです。"
afterwards = "試験が終わっています。"
steps = ["決める。", "試す。", "広げる。"]
leads = "DX担当課"
effort_days = {{ low = 1, plan = 2, high = 3 }}
months = {{ low = 1, plan = 2, high = 3 }}
cost_man_yen = {{ first = 0, yearly = 0 }}
requires = [{requires}]
suits = "どの規模でも"
sources = [{{ document = "southeast-saitama-2022", section = "4.1" }}]
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return a_copy_of_the_content(tmp_path)


def add_action(folder: Path, id: str, lifts: dict[str, int], *requires: str) -> None:
    """A further action at the end of those for 推進体制・計画."""
    lifted = ", ".join(f'{{ question = "{question}", to = {to} }}' for question, to in lifts.items())
    needed = ", ".join(f'"{name}"' for name in requires)
    append(folder / GOVERNANCE, AN_ACTION.format(id=id, lifts=lifted, requires=needed))


def remove_action(folder: Path, file: str, id: str) -> None:
    head, *entries = (folder / file).read_text(encoding="utf-8").split("[[actions]]")
    left = [entry for entry in entries if f'\nid = "{id}"\n' not in entry]
    assert len(left) == len(entries) - 1
    (folder / file).write_text("[[actions]]".join([head, *left]), encoding="utf-8")


# Step by step


@pytest.mark.parametrize("requires", [["write-dx-plan"], ["review-plan-yearly"], ["write-dx-plan", "run-office-trial"]])
def test_an_action_to_a_level_that_its_prerequisite_reaches_is_a_fault(copy: Path, requires: list[str]) -> None:
    add_action(copy, "run-office-trial", {"governance-headquarters": 1})
    add_action(copy, "write-again", {"governance-plan": 2}, *requires)
    before = 3 if "review-plan-yearly" in requires else 2
    told = f"requires: 前提で「governance-plan」がもう段階{before}になります"
    assert faults_of(copy) == [ContentFault(GOVERNANCE, "write-again", told)]


def test_what_a_prerequisite_of_a_prerequisite_reaches_is_told_too(copy: Path) -> None:
    add_action(copy, "in-between", {"governance-headquarters": 1}, "write-dx-plan")
    add_action(copy, "write-again", {"governance-plan": 1}, "in-between")
    told = "requires: 前提で「governance-plan」がもう段階2になります"
    assert faults_of(copy) == [ContentFault(GOVERNANCE, "write-again", told)]


@pytest.mark.parametrize("requires", [[], ["set-plan-deadline"], ["decide-in-top-meeting"]])
def test_an_action_to_level_3_stands_on_one_to_level_2_of_the_same_question(copy: Path, requires: list[str]) -> None:
    add_action(copy, "jump", {"governance-plan": 3}, *requires)
    told = "requires: 「governance-plan」を段階2にする前提がありません"
    assert faults_of(copy) == [ContentFault(GOVERNANCE, "jump", told)]


def test_each_question_that_an_action_lifts_is_looked_at_for_itself(copy: Path) -> None:
    lifts = {"governance-plan": 3, "governance-headquarters": 3, "governance-roadmap": 2}
    add_action(copy, "all-at-once", lifts, "write-dx-plan")
    told = "requires: 「governance-headquarters」を段階2にする前提がありません"
    assert faults_of(copy) == [ContentFault(GOVERNANCE, "all-at-once", told)]


def test_an_action_to_level_3_may_stand_on_level_2_further_back(copy: Path) -> None:
    add_action(copy, "in-between", {"governance-headquarters": 1}, "write-dx-plan")
    add_action(copy, "review-together", {"governance-plan": 3}, "in-between")
    assert faults_of(copy) == []


def test_another_way_to_a_level_is_no_fault(copy: Path) -> None:
    add_action(copy, "write-with-neighbours", {"governance-plan": 2})
    add_action(copy, "write-after-deadline", {"governance-plan": 2}, "set-plan-deadline")
    assert faults_of(copy) == []


# Every level is reached


def test_a_level_that_no_action_reaches_any_more_is_a_fault_of_its_question(copy: Path) -> None:
    remove_action(copy, GOVERNANCE, "report-to-executive-yearly")
    told = "段階3に上げる次の一手がありません"
    assert faults_of(copy) == [ContentFault("questions/governance.toml", "governance-executive", told)]


def test_an_action_in_the_file_of_another_axis_reaches_its_level_too(copy: Path) -> None:
    remove_action(copy, GOVERNANCE, "report-to-executive-yearly")
    entry = AN_ACTION.format(
        id="report-instead", lifts='{ question = "governance-executive", to = 3 }', requires='"appoint-dx-executive"'
    )
    append(copy / PEOPLE, entry)
    assert faults_of(copy) == []


def test_an_action_that_could_not_be_read_is_not_said_to_be_missing(copy: Path) -> None:
    replace(copy / GOVERNANCE, 'leads = "', 'leads = "だれか、')
    (fault,) = faults_of(copy)
    assert (fault.file, fault.id, fault.what) == (
        GOVERNANCE, "set-plan-deadline", "leads: 決められた語ではありません",
    )  # fmt: skip


def test_a_file_of_actions_that_is_missing_is_told_alone(copy: Path) -> None:
    (copy / GOVERNANCE).unlink()
    assert faults_of(copy) == [ContentFault(GOVERNANCE, "", "ファイルがありません")]


# In the real content, whatever it holds


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("question", ["people-literacy", "people-securing"], ids=["core", "further"])
def test_a_question_without_an_action_up_to_each_level_is_a_fault(copy: Path, question: str, level: int) -> None:
    replace(copy / "actions/people.toml", f'"{question}", to = {level}', f'"people-analysis", to = {level}', times=-1)
    told = [fault for fault in faults_of(copy) if f"段階{level}に上げる次の一手がありません" in fault.what]
    assert places_of(told) == [("questions/people.toml", question)]


def test_an_action_that_does_again_what_its_prerequisite_did_is_a_fault(copy: Path) -> None:
    asked = questionnaire(newest_version())
    higher = next(action for action in asked.actions if action.lifts[0].to == 2 and action.requires)
    lift = higher.lifts[0]
    file = copy / f"actions/{asked.axis_of[lift.question].id}.toml"
    head, rest = file.read_text(encoding="utf-8").split(f'id = "{higher.id}"')
    file.write_text(f'{head}id = "{higher.id}"{rest.replace("to = 2", "to = 1", 1)}', encoding="utf-8")
    told = [fault.what for fault in faults_of(copy) if fault.id == higher.id]
    assert told == [f"requires: 前提で「{lift.question}」がもう段階1になります"]


def test_an_action_to_level_3_without_a_prerequisite_to_level_2_is_a_fault(copy: Path) -> None:
    asked = questionnaire(newest_version())
    highest = next(action for action in asked.actions if action.lifts[0].to == 3)
    file = copy / f"actions/{asked.axis_of[highest.lifts[0].question].id}.toml"
    head, rest = file.read_text(encoding="utf-8").split(f'id = "{highest.id}"')
    file.write_text(
        f'{head}id = "{highest.id}"{rest.replace("requires = [", "requires = [] # [", 1)}', encoding="utf-8"
    )
    told = [fault.what for fault in faults_of(copy) if fault.id == highest.id]
    assert told == [f"requires: 「{highest.lifts[0].question}」を段階2にする前提がありません"]


# Prerequisites that lead nowhere


@pytest.mark.parametrize(
    ("action", "needed"), [("write-dx-plan", "set-plan-deadline"), ("review-plan-yearly", "write-dx-plan")]
)
def test_a_prerequisite_that_does_not_exist_is_told_once(copy: Path, action: str, needed: str) -> None:
    replace(copy / GOVERNANCE, f'requires = ["{needed}"]', 'requires = ["nothing"]')
    assert faults_of(copy) == [ContentFault(GOVERNANCE, action, "requires: 「nothing」というidはありません")]


@pytest.mark.parametrize(
    ("needed", "circle"),
    [
        ("write-dx-plan", ["write-dx-plan"]),
        ("review-plan-yearly", ["review-plan-yearly", "write-dx-plan"]),
    ],
    ids=["of one", "of two"],
)
def test_a_circle_is_told_once_of_each_action_in_it(copy: Path, needed: str, circle: list[str]) -> None:
    replace(copy / GOVERNANCE, '["set-plan-deadline"]', f'["{needed}"]')
    told = "requires: 前提をたどると自分に戻ります"
    assert faults_of(copy) == [ContentFault(GOVERNANCE, action, told) for action in circle]


def test_a_circle_of_three_over_several_questions_is_told_of_each_of_them(copy: Path) -> None:
    add_action(copy, "circle-a", {"governance-plan": 1}, "circle-c")
    add_action(copy, "circle-b", {"governance-headquarters": 1}, "circle-a")
    add_action(copy, "circle-c", {"governance-roadmap": 1}, "circle-b")
    told = "requires: 前提をたどると自分に戻ります"
    assert faults_of(copy) == [ContentFault(GOVERNANCE, f"circle-{letter}", told) for letter in "abc"]


# Shape


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "told"),
    [
        pytest.param(
            "practices/awareness.toml", ', section = "1.1.1"', "", "soka-dx-explanation-2021",
            "source.section: 必要な項目がありません", id="practice without a section",
        ),
        pytest.param(
            "practices/awareness.toml", 'section = "1.1.1"', 'section = ""', "soka-dx-explanation-2021",
            "source.section: 空です", id="practice with an empty section",
        ),
        pytest.param(
            "practices/awareness.toml", 'title = "', '# "', "soka-dx-explanation-2021",
            "title: 必要な項目がありません", id="practice without a title",
        ),
        pytest.param(
            "practices/awareness.toml", "source = {", "# {", "soka-dx-explanation-2021",
            "source: 必要な項目がありません", id="practice without a source",
        ),
        pytest.param(
            GOVERNANCE, 'suits = "', 'sizes = ["大都市"]\nsuits = "', "set-plan-deadline",
            "sizes.1: 決められた語ではありません", id="unknown size",
        ),
        pytest.param(
            GOVERNANCE, 'suits = "', 'sizes = ["町村", "村"]\nsuits = "', "set-plan-deadline",
            "sizes.2: 決められた語ではありません", id="unknown size behind a known one",
        ),
        pytest.param(
            GOVERNANCE, 'suits = "', 'sizes = []\nsuits = "', "set-plan-deadline", "sizes: 数が足りません",
            id="no size at all",
        ),
        pytest.param(
            "rules.toml", 'beside = "actions"', 'beside = "practices"', "",
            "beside: 決められた語ではありません", id="rule beside what is not shown",
        ),
    ],
)  # fmt: skip
def test_a_faulty_entry_is_told_alone_with_file_id_and_place(
    copy: Path, *, file: str, old: str, new: str, entry: str, told: str
) -> None:
    replace(copy / file, old, new)
    faults = faults_of(copy)
    assert [(fault.file, fault.id) for fault in faults] == [(file, entry)]
    assert faults[0].what.endswith(told)
    assert is_japanese(faults[0].what)


def test_a_practice_of_a_place_that_nobody_knows_is_a_fault(copy: Path) -> None:
    # 大宮市 until 2001: the check digit is right, and no page could say whose practice it is.
    replace(copy / "practices/awareness.toml", '"112216"', '"112054"')
    faults = [(fault.file, fault.id) for fault in faults_of(copy)]
    assert faults == [("practices/awareness.toml", "soka-dx-explanation-2021")]
