"""comparison, import-peers and remove-peer on the command line: from one office to another by a file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

import cli
from files.csv_files import answers_csv, comparison_csv
from questionnaire.assessment import Answer, AnswerState
from questionnaire.peer import NamedPeer
from storage.imported_peers import all_imported, imported_peers
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, answered_alike, level
from tests.command_line import run
from tests.full_database import everything
from tests.stored import ASKED, QUESTIONS

CORE = len(QUESTIONS)


def a_comparison(folder: Path, name: str, municipality: str = SOKA, fiscal_year: int = 2026, at: int = 2) -> Path:
    """The comparison CSV of an office in which everything is at one level."""
    given = replace(answered_alike(ASKED, level(at)), municipality=municipality, fiscal_year=fiscal_year)
    (folder / name).write_bytes(comparison_csv.write([(ASKED, given)]))
    return folder / name


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[str]:
    """The lines of a command that is carried out."""
    code = cli.main([str(argument) for argument in arguments])
    output, trouble = capsys.readouterr()
    assert (code, trouble) == (0, "")
    return output.splitlines()


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What a command says that is not carried out."""
    code = cli.main([str(argument) for argument in arguments])
    output, trouble = capsys.readouterr()
    assert (code, output) == (2, "")
    return trouble


def levels(peers: Sequence[NamedPeer]) -> list[tuple[str, str]]:
    return [(peer.municipality, peer.levels[0]) for peer in peers]


# comparison


def test_an_answers_csv_becomes_a_comparison_csv_without_what_was_written_by_hand(tmp_path: Path) -> None:
    given = answered_alike(ASKED, Answer(AnswerState.ANSWERED, 1, "秘密のメモ", "秘密の根拠"))
    (tmp_path / "回答.csv").write_bytes(answers_csv.write(ASKED, given))
    for done in (
        run("comparison", tmp_path / "回答.csv"),
        run("comparison", tmp_path / "回答.csv", "-o", tmp_path / "x"),
    ):
        assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "x").read_bytes() == run("comparison", tmp_path / "回答.csv").stdout
    assert "秘密" not in (tmp_path / "x").read_text(encoding="utf-8")
    (found,) = comparison_csv.read([("x", (tmp_path / "x").read_bytes())])
    assert [peer.levels for peer in found.peers] == ["1" * CORE]


def test_a_faulty_answers_csv_makes_no_comparison(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "回答.csv").write_bytes(
        answers_csv.write(ASKED, answered_alike(ASKED, level(1))).replace(b",1,", b",7,", 1)
    )
    assert "段階「7」は" in refused(capsys, "comparison", tmp_path / "回答.csv", "-o", tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_a_comparison_does_not_take_the_place_of_the_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "回答.csv"
    file.write_bytes(answers_csv.write(ASKED, answered_alike(ASKED, level(1))))
    before = file.read_bytes()
    assert "読み込むファイルには書き出せません" in refused(capsys, "comparison", file, "-o", file)
    assert file.read_bytes() == before


# import-peers


def test_comparison_csvs_are_imported_and_shown_by_name(
    data: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    files = [a_comparison(tmp_path / "a", "比較.csv"), a_comparison(tmp_path / "b", "比較.csv", MATSUBUSHI, at=3)]
    lines = said(capsys, "import-peers", *files)
    assert lines == [
        "草加市(埼玉県) 令和8年度: かんたん診断の24問のうち、段階のある回答24問",
        "松伏町(埼玉県) 令和8年度: かんたん診断の24問のうち、段階のある回答24問",
        "2件を取り込みました。",
    ]
    assert levels(imported_peers(data, 2026)) == [(SOKA, "2"), (MATSUBUSHI, "3")]
    assert {one.file for one in all_imported(data)} == {"比較.csv"}


def test_a_dry_run_tells_the_same_and_stores_nothing(
    data: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = a_comparison(tmp_path, "比較.csv"), everything(data)
    told = said(capsys, "import-peers", file, "--dry-run")
    assert everything(data) == before
    assert told[-1] == "まだ何も取り込んでいません。取り込むには --dry-run を付けずに実行してください。"
    assert said(capsys, "import-peers", file)[:-1] == told[:-1]


def test_what_is_replaced_is_told(data: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "import-peers", a_comparison(tmp_path, "古い.csv", at=1), a_comparison(tmp_path, "x", KOSHIGAYA))
    lines = said(capsys, "import-peers", a_comparison(tmp_path, "新しい.csv", at=3), tmp_path / "x")
    assert lines[0].endswith("に 古い.csv から取り込んだものと置き換えます")
    assert lines[1].endswith("に x から取り込んだものと置き換えます。中身は同じです")
    assert levels(imported_peers(data, 2026)) == [(SOKA, "3"), (KOSHIGAYA, "2")]


def test_what_should_be_known_of_a_file_is_told(
    data: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = a_comparison(tmp_path, "比較.csv")
    file.write_bytes(file.read_bytes().replace(ASKED.version.id.encode(), b"v2031-2"))
    lines = said(capsys, "import-peers", file)
    assert lines[1].startswith(f"{file}: {SOKA} 2026年度: 設問版 v2031-2 はここにないため")
    (peer,) = imported_peers(data, 2026)
    assert peer.version == ASKED.version.id


def test_one_faulty_file_keeps_all_from_being_imported(
    data: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, faulty = a_comparison(tmp_path, "良い.csv"), a_comparison(tmp_path, "悪い.csv", KOSHIGAYA)
    faulty.write_bytes(faulty.read_bytes().replace(KOSHIGAYA.encode(), b"112225"))
    before = everything(data)
    told = refused(capsys, "import-peers", good, faulty, tmp_path / "ない.csv")
    assert "ファイルを開けません" in told
    told = refused(capsys, "import-peers", good, faulty)
    assert told.startswith(f"{faulty} 2行目: 団体コード「112225」は正しくありません")
    assert "2回あります" in refused(capsys, "import-peers", good, good)
    assert everything(data) == before


# remove-peer


def test_an_imported_peer_is_removed(data: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "import-peers", a_comparison(tmp_path, "x"), a_comparison(tmp_path, "y", KOSHIGAYA))
    assert said(capsys, "remove-peer", SOKA, "2026") == ["草加市(埼玉県) 令和8年度を取り除きました。"]
    assert levels(imported_peers(data, 2026)) == [(KOSHIGAYA, "2")]
    for arguments in ((SOKA, "2026"), (KOSHIGAYA, "2025")):
        assert "取り込まれていません" in refused(capsys, "remove-peer", *arguments)
    assert "団体コード「112217」は正しくありません" in refused(capsys, "remove-peer", "112217", "2026")
