"""Whether actions lead up step by step, and whether practices and readings lead to a question."""

from collections.abc import Iterable, Iterator

from questionnaire.draft import Draft, reading_name
from questionnaire.fault import ContentFault
from questionnaire.model import HIGHEST_LEVEL
from questionnaire.municipalities import municipality
from questionnaire.practices import PREFECTURES


def _dangling_references(draft: Draft) -> Iterator[ContentFault]:
    for action in draft.actions:
        yield from _unknown(draft, action.id, "lifts", "questions", (lift.question for lift in action.lifts))
        yield from _unknown(draft, action.id, "requires", "actions", action.requires)
        yield from _unknown(draft, action.id, "practices", "practices", action.practices)
    for practice in draft.practices:
        yield from _unknown(draft, practice.id, "question", "questions", [practice.question])
    for reading in draft.readings:
        name = reading_name(reading.municipality, reading.question)
        yield from _unknown(draft, name, "question", "questions", [reading.question])


def _unknown(draft: Draft, entry: str, key: str, kind: str, references: Iterable[str]) -> Iterator[ContentFault]:
    """The references that lead to nothing of this kind."""
    if kind in draft.unread:
        return
    for reference in references:
        if draft.kinds.get(reference) != kind:
            yield draft.fault(entry, f"{key}: 「{reference}」というidはありません")


def _circles_of_prerequisites(draft: Draft) -> Iterator[ContentFault]:
    for action, needed in _prerequisites(draft).items():
        if action in needed:
            yield draft.fault(action, "requires: 前提をたどると自分に戻ります")


def _prerequisites(draft: Draft) -> dict[str, set[str]]:
    """For each action everything that must be done before it, however far back."""
    requires = {action.id: action.requires for action in draft.actions}
    found = {}
    for start, needed in requires.items():
        reached, ahead = set[str](), list(needed)
        while ahead:
            action = ahead.pop()
            if action not in reached:
                reached.add(action)
                ahead += requires.get(action, ())
        found[start] = reached
    return found


def _steps_that_leave_a_level_out(draft: Draft) -> Iterator[ContentFault]:
    """An action begins where its prerequisites end: level 3 stands on level 2, and nothing is done twice."""
    lifts = {action.id: {lift.question: lift.to for lift in action.lifts} for action in draft.actions}
    needed = _prerequisites(draft)
    for action in draft.actions:
        if needed[action.id] - lifts.keys() or action.id in needed[action.id]:
            continue  # a circle and a missing prerequisite are faults of their own
        for lift in action.lifts:
            before = max((lifts.get(name, {}).get(lift.question, 0) for name in needed[action.id]), default=0)
            if before >= lift.to:
                yield draft.fault(action.id, f"requires: 前提で「{lift.question}」がもう段階{before}になります")
            elif lift.to == HIGHEST_LEVEL and before < HIGHEST_LEVEL - 1:
                yield draft.fault(action.id, f"requires: 「{lift.question}」を段階{lift.to - 1}にする前提がありません")


def _levels_that_no_action_reaches(draft: Draft) -> Iterator[ContentFault]:
    if "actions" in draft.unread:
        return
    reached = {(lift.question, lift.to) for action in draft.actions for lift in action.lifts}
    for question in draft.questions:
        file = draft.files[question.id].replace("questions/", "actions/")
        for level in range(1, HIGHEST_LEVEL + 1):
            if (question.id, level) not in reached and file not in draft.broken:
                yield draft.fault(question.id, f"段階{level}に上げる次の一手がありません")


def _estimates_out_of_order(draft: Draft) -> Iterator[ContentFault]:
    for action in draft.actions:
        for key, estimate in (("effort_days", action.effort_days), ("months", action.months)):
            if not estimate.low <= estimate.plan <= estimate.high:
                yield draft.fault(action.id, f"{key}: low・plan・highが小さい順ではありません")


def _faulty_codes(draft: Draft) -> Iterator[ContentFault]:
    for practice in draft.practices:
        if municipality(practice.municipality) is None and practice.municipality not in PREFECTURES:
            yield draft.fault(practice.id, f"municipality: {practice.municipality}という団体コードはありません")


CHECKS = (
    _dangling_references,
    _circles_of_prerequisites,
    _steps_that_leave_a_level_out,
    _levels_that_no_action_reaches,
    _estimates_out_of_order,
    _faulty_codes,
)
