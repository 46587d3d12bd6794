"""What the parts of a version must be to each other: each kind of fault is made once in a copy, and is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from questionnaire.fault import ContentFault
from questionnaire.loader import newest_version, questionnaire, read_version
from tests.copied_content import (
    a_copy_of_the_content,
    append,
    faults_of,
    offer_only_the_core,
    remove_further_questions,
    replace,
)
from tests.csv_files import is_japanese

A_PRACTICE = """
[[practices]]
id = "a-further-practice"
title = "試験のための事例"
municipality = "112216"
as_of = "2021-11"
question = "security-check"
summary = "試験のための事例。"
source = { document = "southeast-saitama-2022", section = "3.1.1" }
"""
A_READING = """
[[readings]]
municipality = "112348"
question = "security-policy"
level = 1
reason = "試験のための読み取り。"
section = "4.2.3"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return a_copy_of_the_content(tmp_path)


def places_of(faults: list[ContentFault]) -> list[tuple[str, str]]:
    return [(fault.file, fault.id) for fault in faults]


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "words"),
    [
        pytest.param("rules.toml", "axes_needed = 6", "axes_needed = 9", "", "axes_needed", id="more axes than all"),
        pytest.param("rules.toml", "[3, 1, 2]", "[3, 1]", "", "worked_example", id="example without a step"),
        pytest.param(
            "questions/people.toml", 'step = "dx"', 'step = "ai"', "people-specialists", "「ai」というステップ",
            id="unknown step",
        ),
        pytest.param(
            "questions/people.toml", 'step = "dx"', 'step = "digitization"', "people", "1つではありません(2つ)",
            id="two core questions in a cell",
        ),
        pytest.param(
            "questions/people.toml", "core = true", "core = false", "people", "1つではありません(0つ)",
            id="no core question in a cell",
        ),
        pytest.param(
            "questions/people.toml", "core = true", "core = true\nallows_not_applicable = true", "people-literacy",
            "該当しない", id="core question that may not apply",
        ),
        pytest.param(
            "actions/people.toml", 'question = "people-literacy", to = 1', 'question = "nothing", to = 1',
            "hold-first-ict-training", "lifts: 「nothing」", id="lifts nothing",
        ),
        pytest.param(
            "actions/governance.toml", '["set-plan-deadline"]', '["nothing"]', "write-dx-plan", "requires: 「nothing」",
            id="requires nothing",
        ),
        pytest.param(
            "actions/awareness.toml", '["soka-dx-explanation-2021"]', '["nothing"]', "explain-dx-to-executives",
            "practices: 「nothing」", id="shown by no practice",
        ),
        pytest.param(
            "practices/awareness.toml", 'question = "awareness-basics"', 'question = "nothing"',
            "soka-dx-explanation-2021", "question: 「nothing」", id="practice of no question",
        ),
        pytest.param(
            "readings/awareness.toml", 'question = "awareness-basics"', 'question = "nothing"', "112216 nothing",
            "「nothing」", id="reading of no question",
        ),
        pytest.param(
            "actions/governance.toml", '["set-plan-deadline"]', '["review-plan-yearly"]', "write-dx-plan",
            "自分に戻ります", id="circle of two",
        ),
        pytest.param(
            "actions/governance.toml", '["set-plan-deadline"]', '["write-dx-plan"]', "write-dx-plan", "自分に戻ります",
            id="circle of one",
        ),
        pytest.param(
            "actions/awareness.toml", "low = 2, plan = 4", "low = 5, plan = 4", "explain-dx-to-executives",
            "effort_days", id="effort out of order",
        ),
        pytest.param(
            "actions/awareness.toml", "months = { low = 1, plan = 2, high = 3 }",
            "months = { low = 1, plan = 4, high = 3 }", "explain-dx-to-executives", "months", id="months out of order",
        ),
        pytest.param(
            "questions/awareness.toml", 'section = "1.1"', 'section = "9.9"', "awareness-basics", "「9.9」という節",
            id="question cites an unknown section",
        ),
        pytest.param(
            "questions/awareness.toml", 'document = "southeast-saitama-2022"', 'document = "hearsay"',
            "awareness-basics", "「hearsay」という資料", id="question cites an unknown document",
        ),
        pytest.param(
            "actions/awareness.toml", 'section = "1.1.1"', 'section = "9.9"', "explain-dx-to-executives",
            "「9.9」という節", id="action cites an unknown section",
        ),
        pytest.param(
            "practices/awareness.toml", 'section = "1.1.1"', 'section = "9.9"', "soka-dx-explanation-2021",
            "「9.9」という節", id="practice cites an unknown section",
        ),
        pytest.param(
            "version.toml", 'section = "第1ステップ"', 'section = "9.9"', "digitization", "「9.9」という節",
            id="step cites an unknown section",
        ),
        pytest.param(
            "rules.toml", 'section = "3つのステップ"', 'section = "9.9"', "", "「9.9」という節",
            id="rules cite an unknown section",
        ),
        pytest.param(
            "practices/awareness.toml", '"112216"', '"112217"', "soka-dx-explanation-2021", "112217",
            id="practice with a wrong check digit",
        ),
        pytest.param(
            "readings/awareness.toml", '"112216"', '"110001"', "110001 awareness-basics", "survey にない団体",
            id="reading of a municipality outside the survey",
        ),
        pytest.param(
            "readings/awareness.toml", 'section = "1.1.1"', 'section = "9.9"', "112216 awareness-basics",
            "「9.9」という節", id="reading of an unknown section",
        ),
        pytest.param(
            "readings/awareness.toml", '"112224"', '"112216"', "112216 awareness-basics", "2つ以上",
            id="two readings of one",
        ),
        pytest.param(
            "version.toml", 'document = "southeast-saitama-2022"', 'document = "hearsay"', "", "hearsay",
            id="survey in an unknown document",
        ),
        pytest.param("version.toml", '"112348", ', '"112349", ', "", "112349", id="survey with a wrong check digit"),
        pytest.param("rules.toml", "numerator = 2", "numerator = 0", "", "reached_at", id="threshold of nothing"),
        pytest.param("rules.toml", "numerator = 2", "numerator = 4", "", "reached_at", id="threshold above everything"),
    ],
)  # fmt: skip
def test_each_check_of_meaning_names_file_entry_and_fault(
    copy: Path, *, file: str, old: str, new: str, entry: str, words: str
) -> None:
    replace(copy / file, old, new)
    found = [fault for fault in faults_of(copy) if (fault.file, fault.id) == (file, entry)]
    assert any(words in fault.what for fault in found), faults_of(copy)
    assert all(is_japanese(fault.what) for fault in found)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(
            "actions/governance.toml", '["set-plan-deadline"]', '["governance-plan"]', id="requires a question"
        ),
        pytest.param(
            "actions/people.toml", 'question = "people-literacy", to = 1', 'question = "people", to = 1',
            id="lifts an axis",
        ),
        pytest.param(
            "actions/awareness.toml", '["soka-dx-explanation-2021"]', '["awareness-basics"]',
            id="is shown by a question",
        ),
        pytest.param(
            "practices/awareness.toml", 'question = "awareness-basics"', 'question = "saitama-dx"',
            id="practice of a document",
        ),
        pytest.param(
            "readings/awareness.toml", 'question = "awareness-basics"', 'question = "transfer-two-cases"',
            id="reading of an action",
        ),
    ],
)  # fmt: skip
def test_an_id_of_another_kind_leads_nowhere(copy: Path, file: str, old: str, new: str) -> None:
    replace(copy / file, old, new)
    assert [fault.file for fault in faults_of(copy) if "というidはありません" in fault.what] == [file]


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


