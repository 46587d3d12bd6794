"""The published table as デジタル庁 hands it out; a table of any other layout is refused with all that differs."""

from collections import Counter
from collections.abc import Callable

import pytest

from files.csv_files import indicators_csv
from files.csv_files.indicator_columns import MOST_TOLD, column_name
from files.csv_files.text import LARGEST_FILE
from files.fault import FileError
from questionnaire.indicators import indicators
from questionnaire.municipalities import MUNICIPALITIES, find
from tests.builders import SOKA
from tests.published import CODES, REAL_DAY, Cells, broken, real_bytes, real_cells, real_table, row_of, written

REFUSED = "表.csv"
FIRST_VALUE = 2


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(FileError) as refused:
        indicators_csv.read(content, REFUSED, REAL_DAY)
    return [f"{fault.line}: {fault.what}" for fault in refused.value.faults]


def code_of(label: str) -> str:
    (code,) = (one.code for one in MUNICIPALITIES.values() if one.label == label)
    return code


# The real file


def test_every_municipality_has_a_value_for_every_indicator() -> None:
    table = real_table()
    assert (table.as_of, tuple(table.values)) == (REAL_DAY, CODES)
    assert {tuple(values) for values in table.values.values()} == {tuple(indicators().by_id)}


# Read by hand in the file itself: 草加市 is its column TJ, and both 府中市 and 伊達市 stand in it twice.
BY_HAND = {
    "草加市(埼玉県)": ("実施", "未実施", "実施", 70.0, 12.0, 50.0, 22.0, 11.0),
    "札幌市(北海道)": ("実施", "実施", "実施", 72.0, 69.0, 58.0, 24.0, 14.0),
    "金沢市(石川県)": (None, None, "実施", 75.0, 100.0, 57.0, 23.0, 13.0),
    "草津町(群馬県)": ("実施", "未実施", "未実施", 73.0, 77.0, None, 0.0, 0.0),
}
CHECKED = ("cio", "outside-people", "rpa", "individual-number-card", "online-care", "online-frequent",
           "frequent-procedures", "frequent-procedures-online")  # fmt: skip


@pytest.mark.parametrize("label", BY_HAND)
def test_values_are_those_that_stand_in_the_file(label: str) -> None:
    assert tuple(real_table().of(code_of(label), id) for id in CHECKED) == BY_HAND[label]


@pytest.mark.parametrize("name", ["府中市", "伊達市"])
def test_municipalities_of_one_name_keep_their_own_values(name: str) -> None:
    header, cards = real_cells()[0], row_of(real_cells(), "マイナンバーカード")
    in_file = [float(cards[index].removesuffix("%")) for index, other in enumerate(header) if other == name]
    codes = [one.code for one in MUNICIPALITIES.values() if one.name == name]
    assert [real_table().of(code, "individual-number-card") for code in codes] == in_file
    assert len(codes) == 2


def test_the_counts_are_those_that_the_ministry_tells() -> None:
    """facts.md: CIO 1,270 · CIO補佐官等 846 · 外部デジタル人材 522 · 全体方針 862."""
    told = {"cio": 1270, "cio-assistant": 846, "outside-people": 522, "overall-plan": 862}
    for id, count in told.items():
        counted = Counter(real_table().of(code, id) for code in CODES)
        assert counted == {"実施": count, "未実施": len(CODES) - 8 - count, None: 8}


def test_every_share_is_that_of_its_counts() -> None:
    for values in real_table().values.values():
        share, whole, part = (
            values[id] for id in ("online-frequent", "frequent-procedures", "frequent-procedures-online")
        )
        assert isinstance(whole, float)
        assert isinstance(part, float)
        if whole == 0:
            assert share is None
        else:
            assert isinstance(share, float)
            assert abs(100 * part / whole - share) <= 0.51


# What means nothing


def without_the_blank_column(cells: Cells) -> None:
    for row in cells:
        del row[-1]


def without_blanks_after_labels(cells: Cells) -> None:
    for row in cells:
        row[1] = row[1].strip()


