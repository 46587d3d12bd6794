"""An office on the command line: its code as it was typed, and its name as it is printed."""

from commands.fault import CommandError
from questionnaire.codes import code_from
from questionnaire.municipalities import municipality


def known_code(text: str) -> str:
    """The code of a municipality that was typed, or nothing when none was: then it is filled in by hand.

    Raises `CommandError`.
    """
    code = code_from(text)
    if text and (code is None or municipality(code) is None):
        raise CommandError(f"団体コード「{text}」は正しくありません(6桁の数字で、検査数字が合う必要があります)")
    return code or ""


def office(text: str) -> str:
    """The code of the municipality that was typed. Raises `CommandError`."""
    code = known_code(text)
    if not code:
        raise CommandError("団体コードを指定してください")
    return code


def name_of(code: str) -> str:
    """The municipality with its prefecture."""
    place = municipality(code)
    return place.label if place else code