def test_a_version_with_one_question_in_a_cell_cannot_offer_the_full_depth(copy: Path) -> None:
    remove_further_questions(copy)
    too_thin = [fault for fault in faults_of(copy) if "full を書けません" in fault.what]
    asked = questionnaire(newest_version())
    assert places_of(too_thin) == [
        (f"questions/{axis}.toml", axis) for axis in sorted(asked.version.axes) for _step in asked.steps
    ]
    offer_only_the_core(copy)
    assert [fault for fault in faults_of(copy) if "full を書けません" in fault.what] == []


def test_levels_that_read_alike_are_a_fault(copy: Path) -> None:
    first, second = questionnaire(newest_version()).by_id["people-literacy"].levels[:2]
    replace(copy / "questions/people.toml", f'"{first}"', f'"{second}"')
    assert places_of(faults_of(copy)) == [("questions/people.toml", "people-literacy")]


@pytest.mark.parametrize("number_of_levels", [0, 1, 3])
def test_a_question_needs_all_its_levels(copy: Path, number_of_levels: int) -> None:
    levels = questionnaire(newest_version()).by_id["people-literacy"].levels
    for text in levels[number_of_levels:]:
        replace(copy / "questions/people.toml", f'  "{text}",\n', "")
    faults = [fault for fault in faults_of(copy) if fault.file == "questions/people.toml"]
    assert [(fault.id, fault.what) for fault in faults] == [("people-literacy", "levels: 数が足りません")]


