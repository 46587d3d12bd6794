"""docs/accessibility.md answers every criterion, and what it names as a test is one."""

import re
from pathlib import Path
from typing import NamedTuple

from tests.situations import SITUATIONS

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
WCAG, JIS = TEXT.split("## JIS X 8341-3:2016 実装チェックリスト")
# W3C, WCAG 2.2, levels A and AA; JIS X 8341-3:2016 is WCAG 2.0.
OF_WCAG_2_2 = {
    *("1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5"),
    *("1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13"),
    *("2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1"),
    *("2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.11"),
    *("2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8", "3.1.1", "3.1.2"),
    *("3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6", "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.7", "3.3.8"),
    *("4.1.2", "4.1.3"),
}
SINCE_2_0 = {
    *("1.3.4", "1.3.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13", "2.1.4", "2.4.11"),
    *("2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8", "4.1.3"),
}
OF_JIS = (OF_WCAG_2_2 - SINCE_2_0) | {"4.1.1"}


class Row(NamedTuple):
    number: str
    cells: list[str]

    @property
    def result(self) -> str:
        """What the table says of the criterion."""
        (found,) = {"適合", "該当なし", "不適合"} & {cell.strip("* ") for cell in self.cells}
        return found


def rows(text: str) -> list[Row]:
    """The rows of the table of criteria."""
    return [Row(found[1], found[2].split("|")) for found in re.finditer(r"(?m)^\| (\d\.\d\.\d+) \|(.+)\|$", text)]


def test_every_criterion_is_answered_once() -> None:
    assert len(OF_WCAG_2_2) == 55
    assert len(OF_JIS) == 38
    assert sorted(row.number for row in rows(WCAG)) == sorted(OF_WCAG_2_2)
    assert sorted(row.number for row in rows(JIS)) == sorted(OF_JIS)


def test_both_tables_say_the_same() -> None:
    of_wcag = {row.number: row.result for row in rows(WCAG)}
    assert [row.number for row in rows(JIS) if row.result != of_wcag.get(row.number, "適合")] == []


def test_what_does_not_conform_is_told_among_what_remains() -> None:
    remaining = WCAG.split("## 残っていること")[1].split("## WCAG")[0]
    assert [row.number for row in rows(WCAG) if row.result == "不適合" and row.number not in remaining] == []


def test_every_test_that_is_named_is_there() -> None:
    files = [path for kind in ("py", "js") for path in (ROOT / "tests").rglob(f"*.{kind}")]
    modules = {path.stem for path in files}
    sources = "".join(path.read_text(encoding="utf-8") for path in files)
    named = set(re.findall(r"`(test_\w+|[a-z]+[A-Z]\w+)", TEXT))
    assert named
    assert [name for name in named if name not in modules and f"{name}(" not in sources] == []


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", TEXT))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_it_counts_the_situations() -> None:
    assert f"にある{len(SITUATIONS)}の状態" in TEXT