def in_another_order(cells: Cells) -> None:
    cells[1:] = reversed(cells[1:])


def with_other_glyphs(cells: Cells) -> None:
    for old, new in (("梼原町", "檮原町"), ("須恵町", "須惠町"), ("龍ケ崎市", "龍ヶ崎市")):
        for index, name in enumerate(cells[0]):
            cells[0][index] = new if name == old else name


def with_full_width_numbers(cells: Cells) -> None:
    row = row_of(cells, "マイナンバーカード")
    row[FIRST_VALUE] = "\uff17\uff12\uff05"


@pytest.mark.parametrize(
    "change",
    [
        without_the_blank_column,
        without_blanks_after_labels,
        in_another_order,
        with_other_glyphs,
        with_full_width_numbers,
    ],
)
def test_blanks_order_of_rows_and_kindred_glyphs_mean_nothing(change: Callable[[Cells], None]) -> None:
    read = indicators_csv.read(broken(change), REFUSED, REAL_DAY)
    assert read == real_table()
    assert broken(change) != real_bytes()


def test_a_file_saved_by_excel_in_shift_jis_is_read() -> None:
    cells = real_cells()
    with_other_glyphs(cells)
    assert indicators_csv.read(written(cells, "cp932"), REFUSED, REAL_DAY) == real_table()


def test_words_and_fractions_that_the_dashboard_may_use_are_read() -> None:
    def change(cells: Cells) -> None:
        row_of(cells, "RPA")[FIRST_VALUE] = "検討中"
        row_of(cells, "AI")[FIRST_VALUE] = "データなし"
        row_of(cells, "マイナンバーカード")[FIRST_VALUE] = "72.5%"

    table = indicators_csv.read(broken(change), REFUSED, REAL_DAY)
    assert [table.of(CODES[0], id) for id in ("rpa", "ai", "individual-number-card")] == ["検討中", None, 72.5]


# What is refused


def set_cell(line: int, column: int, text: str) -> Callable[[Cells], None]:
    def change(cells: Cells) -> None:
        cells[line - 1][column] = text

    return change


def remove_column(cells: Cells) -> None:
    for row in cells:
        del row[4]


def add_column(cells: Cells) -> None:
    for row in cells:
        row.insert(4, "大樽市" if row is cells[0] else row[4])


def swap_columns(cells: Cells) -> None:
    for row in cells:
        row[2], row[3] = row[3], row[2]


def remove_row(cells: Cells) -> None:
    del cells[3]


def add_row(cells: Cells) -> None:
    cells.append(["自治体業務のDX", "生成AIの導入状況", *cells[1][2:]])


def repeat_row(cells: Cells) -> None:
    cells.append(list(cells[1]))


def shorten_row(cells: Cells) -> None:
    del cells[5][-3:]


def lengthen_row(cells: Cells) -> None:
    cells[5] += ["実施", "実施"]


