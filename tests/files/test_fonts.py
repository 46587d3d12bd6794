"""The fonts of report and pictures: they have what our texts need, and what they lack is shown by its code."""

import pytest
from PIL import ImageFont

from files.fonts import FALLBACKS, FOLDER, MAIN, coverage
from files.fonts.drawable import MAY_BREAK, drawable
from questionnaire.loader import newest_version, questionnaire
from questionnaire.municipalities import MUNICIPALITIES

# A private character that no font has: how a font draws what it lacks.
LACKING = "\U0010fffd"


def is_drawn(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Whether the font has a shape of its own for the letter, by drawing it."""
    return bytes(font.getmask(letter)) != bytes(font.getmask(LACKING))


def opened(file: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / file), 40)


@pytest.mark.parametrize("file", [*MAIN, *FALLBACKS])
def test_each_font_lies_there_with_its_licence(file: str) -> None:
    licence = FOLDER / f"{file.partition('-')[0]}-OFL.txt"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


@pytest.mark.parametrize(("number", "file"), list(enumerate([MAIN[0], *FALLBACKS])))
def test_the_coverage_that_is_read_is_what_the_font_draws(number: int, file: str) -> None:
    font = opened(file)
    for letter in "あ漢檮髙﨑𠮷😀가A①":
        assert (ord(letter) in coverage.of_each()[number]) == is_drawn(font, letter), letter


def test_the_main_font_draws_every_text_of_the_content_and_every_municipality() -> None:
    content = questionnaire(newest_version()).model_dump_json()
    names = "".join(row.prefecture + row.name for row in MUNICIPALITIES.values())
    assert {letter for letter in content + names if ord(letter) not in coverage.of_main()} == set()


def test_what_the_fonts_have_stays_as_it_was_typed() -> None:
    typed = "吉野 𠮷野 檮原町 葛\U000e0100城 か\u309a e\u0301 😀 👨\u200d👩\u200d👧 1\ufe0f\u20e3\n#x *y* <b>"
    assert drawable(typed) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("가나", "〔U+AC00〕〔U+B098〕"),
        ("a\x00b\x1bc\x7f", "a〔U+0000〕b〔U+001B〕c〔U+007F〕"),
        ("a\u202eb", "a〔U+202E〕b"),
        ("a\ud800", "a〔U+D800〕"),
        ("漢\u0591", "漢〔U+0591〕"),
        ("\ufeffa\tb", "a\u3000b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ],
)
def test_what_no_font_has_and_what_would_turn_the_page_is_shown_by_its_code(typed: str, shown: str) -> None:
    assert drawable(typed) == shown


@pytest.mark.parametrize("letter", ["x", "。", "ー", "＝"])
def test_a_long_run_may_break_and_nothing_else_is_changed(letter: str) -> None:
    shown = drawable(letter * 100)
    assert max(map(len, shown.split(MAY_BREAK))) <= 30
    assert shown.replace(MAY_BREAK, "") == letter * 100


def test_an_ordinary_sentence_gets_no_further_breaks() -> None:
    typed = "庁内の会議で確かめた。来年度に見直す予定で、DX担当課と情報政策課が一緒に進める。https://example.jp/a"
    assert MAY_BREAK not in drawable(typed)
