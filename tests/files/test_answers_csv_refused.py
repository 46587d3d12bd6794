"""A faulty answers CSV is refused with every fault by its line."""

from collections.abc import Callable

import pytest

from questionnaire.assessment import LONGEST_TEXT, answer_faults
from tests.answers_files import (
    CORE,
    HEADER,
    LABELS,
    LAST_LINE,
    READ,
    beginning,
    refusal,
    rows,
)
from tests.builders import (
    a_question,
    not_applicable,
)
from tests.csv_files import Row, csv_bytes, csv_text

# What is refused: one fault in one row


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("段階", "4", "段階「4」"),
        ("段階", "-1", "段階「-1」"),
        ("段階", "1.5", "段階「1.5」"),
        ("段階", "2段階", "段階「2段階」"),
        ("段階", "二", "段階「二」"),
        ("段階", "1e0", "段階「1e0」"),
        ("段階", "'2", "段階「'2」"),
        ("段階", "", "段階がありません"),
        ("回答状態", "わからない", "段階があります"),
        ("回答状態", "未回答", "段階があります"),
        ("回答状態", "該当しない", "段階があります"),
        ("回答状態", "はい", "回答状態「はい」"),
        ("回答状態", "", "回答状態「」"),
        ("回答状態", "answered", "回答状態「answered」"),
        ("団体コード", "112224", "団体コード「112224」が2行目と違います"),
        ("年度", "2025", "年度「2025」が2行目と違います"),
        ("設問版", "v2025-9", "設問版「v2025-9」が2行目と違います"),
        ("深さ", "full", "深さ「full」が2行目と違います"),
        ("深さ", "", "深さ「」が2行目と違います"),
        ("メモ", "長" * (LONGEST_TEXT + 1), "メモは10,000文字まで"),
        ("根拠", "長" * (LONGEST_TEXT + 1), "根拠は10,000文字まで"),
        ("メモ", "一\0二", "メモに使えない文字(NUL)があります"),
        ("根拠", "\0", "根拠に使えない文字(NUL)があります"),
        ("確認", "未確認", "確認「未確認」は済か未ではありません"),
        ("確認", "1", "確認「1」は済か未ではありません"),
        ("確認", "true", "確認「true」は済か未ではありません"),
    ],
    ids=beginning,
)
def test_a_faulty_cell_is_refused_with_its_line(column: str, text: str, words: str) -> None:
    faulty = rows()
    faulty[5][column] = text
    faults = refusal(csv_bytes(faulty))
    assert {fault.line for fault in faults} == {7}
    assert any(words in fault.what for fault in faults)


def test_an_answer_without_a_level_beside_other_rows_is_the_only_fault() -> None:
    faulty = rows()
    faulty[0]["段階"] = ""
    (fault,) = refusal(csv_bytes(faulty))
    assert str(fault) == f"回答.csv 2行目: 設問「{CORE[0].id}」: 回答状態が「回答」なのに段階がありません"


def test_not_applicable_is_refused_where_the_question_does_not_allow_it() -> None:
    faulty = rows()
    faulty[3] |= {"回答状態": "該当しない", "段階": "", "メモ": "施設がない"}
    (fault,) = refusal(csv_bytes(faulty))
    assert fault.line == 5
    assert CORE[3].id in fault.what
    assert "該当しない" in fault.what


@pytest.mark.parametrize("memo", ["", "  ", "\n", "　"])
def test_not_applicable_needs_its_reason_in_the_memo(memo: str) -> None:
    question = a_question("a-question", core=False, allows_not_applicable=True)
    assert answer_faults(not_applicable(memo), question) == ["「該当しない」の理由をメモに書いてください"]
    assert answer_faults(not_applicable("施設がない"), question) == []


def test_an_unknown_question_is_refused_and_the_one_it_replaced_is_missed() -> None:
    faulty = rows()
    faulty[2]["設問ID"] = "no-such-question"
    unknown, missing = refusal(csv_bytes(faulty))
    assert (unknown.line, missing.line) == (4, LAST_LINE)
    assert "「no-such-question」" in unknown.what
    assert CORE[2].id in missing.what


def test_a_row_without_a_question_is_refused() -> None:
    faulty = rows()
    faulty[2]["設問ID"] = ""
    assert 4 in {fault.line for fault in refusal(csv_bytes(faulty))}


def test_a_missing_row_is_refused() -> None:
    faulty = rows()
    gone = faulty.pop(7)
    (fault,) = refusal(csv_bytes(faulty))
    assert gone["設問ID"] in fault.what
    assert fault.line == LAST_LINE - 1


def test_a_repeated_row_is_refused_with_the_line_of_the_first() -> None:
    faulty = rows()
    (fault,) = refusal(csv_bytes([*faulty, faulty[4]]))
    assert fault.line == LAST_LINE + 1
    assert CORE[4].id in fault.what
    assert "6行目" in fault.what


def test_a_row_with_more_cells_than_the_header_is_refused() -> None:
    lines = csv_text(rows()).split("\r\n")
    lines[4] += ",はみ出し"
    (fault,) = refusal("\r\n".join(lines).encode())
    assert fault.line == 5
    assert "列の数" in fault.what


