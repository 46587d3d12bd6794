"""The kept roadmap as PDF and workbook tell it."""

from files.report import PlannedAction, ReportPlan
from scoring.roadmap.outcome import Entry, Roadmap
from scoring.roadmap.wording import plan_sentences, reason_sentences


def planned(roadmap: Roadmap) -> ReportPlan:
    """The plan in the order of its starts, with what each fiscal year takes and is given."""
    return ReportPlan(
        fiscal_years=tuple(year.fiscal_year for year in roadmap.years),
        actions=tuple(_action(roadmap, entry) for entry in roadmap.entries),
        person_days={year.fiscal_year: year.days_given for year in roadmap.years},
        man_yen={year.fiscal_year: year.man_yen_given for year in roadmap.years},
        notes=tuple(plan_sentences(roadmap)),
    )


def _action(roadmap: Roadmap, entry: Entry) -> PlannedAction:
    years = [year.fiscal_year for year in roadmap.years]
    return PlannedAction(
        title=entry.action.title,
        leads=entry.action.leads,
        first=entry.start,
        last=entry.end,
        person_days=dict(zip(years, map(float, entry.days), strict=True)),
        man_yen=dict(zip(years, map(float, entry.man_yen), strict=True)),
        reason="".join(reason_sentences(roadmap, entry)),
    )
