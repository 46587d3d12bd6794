"""File names that say what is inside and are safe on Windows."""

from datetime import date

from questionnaire.assessment import Assessment


def file_name(what: str, assessment: Assessment, day: date, extension: str) -> str:
    """`dx-{what}_{団体コード}_{年度}_{yyyymmdd}.{extension}`."""
    return f"dx-{what}_{assessment.municipality}_{assessment.fiscal_year}_{day:%Y%m%d}.{extension}"
