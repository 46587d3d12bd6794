"""Texts that somebody may type into a free field, to be shown everywhere as they were typed."""

from questionnaire.assessment import LONGEST_TEXT

FORMULAS = (
    '=HYPERLINK("http://example.com","押す")',
    "=1+1",
    "+81-48-000-0000",
    "-1",
    "@SUM(A1:A9)",
    "＝1＋1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "　＠全角の空白のあと",
    " =1",
    "\t=1",
    " \t=1",
    "{=1+1}",
    "=cmd|' /C calc'!A0",
    "'=1",
    "''=二つの引用符",
    "'引用符で始まる",
)
MARKUP = (
    "<script>alert('1')</script><b>太字</b>&amp;",
    "<r><t>x</t></r>",
    "<r></r>",
    "<r>閉じない",
    "<t>&lt;</t>",
    "]]>",
    "&#x41;",
    "# 見出し **太字** [リンク](javascript:alert(1)) $x$",
    "http://example.com/ mailto:a@example.com",
    "&L&P&A",
)
LETTERS = (
    "𠮷野家と髙﨑",
    "檮原町",
    "か\u3099き\u3099(結合文字)",
    "葛\U000e0100城(異体字)",
    "絵文字👨‍👩‍👧‍👦と🏳️‍🌈",
    "\u200f右から左\u202eに\u202c",
    "\ufeff先頭のBOM",
    "  前後の空白  ",
    "2026-11-22",
    "0012",
    "112216",
    "1e5",
    "TRUE",
    "66%",
    "_x0041_と_x000D_",
    "",
    "一行目\n二行目\n\n",
    "長" * LONGEST_TEXT,
    "𠮷" * LONGEST_TEXT,
)
# Signs that XML 1.0 has no place for; a workbook writes them by their numbers.
CONTROLS = ("鐘\x07が鳴る", "\x01\x02\x1f", "\x0b縦\x0c改", "\x1b[31m赤", "終わり\x7f\x85\u2028", "\ufffe\uffff")
ALL = (*FORMULAS, *MARKUP, *LETTERS, *CONTROLS)
