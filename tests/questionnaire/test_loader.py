"""Loading the content: the real version loads, and a broken copy of it is refused with every fault and no other."""

import re
from pathlib import Path

import pytest

from questionnaire.fault import ContentError, ContentFault
from questionnaire.loader import newest_version, questionnaire, read_version, version_names
from tests.copied_content import A_PRACTICE, a_copy_of_the_content, append, faults_of, places_of, replace
from tests.csv_files import is_japanese


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return a_copy_of_the_content(tmp_path)


# Versions


def test_the_newest_version_loads_and_names_itself() -> None:
    assert questionnaire(newest_version()).version.id == newest_version()


def test_every_version_there_is_loads() -> None:
    assert [questionnaire(name).version.id for name in version_names()] == list(version_names())


def test_an_untouched_copy_has_no_faults_and_reads_the_same(copy: Path) -> None:
    assert faults_of(copy) == []
    assert read_version(copy) == questionnaire(newest_version())


def test_versions_are_sorted_by_year_and_number_not_by_letters(tmp_path: Path) -> None:
    for name in ("v2026-10", "v2026-2", "v2025-11", "v2027-1", "notes", "v2026", "v2026-1-old"):
        (tmp_path / name).mkdir()
    (tmp_path / "v2099-1").write_text("a file is no version", encoding="utf-8")
    assert version_names(tmp_path) == ("v2025-11", "v2026-2", "v2026-10", "v2027-1")
    assert newest_version(tmp_path) == "v2027-1"


def test_a_version_that_is_not_there_is_no_faulty_one(copy: Path) -> None:
    with pytest.raises(KeyError):
        questionnaire("v1999-1", copy.parent)


def test_a_version_is_found_by_its_name_in_any_folder_of_versions(copy: Path) -> None:
    assert questionnaire(copy.name, copy.parent) == questionnaire(copy.name)


@pytest.mark.parametrize("status", ["draft", "released"])
def test_a_version_says_whether_it_is_released(copy: Path, status: str) -> None:
    current = questionnaire(newest_version()).version.status
    replace(copy / "version.toml", f'status = "{current}"', f'status = "{status}"')
    assert read_version(copy).version.status == status


# All faults at once


def test_six_faults_in_six_files_are_all_told_at_once_and_nothing_else(copy: Path) -> None:
    append(copy / "practices/security.toml", A_PRACTICE.replace("a-further-practice", "people-literacy"))
    replace(copy / "actions/governance.toml", 'requires = ["set-plan-deadline"]', 'requires = ["no-such-action"]')
    last_level = questionnaire(newest_version()).by_id["people-literacy"].levels[3]
    replace(copy / "questions/people.toml", f'  "{last_level}",\n', "")
    replace(copy / "actions/awareness.toml", 'suits = "', 'owner = "課長"\nsuits = "')
    replace(copy / "practices/awareness.toml", 'section = "1.1.1"', 'section = "9.9"')
    replace(copy / "readings/systems.toml", "[[readings]]", "[[readings")
    with pytest.raises(ContentError) as refused:
        read_version(copy)
    faults = list(refused.value.faults)
    assert places_of(faults) == [
        ("actions/awareness.toml", "explain-dx-to-executives"),
        ("actions/governance.toml", "write-dx-plan"),
        ("practices/awareness.toml", "soka-dx-explanation-2021"),
        ("practices/security.toml", "people-literacy"),
        ("questions/people.toml", "people-literacy"),
        ("readings/systems.toml", ""),
    ]
    assert all(is_japanese(fault.what) for fault in faults)
    assert str(refused.value).splitlines() == [
        ": ".join(part for part in (fault.file, fault.id, fault.what) if part) for fault in faults
    ]


def test_five_faults_in_one_file_are_all_told(copy: Path) -> None:
    actions = copy / "actions/awareness.toml"
    replace(actions, 'leads = "DX担当課"', 'leads = "だれか"')
    replace(actions, "plan = 4", 'plan = "四"')
    replace(actions, "first = 5", "first = -5")
    replace(actions, "months = { low = 3, plan = 5", "months = { low = 6, plan = 5")
    replace(actions, 'requires = ["transfer-two-cases"]', 'requires = ["no-such-action"]')
    assert places_of(faults_of(copy)) == [
        ("actions/awareness.toml", "explain-dx-to-executives"),
        ("actions/awareness.toml", "explain-dx-to-executives"),
        ("actions/awareness.toml", "hold-dx-lecture-for-all-ranks"),
        ("actions/awareness.toml", "review-spread-of-cases-yearly"),
        ("actions/awareness.toml", "transfer-two-cases"),
    ]


