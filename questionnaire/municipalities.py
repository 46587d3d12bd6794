"""The 1,741 municipalities: who they are, and the search for one of them."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from questionnaire.model import Size

# Written by municipalities_build.py, which names the sources.
TABLE = Path(__file__).with_suffix(".csv")

KINDS = ("政令指定都市", "中核市", "施行時特例市", "その他の市", "町", "村", "特別区")

# One wrong letter in a name of three still finds it (2/3); two wrong letters in five do not.
NEAREST_CUTOFF = 0.65

# The form on the left and the form on the right are typed for the same name (檮原町 is found by 梼原).
GLYPH_PAIRS = (
    "檮梼 惠恵 龍竜 﨑崎 髙高 濱浜 澤沢 邊辺 邉辺 嶋島 嶌島 瀧滝 國国 廣広 條条 檜桧 竈釜 竃釜 鰺鯵 諫諌 舘館 曾曽 "
    "籠篭 礪砺 驒騨 與与 彌弥 豐豊 榮栄 眞真 德徳 壹壱 鹽塩 冨富 渕淵 劍剣 蘆芦"
)
GLYPHS = str.maketrans({pair[0]: pair[1] for pair in GLYPH_PAIRS.split()})
HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヶ") + 1)})

# 葛󠄀城市 may be typed with a variation selector, which NFKC keeps.
INVISIBLE = re.compile(r"[\s\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# The ケ of 龍ケ崎, 茅ヶ崎 and 関ケ原 is written in many ways. Beside a kanji only: かけがわ keeps its け and its が.
GA_BESIDE_KANJI = re.compile(r"[ゕゖ]|(?<=[一-鿿])[けが]|[けが](?=[一-鿿])")
KIND_ENDING = re.compile(r"(し|く|ちょう|まち|そん|むら)$")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of 市, 町, 村 and 特別区, without the wards of 政令指定都市.

    `code` is the 全国地方公共団体コード (six digits as text), `name` lacks the 郡, `kana` is the name in hiragana,
    `kind` is one of `KINDS`; the coordinates are those of the town hall in degrees.
    """

    code: str
    name: str
    kana: str
    prefecture: str
    kind: str
    latitude: float
    longitude: float

    @property
    def size(self) -> Size:
        """How large the office is, as far as its kind tells."""
        return {"町": Size.TOWN, "村": Size.TOWN, "その他の市": Size.CITY}.get(self.kind, Size.LARGE_CITY)

    @property
    def label(self) -> str:
        """The name that is unique in the country, since there are two 府中市: 府中市(東京都)."""
        return f"{self.name}({self.prefecture})"


def _rows() -> Iterator[Municipality]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for code, name, kana, prefecture, kind, latitude, longitude in list(csv.reader(file))[1:]:
            yield Municipality(code, name, kana, prefecture, kind, float(latitude), float(longitude))


# All of them by code, in code order.
MUNICIPALITIES: Mapping[str, Municipality] = {row.code: row for row in _rows()}


def municipality(code: str) -> Municipality | None:
    """The municipality of this six-digit code, or None. `codes.code_from` mends what was typed."""
    return MUNICIPALITIES.get(code)


def search_key(text: str) -> str:
    """The text as it is compared: NFKC, hiragana, no blanks, and one form for glyphs that are used alike."""
    return GA_BESIDE_KANJI.sub("が", plain_key(text))


def plain_key(text: str) -> str:
    """The same, with every け and が as it stands: NFKC, hiragana, no blanks."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(HIRAGANA).translate(GLYPHS)


class _Keys(NamedTuple):
    """What one municipality is searched by."""

    name: str
    kana: str
    full: str
    code: str
    whole: frozenset[str]

    def rank(self, text: str) -> int | None:
        """0 for a whole name, 1 when one begins with the text, 2 when one contains it, 3 with the prefecture."""
        if text in self.whole:
            return 0
        if self.name.startswith(text) or self.kana.startswith(text) or self.code.startswith(text):
            return 1
        if text in self.name or text in self.kana:
            return 2
        return 3 if text in self.full else None


def _keys_of(row: Municipality) -> _Keys:
    name, kana, full = map(search_key, (row.name, row.kana, row.prefecture + row.name))
    short_kana = KIND_ENDING.sub("", kana)
    # Without 市, 町 or 村 too, so that つ finds 津市 first; そうか市; the code also without the zero that Excel drops.
    whole = {name, name[:-1], kana, short_kana, short_kana + name[-1], full, row.code, row.code.lstrip("0")}
    return _Keys(name, kana, full, row.code, frozenset(whole))


@cache
def _keys() -> tuple[_Keys, ...]:
    return tuple(map(_keys_of, MUNICIPALITIES.values()))


def find(text: str, limit: int = 20) -> list[Municipality]:
    """The municipalities that were meant, at most `limit`: by part of the name, kana, prefecture and name, or code.

    Whole names first, then those that begin with the text, then those that contain it, each in code order.
    Only when nothing contains it, the nearest in spelling (`NEAREST_CUTOFF`), the best first.
    """
    key = search_key(text)
    if not key:
        return []
    codes = _containing(key) or _nearest(key)
    return [MUNICIPALITIES[code] for code in codes[:limit]]


def _containing(key: str) -> list[str]:
    ranked = [(keys.rank(key), keys.code) for keys in _keys()]
    return [code for rank in range(4) for found, code in ranked if found == rank]


def _nearest(key: str) -> list[str]:
    words = [(word, keys.code) for keys in _keys() for word in keys.whole if not word.isdigit()]
    scored = process.extract_iter(
        key, [word for word, _ in words], scorer=OSA.normalized_similarity, score_cutoff=NEAREST_CUTOFF
    )
    best: dict[str, float] = {}
    for _, score, index in scored:
        code = words[index][1]
        best[code] = max(score, best.get(code, 0.0))
    return sorted(best, key=lambda code: (-best[code], code))
