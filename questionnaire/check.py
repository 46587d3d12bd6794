"""What a version must hold beyond its shape: ids that lead somewhere, cells with one core question, known sources."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from questionnaire.codes import is_code
from questionnaire.fault import ContentFault
from questionnaire.model import Action, Axis, Depth, Document, Practice, Question, Reading, Rules, Source, Version

# From level 2 a cell counts as reached, so every core question needs a way up to it.
LEVEL_OF_A_WAY_UP = 2


@dataclass(frozen=True)
class Draft:
    """A version as read, before its meaning is checked. `name` is that of its folder.

    `files` and `kinds` give the file and the kind of every id, also of entries that could not be read. `broken` names
    the files with such entries, of which nothing can be said to be missing; `unread` the kinds of which a whole file
    could not be read, so that no id of them can be said to be unknown.
    """

    name: str
    version: Version
    rules: Rules
    documents: tuple[Document, ...]
    axes: tuple[Axis, ...]
    actions: tuple[Action, ...]
    practices: tuple[Practice, ...]
    readings: tuple[Reading, ...]
    files: dict[str, str]
    kinds: dict[str, str]
    broken: frozenset[str]
    unread: frozenset[str]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all axes that could be read."""
        return tuple(question for axis in self.axes for question in axis.questions)

    def fault(self, entry: str, what: str) -> ContentFault:
        """A fault of the entry with this id, in the file that it stands in."""
        return ContentFault(self.files.get(entry, "version.toml"), entry, what)


def meaning_faults(draft: Draft) -> list[ContentFault]:
    """Every fault of meaning in the version, in no particular order."""
    return [fault for check in CHECKS for fault in check(draft)]


def _version_in_the_wrong_folder(draft: Draft) -> Iterator[ContentFault]:
    if draft.version.id != draft.name:
        yield ContentFault("version.toml", draft.version.id, f"フォルダの名前({draft.name})と違います")


def _survey_that_is_unknown(draft: Draft) -> Iterator[ContentFault]:
    survey = draft.version.survey
    if "documents" not in draft.unread and survey.document not in {document.id for document in draft.documents}:
        yield ContentFault("version.toml", "", f"survey: 「{survey.document}」という資料はありません")
    for code in survey.municipalities:
        if not is_code(code):
            yield ContentFault("version.toml", "", f"survey: {code}は正しい団体コードではありません")


def _rules_that_do_not_fit(draft: Draft) -> Iterator[ContentFault]:
    if not 0 < draft.rules.reached_at.value <= 1:
        yield ContentFault("rules.toml", "", "reached_at が0より大きく1以下の割合ではありません")
    if draft.rules.axes_needed > len(draft.version.axes):
        yield ContentFault("rules.toml", "", "axes_needed が分野の数より大きくなっています")
    if len(draft.rules.worked_example) != len(draft.version.steps):
        yield ContentFault("rules.toml", "", "worked_example の段階の数がステップの数と違います")


def _axes_in_the_wrong_file(draft: Draft) -> Iterator[ContentFault]:
    for axis in draft.axes:
        if draft.files[axis.id] != f"questions/{axis.id}.toml":
            yield draft.fault(axis.id, "ファイル名と分野のidが違います")


def _unknown_steps(draft: Draft) -> Iterator[ContentFault]:
    steps = {step.id for step in draft.version.steps}
    for question in draft.questions:
        if question.step not in steps:
            yield draft.fault(question.id, f"step: 「{question.step}」というステップはありません")


def _cells_without_one_core_question(draft: Draft) -> Iterator[ContentFault]:
    """Every cell has exactly one core question (design.md §4), so that no cell is ever empty."""
    for axis in draft.axes:
        if draft.files[axis.id] in draft.broken:
            continue
        cores = Counter(question.step for question in axis.questions if question.core)
        for step in draft.version.steps:
            if cores[step.id] != 1:
                yield draft.fault(axis.id, f"「{step.name}」のcoreの設問が1つではありません({cores[step.id]}つ)")


def _cells_too_thin_for_the_full_depth(draft: Draft) -> Iterator[ContentFault]:
    """A version that offers くわしく診断 asks more than the core question in every cell."""
    if Depth.FULL not in draft.version.depths:
        return
    for axis in draft.axes:
        asked = Counter(question.step for question in axis.questions)
        for step in draft.version.steps:
            if asked[step.id] < 2 and draft.files[axis.id] not in draft.broken:
                yield draft.fault(axis.id, f"「{step.name}」の設問が1つしかないので、depthsに full を書けません")


def _core_questions_that_may_not_apply(draft: Draft) -> Iterator[ContentFault]:
    for question in draft.questions:
        if question.core and question.allows_not_applicable:
            yield draft.fault(question.id, "coreの設問は「該当しない」を選べません")


def _levels_alike(draft: Draft) -> Iterator[ContentFault]:
    for question in draft.questions:
        if len(set(question.levels)) < len(question.levels):
            yield draft.fault(question.id, "同じ文の段階があります")


