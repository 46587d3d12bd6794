"""The comparison CSV: it carries levels and nothing written by hand, and nothing impossible comes in by it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from files.csv_files import answers_csv, comparison_csv
from files.csv_files.comparison_csv import COLUMNS, MOST_ROWS, ComparisonFile
from files.csv_files.text import encode
from files.fault import FileError
from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.classes import only_class
from questionnaire.model import Depth
from questionnaire.municipalities import MUNICIPALITIES
from questionnaire.peer import NamedPeer, Origin
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, UNKNOWN, answered_alike, level, not_applicable, with_answers
from tests.csv_files import Row, csv_bytes, csv_text, is_japanese, records_of, rows_of
from tests.stored import ASKED, FURTHER, QUESTIONS

HEADER = [
    "団体コード", "団体名", "年度", "設問版", "深さ", "設問ID", "分野ID", "分野", "ステップID", "ステップ", "設問",
    "回答状態", "段階", "選択肢", "確認",
]  # fmt: skip
VERSION, CORE = ASKED.version.id, len(QUESTIONS)
COMPLETE = replace(answered_alike(ASKED, level(2)), version=VERSION)
HAKODATE = "012025"

Rows = list[Row]
Edit = Callable[[Rows], object]


def at(municipality: str = SOKA, fiscal_year: int = 2026, given: Assessment = COMPLETE) -> Assessment:
    return replace(given, municipality=municipality, fiscal_year=fiscal_year)


def written(*given: Assessment) -> bytes:
    return comparison_csv.write((ASKED, one) for one in given or (COMPLETE,))


def rows(*given: Assessment) -> Rows:
    """The rows of a valid file; row n stands on line n + 2."""
    return rows_of(written(*given))


def a_peer(municipality: str = SOKA, fiscal_year: int = 2026, levels: str = "2" * CORE) -> NamedPeer:
    return NamedPeer(municipality, fiscal_year, VERSION, only_class(municipality), levels, Origin.IMPORTED)


def read(*contents: bytes) -> list[ComparisonFile]:
    return comparison_csv.read((f"{number}.csv", content) for number, content in enumerate(contents, start=1))


def peers_in(*contents: bytes) -> list[NamedPeer]:
    return [peer for found in read(*contents) for peer in found.peers]


def faults_of(*contents: bytes) -> list[str]:
    with pytest.raises(FileError) as refused:
        read(*contents)
    assert all(is_japanese(fault.what) for fault in refused.value.faults)
    return [str(fault) for fault in refused.value.faults]


# What is written


def test_the_header_is_that_of_the_answers_csv_without_memo_and_evidence() -> None:
    assert records_of(written())[0] == HEADER == list(COLUMNS)
    assert [column for column in answers_csv.COLUMNS if column not in HEADER] == ["メモ", "根拠"]


@pytest.mark.parametrize("depth", Depth)
def test_each_row_is_that_of_the_answers_csv(depth: Depth) -> None:
    given = answered_alike(
        ASKED, Answer(AnswerState.ANSWERED, 1, "秘密のメモ", "秘密の根拠", is_confirmed=False), depth
    )
    expected = [{name: row[name] for name in HEADER} for row in rows_of(answers_csv.write(ASKED, given))]
    assert rows(given) == expected
    assert "秘密" not in written(given).decode()


def test_no_reason_of_what_does_not_apply_is_written() -> None:
    given = with_answers(answered_alike(ASKED, level(1), Depth.FULL), {FURTHER[0].id: not_applicable("秘密の理由")})
    assert "秘密" not in written(given).decode()


# What is written is read back


def test_the_levels_of_the_core_questions_are_read_back_in_their_order() -> None:
    answers = {question.id: level(number % 4) for number, question in enumerate(QUESTIONS)} | {QUESTIONS[5].id: UNKNOWN}
    (found,) = read(written(with_answers(COMPLETE, answers)))
    assert found == ComparisonFile("1.csv", (a_peer(levels="01230-" + "23" + "0123" * 4),), ())


def test_of_a_full_check_only_the_core_questions_are_read() -> None:
    full = with_answers(answered_alike(ASKED, level(3), Depth.FULL), {question.id: level(1) for question in QUESTIONS})
    assert peers_in(written(full)) == [a_peer(levels="1" * CORE)]


def test_several_municipalities_and_years_may_stand_in_one_file_and_in_several() -> None:
    together = [at(SOKA), at(KOSHIGAYA), at(SOKA, 2025), at(HAKODATE)]
    assert peers_in(written(*together), written(at(MATSUBUSHI))) == [
        a_peer(SOKA), a_peer(KOSHIGAYA), a_peer(SOKA, 2025), a_peer(HAKODATE), a_peer(MATSUBUSHI),
    ]  # fmt: skip


def test_what_excel_makes_of_a_file_is_read() -> None:
    """The leading zero is dropped, the encoding and the ends of lines are others, and labels are changed."""
    dropped = [row | {"団体コード": "12025", "団体名": "", "段階": "２.0"} for row in rows(at(HAKODATE))]
    for content in (csv_bytes(dropped), csv_text(dropped).encode("cp932"), csv_bytes(dropped, "utf-8", "\n")):
        assert peers_in(content) == [a_peer(HAKODATE)]


def test_rows_in_another_order_are_read_alike() -> None:
    answers = {question.id: level(number % 4) for number, question in enumerate(QUESTIONS)}
    assert peers_in(csv_bytes(rows(with_answers(COMPLETE, answers))[::-1])) == [a_peer(levels="0123" * 6)]


def test_of_an_answers_csv_memo_and_evidence_are_not_read_and_that_is_told() -> None:
    (found,) = read(answers_csv.write(ASKED, COMPLETE))
    assert found.peers == (a_peer(),)
    assert found.notes == ("メモと根拠の列がありますが、読み込みません",)


def test_an_answer_that_is_not_confirmed_has_no_level_and_that_is_told() -> None:
    copy = Answer(AnswerState.ANSWERED, 2, is_confirmed=False)
    (found,) = read(written(with_answers(COMPLETE, {QUESTIONS[0].id: copy})))
    assert found.peers == (a_peer(levels="-" + "2" * (CORE - 1)),)
    assert found.notes == (f"{SOKA} 2026年度: 未確認の回答1問は、段階がないものとして読み込みます",)


# Another version


def of_another_version(edit: Edit = lambda _: None) -> bytes:
    changed = [row | {"設問版": "v2031-2"} for row in rows()]
    edit(changed)
    return csv_bytes(changed)


def test_a_version_that_is_not_here_is_read_by_the_ids_of_its_questions_and_that_is_told() -> None:
    def rename(changed: Rows) -> None:
        changed[0]["設問ID"], changed[3]["設問ID"] = "asked-in-2031", "asked-in-2031-too"

    (found,) = read(of_another_version(rename))
    assert found.peers == (a_peer(levels="-22-" + "2" * (CORE - 4)),)
    (note,) = found.notes
    for what in ("設問版 v2031-2 はここにない", "asked-in-2031、asked-in-2031-too", QUESTIONS[0].id, QUESTIONS[3].id):
        assert what in note


def test_a_version_of_which_no_question_is_here_is_refused() -> None:
    def rename(changed: Rows) -> None:
        for number, row in enumerate(changed):
            row["設問ID"] = f"asked-in-2031-{number}"

    assert faults_of(of_another_version(rename)) == [
        "1.csv 2行目: かんたん診断の設問に、段階のある回答が1つもありません"
    ]


# What is refused


def edited(edit: Edit) -> bytes:
    changed = rows()
    edit(changed)
    return csv_bytes(changed)


def for_all(column: str, value: str) -> Edit:
    return lambda changed: [row.update({column: value}) for row in changed]


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (for_all("団体コード", "112217"), "2行目: 団体コード「112217」は正しくありません"),
        (for_all("団体コード", "草加市"), "2行目: 団体コード「草加市」は正しくありません"),
        (for_all("団体コード", "110001"), "2行目: 団体コード「110001」の市区町村はありません"),
        (for_all("年度", "令和8"), "2行目: 年度「令和8」は西暦4桁ではありません"),
        (for_all("設問版", ""), "2行目: 設問版「」を読み取れません"),
        (for_all("設問版", "=1+1"), "2行目: 設問版「=1+1」を読み取れません"),
        (for_all("回答状態", "わからない"), "回答状態が「回答」ではないのに段階があります"),
        (
            lambda it: [row.update({"回答状態": "わからない", "段階": ""}) for row in it],
            "段階のある回答が1つもありません",
        ),
        (lambda it: it[2].update({"設問版": "v2031-2"}), "4行目: 設問版「v2031-2」が2行目と違います"),
        (lambda it: it[2].update({"段階": "4"}), "4行目: 段階「4」は0から3までの整数ではありません"),
        (lambda it: it[2].update({"段階": ""}), "4行目: 設問「{id}」: 回答状態が「回答」なのに段階がありません"),
        (lambda it: it[2].update({"回答状態": "はい"}), "4行目: 回答状態「はい」は"),
        (lambda it: it[2].update({"回答状態": "該当しない", "段階": ""}), "この設問は「該当しない」を選べません"),
        (lambda it: it[2].update({"確認": "?"}), "4行目: 確認「?」は済か未ではありません"),
        (lambda it: it[2].update({"設問ID": "no-such-question"}), "4行目: 設問ID「no-such-question」は設問版"),
        (lambda it: it.pop(2), "24行目: かんたん診断の設問の行が足りません({id})"),
        (lambda it: it.insert(3, it[2]), "5行目: 設問ID「{id}」の行が重なっています(4行目にもあります)"),
        (lambda it: it[2].update({"年度": "2025"}), "5行目: 団体コード「112216」の2026年度が2回あります"),
    ],
)
def test_what_a_comparison_cannot_be_is_refused_with_its_line(edit: Edit, what: str) -> None:
    faults = faults_of(edited(edit))
    assert any(what.format(id=QUESTIONS[2].id) in fault for fault in faults), faults


def test_every_fault_of_every_file_is_told_at_once() -> None:
    first, second = rows(at(SOKA), at(KOSHIGAYA)), rows(at(MATSUBUSHI))
    first[0]["段階"] = "9"
    first[CORE + 1]["回答状態"] = "?"
    second[4]["段階"] = "x"
    faults = faults_of(csv_bytes(first), written(at(HAKODATE)), csv_bytes(second))
    assert [fault.split(": ")[0] for fault in faults] == ["1.csv 2行目", f"1.csv {CORE + 3}行目", "3.csv 6行目"]


def test_a_municipality_that_stands_twice_for_a_year_is_refused_also_across_files() -> None:
    again = written(at(KOSHIGAYA), at(SOKA))
    assert faults_of(written(at(SOKA)), again) == [
        f"2.csv {CORE + 2}行目: 団体コード「112216」の2026年度が2回あります(1.csv 2行目にもあります)"
    ]
    (fault,) = faults_of(written(at(SOKA), at(KOSHIGAYA), at(SOKA)))
    assert fault.startswith(f"1.csv {2 * CORE + 2}行目: ")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "列「団体コード」がありません"),
        (encode([HEADER]), "設問の行がありません。比較用CSVから作り直してください"),
        (encode([["分野ID", "成熟度"], ["overall", 1.5]]), "列「設問ID」がありません"),
        (encode([[*HEADER, "段階"], [""] * 16, ["x"] * 16]), "列「段階」が2つ以上あります"),
        (b"PK\x03\x04" + b"\0" * 100, "CSVではなくExcelブックです"),
        (b"%PDF-1.7", "CSVではなくPDFです"),
        ("団体コード".encode("utf-16"), "CSVではなくUTF-16のテキストです"),
        (written() + b'"x', "CSVの行として読めません"),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, what: str) -> None:
    assert any(what in fault for fault in faults_of(content))


def test_a_hundred_thousand_lines_are_refused_at_once() -> None:
    short = encode(
        [["団体コード", "年度", "設問版", "設問ID", "回答状態", "段階"], *([SOKA, 2026, "v", "q", "", ""],) * 100_000]
    )
    assert len(short) < 5_000_000
    (fault,) = faults_of(short)
    assert f"行が多すぎます(100,001行。{MOST_ROWS:,}行まで)" in fault
    (fault,) = faults_of(short * 3)
    assert "ファイルが大きすぎます" in fault


def test_as_many_municipalities_as_are_allowed_are_read_and_one_more_is_not() -> None:
    most = MOST_ROWS // CORE
    codes = list(MUNICIPALITIES)[: most + 1]
    answer = {"年度": "2026", "設問版": VERSION, "回答状態": "回答", "段階": "2"}
    short = [{"団体コード": code, "設問ID": question.id} | answer for code in codes for question in QUESTIONS]
    assert peers_in(csv_bytes(short[: most * CORE])) == [a_peer(code) for code in codes[:most]]
    assert any("行が多すぎます" in fault for fault in faults_of(csv_bytes(short)))
