"""A chosen set of municipalities to compare with, kept under a name."""

from dataclasses import dataclass

from questionnaire.municipalities import municipality

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class PeerSet:
    """The codes in it, in code order and each once, under a name that is unique within an assessment."""

    name: str
    codes: tuple[str, ...]


def set_faults(chosen: PeerSet) -> list[str]:
    """Why the set cannot be kept, in Japanese; empty when it can."""
    faults = [] if chosen.name.strip() else ["名前がありません"]
    if len(chosen.name) > LONGEST_NAME:
        faults.append(f"名前は{LONGEST_NAME}文字までです")
    if "\0" in chosen.name:
        faults.append("名前に使えない文字(NUL)があります")
    if not chosen.codes:
        faults.append("団体が1つもありません")
    if list(chosen.codes) != sorted(set(chosen.codes)):
        faults.append("団体コードがコードの順に1つずつ並んでいません")
    return faults + [
        f"団体コード「{code}」の市区町村はありません" for code in chosen.codes if municipality(code) is None
    ]
