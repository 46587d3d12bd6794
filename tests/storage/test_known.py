"""An answer upon an assessment that is as a tab knows it: stored at once, or not at all."""

from functools import partial

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import UNANSWERED, Answer, AnswerState, Assessment
from questionnaire.peer import Sharing
from storage.assessments import Change, Links, answer_at, changes_of, create, remove
from storage.known import Known, record_if_unchanged
from storage.links import LinkKind, renew
from storage.submissions import submit
from storage.transaction import StorageError
from tests.builders import an_assessment, answered_alike, level
from tests.racing import at_once
from tests.stored import ASKED, answers_of, executed, history_of, key_of, loaded, record, revisions_of

TABS, ROUNDS = 8, 10
MINE = "my-tab"
SECTION = Answer(AnswerState.ANSWERED, 2, "聞いた", "名簿", section="税務課", person="草加")


def made(engine: Engine, assessment: Assessment | None = None) -> tuple[Links, Known]:
    """A new assessment, and what a tab knows of it."""
    links = create(engine, assessment or an_assessment({"a": level(1)}))
    return links, Known(links.edit, key_of(engine, links.edit), 0)


def to_level(number: int, seen: int = 1, question: str = "a") -> Change:
    """An answer given to the revision that was seen."""
    return Change(question, level(number), seen, MINE)


def test_an_answer_upon_what_is_known_is_the_next_revision_and_counts_as_one_change(engine: Engine) -> None:
    _, known = made(engine)
    assert record_if_unchanged(engine, known, [to_level(2)])
    assert answers_of(engine, known.assessment) == {"a": level(2)}
    assert (revisions_of(engine, known.assessment), changes_of(engine, known.assessment)) == ({"a": 2}, 1)
    assert history_of(engine, known.assessment, "a") == [level(1), level(2)]
    saved = loaded(engine, known.assessment).saved
    assert saved is not None
    assert (saved.question, saved.by) == ("a", MINE)


def test_several_answers_are_stored_together_the_first_of_a_question_too(engine: Engine) -> None:
    _, known = made(engine)
    assert record_if_unchanged(engine, known, [to_level(0), Change("b", SECTION, 0, MINE)])
    assert answers_of(engine, known.assessment) == {"a": level(0), "b": SECTION}
    assert changes_of(engine, known.assessment) == 1
    assert [answer_at(engine, known.assessment, "b", number) for number in (0, 1)] == [UNANSWERED, SECTION]


def test_a_colleagues_answer_to_any_question_stops_it(engine: Engine) -> None:
    _, known = made(engine)
    record(engine, known.assessment, "b", level(3))
    assert not record_if_unchanged(engine, known, [to_level(2)])
    assert answers_of(engine, known.assessment) == {"a": level(1), "b": level(3)}
    assert changes_of(engine, known.assessment) == 1


def test_nothing_is_stored_by_a_link_that_does_not_edit_any_more_or_never_did(engine: Engine) -> None:
    links, known = made(engine)
    others, _ = made(engine)
    following = renew(engine, known.assessment, LinkKind.EDIT)
    for link in (links.edit, links.read, others.edit):
        assert not record_if_unchanged(engine, Known(link, known.assessment, 1), [to_level(2)])
    assert record_if_unchanged(engine, Known(following, known.assessment, 1), [to_level(2)])


def test_nothing_is_stored_in_what_was_submitted_or_removed(engine: Engine) -> None:
    links, known = made(engine, answered_alike(ASKED, level(1)))
    question = ASKED.questions[0].id
    submit(engine, known.assessment, Sharing.PRIVATE)
    changes = loaded(engine, known.assessment).changes
    assert not record_if_unchanged(engine, Known(links.edit, known.assessment, changes), [to_level(2, 1, question)])
    remove(engine, known.assessment)
    assert not record_if_unchanged(engine, Known(links.edit, known.assessment, changes), [to_level(2, 1, question)])


def test_another_revision_than_the_one_seen_stops_all_of_it(engine: Engine) -> None:
    """As when an older backup was put back meanwhile, and the count happens to be the same."""
    _, known = made(engine, an_assessment({"a": level(1), "b": level(1)}))
    executed(engine, "UPDATE answers SET revision = 7 WHERE question = 'b'")
    assert not record_if_unchanged(engine, known, [to_level(2), to_level(3, 1, "b")])
    assert answers_of(engine, known.assessment) == {"a": level(1), "b": level(1)}
    assert changes_of(engine, known.assessment) == 0


def test_of_tabs_that_answer_at_once_upon_the_same_one_is_stored(engine: Engine) -> None:
    _, known = made(engine)
    for number in range(ROUNDS):
        now = Known(known.link, known.assessment, number)
        stored = at_once(
            [partial(record_if_unchanged, engine, now, [to_level(n % 4, number + 1)]) for n in range(TABS)]
        )
        assert sorted(stored) == [False] * (TABS - 1) + [True]
    assert len(history_of(engine, known.assessment, "a")) == ROUNDS + 1


def test_what_the_database_refuses_is_told_and_leaves_nothing(engine: Engine) -> None:
    _, known = made(engine)
    with pytest.raises(StorageError):
        record_if_unchanged(engine, known, [to_level(2), Change("a", level(3), 0, MINE)])
    assert (answers_of(engine, known.assessment), changes_of(engine, known.assessment)) == ({"a": level(1)}, 0)
    with pytest.raises(StorageError):
        record_if_unchanged(engine, known, [Change("a", Answer(AnswerState.ANSWERED), 1, MINE)])
    assert answers_of(engine, known.assessment) == {"a": level(1)}
    assert record_if_unchanged(engine, known, [to_level(2)])
