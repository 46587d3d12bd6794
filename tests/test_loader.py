"""Loading the content: the real version loads, and a broken copy of it is refused with every fault and no other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from questionnaire.fault import ContentError, ContentFault
from questionnaire.loader import newest_version, questionnaire, read_version, version_names
from questionnaire.model import Depth
from tests.copied_content import a_copy_of_the_content, append, faults_of, replace
from tests.csv_files import is_japanese

A_PRACTICE = """
[[practices]]
id = "a-further-practice"
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


def test_a_draft_asks_only_the_core_questions() -> None:
    versions = [questionnaire(name).version for name in version_names()]
    assert {version.depths for version in versions if version.status == "draft"} <= {(Depth.CORE,)}


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
        ("version.toml", 'depths = ["core"]', "depths = []", "", "depths: 数が足りません"),
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


# What the check of meaning finds, one case or more for each of its checks


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
    assert [fault.file for fault in faults_of(copy)] == [file]


def test_a_core_question_without_a_way_up_to_level_2_is_a_fault(copy: Path) -> None:
    for level in (2, 3):
        replace(copy / "actions/people.toml", f'"people-literacy", to = {level}', '"people-literacy", to = 1')
    assert places_of(faults_of(copy)) == [("questions/people.toml", "people-literacy")]


def test_a_version_with_one_question_in_a_cell_cannot_offer_the_full_depth(copy: Path) -> None:
    replace(copy / "version.toml", '"core"', '"core", "full"')
    faults = faults_of(copy)
    assert len(faults) == 24
    assert {fault.file for fault in faults} == {
        f"questions/{axis}.toml" for axis in questionnaire(newest_version()).version.axes
    }


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


def test_a_further_practice_and_reading_are_no_fault(copy: Path) -> None:
    before = questionnaire(newest_version())
    append(copy / "practices/security.toml", A_PRACTICE)
    append(copy / "readings/security.toml", A_READING)
    after = read_version(copy)
    assert (len(after.practices), len(after.readings)) == (len(before.practices) + 1, len(before.readings) + 1)


def test_a_version_in_a_folder_of_another_name_is_a_fault(copy: Path) -> None:
    moved = copy.rename(copy.with_name("v2099-1"))
    assert [fault.file for fault in faults_of(moved)] == ["version.toml"]
