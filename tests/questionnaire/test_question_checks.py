"""Questions, their levels and the axes they stand in: each fault is made in a copy of the content, and is found."""

from pathlib import Path

import pytest

from questionnaire.loader import newest_version, questionnaire
from tests.copied_content import (
    a_copy_of_the_content,
    faults_of,
    offer_only_the_core,
    places_of,
    remove_further_questions,
    replace,
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return a_copy_of_the_content(tmp_path)


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
