"""What the parts of a version must be to each other: each kind of fault is made once in a copy, and is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from questionnaire.fault import ContentFault
from questionnaire.loader import newest_version, questionnaire, read_version
from tests.copied_content import (
    A_PRACTICE,
    A_READING,
    a_copy_of_the_content,
    append,
    cite_instead,
    faults_of,
    places_of,
    replace,
)
from tests.csv_files import is_japanese


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return a_copy_of_the_content(tmp_path)


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
