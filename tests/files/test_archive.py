"""The ZIP of everything: opened by other programs, the same for the same files, with names that are safe."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from files.archive import Entry, archive
from files.file_name import file_name
from tests.builders import an_assessment

NAME = file_name("診断結果", an_assessment(), date(2026, 11, 22), "csv")
UTF_8 = 0x800


def test_every_file_is_in_it_in_the_given_order_as_it_was() -> None:
    content = archive(
        [Entry(NAME, "設問".encode() * 1000), Entry("datapackage.json", lambda: b"{}"), Entry("空.txt", b"")]
    )
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        assert container.testzip() is None
        assert container.namelist() == [NAME, "datapackage.json", "空.txt"]
        assert container.read(NAME) == "設問".encode() * 1000
        assert container.read("datapackage.json") == b"{}"
    assert len(content) < 2000


def test_a_japanese_name_is_flagged_as_utf_8() -> None:
    (entry,) = zipfile.ZipFile(io.BytesIO(archive([Entry(NAME, b"")]))).infolist()
    assert entry.flag_bits & UTF_8
    assert NAME.encode() in archive([Entry(NAME, b"")])


def test_the_same_files_give_the_same_bytes() -> None:
    assert archive([Entry(NAME, b"a")]) == archive([Entry(NAME, lambda: b"a")])


def test_another_program_unpacks_it(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(archive([Entry(NAME, b"a")]))
    command = [sys.executable, "-m", "zipfile", "-e", str(tmp_path / "all.zip"), str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == 0
    assert (tmp_path / NAME).read_bytes() == b"a"


def test_a_file_is_made_only_when_its_turn_comes_and_trouble_with_it_is_told() -> None:
    def fail() -> bytes:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        archive([Entry("a", b""), Entry("b", fail)])


@pytest.mark.parametrize("name", ["../a.csv", "a/b.csv", "C:a", "", "CON.csv", "a."])
def test_a_name_that_leaves_the_folder_or_that_windows_refuses_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no plain file name"):
        archive([Entry(name, b"")])


def test_names_that_windows_takes_for_the_same_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        archive([Entry("A.csv", b""), Entry("a.csv", b"")])
