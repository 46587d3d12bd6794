"""What can be wrong with the file of a whole assessment although its form is right: what it says cannot be so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from files.assessment_json.places import Path
from files.assessment_json.plan_parts import plan_part_faults
from files.assessment_json.schema import (
    SINCE,
    SINCE_IN_ANSWERS,
    SINCE_IN_SUBMISSIONS,
    AnswerPart,
    AssessmentFile,
    PeerSetPart,
    RevisionPart,
    SubmissionPart,
)
from questionnaire.assessment import UNANSWERED, Answer, AnswerState, answer_faults, is_open
from questionnaire.classes import class_of
from questionnaire.loader import questionnaire, version_names
from questionnaire.model import Depth, Questionnaire
from questionnaire.municipalities import municipality
from questionnaire.peer_set import PeerSet, set_faults

# Where in the file, and what is wrong.
Fault = tuple[Path, str]


def faults_of(part: AssessmentFile) -> Iterator[Fault]:
    """Every fault of what the file says, in Japanese."""
    if municipality(part.municipality) is None:
        yield ("municipality",), f"団体コード「{part.municipality}」の市区町村はありません"
    yield from _version_faults((), part.version, part.depth)
    asked = _known(part.version)
    for question, revisions in part.answers.items():
        yield from _history_faults(part, asked, question, revisions)
    yield from _numbering_faults(("submissions",), "number", [one.number for one in part.submissions])
    for index, submission in enumerate(part.submissions):
        yield from _submission_faults(("submissions", index), submission, part.format_version)
    yield from _frozen_faults(part)
    yield from _release_faults((), part, part.format_version, SINCE)
    yield from _class_faults((), part.municipality_class)
    yield from _set_faults(part.peer_sets)
    if asked:
        yield from plan_part_faults(part, asked)


def answer_of(part: AnswerPart) -> Answer:
    """The answer that a part of the file holds."""
    day = None if part.answered_on is None else date.fromisoformat(part.answered_on)
    who = (part.section, part.person, day)
    return Answer(part.state, part.level, part.memo, part.evidence, part.is_confirmed, *who)


def _version_faults(path: Path, version: str, depth: Depth) -> Iterator[Fault]:
    asked = _known(version)
    if asked is None:
        yield (*path, "version"), f"設問版「{version}」はありません(あるのは{'、'.join(version_names())})"
    elif depth not in asked.version.depths:
        yield (*path, "depth"), f"設問版 {version} では深さ {depth} は使えません"


def _history_faults(
    part: AssessmentFile, asked: Questionnaire | None, question: str, revisions: Sequence[RevisionPart]
) -> Iterator[Fault]:
    path: Path = ("answers", question)
    yield from _numbering_faults(path, "revision", [one.revision for one in revisions])
    for index, revision in enumerate(revisions):
        yield from _answer_faults((*path, index), asked, question, answer_of(revision))
        yield from _release_faults((*path, index), revision, part.format_version, SINCE_IN_ANSWERS)


def _numbering_faults(path: Path, name: str, numbers: Sequence[int]) -> Iterator[Fault]:
    """Numbers begin at 1 and leave none out: a gap is a lost answer or submission."""
    for index, number in enumerate(numbers):
        if number != index + 1:
            yield (*path, index, name), f"番号が1から続いていません({index + 1}のはずが{number})"
            return


def _answer_faults(path: Path, asked: Questionnaire | None, name: str, answer: Answer) -> Iterator[Fault]:
    if asked is None:
        return
    if name not in asked.by_id:
        yield path, f"設問「{name}」は設問版 {asked.version.id} にありません"
        return
    # 該当しない is kept while its reason is still to be written; such an answer is open and cannot be submitted.
    has_no_reason = answer.state is AnswerState.NOT_APPLICABLE and not answer.memo.strip()
    complete = replace(answer, memo="(理由)") if has_no_reason else answer
    yield from ((path, what) for what in answer_faults(complete, asked.by_id[name]))


def _submission_faults(path: Path, submission: SubmissionPart, release: int) -> Iterator[Fault]:
    yield from _version_faults(path, submission.version, submission.depth)
    asked, given = _known(submission.version), _answers(submission.answers)
    for name, answer in given.items():
        yield from _answer_faults((*path, "answers", name), asked, name, answer)
    for question in asked.asked(submission.depth) if asked else ():
        if is_open(given.get(question.id, UNANSWERED), question):
            yield (*path, "answers", question.id), "提出した回答が、未回答か未確認です"
    yield from _release_faults(path, submission, release, SINCE_IN_SUBMISSIONS)
    yield from _class_faults(path, submission.municipality_class)
    for name, part in submission.answers.items():
        yield from _release_faults((*path, "answers", name), part, release, SINCE_IN_ANSWERS)


def _frozen_faults(part: AssessmentFile) -> Iterator[Fault]:
    """While an assessment is frozen, its answers are those of its last submission."""
    if part.submitted_at is None:
        return
    if not part.submissions:
        yield ("submitted_at",), "提出済みなのに、提出した内容がありません"
    elif _answers(part.submissions[-1].answers) != _answers(_newest(part)):
        yield ("submitted_at",), "提出済みなのに、いまの回答が提出した回答と違います"


def _release_faults(
    path: Path, part: AssessmentFile | SubmissionPart | AnswerPart, release: int, since: Mapping[str, int]
) -> Iterator[Fault]:
    """What a file of this release must have, and what it cannot have yet."""
    for name, first in since.items():
        if release >= first and name not in part.model_fields_set:
            yield (*path, name), "必要な項目がありません"
        elif release < first and name in part.model_fields_set:
            yield (*path, name), f"format_version {release} のファイルにはない項目です"


def _class_faults(path: Path, municipality_class: str) -> Iterator[Fault]:
    if municipality_class and class_of(municipality_class) is None:
        yield (*path, "municipality_class"), f"類似団体の類型「{municipality_class}」はありません"


def _set_faults(parts: Sequence[PeerSetPart]) -> Iterator[Fault]:
    for index, part in enumerate(parts):
        yield from ((("peer_sets", index), what) for what in set_faults(PeerSet(part.name, part.codes)))
    names = [part.name for part in parts]
    if names != sorted(set(names)):
        yield ("peer_sets",), "組の名前が、名前の順に1つずつ並んでいません"


def _newest(part: AssessmentFile) -> dict[str, RevisionPart]:
    return {question: revisions[-1] for question, revisions in part.answers.items()}


def _answers(parts: Mapping[str, AnswerPart]) -> dict[str, Answer]:
    return {question: answer_of(part) for question, part in parts.items()}


def _known(version: str) -> Questionnaire | None:
    return questionnaire(version) if version in version_names() else None
