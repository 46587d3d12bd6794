"""backup, restore and verify on the command line: what they do, what they say, and what they refuse."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from cli import main
from storage.assessments import create
from storage.connect import FILE_NAME, open_database, sqlite_url
from tests import command_line
from tests.backup_files import a_backup, a_file, changed, lines_of
from tests.builders import an_assessment, level
from tests.full_database import everything, filled
from tests.stored import ASKED, executed


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small backup."""
    return a_backup(tmp_path_factory.mktemp("sample"))


def run(folder: Path, *arguments: str | Path) -> command_line.Process:
    """A command for the database in this folder."""
    return command_line.run(*arguments, DX_DATA_DIR=str(folder), DATABASE_URL="")


def test_the_commands_back_up_check_and_restore(tmp_path: Path) -> None:
    engine, file = open_database(sqlite_url(tmp_path / "old")), tmp_path / "控え.gz"
    filled(engine)
    taken = run(tmp_path / "old", "backup", file)
    assert (taken.returncode, taken.stderr) == (0, b"")
    checked, restored = run(tmp_path, "verify", file), run(tmp_path / "new", "restore", file)
    counts = (
        "診断 3件、利用コード 1件、取り込んだ団体 1件、公表データの表 1件、比較の更新の印 1件、"
        "削除された共有の選択の記録 1件、削除された提出の記録 1件、回答の履歴 51件、回答 49件、共有の選択 2件、"
        "次の一手の決定 8件、公表データの値 3件、比較する団体の組 2件、工程表 1件、提出 2件、分野の目標 4件、"
        "工程表を作ったときの決定 4件、工程表の開始の時期 3件、提出した回答 48件"
    )
    for done in (taken, checked, restored, run(tmp_path / "new", "verify")):
        assert (done.returncode, done.stderr) == (0, b"")
        assert counts in done.stdout.decode()
        assert done.stdout.count(b"\n") == 1
    assert not (tmp_path / FILE_NAME).exists()  # checking a file opens no database
    again = open_database(sqlite_url(tmp_path / "new"))
    assert everything(again) == everything(engine)
    engine.dispose()
    again.dispose()


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("backup", "{file}"), "--overwrite を付けてください"),
        (("backup", "{folder}/none/file"), "ファイルかフォルダがありません"),
        (("restore", "{file}"), "--yes を付けてください"),
        (("restore", "{folder}/none"), "ファイルかフォルダがありません"),
        (("restore", "{other}", "--yes"), "バックアップではないか"),
        (("restore", "{forged}", "--yes"), "復元できませんでした。データベースは元のままです"),
        (("verify", "{other}"), "バックアップではないか"),
        (("verify", "{folder}"), "ファイルではなくフォルダです"),
    ],
)
def test_the_commands_refuse_what_would_lose_something(
    data: Engine, tmp_path: Path, *, sample: bytes, capsys: pytest.CaptureFixture[str], arguments: tuple[str], what: str
) -> None:
    create(data, an_assessment())
    before, other, forged = everything(data), tmp_path / "other", tmp_path / "forged"
    other.write_text("ほかのファイル", encoding="utf-8")
    forged.write_bytes(changed(sample, "answers", level=4))
    places = {"file": a_file(tmp_path, sample), "folder": tmp_path, "other": other, "forged": forged}
    assert main([argument.format_map(places) for argument in arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert what in said.err
    assert everything(data) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("backup", "{folder}/控え.gz"),
        ("verify",),
        ("export", "112216", "2026"),
        ("renew-link", "112216", "2026"),
        ("code", "112216"),
        ("remove-peer", "112216", "2026"),
    ],
    ids=lambda words: words[0],
)
def test_for_a_folder_named_wrongly_no_command_finds_all_well_in_an_empty_database(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """A backup each night that forgot DX_DATA_DIR would be one of nothing, and nobody would know."""
    done = run(tmp_path / "wrong", *(word.format(folder=tmp_path) for word in arguments))
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"データベース {tmp_path / 'wrong' / FILE_NAME} がありません" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_the_commands_replace_what_they_may(data: Engine, tmp_path: Path, sample: bytes) -> None:
    create(data, an_assessment())
    assert main(["restore", str(a_file(tmp_path, sample)), "--yes"]) == 0
    assert main(["backup", str(tmp_path / "控え.gz"), "--overwrite"]) == 0
    assert lines_of((tmp_path / "控え.gz").read_bytes())[1:] == lines_of(sample)[1:]


def test_an_unsound_database_ends_the_check_with_1(data: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    create(data, an_assessment({question.id: level(1) for question in ASKED.questions}))
    executed(data, "DELETE FROM answer_history")
    assert main(["verify"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == len(ASKED.questions)


def test_a_server_that_is_away_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://dx:geheim@127.0.0.1:1/dx")
    assert main(["verify"]) == 2
    said = capsys.readouterr()
    assert "データベースを読み書きできません" in said.err
    assert "geheim" not in said.err
