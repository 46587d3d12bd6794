"""Which indicators are published, which question each is shown beside, and of which date a table is."""

from datetime import date
from pathlib import Path

import pytest

from questionnaire.fault import ContentError
from questionnaire.indicator_table import DateError, as_of
from questionnaire.indicators import FILE_NAME, Indicators, indicators, question_faults
from questionnaire.loader import CONTENT, newest_version, questionnaire
from tests.builders import a_questionnaire
from tests.copied_content import ROOT, a_copy_of_the_program, python, replace
from tests.published import real_cells

KNOWN = indicators()
TODAY = date(2026, 11, 22)


# The content


def test_the_indicators_are_the_rows_of_the_real_table_in_its_order() -> None:
    rows = [(row[0].strip(), row[1].strip()) for row in real_cells()[1:]]
    assert [(indicator.section, indicator.label) for indicator in KNOWN.indicators] == rows


def test_every_question_with_an_indicator_is_asked_and_some_have_two() -> None:
    asked = questionnaire(newest_version())
    named = [indicator.question for indicator in KNOWN.indicators if indicator.question]
    assert set(named) <= asked.by_id.keys()
    assert len(set(named)) < len(named) < len(KNOWN.indicators)
    assert [one.title for one in KNOWN.beside("governance-plan")] == ["DXの全体方針の策定"]
    assert KNOWN.beside("security-policy") == ()


def test_a_question_that_no_version_asks_is_a_fault_and_one_of_an_earlier_version_is_none() -> None:
    assert question_faults(KNOWN, [a_questionnaire(), questionnaire(newest_version())]) == []
    faults = question_faults(KNOWN, [a_questionnaire()])
    named = [indicator for indicator in KNOWN.indicators if indicator.question]
    assert [fault.id for fault in faults] == [indicator.id for indicator in named]
    assert faults[0].what == f"question: 設問「{named[0].question}」はどの版にもありません"


def faults_after(folder: Path, old: str, new: str) -> list[str]:
    """What is said of the content after one replacement in it."""
    (folder / FILE_NAME).write_bytes((CONTENT / FILE_NAME).read_bytes())
    replace(folder / FILE_NAME, old, new)
    with pytest.raises(ContentError) as refused:
        indicators(folder)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "rpa"', 'id = "RPA"', "indicators.9.id: 決められた形ではありません"),
        ('id = "rpa"', 'id = "telework"', "telework: idが重なっています"),
        ('label = "RPAの導入状況"', 'label = "AIの導入状況"', "「自治体業務のDX」の「AIの導入状況」が重なっています"),
        ('title = "RPAの導入"', "", "indicators.9.title: 必要な項目がありません"),
        ('title = "RPAの導入"', 'titel = "RPAの導入"', "indicators.9.titel: 知らない項目です"),
        ('"検討中", "未実施"', '"実施", "未実施"', "語「実施」が2つの意味で書かれています"),
        ('unit = "手続"', "", "frequent-procedures: unit: kind が count のときだけ書きます"),
        ('publisher = "デジタル庁"', 'publisher = "', "TOMLとして読めません"),
        ('kind = "percent"', 'kind = "share"', "indicators.11.kind: 決められた語ではありません"),
    ],
)
def test_faulty_content_is_refused_with_the_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert any(told in fault and fault.startswith(FILE_NAME) for fault in faults_after(tmp_path, old, new))


def test_missing_content_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=f"{FILE_NAME}: ファイルがありません"):
        indicators(tmp_path)


def test_check_tells_an_indicator_beside_a_question_that_is_not_asked(tmp_path: Path) -> None:
    program = a_copy_of_the_program(tmp_path / "program")
    file = program / "questionnaire" / "content" / FILE_NAME
    replace(file, 'question = "governance-plan"', 'question = "governance-plam"')
    done = python(program, "cli.py", "check")
    assert done.returncode == 1
    assert done.stderr.decode().strip() == (
        f"{FILE_NAME}: overall-plan: question: 設問「governance-plam」はどの版にもありません"
    )
    assert python(ROOT, "cli.py", "check").returncode == 0


def test_words_and_units_are_those_of_the_program() -> None:
    assert isinstance(KNOWN, Indicators)
    assert KNOWN.by_id["rpa"].kind == "done"
    assert {indicator.unit for indicator in KNOWN.indicators if indicator.kind == "count"} == {"手続"}


# Of which date a table is


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("digital-agency-dx-indicators-2024-07-12.csv", ""),
        ("20240712_自治体DX.csv", ""),
        ("公表_2024年7月12日.csv", ""),
        ("2024-07-12 (20240712).csv", ""),
        ("表.csv", "2024-07-12"),
        ("表.csv", "2024/7/12"),
        ("表.csv", "\uff12\uff10\uff12\uff14-07-12"),
        ("2023-01-01.csv", "2024-07-12"),
    ],
)
def test_the_date_is_the_one_that_was_typed_else_the_one_in_the_file_name(name: str, typed: str) -> None:
    assert as_of(name, typed, TODAY) == date(2024, 7, 12)


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("表.csv", "", "いつの表かがわかりません"),
        ("2024-07-12から2024-08-01.csv", "", "いつの表かがわかりません"),
        ("2024-13-40.csv", "", "いつの表かがわかりません"),
        ("123456789.csv", "", "いつの表かがわかりません"),
        ("2024-07-12.csv", "昨日", "表の日付「昨日」を読み取れません"),
        ("2024-07-12.csv", "2024-02-30", "表の日付「2024-02-30」を読み取れません"),
        ("表.csv", "2026-11-23", "表の日付 2026-11-23 は今日より先です"),
    ],
)
def test_without_one_certain_date_a_table_is_refused(name: str, typed: str, told: str) -> None:
    with pytest.raises(DateError, match=told):
        as_of(name, typed, TODAY)


def test_the_table_of_today_is_taken() -> None:
    assert as_of("2026-11-22.csv", "", TODAY) == TODAY
