"""工程表: which action runs in which quarter, with person-days and money by fiscal year."""

from files.report import PlannedAction, Report, ReportPlan
from files.workbook.names import ROADMAP
from files.xlsx.book import Book, Value
from files.xlsx.table import FIRST_ROW, Column, Table, add_empty, add_table
from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.quarter import MONTH_TEXTS, QUARTERS, Quarter, quarter_text
from scoring.wording import assessment_text

TITLE = "工程表"
EMPTY = "工程表をまだ保存していないため、この表は空です。「工程表」の画面で工程表を作って保存すると、ここに入ります。"
RUNNING = "■"
FIRST_QUARTER = 4


def add(book: Book, report: Report) -> None:
    """Adds the sheet."""
    title = f"{TITLE} {assessment_text(report.assessment)}"
    if report.plan is None:
        add_empty(book, ROADMAP, title, EMPTY)
        return
    plan = report.plan
    # The reasons are long, and are read on the screen.
    columns, rows = _columns(plan), [_row(plan, action) for action in plan.actions]
    note = "\n".join(plan.notes) or "人日は職員が働く日数、費用は万円です。"
    sheet = add_table(book, ROADMAP, Table(title, note, columns, rows, frozen=1, printed=len(columns) - 1))
    last = FIRST_ROW + max(len(rows), 1)
    running = {"type": "cell", "criteria": "==", "value": f'"{RUNNING}"', "format": book.style("mark")}
    sheet.conditional_format(FIRST_ROW, FIRST_QUARTER, last, FIRST_QUARTER + len(_quarters(plan)) - 1, running)
    for line, values in enumerate(_totals(plan), start=last + 1):
        for place, value in enumerate(values):
            book.write(sheet, line, place, value, "total")
    sheet.print_area(0, 0, last + 2, len(columns) - 2)


def _columns(plan: ReportPlan) -> list[Column]:
    return [
        Column("一手", 36),
        Column("進める人", 12),
        Column("始まり", 14),
        Column("終わり", 14),
        *(Column(_short_text(quarter), 9, "centre") for quarter in _quarters(plan)),
        *(Column(f"{fiscal_year_text(year)}の人日", 9, "days") for year in plan.fiscal_years),
        *(Column(f"{fiscal_year_text(year)}の費用(万円)", 9, "days") for year in plan.fiscal_years),
        Column("理由", 44),
    ]


def _row(plan: ReportPlan, action: PlannedAction) -> list[Value]:
    return [
        action.title,
        action.leads,
        quarter_text(action.first),
        quarter_text(action.last),
        *(RUNNING if action.first <= quarter <= action.last else None for quarter in _quarters(plan)),
        *(action.person_days.get(year, 0) for year in plan.fiscal_years),
        *(action.man_yen.get(year, 0) for year in plan.fiscal_years),
        action.reason,
    ]


def _totals(plan: ReportPlan) -> list[list[Value]]:
    """The sum of each year, and what the year allows where that is known."""
    between: list[Value] = [None] * (3 + len(_quarters(plan)))
    days = [sum(action.person_days.get(year, 0) for action in plan.actions) for year in plan.fiscal_years]
    money = [sum(action.man_yen.get(year, 0) for action in plan.actions) for year in plan.fiscal_years]
    allowed_days = [plan.person_days.get(year) for year in plan.fiscal_years]
    allowed_money = [plan.man_yen.get(year) for year in plan.fiscal_years]
    return [["合計", *between, *days, *money, None], ["上限", *between, *allowed_days, *allowed_money, None]]


def _quarters(plan: ReportPlan) -> list[Quarter]:
    return [Quarter(year, number) for year in plan.fiscal_years for number in range(1, QUARTERS + 1)]


def _short_text(quarter: Quarter) -> str:
    """The head of a narrow column: 令和9年度 4から6月."""
    return f"{fiscal_year_text(quarter.year)} {MONTH_TEXTS[quarter.number - 1]}"
