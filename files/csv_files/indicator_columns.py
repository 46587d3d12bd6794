"""The columns of デジタル庁's table: municipalities by name alone, in the order of their codes."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from files.fault import FaultList
from questionnaire.municipalities import MUNICIPALITIES, Municipality, search_key

# Before them stand the section and the label of the indicator.
FIRST = 2
# More names than this that are out of place are counted, not listed: nobody reads thousands.
MOST_TOLD = 50


def check(names: Sequence[str], line: int, faults: FaultList) -> None:
    """Notes every municipality that is missing, too many or called otherwise.

    Names repeat (two 府中市) and bear no code, so that only their order tells who is meant. Raises `FileError` when
    the line holds something else than municipalities.
    """
    expected = tuple(MUNICIPALITIES.values())
    if len(names) > 2 * len(expected) or len(_known(names)) < len(expected) / 2:
        faults.note(line, "市区町村の名前が横に並んでいません。デジタル庁のダッシュボードの表か確かめてください")
        faults.raise_if_any()
    told = list(_differences(expected, names))
    for what in told[:MOST_TOLD]:
        faults.note(line, what)
    if len(told) > MOST_TOLD:
        faults.note(line, f"市区町村の違いが、ほかに{len(told) - MOST_TOLD}か所あります")


def column_name(index: int) -> str:
    """The column as a spreadsheet calls it: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    number = index + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _known(names: Sequence[str]) -> set[str]:
    return {search_key(name) for name in names} & {search_key(one.name) for one in MUNICIPALITIES.values()}


def _differences(expected: Sequence[Municipality], names: Sequence[str]) -> Iterator[str]:
    ours, theirs = [search_key(one.name) for one in expected], [search_key(name) for name in names]
    for kind, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(end - start, last - first)
        for one, index in zip(expected[start : start + both], range(first, first + both), strict=True):
            yield f"{_place(index)}の「{names[index]}」は「{one.label}」のはずです"
        for one in expected[start + both : end]:
            yield f"{_place(last)}にあるはずの「{one.label}」がありません"
        for index in range(first + both, last):
            yield f"{_place(index)}に、知らない市区町村か重複する「{names[index]}」があります"


def _place(index: int) -> str:
    return f"{column_name(FIRST + index)}列"
