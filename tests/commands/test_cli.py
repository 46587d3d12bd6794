"""The command line as staff and scripts use it, with files going in and coming out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.paths import MOST_BYTES
from questionnaire.clock import today
from questionnaire.fiscal_year import fiscal_year_of
from questionnaire.loader import newest_version, questionnaire, version_names
from questionnaire.model import Depth
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA
from tests.command_line import Process, run
from tests.copied_content import (
    ROOT,
    a_copy_of_the_program,
    a_further_version,
    content_of,
    let_further_questions_not_apply,
    offer_only_the_core,
    python,
    replace,
)
from tests.csv_files import BOM, Row, csv_bytes, csv_text, filled, is_japanese, rows_of

REAL = questionnaire(newest_version())
STEP_LEVELS = {"digitization": 3, "digitalization": 1, "dx": 2}


def started(*arguments: str | Path, program: Path = ROOT) -> Process:
    """One command as a process of its own, run to its end. Never a traceback, whatever it was given."""
    done = python(program, "cli.py", *arguments)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


@pytest.fixture(scope="module")
def template() -> bytes:
    done = started("template")
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
        (str(fiscal_year_of(today())), newest_version(), "core")
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


def test_both_depths_are_scored_side_by_side(tmp_path: Path, template: bytes) -> None:
    asked = run("template", "--depth", "full")
    assert asked.returncode == 0
    core_file, full_file = tmp_path / "core.csv", tmp_path / "full.csv"
    full_file.write_bytes(csv_bytes(by_depth(rows_of(asked.stdout), core=2, further=0)))
    core_file.write_bytes(csv_bytes(filled(rows_of(template), code=SOKA, level=lambda _row: 2)))
    assert (len(rows_of(asked.stdout)), len(rows_of(template))) == (48, 24)

    done = run("score", full_file, core_file)
    assert done.returncode == 0
    assert [(row["深さ"], float(row["達成率_DX(%)"])) for row in overall(rows_of(done.stdout))] == [
        ("full", pytest.approx(100 / 3)),
        ("core", pytest.approx(200 / 3)),
    ]


def test_a_core_file_with_answers_to_further_questions_is_refused(tmp_path: Path) -> None:
    asked = rows_of(run("template", "--depth", "full").stdout)
    given = tmp_path / "not-core.csv"
    given.write_bytes(csv_bytes([row | {"深さ": "core"} for row in by_depth(asked, core=2, further=0)]))
    refused = run("score", given)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert len([line for line in lines_of(refused.stderr) if "では聞かない設問" in line]) == 24


@pytest.mark.soak
def test_what_does_not_apply_is_left_out_of_the_score_when_its_reason_is_given(tmp_path: Path) -> None:
    program = a_copy_of_the_program(tmp_path / "program")
    let_further_questions_not_apply(content_of(program))
    asked = by_depth(rows_of(started("template", "--depth", "full", program=program).stdout), core=2, further=0)
    left_out = [
        row if REAL.by_id[row["設問ID"]].core else row | {"回答状態": "該当しない", "段階": "", "メモ": "施設がない"}
        for row in asked
    ]
    reasoned, without_reason = tmp_path / "reasoned.csv", tmp_path / "without-reason.csv"
    reasoned.write_bytes(csv_bytes(left_out))
    without_reason.write_bytes(csv_bytes([row | {"メモ": ""} for row in left_out]))

    done = started("score", reasoned, program=program)
    assert [float(row["達成率_DX(%)"]) for row in overall(rows_of(done.stdout))] == [pytest.approx(200 / 3)]
    refused = started("score", without_reason, program=program)
    assert (refused.returncode, refused.stdout) == (2, b"")
    lines = lines_of(refused.stderr)
    assert len(lines) == 24
    assert all("理由をメモに" in line for line in lines)


def by_depth(rows: list[Row], *, core: int, further: int) -> list[Row]:
    """The rows of a full template, filled in with one level for the core questions and one for the further ones."""
    return filled(rows, code=SOKA, level=lambda row: core if REAL.by_id[row["設問ID"]].core else further)


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


@pytest.fixture(scope="module")
def core_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program whose version does not offer the full depth yet."""
    program = a_copy_of_the_program(tmp_path_factory.mktemp("core-only") / "program")
    offer_only_the_core(content_of(program))
    return program


