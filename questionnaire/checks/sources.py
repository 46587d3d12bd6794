"""Whether every fact stands on a section of a known document, and every section of a seed is used."""

from collections import Counter
from collections.abc import Iterator

from questionnaire.draft import Draft, reading_name
from questionnaire.fault import ContentFault
from questionnaire.model import Depth, Source


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


def _sections_that_nothing_cites(draft: Draft) -> Iterator[ContentFault]:
    """Sections of a seed that no question, action, practice or reading stands on have been overlooked."""
    if draft.broken or Depth.FULL not in draft.version.depths:
        return
    cited = {(source.document, source.section) for _, _, source in _cited(draft)}
    cited |= {(draft.version.survey.document, reading.section) for reading in draft.readings}
    for document in draft.documents:
        for section, title in document.sections.items():
            if document.is_seed and (document.id, section) not in cited:
                yield draft.fault(document.id, f"節「{section} {title}」をどこも出典にしていません")


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


CHECKS = (
    _unknown_sources,
    _sections_that_nothing_cites,
    _faulty_readings,
)
