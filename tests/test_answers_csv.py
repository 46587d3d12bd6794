"""The answers CSV: nothing is lost on the way out and back, and a faulty file is refused with every fault by line."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from files import answers_csv
from files.fault import FileError, FileFault
from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState, Assessment, answer_faults
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from tests.builders import (
    AXIS_IDS,
    SOKA,
    UNKNOWN,
    a_question,
    a_questionnaire,
    an_assessment,
    an_axis_with_second_questions,
    answered_alike,
    level,
    not_applicable,
)
from tests.csv_files import Row, csv_bytes, csv_text, is_japanese, records_of, rows_of

HEADER = [
    "団体コード", "団体名", "年度", "設問版", "深さ", "設問ID", "分野ID", "分野", "ステップID", "ステップ", "設問",
    "回答状態", "段階", "選択肢", "メモ", "根拠", "確認",
]  # fmt: skip
LABELS = ("団体名", "分野ID", "分野", "ステップID", "ステップ", "設問", "選択肢")
# What may be left out is read where it stands.
OPTIONAL = ("確認",)
READ = tuple(column for column in HEADER if column not in (*LABELS, *OPTIONAL))

VERSION = newest_version()
REAL = questionnaire(VERSION)
CORE = REAL.asked(Depth.CORE)
LAST_LINE = len(CORE) + 1
HAKODATE = "012025"
LEVEL_2 = level(2)

HOSTILE = (
    "=HYPERLINK(\"http://example.com\",\"押す\")",
    "+81-48-000-0000",
    "-1",
    "@SUM(A1:A9)",
    "＝1＋1",
    "　＠全角の空白のあと",
    " \t=1",
    "\t先頭のタブ",
    "\r先頭の復帰",
    "'引用符で始まる",
    "''=二つの引用符",
    "\"引用符\"と,コンマ",
    "一行目\r\n二行目\r\n",
    "一行目\n二行目\n\n",
    "復帰\rだけ",
    "絵文字👨‍👩‍👧‍👦と🏳️‍🌈",
    "𠮷野家と髙﨑",
    "か\u3099き\u3099(結合文字)",
    "葛\U000e0100城(異体字)",
    "\u200f右から左\u202eに\u202c",
    "\ufeff先頭のBOM",
    "<script>alert('1')</script><b>太字</b>&amp;",
    "# 見出し **太字** [リンク](javascript:alert(1)) $x$",
    "長" * LONGEST_TEXT,
    "  前後の空白  ",
    "2026-11-22",
    "0012",
)  # fmt: skip


def beginning(text: str) -> str:
    """A name for a test by a text that may be long."""
    return ascii(text[:12])


def an_answered_assessment(answer: Answer = LEVEL_2) -> Assessment:
    """An assessment of the real questions with this answer to each."""
    return replace(answered_alike(REAL, answer), version=VERSION)


def rows() -> list[Row]:
    """The rows of a valid file; row n stands on line n + 2."""
    return rows_of(answers_csv.write(REAL, an_answered_assessment()))


def read(rows: list[Row], encoding: str = "utf-8-sig", line_end: str = "\r\n") -> Assessment:
    return answers_csv.read(csv_bytes(rows, encoding, line_end), "回答.csv")


def refusal(content: bytes) -> list[FileFault]:
    with pytest.raises(FileError) as refused:
        answers_csv.read(content, "回答.csv")
    faults = list(refused.value.faults)
    assert {fault.file for fault in faults} == {"回答.csv"}
    assert all(is_japanese(fault.what) for fault in faults)
    assert faults == sorted(faults, key=lambda fault: fault.line)
    return faults


# What is written


def test_the_header_is_the_one_that_was_agreed() -> None:
    assert records_of(answers_csv.write(REAL, an_answered_assessment()))[0] == HEADER


def test_there_is_a_row_for_every_question_of_the_depth_in_the_order_of_the_screens() -> None:
    twice = a_questionnaire([an_axis_with_second_questions(axis) for axis in AXIS_IDS])
    for depth, number in ((Depth.CORE, 24), (Depth.FULL, 48)):
        written = rows_of(answers_csv.write(twice, answered_alike(twice, level(1), depth)))
        assert [row["設問ID"] for row in written] == [question.id for question in twice.asked(depth)]
        assert {row["深さ"] for row in written} == {depth.value}
        assert len(written) == number


def test_a_row_says_who_answered_what_in_words_and_ids() -> None:
    first = CORE[0]
    answers = {first.id: Answer(AnswerState.ANSWERED, 3, "メモ", "名簿")}
    row = rows_of(answers_csv.write(REAL, an_assessment(answers, version=VERSION)))[0]
    step = next(step for step in REAL.steps if step.id == first.step)
    assert list(row.values()) == [
        SOKA, "草加市", "2026", VERSION, "core", first.id, REAL.axes[0].id, REAL.axes[0].name, step.id, step.name,
        first.text, "回答", "3", first.levels[3], "メモ", "名簿", "済",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "state", "number"),
    [
        (level(0), "回答", "0"),
        (UNKNOWN, "わからない", ""),
        (not_applicable(), "該当しない", ""),
        (Answer(AnswerState.UNANSWERED), "未回答", ""),
    ],
)
def test_every_state_has_its_word_and_only_an_answer_has_a_level(answer: Answer, state: str, number: str) -> None:
    twice = a_questionnaire([an_axis_with_second_questions(axis) for axis in AXIS_IDS])
    for row in rows_of(answers_csv.write(twice, answered_alike(twice, answer, Depth.FULL))):
        assert (row["回答状態"], row["段階"], bool(row["選択肢"])) == (state, number, bool(number))


@pytest.mark.parametrize(("is_confirmed", "read"), [(True, "済"), (False, "未")])
def test_a_row_says_whether_a_copy_of_last_years_answer_was_confirmed(is_confirmed: bool, read: str) -> None:
    written = rows_of(answers_csv.write(REAL, an_answered_assessment(replace(LEVEL_2, is_confirmed=is_confirmed))))
    assert {row["確認"] for row in written} == {read}


# Out and back


@pytest.mark.parametrize("text", HOSTILE, ids=beginning)
def test_a_hostile_memo_and_evidence_come_back_as_they_were(text: str) -> None:
    before = an_answered_assessment(Answer(AnswerState.ANSWERED, 1, memo=text[:LONGEST_TEXT], evidence=text[::-1]))
    assert answers_csv.read(answers_csv.write(REAL, before), "f") == before


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60) | st.sampled_from(
    HOSTILE
)
answers = st.one_of(
    st.builds(Answer, st.just(AnswerState.ANSWERED), st.integers(0, 3), texts, texts, st.booleans()),
    st.builds(
        Answer, st.sampled_from([AnswerState.UNKNOWN, AnswerState.UNANSWERED]), st.none(), texts, texts, st.booleans()
    ),
)


@settings(deadline=None, max_examples=40, database=None)
@given(st.lists(answers, min_size=len(CORE), max_size=len(CORE)), st.integers(2000, 2099))
def test_any_assessment_comes_back_as_it_was(given_answers: list[Answer], fiscal_year: int) -> None:
    by_question = dict(zip((question.id for question in CORE), given_answers, strict=True))
    before = an_assessment(by_question, version=VERSION, fiscal_year=fiscal_year)
    assert answers_csv.read(answers_csv.write(REAL, before), "f") == before


def test_what_was_never_answered_comes_back_as_not_answered() -> None:
    after = answers_csv.read(answers_csv.write(REAL, an_assessment(version=VERSION)), "f")
    assert set(after.answers) == {question.id for question in CORE}
    assert set(after.answers.values()) == {Answer(AnswerState.UNANSWERED)}


# What Excel and people make of a file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_every_way_that_excel_saves_is_read(encoding: str, line_end: str) -> None:
    before = an_answered_assessment(Answer(AnswerState.ANSWERED, 2, "髙橋・﨑山\n二行目", "①㈱"))
    saved = rows_of(answers_csv.write(REAL, before))
    # What Shift_JIS has no letter for becomes a question mark in Excel too; it stands in labels only.
    content = csv_text(saved, line_end).encode(encoding, "replace")
    assert answers_csv.read(content, "f") == before


def test_labels_are_never_read() -> None:
    changed = [row | dict.fromkeys(LABELS, "別の文") for row in rows()]
    left_out = [{column: row[column] for column in (*READ, *OPTIONAL)} for row in rows()]
    assert read(changed) == read(left_out) == an_answered_assessment()


def test_a_file_of_an_earlier_release_without_the_column_reads_as_confirmed() -> None:
    earlier = [{name: text for name, text in row.items() if name != "確認"} for row in rows()]
    assert read(earlier) == an_answered_assessment()


@pytest.mark.parametrize("word", ["", " ", "　", "済", " 済　"], ids=ascii)
def test_an_empty_confirmation_reads_as_confirmed(word: str) -> None:
    assert read([row | {"確認": word} for row in rows()]) == an_answered_assessment()


def test_a_copy_that_was_confirmed_by_hand_in_the_file_is_confirmed() -> None:
    copied = rows_of(answers_csv.write(REAL, an_answered_assessment(replace(LEVEL_2, is_confirmed=False))))
    copied[3]["確認"] = "済"
    found = read(copied)
    assert [id for id, answer in found.answers.items() if answer.is_confirmed] == [CORE[3].id]


def test_columns_may_stand_in_another_order_and_rows_too() -> None:
    turned = [dict(reversed(row.items())) for row in reversed(rows())]
    assert read(turned) == an_answered_assessment()


@pytest.mark.parametrize("code", ["12025", "012025", "１２０２５", "０１２０２５", " 012025 "])
def test_a_code_without_its_leading_zero_is_the_code_that_was_meant(code: str) -> None:
    assert read([row | {"団体コード": code} for row in rows()]).municipality == HAKODATE


def test_full_width_digits_and_blanks_around_them_are_forgiven() -> None:
    wide = {"団体コード": "１１２２１６", "年度": "２０２６", "段階": "２", "深さ": " core ", "回答状態": "　回答"}
    assert read([row | wide for row in rows()]) == an_answered_assessment()


def test_a_level_with_a_decimal_point_but_no_fraction_is_whole() -> None:
    assert read([row | {"段階": "2.0"} for row in rows()]) == an_answered_assessment()


def test_blank_rows_and_columns_that_excel_leaves_are_ignored() -> None:
    content = csv_bytes([row | {"": ""} for row in rows()]) + b"\r\n" + b"," * 16 + b"\r\n" + b"," * 20 + b"\r\n"
    assert answers_csv.read(content, "f") == an_answered_assessment()


def test_rows_from_which_excel_left_out_the_empty_cells_at_the_end_are_read() -> None:
    lines = csv_text(rows()).splitlines()
    assert lines[1].endswith(",,済")
    short = "\r\n".join([lines[0], *(line.removesuffix("済").rstrip(",") for line in lines[1:])])
    assert answers_csv.read(short.encode(), "f") == an_answered_assessment()


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
