"""Copies of the real content, to be broken one small replacement at a time."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from questionnaire.fault import ContentError, ContentFault
from questionnaire.loader import CONTENT, newest_version, read_version

ROOT = Path(__file__).parents[1]
CODE = ("cli.py", "commands", "questionnaire", "scoring", "files", "storage")
SCREENS = ("serving", "screens", "tests")
A_PRACTICE = """
[[practices]]
id = "a-further-practice"
title = "試験のための事例"
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


def a_copy_of_the_content(root: Path) -> Path:
    """The folder of a copy of the newest version below `root`."""
    name = newest_version()
    return Path(shutil.copytree(CONTENT / name, root / name))


def a_copy_of_the_program(root: Path, *more: str) -> Path:
    """The folder of a copy of what the command line needs, its content included, and of these further parts."""
    root.mkdir(parents=True)
    for name in (*CODE, *more):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, root / name)
    return root


def content_of(program: Path) -> Path:
    """The folder of the newest version in a copy of the program."""
    return program / "questionnaire" / "content" / newest_version()


def a_further_version(program: Path, name: str) -> Path:
    """The folder of a further version: the newest one once more, under this name and as a draft."""
    folder = Path(shutil.copytree(content_of(program), content_of(program).with_name(name)))
    replace(folder / "version.toml", f'id = "{newest_version()}"', f'id = "{name}"')
    set_status(folder, "draft")
    return folder


def set_status(folder: Path, status: str) -> None:
    """Says of the version that it is a draft or released."""
    file = folder / "version.toml"
    text, count = re.subn(r'^status = "\w+"', f'status = "{status}"', file.read_text(encoding="utf-8"), flags=re.M)
    assert count == 1
    file.write_text(text, encoding="utf-8")


def python(program: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Python run to its end in a copy of the program, or in the program itself."""
    # What the process says is read back as UTF-8, whatever the locale of the machine that tests.
    surroundings = os.environ | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"} | environment
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=program, env=surroundings, capture_output=True, check=False, timeout=60)


def offer_only_the_core(folder: Path) -> None:
    """The version asks what かんたん診断 asks, as it did before its further questions were written."""
    replace(folder / "version.toml", 'depths = ["core", "full"]', 'depths = ["core"]')


def remove_further_questions(folder: Path) -> None:
    """Leaves only the core question in every cell."""
    for file in (folder / "questions").iterdir():
        head, *entries = file.read_text(encoding="utf-8").split("[[questions]]")
        core = [entry for entry in entries if "\ncore = true" in entry]
        assert 0 < len(core) < len(entries)
        file.write_text("[[questions]]".join([head, *core]), encoding="utf-8")


def let_further_questions_not_apply(folder: Path) -> None:
    """Every question that is not core may be answered with 該当しない."""
    for file in (folder / "questions").iterdir():
        text = file.read_text(encoding="utf-8").replace("\nallows_not_applicable = true", "")
        assert "\ncore = false" in text
        file.write_text(
            text.replace("\ncore = false", "\ncore = false\nallows_not_applicable = true"), encoding="utf-8"
        )


def replace(file: Path, old: str, new: str, *, times: int = 1) -> None:
    """Replaces the text in the file; fails when it is not there, which would test nothing. `times=-1`: everywhere."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, times), encoding="utf-8")


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def faults_of(folder: Path) -> list[ContentFault]:
    """What the loader says of this version; nothing when it accepts it."""
    try:
        read_version(folder)
    except ContentError as error:
        return list(error.faults)
    return []


def places_of(faults: list[ContentFault]) -> list[tuple[str, str]]:
    """The file and the entry of each fault."""
    return [(fault.file, fault.id) for fault in faults]


def cite_instead(folder: Path, section: str, other: str) -> None:
    """Whatever cites the section now cites the other one."""
    for file in folder.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(f'section = "{section}"', f'section = "{other}"'), encoding="utf-8")
