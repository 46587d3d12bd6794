"""Reads a version of the questionnaire from its TOML files; a faulty one is refused with every fault at once."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from questionnaire.checks import meaning_faults
from questionnaire.draft import Draft, reading_name
from questionnaire.fault import ContentError, ContentFault
from questionnaire.model import Action, Axis, Document, Practice, Question, Questionnaire, Reading, Rules, Version
from questionnaire.released import fingerprints
from questionnaire.toml_file import FAULT_TEXTS, Model, ShapeError, UnreadableError, shaped, table_of

CONTENT = Path(__file__).parent / "content"
VERSION_NAME = re.compile(r"v(\d{4})-(\d+)")


def version_names(root: Path = CONTENT) -> tuple[str, ...]:
    """The ids of all versions there are, the oldest first."""
    numbered = {folder.name: VERSION_NAME.fullmatch(folder.name) for folder in root.iterdir() if folder.is_dir()}
    found = {name: (int(match[1]), int(match[2])) for name, match in numbered.items() if match}
    return tuple(sorted(found, key=found.__getitem__))


@cache
def newest_version(root: Path = CONTENT) -> str:
    """The version that a new assessment is made with: the newest released one, or a draft while none is released."""
    names = version_names(root)
    released = fingerprints(root)
    return next((name for name in reversed(names) if name in released), names[-1])


@cache
def questionnaire(version: str, root: Path = CONTENT) -> Questionnaire:
    """The version of that id. Raises `KeyError` when there is none and `ContentError` when it is faulty."""
    if version not in version_names(root):
        raise KeyError(version)
    return read_version(root / version)


def read_version(folder: Path) -> Questionnaire:
    """The version in this folder. Raises `ContentError` with every fault of every file."""
    reader = _Reader(folder)
    draft = reader.draft()
    faults = reader.faults + (meaning_faults(draft) if draft else [])
    if faults or not draft:
        raise ContentError(sorted(faults))
    return Questionnaire(
        version=draft.version,
        rules=draft.rules,
        documents=draft.documents,
        axes=draft.axes,
        actions=draft.actions,
        practices=draft.practices,
        readings=draft.readings,
    )


class _Reader:
    """Reads the files of one version and gathers what is wrong with their shape on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[ContentFault] = []
        self.files: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.unread: set[str] = set()

    def draft(self) -> Draft | None:
        """Everything that could be read, or None when the version's head or its rules could not."""
        version = self._whole("version.toml", Version)
        rules = self._whole("rules.toml", Rules)
        if version is None or rules is None:
            return None
        documents = self._entries("documents.toml", "documents", Document)
        names = [f"{axis}.toml" for axis in version.axes]
        self._note_strangers(names)
        axes = [self._axis(f"questions/{name}") for name in names]
        return Draft(
            name=self.folder.name,
            version=version,
            rules=rules,
            documents=tuple(documents),
            axes=tuple(axis for axis in axes if axis),
            actions=self._of_axes("actions", names, Action),
            practices=self._of_axes("practices", names, Practice),
            readings=self._of_axes("readings", names, Reading),
            files=self.files,
            kinds=self.kinds,
            # At the end: what these two hold comes about while the files above are read.
            broken=frozenset(fault.file for fault in self.faults),
            unread=frozenset(self.unread),
        )

    def _of_axes(self, kind: str, names: list[str], model: type[Model]) -> tuple[Model, ...]:
        """The entries of this kind in the files of all axes."""
        return tuple(entry for name in names for entry in self._entries(f"{kind}/{name}", kind, model))

    def _note_strangers(self, names: list[str]) -> None:
        for kind in ("questions", "actions", "practices", "readings"):
            for file in sorted((self.folder / kind).glob("*")):
                if file.name not in names:
                    self._fault(f"{kind}/{file.name}", "", "version.toml の axes にない分野のファイルです")

    def _fault(self, file: str, entry: str, what: str) -> None:
        self.faults.append(ContentFault(file, entry, what))

    def _table(self, file: str) -> dict[str, Any] | None:
        try:
            return table_of(self.folder / file)
        except UnreadableError as error:
            self._fault(file, "", str(error))
        self.unread.add(_kind_of(file))
        return None

    def _whole(self, file: str, model: type[Model]) -> Model | None:
        table = self._table(file)
        return None if table is None else self._parsed(file, "", table, model)

    def _entries(self, file: str, key: str, model: type[Model]) -> list[Model]:
        table = self._table(file)
        return [] if table is None else self._listed(file, key, table, model)

    def _listed(self, file: str, key: str, table: dict[str, Any], model: type[Model]) -> list[Model]:
        """The entries under `key`, each read by itself so that one fault does not hide the next."""
        found = []
        entries = table.get(key, [])
        if not isinstance(entries, list):
            self._fault(file, "", f"{key}: {FAULT_TEXTS['tuple_type']}")
            return []
        for number, entry in enumerate(entries, start=1):
            name = self._registered(file, entry, f"{number}番目")
            parsed = self._parsed(file, name, entry, model)
            found += [parsed] if parsed else []
        for stranger in sorted(set(table) - {key}):
            self._fault(file, "", f"{stranger}: {FAULT_TEXTS['extra_forbidden']}")
        return found

    def _registered(self, file: str, entry: Any, otherwise: str) -> str:
        """The id of the entry; a repeated one is a fault. Readings have none and are named by what they read."""
        known = entry if isinstance(entry, dict) else {}
        name = known.get("id") or reading_name(known.get("municipality", ""), known.get("question", "")) or otherwise
        if "id" in known and name in self.files:
            self._fault(file, name, f"idが重なっています({self.files[name]}にもあります)")
        self.files.setdefault(str(name), file)
        self.kinds.setdefault(str(name), _kind_of(file))
        return str(name)

    def _axis(self, file: str) -> Axis | None:
        table = self._table(file)
        if table is None:
            return None
        head = {key: value for key, value in table.items() if key != "questions"}
        name = self._registered(file, head, "")
        self.kinds[name] = "axes"
        questions = self._listed(file, "questions", {"questions": table.get("questions", [])}, Question)
        whole = head | {"questions": [question.model_dump(mode="json") for question in questions]}
        return self._parsed(file, name, whole, Axis)

    def _parsed(self, file: str, name: str, entry: Any, model: type[Model]) -> Model | None:
        try:
            return shaped(entry, model)
        except ShapeError as error:
            for what in error.faults:
                self._fault(file, name, what)
            return None


def _kind_of(file: str) -> str:
    """What a file holds: questions/people.toml → questions, documents.toml → documents."""
    return file.split("/", maxsplit=1)[0].removesuffix(".toml")
