"""A whole assessment as a JSON file: it travels between databases without loss."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from files.assessment_json import read, write
from files.assessment_json.schema import schema_text
from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState
from questionnaire.history import WholeAssessment
from questionnaire.kept_plan import KeptPlan
from questionnaire.peer import Consent, Sharing
from questionnaire.peer_set import PeerSet
from questionnaire.plan import Target
from storage.assessments import create, find
from storage.soundness import soundness
from storage.submissions import AlreadySubmittedError, reopen, submit
from storage.whole import insert_whole, whole
from tests.builders import KOSHIGAYA, SOKA, UNKNOWN, an_assessment, level
from tests.copied_content import ROOT
from tests.copied_database import KINDS
from tests.full_database import HOSTILE_TEXTS, a_database, everything, filled, key_of
from tests.planned import ACTIONS, a_plan
from tests.provenance import by_form
from tests.stored import QUESTIONS, a_key, history_of, record, revisions_of
from tests.whole_assessments import A_TIME, A_TIME_TEXT, Content, a_whole_assessment, revision

FIRST, SECOND = QUESTIONS[0].id, QUESTIONS[1].id


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database to import into."""
    with a_database(request.param, tmp_path / "target", request) as engine:
        yield engine


def taken_out(engine: Engine, key: int) -> WholeAssessment:
    found = whole(engine, key)
    assert found
    return found


# What is written is read back


@pytest.mark.parametrize("source", KINDS)
def test_an_assessment_travels_between_databases_without_loss(
    source: str, target: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with a_database(source, tmp_path / "source", request) as engine:
        known = filled(engine)
        there = taken_out(engine, known.key)
    create(target, an_assessment(municipality=KOSHIGAYA))  # so that it gets another key
    links = insert_whole(target, read(write(there), "診断.json"))
    key = key_of(target, links)
    here = taken_out(target, key)
    assert here == there
    assert write(here) == write(there)
    assert set(HOSTILE_TEXTS) <= {one.answer.memo for one in here.revisions}
    assert (len(here.decisions), len(here.targets), here.plan is not None) == (4, 2, True)
    assert (len(here.consents), len(here.peer_sets), here.municipality_class) == (2, 1, "former-special")
    assert [one.municipality_class for one in here.submissions] == ["former-special"] * 2
    assert (len(here.submissions), history_of(target, key, FIRST)[1:]) == (2, [UNKNOWN, level(0)])
    assert soundness(target).faults == ()
    assert find(target, known.links.edit) is None


def test_an_imported_assessment_goes_on_where_it_stopped(engine: Engine) -> None:
    key = key_of(engine, insert_whole(engine, a_whole_assessment(is_frozen=True)))
    reopen(engine, key)
    record(engine, key, FIRST, UNKNOWN)
    assert submit(engine, key, Sharing.PRIVATE) == 2
    assert revisions_of(engine, key)[FIRST] == 2
    assert soundness(engine).faults == ()


def test_an_assessment_without_answers_travels_too(engine: Engine) -> None:
    there = taken_out(engine, a_key(engine, an_assessment()))
    assert taken_out(engine, key_of(engine, insert_whole(engine, read(write(there), "x")))) == there


def test_an_assessment_that_was_removed_cannot_be_taken_out(engine: Engine) -> None:
    assert whole(engine, 4711) is None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=LONGEST_TEXT))
def test_any_text_is_read_back_exactly(typed: str) -> None:
    answer = Answer(AnswerState.UNKNOWN, memo=typed, evidence=typed, is_confirmed=False)
    given = a_whole_assessment(revision(FIRST, 1, answer))
    assert read(write(given), "x") == given


def test_the_file_is_readable_and_sorted_and_has_types() -> None:
    answer = by_form(Answer(AnswerState.ANSWERED, 2, "髙橋さんに\n聞く", "計画書"))
    written = write(a_whole_assessment(revision(SECOND, 1, UNKNOWN), revision(FIRST, 1, answer)))
    assert "髙橋さんに\\n聞く" in written.decode("utf-8")
    assert b"\r" not in written
    content = json.loads(written)
    assert list(content["answers"]) == sorted([FIRST, SECOND])
    assert content["answers"][FIRST][0] == {
        "revision": 1,
        "state": "answered",
        "level": 2,
        "memo": "髙橋さんに\n聞く",
        "evidence": "計画書",
        "is_confirmed": True,
        "section": "総務課",
        "person": "山田太郎",
        "answered_on": "2026-11-20",
        "saved_at": "2026-11-22T01:02:03.456789Z",
        "saved_by": "a-tab",
    }


