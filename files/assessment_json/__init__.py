"""A whole assessment as one JSON file, read back without loss: docs/assessment-json.md describes it."""

import json
from dataclasses import asdict
from itertools import groupby
from typing import Any

from files.assessment_json.faults import answer_of, faults_of
from files.assessment_json.parsing import parsed, place_text
from files.assessment_json.plan_parts import decisions_of, plan_of, plans_written, targets_of
from files.assessment_json.schema import FORMAT, FORMAT_VERSION, AssessmentFile, SubmissionPart
from files.fault import FaultList
from questionnaire.assessment import Answer
from questionnaire.history import Revision, Submitted, WholeAssessment
from questionnaire.moment import moment_of, time_text
from questionnaire.peer import Consent
from questionnaire.peer_set import PeerSet


def write(whole: WholeAssessment) -> bytes:
    """The file: UTF-8, indented, questions sorted by their id; the same bytes for the same assessment."""
    content = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "municipality": whole.municipality,
        "fiscal_year": whole.fiscal_year,
        "version": whole.version,
        "depth": whole.depth,
        "created_at": time_text(whole.created_at),
        "submitted_at": None if whole.submitted_at is None else time_text(whole.submitted_at),
        "answers": _history(whole),
        "submissions": [_submission(submitted) for submitted in whole.submissions],
        "municipality_class": whole.municipality_class,
        "consents": [{"since": time_text(one.since), "sharing": one.sharing} for one in whole.consents],
        "peer_sets": [asdict(chosen) for chosen in whole.peer_sets],
    } | plans_written(whole)
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def read(content: bytes, file: str) -> WholeAssessment:
    """The assessment in a file that `write` made. Raises `FileError` with every fault that was found."""
    faults = FaultList(file)
    part, places = parsed(_text(content, faults), faults)
    for path, what in faults_of(part):
        faults.note(places.line(path), f"{place_text(path)}: {what}")
    faults.raise_if_any()
    return _whole(part)


def _text(content: bytes, faults: FaultList) -> str:
    try:
        # Editors on Windows put a byte order mark at the beginning.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.note(content[: error.start].count(b"\n") + 1, "文字コードがUTF-8ではありません")
        faults.raise_if_any()
        raise


def _history(whole: WholeAssessment) -> dict[str, list[dict[str, Any]]]:
    ordered = sorted(whole.revisions, key=lambda revision: (revision.question, revision.number))
    return {
        question: [_revision(revision) for revision in revisions]
        for question, revisions in groupby(ordered, key=lambda revision: revision.question)
    }


def _revision(revision: Revision) -> dict[str, Any]:
    stored = {"saved_at": time_text(revision.saved_at), "saved_by": revision.saved_by}
    return {"revision": revision.number} | _answer(revision.answer) | stored


def _answer(answer: Answer) -> dict[str, Any]:
    day = answer.answered_on
    return asdict(answer) | {"answered_on": None if day is None else day.isoformat()}


def _submission(submitted: Submitted) -> dict[str, Any]:
    return {
        "number": submitted.number,
        "version": submitted.version,
        "depth": submitted.depth,
        "submitted_at": time_text(submitted.submitted_at),
        "municipality_class": submitted.municipality_class,
        "answers": {question: _answer(answer) for question, answer in sorted(submitted.answers.items())},
    }


def _whole(part: AssessmentFile) -> WholeAssessment:
    return WholeAssessment(
        municipality=part.municipality,
        fiscal_year=part.fiscal_year,
        version=part.version,
        depth=part.depth,
        created_at=moment_of(part.created_at),
        submitted_at=None if part.submitted_at is None else moment_of(part.submitted_at),
        revisions=tuple(
            Revision(question, one.revision, answer_of(one), moment_of(one.saved_at), one.saved_by)
            for question, revisions in sorted(part.answers.items())
            for one in revisions
        ),
        submissions=tuple(map(_submitted, part.submissions)),
        municipality_class=part.municipality_class,
        consents=tuple(Consent(moment_of(one.since), one.sharing) for one in part.consents),
        peer_sets=tuple(PeerSet(one.name, one.codes) for one in part.peer_sets),
        decisions=decisions_of(part.decisions),
        targets=targets_of(part),
        plan=plan_of(part.plan) if part.plan else None,
    )


def _submitted(part: SubmissionPart) -> Submitted:
    answers = {question: answer_of(one) for question, one in part.answers.items()}
    return Submitted(
        part.number, part.version, part.depth, moment_of(part.submitted_at), answers, part.municipality_class
    )
