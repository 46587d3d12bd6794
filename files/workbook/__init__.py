"""The workbook: one assessment with everything that follows from it, for staff who work in Excel."""

from files.report import Report


def write(report: Report) -> bytes:
    """The XLSX file with the sheets 概要, 分野別, 回答, 次の一手, 工程表, 比較 and 設問一覧."""
    # XlsxWriter takes a tenth of a second to import, which only those wait for who want the file.
    from files.workbook.sheets import content  # noqa: PLC0415

    return content(report)
