"""類似団体: the 35 official classes of municipalities, of which each municipality chooses its own."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from questionnaire.fault import ContentError, ContentFault
from questionnaire.loader import CONTENT
from questionnaire.model import Content, Id, Text
from questionnaire.municipalities import KINDS, municipality
from questionnaire.toml_file import read_content

FILE_NAME = "municipality-classes.toml"

Kind = Literal["政令指定都市", "中核市", "施行時特例市", "その他の市", "町", "村", "特別区"]


class ClassSource(Content):
    """A document that the classes are described from, and what of them it supports."""

    publisher: Text
    title: Text
    place: Text
    as_of: Text
    supports: Text


class MunicipalityClass(Content):
    """One class (類型), and the kinds of municipalities that may be in it."""

    id: Id
    name: Text
    about: Text
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]

    @property
    def label(self) -> str:
        """The class in words, as it is chosen from a list."""
        return f"{self.name}({self.about})"


class ClassList(Content):
    """All classes, what they are, and where a municipality looks up its own."""

    about: Text
    look_up: Text
    sources: Annotated[tuple[ClassSource, ...], Field(min_length=1)]
    classes: tuple[MunicipalityClass, ...]


@cache
def class_list() -> ClassList:
    """The classes as the content gives them. Raises `ContentError` with every fault."""
    return read_classes(CONTENT / FILE_NAME)


def read_classes(file: Path) -> ClassList:
    """The classes in this file. Raises `ContentError` with every fault."""
    found = read_content(file, ClassList)
    if faults := [ContentFault(file.name, *fault) for fault in _meaning_faults(found)]:
        raise ContentError(faults)
    return found


def class_of(id: str) -> MunicipalityClass | None:
    """The class with this id, or None."""
    return _by_id().get(id)


def classes_for(code: str) -> tuple[MunicipalityClass, ...]:
    """The classes that this municipality (its code) may be in, by its kind; none when there is no such municipality."""
    place = municipality(code)
    return tuple(one for one in class_list().classes if place and place.kind in one.kinds)


@cache
def only_class(code: str) -> str:
    """The id of the class of a municipality whose kind leaves no choice (a 中核市, say), else ""."""
    possible = classes_for(code)
    return possible[0].id if len(possible) == 1 else ""


@cache
def _by_id() -> dict[str, MunicipalityClass]:
    return {one.id: one for one in class_list().classes}


def _meaning_faults(found: ClassList) -> Iterator[tuple[str, str]]:
    """What the form cannot tell, each with the id of the class."""
    ids, names = (Counter(getattr(one, part) for one in found.classes) for part in ("id", "name"))
    yield from ((id, "idが重なっています") for id, count in ids.items() if count > 1)
    yield from ((name, "名前が重なっています") for name, count in names.items() if count > 1)
    known = {kind for one in found.classes for kind in one.kinds}
    yield from ((kind, "この種類の団体が選べる類型がありません") for kind in KINDS if kind not in known)
