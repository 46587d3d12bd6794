"""Sections of the seeds: what nothing cites any more is a fault of the version."""

from pathlib import Path

import pytest

from questionnaire.fault import ContentFault
from questionnaire.loader import newest_version, questionnaire
from tests.copied_content import (
    A_READING,
    a_copy_of_the_content,
    append,
    cite_instead,
    faults_of,
    offer_only_the_core,
    places_of,
    replace,
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return a_copy_of_the_content(tmp_path)


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
