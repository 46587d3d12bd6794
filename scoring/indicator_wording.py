"""Published indicators in words: written once, used by every screen and command."""

from collections.abc import Collection, Iterable

from questionnaire.fiscal_year import day_text
from questionnaire.indicator_table import IndicatorTable, Value
from questionnaire.indicators import Indicator, Indicators
from scoring.indicators import GroupFigure, changed_municipalities, group_figure, values_of
from scoring.wording import percent_text, rounded_down

NOT_PUBLISHED = "公表された値なし"


def value_text(indicator: Indicator, value: Value) -> str:
    """A published value: 実施, 72%, 22手続, or that there is none."""
    if value is None:
        return NOT_PUBLISHED
    return value if isinstance(value, str) else _number_text(indicator, value)


def group_text(known: Indicators, indicator: Indicator, figure: GroupFigure) -> str:
    """What is published of a group, with n and how many of its members have no published value."""
    missing = figure.members - figure.published
    told = f"({NOT_PUBLISHED}が{missing:,}団体)" if missing else ""
    if not figure.published:
        return f"{NOT_PUBLISHED}({figure.members:,}団体)"
    if figure.median is not None:
        return f"{figure.published:,}団体の中央値は{_number_text(indicator, figure.median)}{told}"
    done = figure.done or 0
    share = percent_text(done / figure.published)
    return f"{figure.published:,}団体のうち{done:,}団体({share})が{known.done}{told}"


def source_text(known: Indicators, table: IndicatorTable) -> str:
    """Who published it, and of which date the table is."""
    return f"出典 {known.publisher}「{known.title}」({day_text(table.as_of)}の表)"


def table_text(known: Indicators, table: IndicatorTable) -> str:
    """Which table it is, and how much is in it."""
    return f"{day_text(table.as_of)}の表({len(known.indicators)}指標、{len(table.values):,}団体)"


def comparison_rows(
    known: Indicators, shown: Iterable[Indicator], table: IndicatorTable, municipality: str, group: Collection[str]
) -> list[tuple[str, str, str]]:
    """These indicators with what is published of a municipality and of a group: title, own value, group."""
    return [
        (
            indicator.title,
            value_text(indicator, table.of(municipality, indicator.id)),
            group_text(known, indicator, group_figure(known, indicator, values_of(table, indicator, group))),
        )
        for indicator in shown
    ]


def contents_rows(
    known: Indicators, table: IndicatorTable, before: IndicatorTable | None
) -> list[tuple[str, str, str]]:
    """Every indicator with what the whole table says, and how many municipalities differ from the table before."""
    rows = []
    for indicator in known.indicators:
        figure = group_figure(known, indicator, values_of(table, indicator, table.values))
        changed = f"{changed_municipalities(before, table, indicator):,}団体" if before else "新しい表"
        rows.append((indicator.title, group_text(known, indicator, figure), changed))
    return rows


def older_text(kept: str) -> str:
    """Why a table is not taken in while that of this day is kept."""
    return f"すでに{kept}の表が読み込まれていて、このファイルの表はそれより前のものです。何も変えていません。"


def _number_text(indicator: Indicator, number: float) -> str:
    digits = 0 if number == int(number) else 1
    return f"{rounded_down(number, digits)}{'%' if indicator.kind == 'percent' else indicator.unit}"