def test_a_template_is_refused_at_a_depth_that_the_version_does_not_offer(core_only: Path, tmp_path: Path) -> None:
    done = started("template", "--depth", "full", "-o", tmp_path / "ひな形.csv", program=core_only)
    assert (done.returncode, done.stdout) == (2, b"")
    (message,) = lines_of(done.stderr)
    assert "くわしく診断(full)は使えません" in message
    assert list(tmp_path.iterdir()) == []


def test_answers_are_refused_at_a_depth_that_the_version_does_not_offer(core_only: Path, tmp_path: Path) -> None:
    given = tmp_path / "full.csv"
    given.write_bytes(csv_bytes(by_depth(rows_of(run("template", "--depth", "full").stdout), core=2, further=2)))
    done = started("score", given, program=core_only)
    assert (done.returncode, done.stdout) == (2, b"")
    (message,) = lines_of(done.stderr)
    assert message.startswith(f"{given} 2行目: ")
    assert "くわしく診断(full)は使えません" in message


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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    ("output", "reason"),
    [("/dev/full", "空きがありません"), ("/dev/null/x.csv", "フォルダでない"), ("長" * 300, "長すぎます")],
)
def test_why_an_output_cannot_be_written_is_told_in_japanese(output: str, reason: str) -> None:
    done = run("template", "-o", output)
    assert (done.returncode, done.stdout) == (2, b"")
    (message,) = lines_of(done.stderr)
    assert reason in message


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_standard_output_is_told_too() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "cli.py", "template"]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert lines_of(done.stderr) == ["標準出力: ファイルに書けません(ディスクに空きがありません)"]


def test_a_file_that_no_answers_could_fill_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    image = tmp_path / "disk.img"
    image.touch()
    os.truncate(image, 100 * MOST_BYTES)  # takes no place on the disk
    done = run("score", image)
    assert (done.returncode, done.stdout) == (2, b"")
    (message,) = lines_of(done.stderr)
    assert "ファイルが大きすぎます(50MBまで)" in message


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
    content = content_of(program)
    replace(content / "questions/people.toml", "core = true", "core = 1")
    replace(content / "actions/governance.toml", '["set-plan-deadline"]', '["no-such-action"]')
    replace(content / "practices/awareness.toml", 'section = "1.1.1"', 'section = "9.9"')
    replace(content / "readings/systems.toml", "[[readings]]", "[[readings")
    replace(content / "readings/security.toml", "level = 0", "level = 4")
    done = started("check", program=program)
    assert (done.returncode, done.stdout) == (1, b"")
    lines = lines_of(done.stderr)
    assert [line.split(": ")[0] for line in lines] == [
        f"{newest_version()}/actions/governance.toml",
        f"{newest_version()}/practices/awareness.toml",
        f"{newest_version()}/questions/people.toml",
        f"{newest_version()}/readings/security.toml",
        f"{newest_version()}/readings/systems.toml",
    ]
    assert all(is_japanese(line) for line in lines)


def test_check_goes_on_with_the_next_version_after_a_faulty_one(tmp_path: Path) -> None:
    program = a_copy_of_the_program(tmp_path / "program")
    first = content_of(program)
    second = a_further_version(program, "v2099-1")
    for content in (first, second):
        replace(content / "rules.toml", "axes_needed = 6", "axes_needed = 9")
    done = started("check", program=program)
    assert (done.returncode, done.stdout) == (1, b"")
    assert [line.split(": ")[0] for line in lines_of(done.stderr)] == [
        f"{first.name}/rules.toml",
        f"{second.name}/rules.toml",
    ]


def test_check_tells_what_is_wrong_with_the_list_of_classes(tmp_path: Path) -> None:
    program = a_copy_of_the_program(tmp_path / "program")
    replace(content_of(program).parent / "municipality-classes.toml", 'id = "core"', 'id = "ward"')
    done = started("check", program=program)
    assert done.returncode == 1
    assert lines_of(done.stderr) == ["municipality-classes.toml: ward: idが重なっています"]
