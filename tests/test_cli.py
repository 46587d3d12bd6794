"""The command line as staff and scripts run it: a process of its own, with files going in and coming out."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from questionnaire.fiscal_year import fiscal_year_of
from questionnaire.loader import newest_version, questionnaire, version_names
from questionnaire.model import Depth
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA
from tests.copied_content import ROOT, a_copy_of_the_program, append, replace
from tests.csv_files import BOM, Row, csv_bytes, csv_text, filled, is_japanese, rows_of

REAL = questionnaire(newest_version())
STEP_LEVELS = {"digitization": 3, "digitalization": 1, "dx": 2}

Process = subprocess.CompletedProcess[bytes]


def run(*arguments: str | Path, program: Path = ROOT) -> Process:
    """One command, run to its end. Never a traceback, whatever it was given."""
    command = [sys.executable, "cli.py", *map(str, arguments)]
    # What the process says is read back as UTF-8, whatever the locale of the machine that tests.
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=program, env=environment, capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


@pytest.fixture(scope="module")
def template() -> bytes:
    done = run("template")
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def answered(template: bytes, code: str, levels: dict[str, int] | None = None) -> list[Row]:
    """The template, filled in with a level for each step."""
    by_step = levels or STEP_LEVELS
    return filled(rows_of(template), code=code, level=lambda row: by_step[row["ステップID"]])


def overall(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["分野ID"] == "overall"]


def lines_of(stderr: bytes) -> list[str]:
    return stderr.decode().splitlines()


# template, and on to the score


def test_a_template_asks_every_core_question_of_this_fiscal_year_and_answers_none(template: bytes) -> None:
    assert template.startswith(BOM.encode())
    assert template.count(b"\n") == template.count(b"\r\n") == 25
    rows = rows_of(template)
    assert [row["設問ID"] for row in rows] == [question.id for question in REAL.asked(Depth.CORE)]
    assert {(row["年度"], row["設問版"], row["深さ"]) for row in rows} == {
        (str(fiscal_year_of(date.today())), newest_version(), "core")
    }
    assert {(row["団体コード"], row["団体名"], row["回答状態"], row["段階"]) for row in rows} == {
        ("", "", "未回答", "")
    }


def test_a_template_that_is_filled_in_gives_the_figures_of_the_worked_example(tmp_path: Path, template: bytes) -> None:
    given, got = tmp_path / "記入例 (1).csv", tmp_path / "結果.csv"
    given.write_bytes(csv_bytes(answered(template, SOKA)))
    done = run("score", given, "-o", got)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    rows = rows_of(got.read_bytes())
    assert [row["分野ID"] for row in rows] == [*(axis.id for axis in REAL.axes), "overall"]
    for row in rows:
        assert (row["団体コード"], row["団体名"], row["到達ステップ番号"]) == (SOKA, "草加市", "1")
        assert row["到達ステップ"] == "デジタイゼーション"
        assert float(row["成熟度"]) == float(row["成熟度_上限"]) == pytest.approx(1.5)
        assert float(row["達成率_デジタイゼーション(%)"]) == 100
        assert float(row["達成率_デジタライゼーション(%)"]) == pytest.approx(100 / 3)
        assert float(row["達成率_DX(%)"]) == pytest.approx(200 / 3)
        assert float(row["回答率(%)"]) == 100


def test_a_template_written_to_a_file_is_the_one_that_goes_to_standard_output(tmp_path: Path, template: bytes) -> None:
    done = run("template", "--depth", "core", "-o", tmp_path / "ひな形.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "ひな形.csv").read_bytes() == template


def test_several_files_are_scored_in_their_order_whatever_excel_made_of_them(tmp_path: Path, template: bytes) -> None:
    high, low = dict.fromkeys(STEP_LEVELS, 3), dict.fromkeys(STEP_LEVELS, 0)
    contents = [
        csv_text(answered(template, MATSUBUSHI, low)).encode("cp932"),
        csv_bytes(answered(template, SOKA, high), "utf-8", "\n"),
        csv_bytes(answered(template, KOSHIGAYA), "utf-8-sig"),
        csv_text(answered(template, SOKA, low), "\n").encode("cp932"),
        csv_bytes(answered(template, "12025", high)),
    ]
    files = [tmp_path / f"{number}.csv" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    done = run("score", *files)
    assert (done.returncode, done.stderr) == (0, b"")
    rows = rows_of(done.stdout)
    assert len(rows) == 45
    assert [(row["団体コード"], row["団体名"], float(row["成熟度"])) for row in overall(rows)] == [
        (MATSUBUSHI, "松伏町", 0.0),
        (SOKA, "草加市", 3.0),
        (KOSHIGAYA, "越谷市", pytest.approx(1.5)),
        (SOKA, "草加市", 0.0),
        ("012025", "函館市", 3.0),
    ]


def test_both_depths_are_scored_side_by_side_when_a_version_offers_them(tmp_path: Path) -> None:
    program = a_program_that_asks_everything_twice(tmp_path)
    asked = rows_of(run("template", "--depth", "full", program=program).stdout)
    core = rows_of(run("template", program=program).stdout)
    assert (len(asked), len(core)) == (48, 24)
    full = filled(asked, code=SOKA, level=lambda row: 0 if row["設問ID"].endswith("-more") else 2)
    left_out = [
        row | {"回答状態": "該当しない", "段階": "", "メモ": "施設がない"} if row["設問ID"].endswith("-more") else row
        for row in full
    ]
    without_reason = [row | {"メモ": ""} for row in left_out]
    files = {
        "full.csv": full,
        "core.csv": filled(core, code=SOKA, level=lambda _row: 2),
        "left-out.csv": left_out,
        "no-reason.csv": without_reason,
        "not-core.csv": [row | {"深さ": "core"} for row in full],
    }
    for name, rows in files.items():
        (tmp_path / name).write_bytes(csv_bytes(rows))
    paths = {name: tmp_path / name for name in files}

    done = run("score", paths["full.csv"], paths["core.csv"], paths["left-out.csv"], program=program)
    assert done.returncode == 0
    assert [(row["深さ"], float(row["達成率_DX(%)"])) for row in overall(rows_of(done.stdout))] == [
        ("full", pytest.approx(100 / 3)),
        ("core", pytest.approx(200 / 3)),
        ("full", pytest.approx(200 / 3)),
    ]

    refused = run("score", paths["no-reason.csv"], paths["not-core.csv"], program=program)
    assert (refused.returncode, refused.stdout) == (2, b"")
    lines = lines_of(refused.stderr)
    assert len([line for line in lines if "no-reason.csv" in line and "理由をメモに" in line]) == 24
    assert len([line for line in lines if "not-core.csv" in line and "では聞かない設問" in line]) == 24
    assert len(lines) == 48


def a_program_that_asks_everything_twice(root: Path) -> Path:
    """A copy in which each core question has a twin `…-more` that may be 該当しない, and both depths are offered."""
    program = a_copy_of_the_program(root / "program")
    content = program / "questionnaire" / "content" / newest_version()
    replace(content / "version.toml", 'depths = ["core"]', 'depths = ["core", "full"]')
    for file in (content / "questions").iterdir():
        entries = file.read_text(encoding="utf-8").split("[[questions]]")[1:]
        for entry in entries:
            twin = re.sub(r'id = "(.+?)"', r'id = "\1-more"', entry, count=1)
            append(file, "\n[[questions]]" + twin.replace("core = true", "core = false\nallows_not_applicable = true"))
    for file in (content / "actions").iterdir():
        text = file.read_text(encoding="utf-8")
        lift = r'\{ question = "([^"]+)", to = (\d) \}'
        file.write_text(re.sub(lift, r'\g<0>, { question = "\1-more", to = \2 }', text), encoding="utf-8")
    return program


# What is refused


def test_every_fault_of_every_file_is_told_and_nothing_is_written(tmp_path: Path, template: bytes) -> None:
    good, faulty, older, folder, missing = (
        tmp_path / name for name in ("good.csv", "faulty.csv", "older.csv", "folder.csv", "missing.csv")
    )
    rows = answered(template, SOKA)
    good.write_bytes(csv_bytes(rows))
    rows[3]["段階"] = "4"
    rows[4]["回答状態"] = "はい"
    faulty.write_bytes(csv_bytes(rows))
    older.write_bytes(csv_bytes([row | {"設問版": "v2020-1"} for row in answered(template, KOSHIGAYA)], "cp932"))
    folder.mkdir()
    kept, new = tmp_path / "kept.csv", tmp_path / "new.csv"
    kept.write_bytes("前の結果".encode())

    for output in ([], ["-o", kept], ["-o", new]):
        done = run("score", good, faulty, missing, older, folder, *output)
        assert (done.returncode, done.stdout) == (2, b"")
        lines = lines_of(done.stderr)
        assert [line.split(": ")[0] for line in lines] == [
            f"{faulty} 5行目",
            f"{faulty} 6行目",
            f"{missing} 1行目",
            f"{older} 2行目",
            f"{folder} 1行目",
        ]
        assert all(is_japanese(line.split(": ", 1)[1]) for line in lines)
    assert kept.read_bytes() == "前の結果".encode()
    assert not new.exists()


def test_a_template_is_refused_at_the_full_depth_while_the_version_is_a_draft(tmp_path: Path) -> None:
    done = run("template", "--depth", "full", "-o", tmp_path / "ひな形.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    (message,) = lines_of(done.stderr)
    assert "下書き" in message
    assert "くわしく診断" in message
    assert list(tmp_path.iterdir()) == []


def test_a_code_with_a_wrong_check_digit_is_refused_for_a_template_too(tmp_path: Path) -> None:
    done = run("template", "--code", "112217", "-o", tmp_path / "ひな形.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "112217" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_template_for_a_municipality_names_it() -> None:
    rows = rows_of(run("template", "--code", SOKA).stdout)
    assert {(row["団体コード"], row["団体名"]) for row in rows} == {(SOKA, "草加市")}


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path, template: bytes) -> None:
    given, nowhere = tmp_path / "given.csv", tmp_path / "no-folder" / "result.csv"
    given.write_bytes(csv_bytes(answered(template, SOKA)))
    done = run("score", given, "-o", nowhere)
    assert (done.returncode, done.stdout) == (2, b"")
    (message,) = lines_of(done.stderr)
    assert message.startswith(f"{nowhere}: ファイルに書けません")
    assert not nowhere.parent.exists()


@pytest.mark.parametrize("arguments", [["grade"], [], ["score"], ["template", "--depth", "half"]])
def test_a_command_line_that_makes_no_sense_is_answered_in_japanese_with_the_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "指定を読み取れません" in done.stderr.decode()
    assert "python cli.py" in done.stderr.decode()


# check


def test_check_says_what_each_version_holds() -> None:
    done = run("check")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert len(lines) == len(version_names())
    for what, number in (
        ("設問", len(REAL.questions)),
        ("かんたん診断", len(REAL.asked(Depth.CORE))),
        ("次の一手", len(REAL.actions)),
        ("事例", len(REAL.practices)),
        ("読み取り", len(REAL.readings)),
    ):
        assert f"{what} {number}" in lines[-1]
    assert newest_version() in lines[-1]


def test_check_tells_every_fault_of_the_content_and_fails(tmp_path: Path) -> None:
    program = a_copy_of_the_program(tmp_path / "program")
    content = program / "questionnaire" / "content" / newest_version()
    replace(content / "questions/people.toml", "core = true", "core = 1")
    replace(content / "actions/governance.toml", '["set-plan-deadline"]', '["no-such-action"]')
    replace(content / "practices/awareness.toml", 'section = "1.1.1"', 'section = "9.9"')
    replace(content / "readings/systems.toml", "[[readings]]", "[[readings")
    replace(content / "readings/security.toml", "level = 0", "level = 4")
    done = run("check", program=program)
    assert (done.returncode, done.stdout) == (1, b"")
    lines = lines_of(done.stderr)
    assert [line.split(": ")[0] for line in lines] == [
        "actions/governance.toml",
        "practices/awareness.toml",
        "questions/people.toml",
        "readings/security.toml",
        "readings/systems.toml",
    ]
    assert all(is_japanese(line) for line in lines)
