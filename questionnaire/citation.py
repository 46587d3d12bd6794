"""Sources as a person would look them up."""

from collections.abc import Iterable

from questionnaire.model import Document, Questionnaire, Source


def citations(asked: Questionnaire, sources: Iterable[Source]) -> list[str]:
    """Each source in one line: document, section with its title, and what is meant there."""
    return [_citation(asked.document_of[source.document], source) for source in sources]


def _citation(document: Document, source: Source) -> str:
    note = f"({source.note})" if source.note else ""
    return f"{document.title} {source.section} {document.sections[source.section]}{note}"