def test_an_axis_in_the_file_of_another_is_a_fault(copy: Path) -> None:
    people, security = copy / "questions/people.toml", copy / "questions/security.toml"
    was_people = people.read_text(encoding="utf-8")
    people.write_text(security.read_text(encoding="utf-8"), encoding="utf-8")
    security.write_text(was_people, encoding="utf-8")
    assert ("questions/people.toml", "security") in places_of(faults_of(copy))
    assert ("questions/security.toml", "people") in places_of(faults_of(copy))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(
            lambda folder: append(folder / "practices/security.toml", A_PRACTICE * 2),
            ("practices/security.toml", "a-further-practice"),
            id="in one file",
        ),
        pytest.param(
            lambda folder: replace(folder / "actions/people.toml", "hold-first-ict-training", "write-dx-plan"),
            # The files are read in the order of the axes, so the second one is told.
            ("actions/governance.toml", "write-dx-plan"),
            id="in two files",
        ),
        pytest.param(
            lambda folder: replace(folder / "practices/security.toml", 'id = "', 'id = "people-literacy" #'),
            ("practices/security.toml", "people-literacy"),
            id="of two kinds",
        ),
    ],
)
def test_an_id_that_stands_twice_is_a_fault(copy: Path, change: Callable[[Path], None], place: tuple[str, str]) -> None:
    change(copy)
    repeated = [fault for fault in faults_of(copy) if "idが重なっています" in fault.what]
    assert places_of(repeated) == [place]


# Sections of a seed


def cite_instead(folder: Path, section: str, other: str) -> None:
    """Whatever cites the section now cites the other one."""
    for file in folder.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(f'section = "{section}"', f'section = "{other}"'), encoding="utf-8")


@pytest.mark.parametrize(
    ("document", "section", "other"),
    [
        ("saitama-dx", "第2ステップ", "第1ステップ"),
        ("southeast-saitama-2022", "提言1", "提言2"),
        ("southeast-saitama-2022", "1.2.3", "1.2"),
        ("southeast-saitama-2022", "5.4", "5"),
    ],
)
def test_a_section_of_a_seed_that_nothing_cites_any_more_is_a_fault(
    copy: Path, document: str, section: str, other: str
) -> None:
    titles = {known.id: known.sections for known in questionnaire(newest_version()).documents}[document]
    cite_instead(copy, section, other)
    assert faults_of(copy) == [
        ContentFault("documents.toml", document, f"節「{section} {titles[section]}」をどこも出典にしていません")
    ]


def test_a_reading_alone_is_a_use_of_a_section(copy: Path) -> None:
    cite_instead(copy, "4.2.3", "4.2")
    append(copy / "readings/security.toml", A_READING)
    assert faults_of(copy) == []


def test_a_new_section_of_a_seed_is_to_be_cited_and_one_of_another_document_is_not(copy: Path) -> None:
    new_section = '"付録" = "試験のための節"\n'
    replace(copy / "documents.toml", '"前文" = ', f'{new_section}"前文" = ')
    append(copy / "documents.toml", new_section)
    assert places_of(faults_of(copy)) == [("documents.toml", "saitama-dx")]


def test_a_version_that_asks_only_the_core_may_leave_sections_uncited(copy: Path) -> None:
    cite_instead(copy, "提言1", "提言2")
    offer_only_the_core(copy)
    assert faults_of(copy) == []


# Many at once


def test_faults_of_every_check_are_told_at_once_with_file_and_id_in_japanese(copy: Path) -> None:
    people, governance = copy / "questions/people.toml", copy / "actions/governance.toml"
    replace(copy / "rules.toml", "axes_needed = 6", "axes_needed = 9")
    replace(people, "core = true", "core = true\nallows_not_applicable = true")
    replace(people, 'text = "', 'text = "適切な計画及び')
    replace(governance, '["set-plan-deadline"]', '["write-dx-plan"]')
    replace(copy / "practices/awareness.toml", '"112216"', '"112217"')
    cite_instead(copy, "提言1", "提言2")
    found = {(fault.file, fault.id): fault.what for fault in faults_of(copy)}
    assert set(found) == {
        ("actions/governance.toml", "write-dx-plan"),
        ("documents.toml", "southeast-saitama-2022"),
        ("practices/awareness.toml", "soka-dx-explanation-2021"),
        ("questions/people.toml", "people-literacy"),
        ("rules.toml", ""),
    }
    assert [fault for fault in faults_of(copy) if fault.id == "people-literacy"] == [
        ContentFault("questions/people.toml", "people-literacy", what)
        for what in (
            "coreの設問は「該当しない」を選べません",
            "text: 「及び」で2つの事実をつないでいます",
            "text: 「適切」に基準がありません",
        )
    ]
    assert all(is_japanese(what) for what in found.values())


# What is no fault


def test_a_further_practice_and_reading_are_no_fault(copy: Path) -> None:
    before = questionnaire(newest_version())
    append(copy / "practices/security.toml", A_PRACTICE)
    append(copy / "readings/security.toml", A_READING)
    after = read_version(copy)
    assert (len(after.practices), len(after.readings)) == (len(before.practices) + 1, len(before.readings) + 1)


def test_a_version_in_a_folder_of_another_name_is_a_fault(copy: Path) -> None:
    moved = copy.rename(copy.with_name("v2099-1"))
    assert [fault.file for fault in faults_of(moved)] == ["version.toml"]
