"""全国地方公共団体コード: six digits as text, the last of which checks the first five."""

import unicodedata

WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(first_five: str) -> int:
    """The sixth digit: (11 − (6a+5b+4c+3d+2e) mod 11) mod 10 (総務省 全国地方公共団体コード仕様)."""
    weighted = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_five, strict=True))
    return (11 - weighted % 11) % 10


def is_code(text: str) -> bool:
    """Whether the text is six ASCII digits whose last one is right."""
    return len(text) == 6 and text.isascii() and text.isdigit() and check_digit(text[:5]) == int(text[5])


def code_from(text: str) -> str | None:
    """The code that was meant, or None. Full-width digits and the leading zero that Excel drops are mended."""
    digits = unicodedata.normalize("NFKC", text).strip()
    code = f"0{digits}" if len(digits) == 5 else digits
    return code if is_code(code) else None
