"""The result CSV: one row per axis and one for the whole, with unrounded figures for other programs."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from files.csv_files.columns import ATTAINMENT
from files.csv_files.text import BOM, cell
from questionnaire.assessment import Assessment
from questionnaire.model import Questionnaire
from questionnaire.municipalities import municipality
from scoring.peers.comparison import Comparison
from scoring.peers.spread import Spread
from scoring.result import Result, Standing
from scoring.wording import step_text

HEAD_COLUMNS = ("団体コード", "団体名", "年度", "設問版", "深さ", "分野ID", "分野")
STANDING_COLUMNS = ("到達ステップ番号", "到達ステップ", "成熟度", "成熟度_上限", "回答率(%)")
PEER_COLUMNS = ("比較グループ", "比較年度", "比較団体数", "比較中央値", "第1四分位", "第3四分位", "百分位")
OVERALL_ID, OVERALL_NAME = "overall", "全体"


class AmongPeers(NamedTuple):
    """How the core maturity of one row stands among peers. What may not be shown is None, and its cell stays empty.

    `group` names the peers in words, `peers` tells how many of them are behind the figures; median and quartiles are
    maturities (0.0–3.0), `percentile` is 0–100.
    """

    group: str
    fiscal_year: int
    peers: int | None = None
    median: float | None = None
    first_quartile: float | None = None
    third_quartile: float | None = None
    percentile: float | None = None


def among_peers(comparison: Comparison, group: str) -> dict[str, AmongPeers]:
    """The peers behind each row of the core result, by the id of an axis or `OVERALL_ID`; `group` names them."""
    ids = [*(axis.id for axis in comparison.axes), OVERALL_ID]
    spreads = [*comparison.of_axis, comparison.overall]
    return {id: _standing_among(peers, group, comparison.fiscal_year) for id, peers in zip(ids, spreads, strict=True)}


def _standing_among(peers: Spread, group: str, fiscal_year: int) -> AmongPeers:
    figures = (peers.median, peers.first_quartile, peers.third_quartile, peers.percentile)
    return AmongPeers(
        group, fiscal_year, peers.count or None, *(None if one is None else float(one) for one in figures)
    )


class Scored(NamedTuple):
    """An assessment with its questionnaire and its result; `among_peers` by the id of an axis or `OVERALL_ID`."""

    questionnaire: Questionnaire
    assessment: Assessment
    result: Result
    among_peers: Mapping[str, AmongPeers] = MappingProxyType({})


def write(scored: Iterable[Scored]) -> bytes:
    """The results in the order given. Percentages are 0–100, maturities 0.0–3.0."""
    table = _table(list(scored))
    return (BOM + table.to_csv(index=False, lineterminator="\r\n")).encode("utf-8")


def _table(scored: Sequence[Scored]) -> pd.DataFrame:
    """One row per axis and one for the whole, assessment by assessment; figures as numbers, codes as text."""
    named = columns(scored[0].questionnaire)
    table = pd.DataFrame([row for one in scored for row in _rows(one)], columns=named)
    # A column of whole numbers with gaps would be written with a point: 2026.0.
    return table.astype({"比較年度": "Int64", "比較団体数": "Int64"})


def columns(questionnaire: Questionnaire) -> list[str]:
    """The names of the columns in their order."""
    steps = [f"{ATTAINMENT}{step.short_name}(%)" for step in questionnaire.steps]
    return [*HEAD_COLUMNS, *steps, *STANDING_COLUMNS, *PEER_COLUMNS]


def _rows(scored: Scored) -> Iterable[list[object]]:
    for axis, standing in zip(scored.result.axes, scored.result.of_axis, strict=True):
        yield [*_head(scored), axis.id, cell(axis.name), *_figures(scored, standing), *_peers(scored, axis.id)]
    overall = _figures(scored, scored.result.overall)
    yield [*_head(scored), OVERALL_ID, OVERALL_NAME, *overall, *_peers(scored, OVERALL_ID)]


def _head(scored: Scored) -> list[object]:
    assessment, place = scored.assessment, municipality(scored.assessment.municipality)
    return [
        assessment.municipality,
        cell(place.name if place else ""),
        assessment.fiscal_year,
        assessment.version,
        scored.result.depth.value,
    ]


def _figures(scored: Scored, standing: Standing) -> list[object]:
    return [
        *(100 * attainment for attainment in standing.attainment),
        standing.reached,
        cell(step_text(standing.reached, scored.result.steps, scored.questionnaire.rules)),
        standing.maturity,
        standing.maturity_upper,
        100 * standing.answered_share,
    ]


def _peers(scored: Scored, row: str) -> list[object]:
    found = scored.among_peers.get(row)
    return [cell(found.group), *found[1:]] if found else [None] * len(PEER_COLUMNS)
