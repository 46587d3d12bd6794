"""indicators on the command line: what was read and stored is told, or all that is wrong and nothing is stored."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

import cli
from questionnaire.clock import today
from questionnaire.fiscal_year import day_text
from storage.indicators import keep, newest, table_of
from tests.copied_content import ROOT, python
from tests.published import REAL_DAY, REAL_FILE, Cells, a_table, broken, real_table


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What a command says that is carried out."""
    code = cli.main(["indicators", *map(str, arguments)])
    output, trouble = capsys.readouterr()
    assert (code, trouble) == (0, "")
    return output


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What a command says that is not carried out."""
    code = cli.main(["indicators", *map(str, arguments)])
    output, trouble = capsys.readouterr()
    assert (code, output) == (2, "")
    return trouble


def a_file(folder: Path, content: bytes, name: str = "表_2024-07-12.csv") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def test_the_real_file_is_stored_and_told(data: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, REAL_FILE).splitlines()
    assert lines[0] == (
        f"{REAL_FILE}: 令和6年7月12日の表(15指標、1,741団体)を読み込みました。"
        "出典 デジタル庁「自治体DXの取組に関するダッシュボード」(令和6年7月12日の表)"
    )
    told = "1,733団体のうち1,270団体(73%)が実施(公表された値なしが8団体)"
    assert lines[1] == f"  CIO(情報化の責任者)の任命: {told}"
    assert len(lines) == 1 + 15
    edition = newest(data)
    assert edition
    assert table_of(data, edition) == real_table()


def test_a_further_table_tells_what_it_replaces(data: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    keep(data, real_table())

    def change(cells: Cells) -> None:
        cells[8][2:5] = ["未実施"] * 3

    file = a_file(Path(str(data.url.database)).parent, broken(change), "2025-04-01.csv")
    lines = said(capsys, file).splitlines()
    assert lines[1] == "前の表(令和6年7月12日)と置き換えました。"
    changes = [line.rpartition("違うのは")[2] for line in lines[2:]]
    were = sum(real_table().of(code, "ai") == "実施" for code in list(real_table().values)[:3])
    assert changes == [f"{were}団体" if number == 7 else "0団体" for number in range(15)]
    assert were > 0


def test_the_date_may_be_given(data: Engine, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shutil.copy(REAL_FILE, tmp_path / "表.csv")
    assert "いつの表かがわかりません" in refused(capsys, tmp_path / "表.csv")
    assert newest(data) is None
    said(capsys, tmp_path / "表.csv", "--as-of", "2024-07-12")
    edition = newest(data)
    assert edition
    assert edition.as_of == REAL_DAY


def test_a_date_to_come_is_refused(data: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    tomorrow = today() + timedelta(days=1)
    assert "今日より先です" in refused(capsys, REAL_FILE, "--as-of", tomorrow.isoformat())
    assert newest(data) is None


def test_an_older_table_is_refused_unless_it_may_replace(data: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    later = date(2025, 4, 1)
    keep(data, a_table(later))
    told = refused(capsys, REAL_FILE)
    assert f"すでに{day_text(later)}の表が読み込まれていて" in told
    assert "--replace" in told
    edition = newest(data)
    assert edition
    assert edition.as_of == later
    assert "と置き換えました。" in said(capsys, REAL_FILE, "--replace")


def test_every_fault_is_told_and_nothing_is_stored(
    data: Engine, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def change(cells: Cells) -> None:
        cells[0][4] = "大樽市"
        cells[2][1] = "補佐"
        cells[3][7] = "?"

    keep(data, a_table(date(2020, 1, 1)))
    edition = newest(data)
    lines = refused(capsys, a_file(tmp_path, broken(change))).splitlines()
    assert [line.partition(": ")[0].rpartition(" ")[2] for line in lines] == ["1行目", "3行目", "4行目", "16行目"]
    assert newest(data) == edition


@pytest.mark.parametrize("name", ["ない_2024-07-12.csv", "."])
def test_a_file_that_cannot_be_opened_is_told(
    data: Engine, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    assert "ファイルを開けません" in refused(capsys, tmp_path / name, "--as-of", "2024-07-12")
    assert newest(data) is None


def test_the_command_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    done = python(ROOT, "cli.py", "indicators", REAL_FILE, DX_DATA_DIR=str(tmp_path), DATABASE_URL="")
    assert (done.returncode, done.stderr) == (0, b"")
    checked = python(ROOT, "cli.py", "verify", DX_DATA_DIR=str(tmp_path), DATABASE_URL="")
    assert "公表データの値 26,115件" in checked.stdout.decode()
