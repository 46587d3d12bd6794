"""Released versions stay as they are: the fingerprint of each is kept, and every file is held against it."""

import hashlib
import tomllib
from collections.abc import Iterable
from pathlib import Path

from questionnaire.fault import ContentError, ContentFault

FILE_NAME = "released.toml"


def fingerprint(folder: Path) -> str:
    """What identifies the content of a version, down to the character; how a line ends does not matter."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*.toml"), key=lambda file: file.relative_to(folder).as_posix()):
        found.update(f"{file.relative_to(folder).as_posix()}\n".encode())
        found.update(file.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    return found.hexdigest()


def fingerprints(root: Path) -> dict[str, str]:
    """The fingerprint that each released version had on its release. Raises `ContentError` when the list is broken."""
    try:
        return tomllib.loads((root / FILE_NAME).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        what = '読めません。公開した版ごとに、版の名前 = "指紋" の1行だけを書いてください'
        raise ContentError([ContentFault(FILE_NAME, "", what)]) from None


def missing_faults(root: Path, names: Iterable[str]) -> list[ContentFault]:
    """The released versions that are not among these names any more."""
    return [
        ContentFault(FILE_NAME, name, "公開済みの版のフォルダがありません。元に戻してください")
        for name in sorted(fingerprints(root).keys() - set(names))
    ]


def release_faults(folder: Path, *, is_released: bool) -> list[ContentFault]:
    """Whether the version in this folder is still what was released."""
    kept, now = fingerprints(folder.parent).get(folder.name), fingerprint(folder)
    if kept is None:
        line = f'{folder.name} = "{now}"'
        return [ContentFault(FILE_NAME, folder.name, f"公開するには、次の1行を加えてください: {line}")] * is_released
    if not is_released:
        return [ContentFault(f"{folder.name}/version.toml", "", "公開済みの版は下書きに戻せません")]
    if kept != now:
        what = "公開したときの内容と違います。元に戻し、変えるときは新しい版を作ってください"
        return [ContentFault(FILE_NAME, folder.name, what)]
    return []
