"""The text of CSV files: what is written runs nothing in Excel, what Excel saves is read or refused in words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.csv_files.text import LARGEST_FILE, cell, decode, encode, text_of_cell
from files.fault import FileError, FileFault
from tests.csv_files import is_japanese, records_of

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
BLANKS = ("", " ", "  ", "\t", "\r", "\n", "\r\n", "\0", "\u3000", "\u00a0", " \t\r\n\0")
SIGNS = (*"=+-@＝＋－＠'\"", "''", "'=", "'＝", "x", "")
# Texts made of what the rule speaks of, far likelier to break it than any text.
HOSTILE_TEXT = st.builds(
    lambda *parts: "".join(parts), st.sampled_from(BLANKS), st.sampled_from(SIGNS), st.sampled_from(BLANKS), ANY_TEXT
)

# facts.md: after leading blanks a sign that starts a formula, in either width; or a control or a quote at the start.
MUST_BE_GUARDED = re.compile(r"[\t\r\0']|[ \u3000\u00a0\t\r\n\0]*[=+\-@＝＋－＠]")


def refusal(content: bytes) -> FileFault:
    with pytest.raises(FileError) as refused:
        decode(content, "回答.csv")
    (fault,) = refused.value.faults
    return fault


# Cells that no spreadsheet runs


@given(ANY_TEXT | HOSTILE_TEXT)
def test_any_text_comes_back_from_its_cell_as_it_was(text: str) -> None:
    assert text_of_cell(cell(text)) == text


@given(ANY_TEXT | HOSTILE_TEXT)
def test_a_text_is_guarded_exactly_when_the_rule_says(text: str) -> None:
    guarded = bool(MUST_BE_GUARDED.match(text))
    assert cell(text) == ("'" + text if guarded else text)


@given(ANY_TEXT | HOSTILE_TEXT)
def test_no_cell_starts_with_a_formula_sign_or_a_control(text: str) -> None:
    assert not cell(text).lstrip(" \t\r\n\0\u3000\u00a0").startswith(tuple("=+-@＝＋－＠"))
    assert not cell(text).startswith(("\t", "\r", "\0"))


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize("blank", BLANKS)
def test_every_formula_sign_is_guarded_behind_every_blank(sign: str, blank: str) -> None:
    assert cell(f"{blank}{sign}cmd|' /C calc'!A0") == f"'{blank}{sign}cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "text", ["", "文書", "1", "2026=", "a+b", "令和8年度", "\n二行目", " 字下げ", "“引用”", "‘引用’"]
)
def test_a_harmless_text_is_written_as_it_is(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("typed", ["'", "'文書", "'10", "' "])
def test_a_quote_that_somebody_typed_into_a_csv_file_stays(typed: str) -> None:
    assert text_of_cell(typed) == typed


def test_exactly_one_guard_is_taken_off() -> None:
    assert text_of_cell("''=1") == "'=1"
    assert text_of_cell("'=1") == "=1"


# The bytes of a file


def test_a_file_has_a_bom_and_ends_its_lines_with_crlf() -> None:
    assert encode([["設問", "段階"], ["計画", 2]]) == b"\xef\xbb\xbf" + "設問,段階\r\n計画,2\r\n".encode()


def test_commas_quotes_and_line_breaks_are_quoted_as_rfc_4180_says() -> None:
    assert encode([["a,b", 'c"d', "e\nf", "g\r\nh"]])[3:] == b'"a,b","c""d","e\nf","g\r\nh"\r\n'


@given(st.lists(st.lists(ANY_TEXT | HOSTILE_TEXT, max_size=4), min_size=1, max_size=4))
def test_any_cells_come_back_from_a_file_as_they_were(rows: list[list[str]]) -> None:
    # A first cell, since rows without any text count as blank.
    written = [["行", *map(cell, row)] for row in rows]
    assert [[text_of_cell(text) for text in row.cells[1:]] for row in decode(encode(written), "f")] == rows
    assert records_of(encode(written)) == written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_what_excel_saves_is_read(encoding: str, line_end: str) -> None:
    text = f"設問,メモ{line_end}計画,髙橋・﨑山・①・㈱・～{line_end}"
    rows = decode(text.encode(encoding), "f")
    assert [(row.line, row.cells) for row in rows] == [(1, ["設問", "メモ"]), (2, ["計画", "髙橋・﨑山・①・㈱・～"])]


def test_the_last_line_may_lack_its_end() -> None:
    assert [row.cells for row in decode(b"a,b\r\n1,2", "f")] == [["a", "b"], ["1", "2"]]


def test_blank_lines_and_lines_of_empty_cells_are_left_out() -> None:
    rows = decode(b"a,b\r\n\r\n1,2\r\n,\r\n,\r\n", "f")
    assert [(row.line, row.cells) for row in rows] == [(1, ["a", "b"]), (3, ["1", "2"])]


@pytest.mark.parametrize("line_break", ["\r\n", "\n"])
def test_a_row_is_named_by_the_line_it_begins_on_after_a_memo_of_several_lines(line_break: str) -> None:
    content = f'設問,メモ\r\n計画,"一{line_break}二{line_break}三"\r\n体制,なし\r\n'
    assert [row.line for row in decode(content.encode(), "f")] == [1, 2, 5]


def test_only_the_first_bom_is_taken_off() -> None:
    assert decode("\ufeff\ufeffa\r\n".encode(), "f")[0].cells == ["\ufeffa"]


# What is refused


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        pytest.param("設問,段階\r\n".encode("utf-16"), 1, "UTF-16", id="utf-16 of PowerShell"),
        pytest.param("\ufeff設問,段階\r\n".encode("utf-16-be"), 1, "UTF-16", id="utf-16, big end first"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00", 1, "Excelブック", id="xlsx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "Excelブック", id="xls"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", 1, "PDF", id="pdf"),
        pytest.param("設問\r\n計画\r\n".encode() + b"\xe3\x81\r\n", 3, "文字コード", id="cut utf-8"),
        pytest.param("\ufeff設問\r\n計画\r\n".encode() + b"\xb1\r\n", 3, "文字コード", id="half cp932 after a bom"),
        pytest.param("設問\r\n計画\r\n髙".encode("cp932") + b"\x81\r\n", 3, "文字コード", id="half cp932"),
        # Python's codec lets these bytes pass as private characters; Windows has no letter for them.
        pytest.param("設問\r\n髙".encode("cp932") + b"\xff\r\n", 2, "文字コード", id="byte that cp932 does not have"),
        pytest.param(
            '設問,メモ\r\n計画,なし\r\n体制,"閉じない\r\n手続,\r\n'.encode(), 3, "引用符", id="quote left open"
        ),
        pytest.param('設問,メモ\r\n計画,"一"二\r\n'.encode(), 2, "引用符", id="text after a quote"),
        pytest.param(b"a" * (LARGEST_FILE + 1), 1, "大きすぎます", id="too large"),
    ],
)
def test_what_is_no_csv_file_is_refused_with_its_line_and_a_reason(content: bytes, line: int, words: str) -> None:
    fault = refusal(content)
    assert (fault.file, fault.line) == ("回答.csv", line)
    assert words in fault.what
    assert is_japanese(fault.what)
    assert str(fault).startswith(f"回答.csv {line}行目: ")


def test_a_file_of_the_largest_size_is_read() -> None:
    line = b"a" * 99_998 + b"\r\n"
    content = line * (LARGEST_FILE // len(line))
    assert len(content) == LARGEST_FILE
    assert len(decode(content, "f")) == 50


def test_a_quote_left_open_in_a_long_file_is_refused_at_its_row() -> None:
    assert refusal(b'a,b\r\n1,"2\r\n' + b"3,4\r\n" * 100_000).line == 2
