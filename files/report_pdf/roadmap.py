"""The chapter of the kept plan: what is done when and why, and what each fiscal year takes."""

from typing import Any

from files.report import PlannedAction, ReportPlan
from files.report_pdf.table import Table
from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.quarter import quarter_text


def chapter(plan: ReportPlan | None) -> dict[str, Any] | None:
    """The actions with their time, and what each year takes; None without a plan."""
    if plan is None:
        return None
    rows = tuple(
        (
            one.title,
            one.reason,
            _period_text(one),
            f"{sum(one.person_days.values()):g}人日",
            f"{sum(one.man_yen.values()):g}万円",
        )
        for one in plan.actions
    )
    header = ("次の一手と入れた理由", "時期", "手間", "費用")
    return {
        "sentences": plan.notes,
        "actions": Table("次の一手と時期", header, rows)._asdict(),
        "years": _years(plan)._asdict(),
    }


def _period_text(planned: PlannedAction) -> str:
    """From its first to its last quarter, on two lines; on one where both are the same."""
    if planned.first == planned.last:
        return quarter_text(planned.first)
    return f"{quarter_text(planned.first)}から\n{quarter_text(planned.last)}まで"


def _years(plan: ReportPlan) -> Table:
    """What each year takes of what it allows."""
    rows = tuple(
        (
            fiscal_year_text(year),
            f"{sum(one.person_days.get(year, 0) for one in plan.actions):g}",
            f"{plan.person_days[year]:g}" if year in plan.person_days else "",
            f"{sum(one.man_yen.get(year, 0) for one in plan.actions):g}",
            f"{plan.man_yen[year]:g}" if year in plan.man_yen else "",
        )
        for year in plan.fiscal_years
    )
    return Table("年度ごとの手間と費用", ("年度", "人日", "人日の上限", "費用(万円)", "費用の上限(万円)"), rows)
