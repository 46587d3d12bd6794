"""The tables of a roadmap: its actions, and its fiscal years."""

from itertools import pairwise

from questionnaire.fiscal_year import fiscal_year_text
from scoring.roadmap.outcome import Entry, Roadmap, YearEnd
from scoring.roadmap.wording import days_text, man_yen_text, period_text
from scoring.wording import WHOLE, maturity_range_text, maturity_text, step_text

Table = tuple[list[str], list[list[str]]]
"""Header and rows."""

YEAR_HEADER = ["年度", "到達ステップ", "手間", "使える手間", "費用", "使える費用", "終わる次の一手", "全体の成熟度"]


def entry_table(roadmap: Roadmap) -> Table:
    """When each action is done, who leads it, and what it takes in each fiscal year."""
    years = [fiscal_year_text(year.fiscal_year) for year in roadmap.years]
    amounts = [f"{year}の{what}" for what in ("手間", "費用") for year in years]
    return ["次の一手", "時期", "進める人", *amounts], [_entry_row(entry) for entry in roadmap.entries]


def _entry_row(entry: Entry) -> list[str]:
    amounts = [*map(days_text, entry.days), *map(man_yen_text, entry.man_yen)]
    return [entry.action.title, period_text(entry), entry.action.leads, *amounts]


def end_table(roadmap: Roadmap) -> Table:
    """The maturity of each axis and of the whole office, now and at the end of each fiscal year."""
    results = [result for _, result in roadmap.ends]
    rows = [
        [axis.name, *(maturity_range_text(result.of_axis[number]) for result in results)]
        for number, axis in enumerate(roadmap.before.axes)
    ]
    whole = [WHOLE, *(maturity_range_text(result.overall) for result in results)]
    return ["分野", *(when for when, _ in roadmap.ends)], [*rows, whole]


def year_table(roadmap: Roadmap) -> Table:
    """What each fiscal year takes of what there is, how many actions it finishes, and where it ends."""
    # What was finished before the plan is not counted in its first year.
    ended = sum(entry.end < roadmap.plan.settings.first_quarter for entry in roadmap.entries)
    counts = [ended, *(len(year.finished) for year in roadmap.years)]
    finished = [after - before for before, after in pairwise(counts)]
    return YEAR_HEADER, [_year_row(roadmap, *one) for one in zip(roadmap.years, finished, strict=True)]


def _year_row(roadmap: Roadmap, year: YearEnd, finished: int) -> list[str]:
    overall = year.result.overall
    return [
        fiscal_year_text(year.fiscal_year),
        step_text(overall.reached, year.result.steps, roadmap.questionnaire.rules),
        days_text(year.days),
        f"{year.days_given:,}人日",
        man_yen_text(year.man_yen),
        man_yen_text(year.man_yen_given),
        f"{finished}件",
        maturity_text(overall.maturity),
    ]