def several_words(cells: Cells) -> None:
    cells[1][5:8] = ["たぶん"] * 3
    cells[1][9] = "不明"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (set_cell(1, 4, "大樽市"), ["1: E列の「大樽市」は「小樽市(北海道)」のはずです"]),
        (set_cell(1, 4, ""), ["1: E列の「」は「小樽市(北海道)」のはずです"]),
        (remove_column, ["1: E列にあるはずの「小樽市(北海道)」がありません"]),
        (add_column, ["1: E列に、知らない市区町村か重複する「大樽市」があります"]),
        (
            swap_columns,
            [
                "1: C列に、知らない市区町村か重複する「函館市」があります",
                "1: E列にあるはずの「函館市(北海道)」がありません",
            ],
        ),
        (remove_row, ["15: 指標「全体方針策定」の行がありません"]),
        (add_row, ["17: 知らない指標「生成AIの導入状況」があります"]),
        (repeat_row, ["17: 「CIOの任命」の行が重なっています(2行目にもあります)"]),
        (
            set_cell(2, 1, "CIOの設置"),
            ["2: 知らない指標「CIOの設置」があります", "16: 指標「CIOの任命」の行がありません"],
        ),
        (
            set_cell(2, 0, "推進体制"),
            ["2: 「CIOの任命」の区分が「自治体DXの推進体制等」から「推進体制」に変わっています"],
        ),
        (shorten_row, ["6: 「外部人材活用」の値は1739個ですが、市区町村は1741です"]),
        (lengthen_row, ["6: 「外部人材活用」の値は1744個ですが、市区町村は1741です"]),
        (set_cell(2, 2, ""), ["2: 「CIOの任命」のC列の札幌市: 値が空です"]),
        (set_cell(2, 2, "72%"), ["2: 「CIOの任命」のC列の札幌市: 値「72%」を読み取れません"]),
        (
            several_words,
            [
                "2: 「CIOの任命」のF列の旭川市など3か所: 値「たぶん」を読み取れません",
                "2: 「CIOの任命」のJ列の北見市: 値「不明」を読み取れません",
            ],
        ),
        *(
            (
                set_cell(12, 2, text),
                [f"12: 「マイナンバーカードの保有状況」のC列の札幌市: 値「{text}」を読み取れません"],
            )
            for text in ("0.72", "72", "101%", "-1%", "72%以上", "実施", "1e1%", "７二%")
        ),
        (
            set_cell(15, 2, "24%"),
            [
                "15: 「よく使う32手続のオンライン化状況_実施されている手続総数（分母）」の"
                "C列の札幌市: 値「24%」を読み取れません"
            ],
        ),
    ],
)
def test_a_changed_layout_is_refused_with_what_differs(change: Callable[[Cells], None], told: list[str]) -> None:
    assert faults_of(broken(change)) == told


def test_all_differences_are_told_at_once() -> None:
    def change(cells: Cells) -> None:
        cells[0][4] = "大樽市"
        cells[0][1742] = "国与那町"
        cells[1][2] = "?"
        cells[2][1] = "補佐"

    assert [fault.split(":")[0] for fault in faults_of(broken(change))] == ["1", "1", "2", "3", "16"]


def test_of_very_many_differences_the_first_are_told_and_the_others_counted() -> None:
    def change(cells: Cells) -> None:
        cells[0][100:200] = [f"第{number}市" for number in range(100)]

    faults = faults_of(broken(change))
    assert len(faults) == MOST_TOLD + 1
    assert faults[-1] == f"1: 市区町村の違いが、ほかに{100 - MOST_TOLD}か所あります"


def transposed() -> bytes:
    return written([list(row) for row in zip(*real_cells(), strict=True)])


def with_codes() -> bytes:
    def change(cells: Cells) -> None:
        for row in cells:
            row.insert(0, "011002")

    return broken(change)


def of_prefectures() -> bytes:
    names = list(dict.fromkeys(one.prefecture for one in MUNICIPALITIES.values()))
    return written([["", "", *names], *([*row[:2], *row[2:49]] for row in real_cells()[1:])])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "各課長 様\n".encode(),
        transposed(),
        with_codes(),
        of_prefectures(),
        written([["", "", *["府中市"] * 100_000], ["a", "b"]]),
        written([["", "", *["府中市"] * 1741], ["a", "b"]]),
        b"PK\x03\x04" + bytes(100),
        b"a" * (LARGEST_FILE + 1),
        "、".encode("euc-jp") * 10,
        real_bytes()[:-1] + b'"',
    ],
    ids=["empty", "letter", "transposed", "codes", "prefectures", "wide", "one-name", "xlsx", "large", "euc", "quote"],
)
def test_a_file_of_another_kind_is_refused_in_one_line(content: bytes) -> None:
    (fault,) = faults_of(content)
    assert any(word in fault for word in ("ください", "大きすぎます"))


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_a_spreadsheet_calls_them(index: int, name: str) -> None:
    assert column_name(index) == name


def test_the_municipality_of_the_examples_is_where_the_search_finds_it() -> None:
    assert find("草加市")[0].code == SOKA
    assert real_cells()[0][FIRST_VALUE + CODES.index(SOKA)] == "草加市"