# The shape of each file


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "words"),
    [
        ("questions/people.toml", 'step = "', 'stepp = "', "people-literacy", "stepp: 知らない項目です"),
        ("questions/people.toml", 'step = "digitization"\n', "", "people-literacy", "step: 必要な項目がありません"),
        ("questions/people.toml", "core = true", 'core = "true"', "people-literacy", "core: true か false"),
        ("questions/people.toml", "core = true", "core = 1", "people-literacy", "core: true か false"),
        ("questions/people.toml", 'text = "', 'text = ""#', "people-literacy", "text: 空です"),
        ("questions/people.toml", 'text = "', 'text = "　"#', "people-literacy", "text: 空です"),
        ("questions/people.toml", "evidence = [", "evidence = []#", "", "TOMLとして読めません"),
        ("questions/people.toml", "levels = [\n", 'levels = ["五つ目",\n', "people-literacy", "levels: 数が多すぎます"),
        ("questions/people.toml", 'name = "', 'nome = "', "people", "nome: 知らない項目です"),
        ("actions/people.toml", "to = 1", "to = 4", "hold-first-ict-training", "lifts.1.to: 大きすぎます"),
        ("actions/people.toml", "to = 1", "to = 0", "hold-first-ict-training", "lifts.1.to: 小さすぎます"),
        ("actions/people.toml", "[[actions]]", "[[action]]", "", "action: 知らない項目です"),
        ("actions/people.toml", 'id = "hold-first-ict-training"\n', "", "1番目", "id: 必要な項目がありません"),
        ("actions/people.toml", 'leads = "', 'leads = "部長・', "hold-first-ict-training", "leads: 決められた語"),
        ("practices/people.toml", 'as_of = "2021-11"', 'as_of = "R3"', None, "as_of: 決められた形ではありません"),
        ("practices/people.toml", 'municipality = "1', 'municipality = "', None, "municipality: 決められた形ではあり"),
        ("practices/operations.toml", "value = 2,", 'value = "二つ",', None, "value"),
        ("readings/people.toml", "level = 2", "level = 2.5", "112216 people-literacy", "level: 整数ではありません"),
        ("readings/people.toml", "level = 2", 'level = "2"', "112216 people-literacy", "level: 整数ではありません"),
        ("readings/people.toml", "level = 2", "level = -1", "112216 people-literacy", "level: 小さすぎます"),
        ("documents.toml", 'publisher = "埼玉県"\n', "", "saitama-dx", "publisher: 必要な項目がありません"),
        ("version.toml", 'status = "', 'status = "almost-', "", "status: 決められた語ではありません"),
        ("version.toml", 'depths = ["core", "full"]', "depths = []", "", "depths: 数が足りません"),
        ("version.toml", '"full"]', '"half"]', "", "depths.2: 決められた語ではありません"),
        (
            "questions/people.toml",
            'id = "people-literacy"',
            'id = "People_1"',
            "People_1",
            "id: 決められた形ではありません",
        ),
        ("questions/people.toml", 'id = "people-literacy"', f'id = "{"a" * 61}"', "a" * 61, "id: 長すぎます"),
        (
            "actions/people.toml",
            'id = "hold-first-ict-training"',
            'id = "研修"',
            "研修",
            "id: 決められた形ではありません",
        ),
        ("practices/people.toml", 'id = "', 'id = "-', None, "id: 決められた形ではありません"),
        ("questions/people.toml", 'why = "', 'why = ""#', "people-literacy", "why: 空です"),
        ("questions/people.toml", 'why = "', '# why = "', "people-literacy", "why: 必要な項目がありません"),
        (
            "questions/people.toml",
            'usual_section = "',
            '# "',
            "people-literacy",
            "usual_section: 必要な項目がありません",
        ),
        ("rules.toml", "axes_needed = 6", "axes_needed = 0", "", "axes_needed: 小さすぎます"),
    ],
)
def test_a_slip_in_the_shape_of_an_entry_is_told_in_japanese(
    copy: Path, *, file: str, old: str, new: str, entry: str | None, words: str
) -> None:
    replace(copy / file, old, new)
    faults = [fault for fault in faults_of(copy) if fault.file == file]
    assert any(words in fault.what for fault in faults)
    assert {fault.id for fault in faults} == {entry} or entry is None
    assert [fault.what for fault in faults if not is_japanese(fault.what)] == []


@pytest.mark.parametrize("key", ["levels", "evidence", "sources"])
def test_a_question_needs_its_levels_its_evidence_and_its_sources(copy: Path, key: str) -> None:
    file = copy / "questions/people.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(rf"^{key} = \[.*?^\]", f"{key} = []", text, count=1, flags=re.M | re.S), encoding="utf-8")
    found = [fault for fault in faults_of(copy) if fault.file == "questions/people.toml"]
    assert found == [ContentFault("questions/people.toml", "people-literacy", f"{key}: 数が足りません")]


@pytest.mark.parametrize("file", ["version.toml", "rules.toml", "documents.toml", "questions/people.toml"])
def test_a_missing_file_is_a_fault(copy: Path, file: str) -> None:
    (copy / file).unlink()
    assert ContentFault(file, "", "ファイルがありません") in faults_of(copy)


def test_a_file_in_another_encoding_is_a_fault(copy: Path) -> None:
    (copy / "readings/people.toml").write_bytes('reason = "髙"'.encode("cp932"))
    assert faults_of(copy) == [ContentFault("readings/people.toml", "", "UTF-8で保存されていません")]


def test_a_file_of_an_axis_that_the_version_does_not_name_is_a_fault(copy: Path) -> None:
    (copy / "actions/hobbies.toml").write_text("", encoding="utf-8")
    assert places_of(faults_of(copy)) == [("actions/hobbies.toml", "")]


def test_a_key_that_should_be_a_list_of_entries_is_a_fault(copy: Path) -> None:
    (copy / "readings/security.toml").write_text("readings = 3\n", encoding="utf-8")
    assert places_of(faults_of(copy)) == [("readings/security.toml", "")]


# What follows from a fault is no fault of its own: an editor would look for 340 slips and there is one.


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("version.toml", 'id = "', 'id == "'),
        ("version.toml", 'status = "', 'status = "almost-'),
        ("rules.toml", "axes_needed = ", "axes_needed == "),
        ("documents.toml", 'id = "', 'id == "'),
        ("questions/awareness.toml", 'id = "', 'id == "'),
        ("actions/awareness.toml", 'id = "', 'id == "'),
        ("practices/awareness.toml", 'id = "', 'id == "'),
        ("readings/awareness.toml", "level = ", "level == "),
    ],
)
def test_a_file_that_cannot_be_read_is_the_only_one_named(copy: Path, file: str, old: str, new: str) -> None:
    replace(copy / file, old, new)
    assert {fault.file for fault in faults_of(copy)} == {file}
