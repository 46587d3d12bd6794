"""File names that say what is inside and are safe on Windows."""

import re
import unicodedata
from datetime import date

from questionnaire.assessment import Assessment

# What Windows allows in no name (Microsoft "Naming Files, Paths, and Namespaces"), the underscore that parts our own
# names, blanks, and marks that turn the reading direction and so hide what kind of file it is.
NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*_\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')
# The whole path is limited to 260 letters, and folders of an office are deep.
LONGEST_WORD = 40
NOBODY, RESULT = "団体未定", "診断結果"


def file_name(what: str, assessment: Assessment, day: date, extension: str) -> str:
    """`dx-{what}_{団体コード}_{年度}_{yyyymmdd}.{extension}`; the results themselves are called 診断結果."""
    whose = assessment.municipality or NOBODY
    return f"dx-{_word(what)}_{whose}_{assessment.fiscal_year}_{day:%Y%m%d}.{extension}"


def is_safe(name: str) -> bool:
    """Whether a name of ours, or one that was made by hand, is a plain file name on Windows."""
    stem = name.split(".", maxsplit=1)[0]
    without_underscores = name.replace("_", "")
    is_device = bool(re.fullmatch(r"(?i)con|prn|aux|nul|(com|lpt)[0-9¹²³]", stem))
    return bool(name) and not NOT_IN_A_NAME.search(without_underscores) and name[-1] != "." and not is_device


def _word(what: str) -> str:
    """What is inside as one word, in letters that Windows and macOS put together alike (NFC); 診断結果 for nothing."""
    return NOT_IN_A_NAME.sub("-", unicodedata.normalize("NFC", what)).strip("-. ")[:LONGEST_WORD] or RESULT
