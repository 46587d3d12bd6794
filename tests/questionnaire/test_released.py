"""Released versions stay as they are, down to the character, and each has its fingerprint."""

from pathlib import Path

import pytest

from questionnaire.loader import CONTENT, newest_version, questionnaire, version_names
from questionnaire.released import FILE_NAME, fingerprint, fingerprints, release_faults
from tests.copied_content import (
    ROOT,
    a_copy_of_the_content,
    a_copy_of_the_program,
    a_further_version,
    content_of,
    python,
    replace,
    set_status,
)
from tests.csv_files import is_japanese


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A version that was never released, alone in its folder."""
    folder = a_copy_of_the_content(tmp_path)
    set_status(folder, "draft")
    return folder


@pytest.fixture
def released(draft: Path) -> Path:
    """A version that was released as an editor does it."""
    release(draft)
    return draft


def release(folder: Path) -> None:
    set_status(folder, "released")
    add_line(folder, f'{folder.name} = "{fingerprint(folder)}"')


def add_line(folder: Path, line: str) -> None:
    """Adds a line to the list of what is released."""
    file = folder.parent / FILE_NAME
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{before}{line}\n", encoding="utf-8")


def told_of(folder: Path, *, is_released: bool = True) -> list[str]:
    """What is told of a version that says of itself whether it is released."""
    return [fault.what for fault in release_faults(folder, is_released=is_released)]


# What changes a released version


def test_an_untouched_released_version_has_no_fault(released: Path) -> None:
    assert told_of(released) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("questions/people.toml", "。", "."),
        ("actions/security.toml", "plan = 1", "plan = 2"),
        ("readings/people.toml", "level = 2", "level = 3"),
        ("rules.toml", "axes_needed = 6", "axes_needed = 7"),
        ("documents.toml", "#", "##"),
        ("version.toml", "changed = ", "changed  = "),
    ],
)
def test_a_changed_character_in_a_released_version_is_a_fault(released: Path, file: str, old: str, new: str) -> None:
    replace(released / file, old, new)
    (fault,) = release_faults(released, is_released=True)
    assert (fault.file, fault.id) == (FILE_NAME, released.name)
    assert "公開したときの内容と違います" in fault.what


def test_a_file_that_was_added_removed_or_renamed_is_a_fault(released: Path) -> None:
    practices = released / "practices/people.toml"
    practices.rename(practices.with_name("persons.toml"))
    assert len(told_of(released)) == 1
    practices.with_name("persons.toml").rename(practices)
    assert told_of(released) == []
    (released / "practices/hobbies.toml").write_text("", encoding="utf-8")
    assert len(told_of(released)) == 1


@pytest.mark.parametrize(
    "saved",
    [
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
    ],
    ids=["line ends", "BOM", "both"],
)
def test_how_an_editor_on_windows_saves_a_file_is_no_change(released: Path, saved: object) -> None:
    assert callable(saved)
    for file in released.rglob("*.toml"):
        file.write_bytes(saved(file.read_bytes()))
    assert told_of(released) == []


def test_a_released_version_that_is_put_back_to_draft_is_a_fault(released: Path) -> None:
    set_status(released, "draft")
    (fault,) = release_faults(released, is_released=False)
    assert fault.file == f"{released.name}/version.toml"
    assert "下書きに戻せません" in fault.what


def test_a_draft_may_change(draft: Path) -> None:
    replace(draft / "questions/people.toml", "。", ".")
    assert told_of(draft, is_released=False) == []


# Which version is offered


def test_a_released_version_is_preferred_to_a_newer_draft(released: Path) -> None:
    for name in ("v2098-1", "v2099-1"):
        (released.parent / name).mkdir()
    assert newest_version(released.parent) == released.name


def test_of_two_released_versions_the_newer_one_is_offered(draft: Path) -> None:
    for name in ("v2098-1", "v2098-10", "v2098-2", "v2099-1"):
        (draft.parent / name).mkdir()
    for name in ("v2098-10", draft.name, "v2098-2"):
        add_line(draft, f'{name} = "0"')
    assert newest_version(draft.parent) == "v2098-10"


def test_while_nothing_is_released_the_newest_draft_is_offered(draft: Path) -> None:
    (draft.parent / "v2099-1").mkdir()
    assert newest_version(draft.parent) == "v2099-1"


# The command that an editor runs


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program with its newest version as a draft."""
    copied = a_copy_of_the_program(tmp_path / "program")
    content = content_of(copied)
    set_status(content, "draft")
    (content.parent / FILE_NAME).unlink(missing_ok=True)
    return copied


def checked(program: Path) -> tuple[int, str, list[str]]:
    """The exit code of the check, what it prints, and the faults that it tells."""
    done = python(program, "cli.py", "check")
    faults = done.stderr.decode().splitlines()
    assert "Traceback (most recent call last):" not in faults, faults
    assert all(map(is_japanese, faults))
    return done.returncode, done.stdout.decode(), faults


def test_adding_the_line_that_the_check_tells_releases_a_version(program: Path) -> None:
    assert checked(program)[0] == 0
    content = content_of(program)
    set_status(content, "released")
    code, _, (fault,) = checked(program)
    assert code == 1
    assert fault.startswith(f"{FILE_NAME}: {content.name}: 公開するには、次の1行を加えてください: ")
    add_line(content, fault.split("ください: ")[1])
    code, printed, faults = checked(program)
    assert (code, faults) == (0, [])
    assert f"{content.name}(公開済み)" in printed


def test_the_check_tells_a_changed_release_and_does_not_call_it_faultless(program: Path) -> None:
    release(content_of(program))
    replace(content_of(program) / "questions/people.toml", "。", "。 ")
    code, printed, faults = checked(program)
    assert code == 1
    assert len(faults) == 1
    assert "誤りはありません" not in printed


@pytest.mark.soak
def test_the_check_tells_a_released_version_that_is_gone(program: Path) -> None:
    release(a_further_version(program, "v2000-1"))
    assert checked(program)[0] == 0
    (content_of(program).with_name("v2000-1")).rename(program / "elsewhere")
    code, _, faults = checked(program)
    assert code == 1
    assert [fault for fault in faults if "v2000-1" in fault] == faults


def test_a_slip_in_the_list_of_releases_is_told_in_japanese(program: Path) -> None:
    add_line(content_of(program), f"{newest_version()} = 引用符なし")
    code, _, (fault,) = checked(program)
    assert code == 1
    assert fault.startswith(f"{FILE_NAME}: ")


# The real content


def test_every_version_that_says_it_is_released_has_its_fingerprint() -> None:
    statuses = {name: questionnaire(name).version.status for name in version_names()}
    released = [name for name, status in statuses.items() if status == "released"]
    assert fingerprints(CONTENT) == {name: fingerprint(CONTENT / name) for name in released}


def test_the_real_content_passes_the_check() -> None:
    code, printed, faults = checked(ROOT)
    assert (code, faults) == (0, [])
    assert len(printed.splitlines()) == len(version_names())