def _questions_without_a_way_up(draft: Draft) -> Iterator[ContentFault]:
    if "actions" in draft.unread:
        return
    raised = {lift.question for action in draft.actions for lift in action.lifts if lift.to >= LEVEL_OF_A_WAY_UP}
    for question in draft.questions:
        if question.id not in raised and not _file_of_actions(draft, question.id) & draft.broken:
            yield draft.fault(question.id, f"段階{LEVEL_OF_A_WAY_UP}以上に上げる次の一手がありません")


def _file_of_actions(draft: Draft, question: str) -> frozenset[str]:
    return frozenset({draft.files[question].replace("questions/", "actions/")})


def _dangling_references(draft: Draft) -> Iterator[ContentFault]:
    for action in draft.actions:
        yield from _unknown(draft, action.id, "lifts", "questions", (lift.question for lift in action.lifts))
        yield from _unknown(draft, action.id, "requires", "actions", action.requires)
        yield from _unknown(draft, action.id, "practices", "practices", action.practices)
    for practice in draft.practices:
        yield from _unknown(draft, practice.id, "question", "questions", [practice.question])
    for reading in draft.readings:
        name = reading_name(reading.municipality, reading.question)
        yield from _unknown(draft, name, "question", "questions", [reading.question])


def _unknown(draft: Draft, entry: str, key: str, kind: str, references: Iterable[str]) -> Iterator[ContentFault]:
    """The references that lead to nothing of this kind."""
    if kind in draft.unread:
        return
    for reference in references:
        if draft.kinds.get(reference) != kind:
            yield draft.fault(entry, f"{key}: 「{reference}」というidはありません")


def _circles_of_prerequisites(draft: Draft) -> Iterator[ContentFault]:
    requires = {action.id: action.requires for action in draft.actions}
    for start, needed in requires.items():
        reached, ahead = set[str](), list(needed)
        while ahead:
            action = ahead.pop()
            if action not in reached:
                reached.add(action)
                ahead += requires.get(action, ())
        if start in reached:
            yield draft.fault(start, "requires: 前提をたどると自分に戻ります")


def _estimates_out_of_order(draft: Draft) -> Iterator[ContentFault]:
    for action in draft.actions:
        for key, estimate in (("effort_days", action.effort_days), ("months", action.months)):
            if not estimate.low <= estimate.plan <= estimate.high:
                yield draft.fault(action.id, f"{key}: low・plan・highが小さい順ではありません")


def _unknown_sources(draft: Draft) -> Iterator[ContentFault]:
    if {"documents.toml", "documents"} & (draft.broken | draft.unread):
        return
    sections = {document.id: document.sections for document in draft.documents}
    for file, entry, source in _cited(draft):
        if source.document not in sections:
            yield ContentFault(file, entry, f"sources: 「{source.document}」という資料はありません")
        elif source.section not in sections[source.document]:
            yield ContentFault(file, entry, f"sources: 「{source.document}」に「{source.section}」という節はありません")


def _cited(draft: Draft) -> Iterator[tuple[str, str, Source]]:
    """Each citation with the file and the id of the entry that makes it."""
    files = draft.files
    yield from (
        (files[question.id], question.id, source) for question in draft.questions for source in question.sources
    )
    yield from ((files[action.id], action.id, source) for action in draft.actions for source in action.sources)
    yield from ((files[practice.id], practice.id, practice.source) for practice in draft.practices)
    yield from (("version.toml", step.id, source) for step in draft.version.steps for source in step.sources)
    yield from (("rules.toml", "", source) for source in draft.rules.sources)


def _faulty_codes(draft: Draft) -> Iterator[ContentFault]:
    for practice in draft.practices:
        if not is_code(practice.municipality):
            yield draft.fault(practice.id, f"municipality: {practice.municipality}は正しい団体コードではありません")


def _faulty_readings(draft: Draft) -> Iterator[ContentFault]:
    survey = draft.version.survey
    sections = next((document.sections for document in draft.documents if document.id == survey.document), {})
    seen = Counter((reading.municipality, reading.question) for reading in draft.readings)
    for reading in draft.readings:
        name = reading_name(reading.municipality, reading.question)
        if reading.municipality not in survey.municipalities:
            yield draft.fault(name, "version.toml の survey にない団体です")
        if sections and reading.section not in sections:
            yield draft.fault(name, f"section: 「{reading.section}」という節はありません")
        if seen[reading.municipality, reading.question] > 1:
            yield draft.fault(name, "同じ団体と設問の読み取りが2つ以上あります")


def reading_name(municipality: str, question: str) -> str:
    """What a reading is called in a fault, since it has no id."""
    return f"{municipality} {question}".strip()


CHECKS: tuple[Callable[[Draft], Iterator[ContentFault]], ...] = (
    _version_in_the_wrong_folder,
    _survey_that_is_unknown,
    _rules_that_do_not_fit,
    _axes_in_the_wrong_file,
    _unknown_steps,
    _cells_without_one_core_question,
    _cells_too_thin_for_the_full_depth,
    _core_questions_that_may_not_apply,
    _levels_alike,
    _questions_without_a_way_up,
    _dangling_references,
    _circles_of_prerequisites,
    _estimates_out_of_order,
    _unknown_sources,
    _faulty_codes,
    _faulty_readings,
)
