"""Copies of the real content, to be broken one small replacement at a time."""

import shutil
from pathlib import Path

from questionnaire.fault import ContentError, ContentFault
from questionnaire.loader import CONTENT, newest_version, read_version

ROOT = Path(__file__).parents[1]
CODE = ("cli.py", "questionnaire", "scoring", "files")


def a_copy_of_the_content(root: Path) -> Path:
    """The folder of a copy of the newest version below `root`."""
    name = newest_version()
    return Path(shutil.copytree(CONTENT / name, root / name))


def a_copy_of_the_program(root: Path) -> Path:
    """The folder of a copy of what the command line needs, its content included."""
    root.mkdir(parents=True)
    for name in CODE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, root / name)
    return root


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
