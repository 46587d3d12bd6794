"""類似団体: the 35 official classes, which of them a municipality may choose, and what a faulty list is told."""

from pathlib import Path

import pytest

from questionnaire.classes import FILE_NAME, class_list, class_of, classes_for, only_class, read_classes
from questionnaire.fault import ContentError
from questionnaire.loader import CONTENT
from questionnaire.municipalities import MUNICIPALITIES
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA
from tests.csv_files import is_japanese

CHIYODA, SAITAMA, YASHIO = "131016", "111007", "112348"


def test_there_are_as_many_classes_as_the_ministry_publishes() -> None:
    """政令指定都市, 特別区, 中核市 and 特例市 one each, 都市 16, 町村 15 (山梨県, 類似団体比較カード 令和4年度決算)."""
    names = [one.name for one in class_list().classes]
    assert len(names) == len(set(names)) == 35
    assert [sum(name.startswith(kind) for name in names) for kind in ("都市", "町村")] == [16, 15]


@pytest.mark.parametrize(
    ("code", "count", "first"),
    [
        (SAITAMA, 1, "政令指定都市"),
        (KOSHIGAYA, 1, "中核市"),
        (SOKA, 1, "施行時特例市"),
        (CHIYODA, 1, "特別区"),
        (YASHIO, 16, "都市Ⅰ-0"),
        (MATSUBUSHI, 15, "町村Ⅰ-0"),
        ("000000", 0, None),
    ],
)
def test_the_kind_says_which_classes_may_be_chosen(code: str, count: int, first: str | None) -> None:
    possible = classes_for(code)
    assert (len(possible), possible[0].name if possible else None) == (count, first)


def test_every_municipality_may_choose_a_class_and_every_class_is_for_some() -> None:
    chosen = {one.id for code in MUNICIPALITIES for one in classes_for(code)}
    assert chosen == {one.id for one in class_list().classes}
    assert all(map(classes_for, MUNICIPALITIES))


def test_a_class_is_known_beforehand_only_where_the_kind_leaves_no_choice() -> None:
    assert [only_class(code) for code in (KOSHIGAYA, SOKA, MATSUBUSHI, YASHIO, "000000")] == [
        "core", "former-special", "", "", "",
    ]  # fmt: skip


def test_a_class_is_told_in_words_with_where_to_look_it_up() -> None:
    found = class_of("city-2-1")
    assert found
    assert found.label.startswith("都市Ⅱ-1(人口5万人以上10万人未満。第2次・第3次産業で働く人の割合が低く")
    assert class_of("city-9-9") is None
    assert "類似団体別市町村財政指数表" in class_list().look_up
    assert "財政状況資料集" in class_list().look_up


def test_no_share_is_told_that_no_document_here_supports() -> None:
    """The documents that were found disagree on the percentages of the industries."""
    assert not [one.label for one in class_list().classes if "%" in one.label or "％" in one.label]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('id = "core"', 'id = "ward"', "ward: idが重なっています"),
        ('name = "中核市"', 'name = "特別区"', "特別区: 名前が重なっています"),
        ('kinds = ["中核市"]', 'kinds = ["特別区"]', "中核市: この種類の団体が選べる類型がありません"),
        ('kinds = ["中核市"]', 'kinds = ["州"]', "決められた語ではありません"),
        ('kinds = ["中核市"]', "kinds = []", "数が足りません"),
        ('name = "中核市"', 'title = "中核市"', "必要な項目がありません"),
        ("about =", "about", "TOMLとして読めません"),
    ],
)
def test_a_faulty_list_is_refused_with_what_is_wrong(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = (CONTENT / FILE_NAME).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE_NAME).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_classes(tmp_path / FILE_NAME)
    assert any(what in str(fault) for fault in refused.value.faults)
    assert all(is_japanese(fault.what) for fault in refused.value.faults)


def test_a_list_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="ファイルがありません"):
        read_classes(tmp_path / FILE_NAME)
    (tmp_path / FILE_NAME).write_bytes("類型".encode("cp932"))
    with pytest.raises(ContentError, match="UTF-8"):
        read_classes(tmp_path / FILE_NAME)
