"""Sources as a person would look them up."""

from collections.abc import Iterable

from questionnaire.model import Document, Questionnaire, Source


def citations(asked: Questionnaire, sources: Iterable[Source]) -> list[str]:
    """Each source in one line: document, section with its title, and what is meant there."""
    return [_citation(asked.document_of[source.document], source) for source in sources]


def short_citations(asked: Questionnaire, sources: Iterable[Source]) -> str:
    """The sources in one line, by the short names of their documents: 5市1町報告書 4.1.2、埼玉県 第1ステップ."""
    named = (f"{asked.document_of[source.document].short} {source.section}" for source in sources)
    return "、".join(dict.fromkeys(named))


def _citation(document: Document, source: Source) -> str:
    note = f"({source.note})" if source.note else ""
    return f"{document.title} {source.section} {document.sections[source.section]}{note}"