def test_the_file_holds_no_link(engine: Engine) -> None:
    known = filled(engine)
    written = write(taken_out(engine, known.key)).decode()
    secrets = [known.links.edit, known.links.read, known.code]
    stored = [value for table in ("assessments", "codes") for row in everything(engine)[table] for value in row]
    hashes = [value for value in stored if isinstance(value, str) and len(value) == 64]
    assert len(hashes) == 2 * 3 + 1
    assert not [secret for secret in [*secrets, *hashes] if secret in written]


def submitted_in(content: Content) -> list[Content]:
    return [answer for one in content["submissions"] for answer in one["answers"].values()]


def as_of_release(number: int, content: Content) -> Content:
    """The content as a file of this earlier release had it."""
    for answer in [*(one for revisions in content["answers"].values() for one in revisions), *submitted_in(content)]:
        for name in ("section", "person", "answered_on"):
            answer.pop(name)
    plans, sharing = ("decisions", "targets", "plan"), ("municipality_class", "consents", "peer_sets")
    for name in plans if number == 2 else (*plans, *sharing):
        content.pop(name)
    if number == 1:
        content["submissions"][0].pop("municipality_class")
    return content | {"format_version": number}


def test_a_file_of_the_release_before_plans_is_read_as_one_that_decided_nothing() -> None:
    given = a_whole_assessment(is_frozen=True, municipality_class="former-special")
    content = as_of_release(2, json.loads(write(given)))
    assert read(json.dumps(content).encode(), "x") == given
    assert (given.decisions, given.targets, given.plan) == ({}, {}, None)


def test_a_file_of_the_release_before_peers_is_read_as_one_that_shares_nothing() -> None:
    given = a_whole_assessment(is_frozen=True)
    content = as_of_release(1, json.loads(write(given)))
    assert read(json.dumps(content).encode(), "x") == given
    assert (given.municipality_class, given.consents, given.peer_sets) == ("", (), ())


def test_what_is_shared_travels_too() -> None:
    given = a_whole_assessment(
        is_frozen=True,
        municipality_class="former-special",
        consents=(Consent(A_TIME, Sharing.ANONYMOUS), Consent(A_TIME, Sharing.PRIVATE)),
        peer_sets=(PeerSet("5市1町", (SOKA, KOSHIGAYA)),),
    )
    content = json.loads(write(given))
    assert content["consents"][0] == {"since": A_TIME_TEXT, "sharing": "anonymous"}
    assert content["peer_sets"] == [{"name": "5市1町", "codes": [SOKA, KOSHIGAYA]}]
    assert read(write(given), "x") == given


def test_what_was_decided_travels_too() -> None:
    plan = a_plan()
    given = a_whole_assessment(
        decisions=plan.settings.decisions,
        targets={"people": Target("people", "dx", 2030)},
        plan=KeptPlan(plan, A_TIME),
    )
    content = json.loads(write(given))
    assert content["decisions"][ACTIONS[0]] == {"stance": "will_do", "start": None}
    assert content["decisions"][ACTIONS[2]]["start"] == {"year": 2026, "quarter": 2}
    assert content["targets"] == {"people": {"step": "dx", "fiscal_year": 2030}}
    assert (content["plan"]["made_at"], content["plan"]["days"]) == (A_TIME_TEXT, [120, 0, 240])
    assert read(write(given), "x") == given


def test_a_file_that_an_editor_saved_with_a_byte_order_mark_is_read() -> None:
    given = a_whole_assessment(is_frozen=True)
    assert read(b"\xef\xbb\xbf" + write(given).replace(b"\n", b"\r\n"), "x") == given


def test_the_published_schema_is_that_of_the_files() -> None:
    assert (ROOT / "docs" / "assessment.schema.json").read_text(encoding="utf-8") == schema_text()


# Into the database


def test_a_second_submission_of_a_municipality_and_year_is_refused(engine: Engine) -> None:
    filled(engine)
    before = everything(engine)
    with pytest.raises(AlreadySubmittedError):
        insert_whole(engine, a_whole_assessment(is_frozen=True))
    assert everything(engine) == before
    insert_whole(engine, a_whole_assessment(is_frozen=True, fiscal_year=2030))
    insert_whole(engine, a_whole_assessment())
