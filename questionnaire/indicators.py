"""What デジタル庁 publishes of every municipality: the indicators, and the question each is shown beside."""

from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from questionnaire.fault import ContentError, ContentFault
from questionnaire.loader import CONTENT
from questionnaire.model import Content, Id, Questionnaire, Text
from questionnaire.toml_file import read_content

FILE_NAME = "indicators.toml"


class Indicator(Content):
    """One row of the table. `kind` tells what its values are: done or not, whole or broken per cent, or a number."""

    id: Id
    section: Text
    label: Text
    title: Text
    kind: Literal["done", "percent", "count"]
    unit: str = ""
    question: Id | None = None


class Indicators(Content):
    """The whole table: who publishes it under which title, what its words mean, and its rows.

    `note` is what must be known beside every figure. `done` stands for what a municipality does, `not_done` for what
    it does not do (yet), `missing` for a value that is not there.
    """

    publisher: Text
    title: Text
    note: Text
    done: Text
    not_done: Annotated[tuple[Text, ...], Field(min_length=1)]
    missing: tuple[Text, ...]
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """Every indicator by its id."""
        return {indicator.id: indicator for indicator in self.indicators}

    def beside(self, question: str) -> tuple[Indicator, ...]:
        """The indicators that are shown beside this question."""
        return tuple(indicator for indicator in self.indicators if indicator.question == question)


@cache
def indicators(root: Path = CONTENT) -> Indicators:
    """The indicators that the program knows. Raises `ContentError` with every fault of the file."""
    found = read_content(root / FILE_NAME, Indicators)
    if faults := [*_repeated(found), *_contradictions(found)]:
        raise ContentError(faults)
    return found


def question_faults(known: Indicators, versions: Iterable[Questionnaire]) -> list[ContentFault]:
    """The questions that no version asks. What a later version asks no longer is still shown in the earlier ones."""
    asked = {question.id for version in versions for question in version.questions}
    return [
        ContentFault(FILE_NAME, indicator.id, f"question: 設問「{indicator.question}」はどの版にもありません")
        for indicator in known.indicators
        if indicator.question is not None and indicator.question not in asked
    ]


def _repeated(known: Indicators) -> list[ContentFault]:
    """What two indicators share although it must tell them apart."""
    ids = Counter(indicator.id for indicator in known.indicators)
    rows = Counter((indicator.section, indicator.label) for indicator in known.indicators)
    return [
        *(ContentFault(FILE_NAME, id, "idが重なっています") for id, times in ids.items() if times > 1),
        *(
            ContentFault(FILE_NAME, "", f"「{section}」の「{label}」が重なっています")
            for (section, label), times in rows.items()
            if times > 1
        ),
    ]


def _contradictions(known: Indicators) -> list[ContentFault]:
    """Words that mean two things, and numbers without a unit or units without a number."""
    words = Counter([known.done, *known.not_done, *known.missing])
    repeated = [word for word, times in words.items() if times > 1]
    wrong_units = [indicator for indicator in known.indicators if (indicator.kind == "count") != bool(indicator.unit)]
    return [
        *(ContentFault(FILE_NAME, "", f"語「{word}」が2つの意味で書かれています") for word in repeated),
        *(ContentFault(FILE_NAME, one.id, "unit: kind が count のときだけ書きます") for one in wrong_units),
    ]