def test_a_row_that_is_not_csv_is_refused() -> None:
    lines = csv_text(rows()).split("\r\n")
    lines[4] = lines[4].removesuffix("済") + '"閉じない'
    (fault,) = refusal("\r\n".join(lines).encode())
    assert fault.line == 5
    assert "引用符" in fault.what


def test_faults_behind_a_memo_of_several_lines_keep_their_line() -> None:
    faulty = rows()
    faulty[0]["メモ"] = "一\r\n二\r\n三\n四"
    faulty[1]["段階"] = "9"
    (fault,) = refusal(csv_bytes(faulty))
    assert fault.line == 6


# What is refused: the whole file


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("団体コード", "112217", "検査数字"),
        ("団体コード", "11221", "検査数字"),
        ("団体コード", "草加市", "検査数字"),
        ("団体コード", "", "検査数字"),
        ("団体コード", "110001", "市区町村はありません"),
        ("年度", "令和8", "西暦4桁"),
        ("年度", "8", "西暦4桁"),
        ("年度", "", "西暦4桁"),
        ("設問版", "v2020-1", "設問版「v2020-1」はありません"),
        ("設問版", "", "設問版「」はありません"),
        ("深さ", "half", "深さ「half」"),
        ("深さ", "", "深さ「」"),
    ],
)
def test_what_all_rows_say_wrongly_is_refused_once(column: str, text: str, words: str) -> None:
    (fault,) = refusal(csv_bytes([row | {column: text} for row in rows()]))
    assert fault.line == 2
    assert words in fault.what


@pytest.mark.parametrize("column", READ)
def test_a_missing_column_is_refused(column: str) -> None:
    short = [{name: text for name, text in row.items() if name != column} for row in rows()]
    (fault,) = refusal(csv_bytes(short))
    assert fault.line == 1
    assert f"「{column}」がありません" in fault.what


def test_all_missing_columns_are_told_at_once() -> None:
    short = [{name: row[name] for name in LABELS} for row in rows()]
    assert [fault.what for fault in refusal(csv_bytes(short))] == [f"列「{column}」がありません" for column in READ]


def test_a_column_that_stands_twice_is_refused() -> None:
    content = csv_text([row | {"段階の写し": "2"} for row in rows()]).replace("段階の写し", "段階")
    (fault,) = refusal(content.encode())
    assert fault.line == 1
    assert "「段階」が2つ以上" in fault.what


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(b"", 1, id="empty"),
        pytest.param(b"\xef\xbb\xbf\r\n\r\n", 1, id="blank lines"),
        pytest.param((",".join(HEADER) + "\r\n").encode(), 1, id="header only"),
        pytest.param("各課長 様\n\n下記のとおり照会します。\n".encode(), 1, id="a letter"),
        pytest.param(b'{"answers": []}', 1, id="json"),
        pytest.param(b"PK\x03\x04" + bytes(200), 1, id="xlsx"),
        pytest.param(csv_text(rows()).encode("utf-16"), 1, id="utf-16"),
        pytest.param(csv_text(rows()).encode("utf-16-le"), 1, id="utf-16 without its mark"),
        pytest.param(csv_text(rows()).encode("euc-jp", "replace"), 1, id="euc-jp"),
        pytest.param(csv_text(rows()).replace(",", "\t").encode(), 1, id="tabs"),
        pytest.param(csv_text(rows()).replace(",", ";").encode(), 1, id="semicolons"),
        pytest.param(csv_bytes(rows()).replace(CORE[9].id.encode(), b"\xe5\x9b"), 11, id="broken encoding"),
        pytest.param(csv_bytes(rows())[:-1] + b"\x00\xff" + bytes(range(256)), LAST_LINE, id="binary"),
    ],
)
def test_what_is_no_answers_csv_is_refused(content: bytes, line: int) -> None:
    assert refusal(content)[0].line == line


def test_all_faults_of_a_file_are_told_at_once() -> None:
    faulty = rows()
    everywhere = {"団体コード": "112217", "年度": "令和8"}
    spoil: dict[int, Callable[[Row], Row]] = {
        2: lambda row: row | {"段階": "7"},
        4: lambda row: row | {"回答状態": "たぶん"},
        5: lambda row: row | {"回答状態": "わからない"},
        7: lambda row: row | {"段階": ""},
        9: lambda row: row | {"設問ID": CORE[8].id},
        11: lambda row: row | {"設問ID": "no-such-question"},
        13: lambda row: row | {"回答状態": "該当しない", "段階": "", "メモ": "ない"},
        15: lambda row: row | {"年度": "2024"},
    }
    faulty = [row | everywhere for row in faulty]
    for number, change in spoil.items():
        faulty[number] = change(faulty[number])
    # The two questions that lost their row are missed on the last line.
    expected = [2, 2, *(number + 2 for number in spoil), LAST_LINE, LAST_LINE]
    assert [fault.line for fault in refusal(csv_bytes(faulty))] == expected


def test_a_state_and_a_level_that_are_both_wrong_are_both_told() -> None:
    faulty = rows()
    faulty[6] |= {"回答状態": "たぶん", "段階": "7"}
    assert [fault.line for fault in refusal(csv_bytes(faulty))] == [8, 8]
