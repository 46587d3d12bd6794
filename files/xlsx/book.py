"""An XLSX file in the making: the look that all of ours share, and sheets that never run what somebody typed.

XlsxWriter takes a tenth of a second to import: only what is itself imported on demand imports this module.
"""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from files.xlsx.text import cell_text

# Windows 10 and 11 have it; where it is missing, Excel takes another Japanese typeface (facts.md).
FONT = "BIZ UDPGothic"
A4 = 9

# デジタル庁デザインシステム: key blue for heads, its pale tint for what may be filled in.
KEY_BLUE, PALE_BLUE, LINE, GREY, NOTE = "#0017C1", "#E8F1FE", "#949494", "#F2F2F2", "#333333"

CELL: Mapping[str, Any] = {"border": 1, "border_color": LINE}
WRAPPED: Mapping[str, Any] = {**CELL, "text_wrap": True}

STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12, "font_color": KEY_BLUE},
    "note": {"font_color": NOTE},
    "wrapped_note": {"font_color": NOTE, "text_wrap": True},
    "sentence": {"text_wrap": True},
    "label": {**CELL, "bold": True, "bg_color": GREY},
    "header": {**WRAPPED, "bold": True, "font_color": "#FFFFFF", "bg_color": KEY_BLUE, "valign": "vcenter"},
    "full_header": {**WRAPPED, "bold": True, "bg_color": GREY, "valign": "vcenter"},
    # What somebody typed stays text in Excel too, when the cell is opened and closed again.
    "text": {**WRAPPED, "quote_prefix": True},
    "code": {**CELL, "num_format": "@"},
    "centre": {**CELL, "align": "center"},
    "number": {**CELL, "align": "center", "num_format": "0"},
    "whole": {**CELL, "num_format": "#,##0"},
    # Excel would end a whole number with a point in a format for one decimal that may be missing.
    "days": {**CELL, "num_format": "General"},
    "figure": {**WRAPPED, "align": "right"},
    "year": {**CELL, "num_format": "0"},
    "percent": {**CELL, "num_format": "0%"},
    "maturity": {**CELL, "num_format": "0.0"},
    "full_percent": {**CELL, "num_format": "0.0000%"},
    "full_maturity": {**CELL, "num_format": "0.000000"},
    "date": {**CELL, "num_format": "yyyy-mm-dd", "align": "left"},
    "mark": {"font_color": KEY_BLUE, "bg_color": PALE_BLUE},
    "total": {**CELL, "bold": True, "num_format": "General", "bg_color": GREY},
    "input": {**WRAPPED, "num_format": "@", "bg_color": PALE_BLUE, "locked": False},
    "input_date": {**CELL, "num_format": "yyyy-mm-dd", "bg_color": PALE_BLUE, "locked": False, "align": "left"},
    "input_choice": {**CELL, "num_format": "@", "bg_color": PALE_BLUE, "locked": False, "align": "center"},
    "chosen": {"bold": True, "bg_color": "#FFD43D"},
}

Value = str | int | float | date | None


class Book:
    """An XLSX file of this title, made on this day. The same contents give the same bytes."""

    def __init__(self, title: str, day: date) -> None:
        self._bytes = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": 10, "valign": "top"},
        }
        self.workbook = xlsxwriter.Workbook(self._bytes, options)
        self.workbook.set_properties({"title": title, "created": datetime.combine(day, time(), UTC)})
        self._made: dict[str, Format] = {}

    def style(self, name: str) -> Format:
        """One of `STYLES`."""
        if name not in self._made:
            self._made[name] = self.workbook.add_format(dict(STYLES[name]))
        return self._made[name]

    def sheet(self, name: str, *, portrait: bool = False) -> Worksheet:
        """A new sheet that prints on A4, as wide as the page, with its name and page numbers at the foot."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(A4)
        if not portrait:
            sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, style: str) -> None:
        """A value in a cell by its type. Never a formula, a link or a number that was a text."""
        look = self.style(style)
        if value is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self._write_text(sheet, row, column, cell_text(value), look)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time()), look)
        else:
            sheet.write_number(row, column, value, look)

    def content(self) -> bytes:
        """The finished file. Nothing can be written any more."""
        self.workbook.close()
        return self._bytes.getvalue()

    def _write_text(self, sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
        # XlsxWriter takes a text of this shape for markup that is ready and writes it unescaped.
        if text.startswith("<r>") and text.endswith("</r>"):
            sheet.write_rich_string(row, column, look, text[:1], look, text[1:], look)
        else:
            sheet.write_string(row, column, text, look)
