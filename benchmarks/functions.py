"""The functions behind the pages: what the files test_*.py measure with pytest-benchmark."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.server import ROOT
from benchmarks.table import Row, tell


def functions(folder: Path) -> Iterator[Row]:
    """The medians of pytest-benchmark, and the memory that is noted beside them."""
    tell("scoring, storage, files, radar, comparison")
    found = _measured(folder / "functions.json", folder)
    for name, (what, target) in FUNCTIONS.items():
        # What failed left no figure.
        yield Row(what, 1000 * found[name]["stats"]["median"] if name in found else None, "ms", target)
    for name, (what, target, unit) in NOTED.items():
        test, note = name
        yield Row(what, found[test]["extra_info"][note] if test in found else None, unit, target)


FUNCTIONS = {
    "test_scoring_1741_assessments_from_arrays": ("scoring 1,741 assessments × 48 questions", 10),
    "test_scoring_1741_assessments_from_answers": ("the same from `Assessment` values, arrays built on the way", None),
    "test_scoring_one_assessment": ("result of one assessment", None),
    "test_next_actions": ("next actions, real content", None),
    "test_next_actions_of_an_example": ("next actions of a filled example", None),
    "test_radar": ("radar, warm", None),
    "test_the_peers_of_a_year": ("peers of a year, 1,741 submissions, shared by all sessions", None),
    "test_the_view_of_a_municipality": ("groups of one municipality, with a year of history", None),
    "test_a_cold_comparison": ("comparison with 1,741 peers, cold, without the screen", 40),
    "test_changing_the_group[all]": ("changing the group, to all peers, without the screen", 10),
    "test_a_plan[3-tight]": ("roadmap, 100 actions × 3 years to 1 %, 80 person-days a year", 3_000),
    "test_a_plan[3-usual]": ("the same, 150 person-days a year", 3_000),
    "test_a_plan[3-ample]": ("the same, 250 person-days a year", 3_000),
    "test_a_plan[5-tight]": ("roadmap, 100 actions × 5 years to 1 %, 80 person-days a year", 8_000),
    "test_a_plan[5-usual]": ("the same, 150 person-days a year", 8_000),
    "test_a_plan[5-ample]": ("the same, 250 person-days a year", 8_000),
    "test_the_greedy_plan": ("the greedy plan over 5 years", None),
    "test_showing_a_plan": ("the roadmap of a kept plan over 5 years", None),
    "test_storing_the_usual_click[sqlite]": ("answer write, the usual click, on disk, SQLite with 480,000 answers", 1),
    "test_storing_the_usual_click[postgresql]": ("the same, local PostgreSQL with 480,000 answers", 3),
    "test_recording_an_answer[sqlite]": ("answer write upon another state, SQLite", 1),
    "test_recording_an_answer[postgresql]": ("the same, local PostgreSQL", 3),
    "test_the_floor_of_recording_an_answer": ("answer write, floor: one row committed by the driver alone", None),
    "test_opening_an_assessment[sqlite]": ("opening an assessment among 10,000, SQLite", 5),
    "test_opening_an_assessment[postgresql]": ("opening an assessment among 10,000, local PostgreSQL", 5),
    "test_opening_the_comparison_cold[1741]": ("opening 比較 cold, 1,741 municipalities × 5 years, AppTest", 150),
    "test_opening_the_comparison_warm[1741]": ("the same warm", 60),
    "test_changing_the_group_on_the_screen[1741]": ("changing the group of 比較, the same", 60),
    "test_opening_the_comparison_cold[17410]": ("opening 比較 cold with 17,410 × 5 years, most of them made up", None),
    "test_opening_the_comparison_warm[17410]": ("the same warm", None),
    "test_changing_the_group_on_the_screen[17410]": ("changing the group of 比較, the same", None),
    "test_writing_a_report_of_the_quick_check": ("PDF of the quick check, warm", 150),
    "test_writing_a_report_of_the_full_check": ("PDF of the full check, warm", 150),
    "test_drawing_a_png": ("PNG of the radar", 200),
    "test_drawing_an_svg": ("SVG of the radar", None),
    "test_writing_a_workbook_of_the_quick_check": ("XLSX of the quick check", 100),
    "test_writing_a_workbook_of_the_full_check": ("XLSX of the full check", 100),
    "test_writing_an_answer_form": ("answer form, written", None),
    "test_reading_an_answer_form": ("answer form, read", None),
    "test_writing_an_answers_csv": ("answers CSV, written", 10),
    "test_reading_an_answers_csv": ("answers CSV, read", 10),
    "test_writing_a_result_csv": ("result CSV, written", 10),
}


# By the test and the name of the note.
_SESSIONS = "test_memory_does_not_grow_with_the_sessions"
NOTED = {
    (f"{_SESSIONS}[1741]", "MB kept"): ("memory kept for 比較 of 5 years, 1,741 municipalities", None, "MB"),
    (f"{_SESSIONS}[1741]", "kB per session"): ("memory that a session of 比較 leaves behind", 100, "kB"),
    (f"{_SESSIONS}[17410]", "MB kept"): ("memory kept for 比較 of 5 years, 17,410 municipalities", None, "MB"),
    (f"{_SESSIONS}[17410]", "kB per session"): ("memory that a session of 比較 leaves behind", 100, "kB"),
}


def _measured(report: Path, folder: Path) -> dict[str, Any]:
    """What pytest-benchmark reports of each test by its name, without those that failed before they had a figure."""
    options = [f"--benchmark-json={report}", f"--benchmark-storage=file://{folder}", "--benchmark-disable-gc"]
    command = [sys.executable, "-m", "pytest", "-q", "benchmarks", *options]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=sys.stderr)  # noqa: S603  # our own program
    if done.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise subprocess.CalledProcessError(done.returncode, command)
    return {one["name"]: one for one in json.loads(report.read_text(encoding="utf-8"))["benchmarks"]}
