"""The only owner of `st.session_state`: which assessment is open, and that every answer given is stored.

Answers are stored by comparing what a widget shows with what was last seen stored, not by callbacks: after a restart of
the server or a long network drop, Streamlit runs the page in a new session that knows no callbacks, and the first click
would be lost (docs/decisions/0002). Which revision of an answer a page shows is kept in the browser, so that nobody's
answer is overwritten unseen (docs/decisions/0006).
"""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import streamlit as st

from questionnaire.assessment import UNANSWERED, Answer, Assessment, text_faults
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Axis, Question, Questionnaire
from questionnaire.survey import read_assessment
from screens.choices import answer_of, choice_of, choices
from screens.opened import Opened
from screens.revisions import Page, new_tab, page_of, text_of
from storage import assessments, links, submissions
from storage.assessments import Change, ConflictError, Links
from storage.connect import database
from storage.links import LinkKind
from storage.submissions import AlreadyBegunError, AlreadySubmittedError, IncompleteError, Submission
from storage.transaction import DatabaseRefusedError, FrozenError, StorageError

LINK, EXAMPLE = "a", "example"  # what the address of a page carries
PARTS = ("choice", "memo", "evidence")
# A colleague's answer is seen within this time, and after a restart the browser asks for a full run.
REFRESHED_EVERY_S = 5

TROUBLE = "保存先に接続できません。しばらくしてからもう一度お試しください。"

log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """An answer as this tab last saw it stored."""

    answer: Answer
    revision: int


def open_from_address() -> None:
    """Opens what the address names and keeps the address on every page, so that a reload finds it again."""
    _keep_in_address(LINK, EXAMPLE)
    st.session_state.update({"trouble": "", "is_drawn_now": True})
    try:
        st.session_state.opened = _found()
        database()  # What is wrong with it is told before anybody types.
    except DatabaseRefusedError as error:
        log.exception("The database was refused")
        st.session_state.trouble = str(error)
    except StorageError:
        log.exception("The assessment could not be read; the tab goes on with what it read last")
        st.session_state.trouble = TROUBLE
    found = opened()
    if found and not found.is_example and st.session_state.get("seen_of") != found.id:
        st.session_state.update({"seen_of": found.id, "seen": {}, "unsaved": {}, "tab": new_tab(), "refused": False})
        st.session_state.update({"conflicts": set(), "to_show": set(), "pushed": set(), "compared": found.revisions})


def opened() -> Opened | None:
    """What is open in this tab, if anything."""
    found: Opened | None = st.session_state.get("opened")
    return found


def address() -> dict[str, str]:
    """What the address of every page carries: the link of the own assessment, and the example that lies over it."""
    return {name: st.session_state[name] for name in (LINK, EXAMPLE) if st.session_state.get(name)}


def address_of_example(municipality: str) -> dict[str, str]:
    """The address that opens a filled example; the own assessment stays in it, to come back to."""
    return address() | {EXAMPLE: municipality}


def own_address() -> dict[str, str]:
    """The address of the own assessment without the example over it; empty when there is none."""
    return {LINK: st.session_state[LINK]} if st.session_state.get(LINK) else {}


def link_is_wrong() -> bool:
    """Whether the address names an assessment that cannot be found."""
    return bool(address()) and opened() is None and not is_away()


def address_in(link: str) -> dict[str, str] | None:
    """What the address of a pasted link carries, or None when it is not a link to an assessment."""
    try:
        found = parse_qs(urlsplit(link.strip()).query).get(LINK)
    except ValueError:
        return None
    return {LINK: found[0]} if found else None


def link_of(secret: str) -> str:
    """The link with this secret, for any browser that reaches this server."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, "/", urlencode({LINK: secret}), ""))


def link() -> str:
    """The link that opens the assessment again."""
    return link_of(st.session_state[LINK])


def offered() -> Questionnaire:
    """The version that a new assessment is made with: the newest, or a draft that `DX_QUESTIONNAIRE` names."""
    return questionnaire(os.environ.get("DX_QUESTIONNAIRE") or newest_version())


def asked() -> Questionnaire:
    """The version that the open assessment was made with; the offered one while nothing is open."""
    found = opened()
    return found.questionnaire if found else offered()


def show_axis(axis: Axis | None) -> None:
    """Notes which axis the page asks about."""
    st.session_state.axis = axis


def shown_axis() -> Axis:
    """The axis that the page asks about."""
    axis: Axis = st.session_state.axis
    return axis


def next_axis() -> Axis:
    """Where to go on: the axis of the first unanswered question, else the first one."""
    found = opened()
    return asked().axis_of[found.unanswered[0].id] if found and found.unanswered else asked().axes[0]


def neighbours(axis: Axis) -> tuple[Axis | None, Axis | None]:
    """The axes before and after this one."""
    axes = asked().axes
    here = axes.index(axis)
    return axes[here - 1] if here else None, next(iter(axes[here + 1 :]), None)


# Making, submitting and removing assessments. Each gives what went wrong in Japanese, or "" when it was done.


def start(assessment: Assessment) -> Links | None:
    """Stores a new assessment and gives its links, or None when it could not be stored."""
    try:
        made = assessments.create(database(), assessment)
    except StorageError:
        log.exception("A new assessment could not be stored")
        return None
    st.session_state.update({"made": made, "is_new": True})
    return made


def address_of(made: Links) -> dict[str, str]:
    """What the address of a new assessment carries."""
    return {LINK: made.edit}


def is_new() -> bool:
    """Whether the open assessment was made in this tab just now."""
    return bool(made_links() and st.session_state.get("is_new"))


def made_links() -> Links | None:
    """The links that were made in this tab for the open assessment; they can be read only here and now."""
    made: Links | None = st.session_state.get("made")
    return made if made and made.edit == st.session_state.get(LINK) else None


def deepen() -> str:
    """Asks all questions from now on."""
    try:
        assessments.deepen(database(), _key())
    except FrozenError:
        return "提出済みの診断は変えられません。"
    except StorageError:
        log.exception("The depth could not be stored")
        return TROUBLE
    st.session_state.opened = _found()
    return ""


def submit(code: str = "") -> str:
    """Submits the open assessment; `code` is asked for where the installation serves several municipalities."""
    try:
        if reason := _reason_not_to_submit(code):
            return reason
        submissions.submit(database(), _key())
    except IncompleteError as error:
        return f"未回答か未確認の設問が{len(error.open)}問あります。"
    except AlreadySubmittedError:
        return "この団体のこの年度の診断は、別の診断がすでに提出されています。提出した担当者に確かめてください。"
    except FrozenError:
        return "ほかの人がすでに提出しています。画面を開き直してください。"
    except StorageError:
        log.exception("An assessment could not be submitted")
        return TROUBLE
    return ""


def _reason_not_to_submit(code: str) -> str:
    if has_unsaved() or st.session_state.conflicts:
        return "まだ保存していない回答があります。回答の画面で、どちらの回答を残すか選んでから提出してください。"
    if requires_code() and not links.is_code_of(database(), _opened().assessment.municipality, code):
        return "利用コードが正しくありません。管理者から受け取ったコードを確かめてください。"
    return ""


def requires_code() -> bool:
    """Whether a municipality submits with its code (`DX_REQUIRE_CODE`)."""
    return os.environ.get("DX_REQUIRE_CODE", "") not in ("", "0")


def reopen() -> str:
    """Lets the answers of a submitted assessment be changed again; what was submitted stays."""
    try:
        submissions.reopen(database(), _key())
    except (FrozenError, StorageError):
        log.exception("An assessment could not be reopened")
        return TROUBLE
    return ""


def begin_next_year() -> str:
    """Makes an assessment for the year after with copies of the answers; `made_links` gives its links."""
    try:
        made = submissions.begin_next_year(database(), _key(), offered().version.id)
    except AlreadyBegunError:
        return (
            "次の年度の診断は、すでに始まっています。リンクがわからないときは、管理者に新しいリンクを頼んでください。"
        )
    except FrozenError:
        return "この診断は削除されています。"
    except StorageError:
        log.exception("The next year could not be begun")
        return TROUBLE
    st.session_state.update({"made": made, "is_new": True, LINK: made.edit})
    return ""


def renew(kind: LinkKind) -> str | None:
    """A new link of this kind, which ends the old one, or None when it could not be stored."""
    try:
        secret = links.renew(database(), _key(), kind)
    except (StorageError, FrozenError):
        log.exception("A link could not be renewed")
        return None
    known = made_links() or Links(st.session_state[LINK], "")
    st.session_state.is_new = False
    st.session_state.made = replace(known, **{"edit" if kind is LinkKind.EDIT else "read": secret})
    if kind is LinkKind.EDIT:
        st.session_state[LINK] = st.query_params[LINK] = secret
    return secret


def remove() -> str:
    """Removes the open assessment with everything that belongs to it."""
    try:
        assessments.remove(database(), _key())
    except StorageError:
        log.exception("An assessment could not be removed")
        return TROUBLE
    for name in (LINK, "opened", "made", "seen_of"):
        st.session_state.pop(name, None)
    return ""


def submitted() -> list[Submission]:
    """What was submitted of the open assessment, the first number first."""
    found = _opened()
    try:
        return submissions.submissions_of(database(), found.id) if found.id else []
    except StorageError:
        log.exception("The submissions could not be read")
        return []


def years() -> list[Submission]:
    """The years that the open assessment is joined to, the oldest first; the open one alone when it is an example."""
    found = _opened()
    alone = [Submission(found.assessment, 0, found.submitted_at)]
    if found.id is None:
        return alone
    try:
        joined = submissions.years_of(database(), found.id)
    except StorageError:
        log.exception("The other years could not be read")
        return alone
    if found.may_edit:
        return joined
    # Who was given a link to read this year was not given the drafts of later ones.
    before = [year for year in joined if year.number and year.assessment.fiscal_year < found.assessment.fiscal_year]
    return [*before, *(year for year in joined if year.assessment.fiscal_year == found.assessment.fiscal_year)]


def compared_revisions() -> Mapping[str, int]:
    """The revisions that were compared with a file when the page was last drawn: what its user saw and decided upon."""
    present = _opened().revisions
    before: Mapping[str, int] = st.session_state.get("compared", present)
    st.session_state.compared = present
    return before


def take_over(changed: Sequence[tuple[Question, Answer]], seen: Mapping[str, int]) -> str:
    """Stores all of these answers over the revisions that were seen, or none of them."""
    changes = [Change(q.id, answer, seen.get(q.id, 0), st.session_state.tab) for q, answer in changed]
    try:
        assessments.record_answers(database(), _key(), changes)
    except ConflictError:
        return "読み込んでいる間に、ほかの人が回答を変えました。違いを確かめて、もう一度取り込んでください。"
    except FrozenError:
        return "提出済みの診断には取り込めません。"
    except StorageError:
        log.exception("Answers could not be taken over")
        return TROUBLE
    return ""


# Answers


@contextmanager
def revisions_held(questions: Sequence[Question]) -> Iterator[None]:
    """Around the questions of a page: the browser keeps which revisions are shown, and tells it after a restart.

    In a new session that must be known before the questions are drawn; otherwise it is written down after them, since
    drawing and storing brings new revisions.
    """
    slot = st.container()
    key = _page_key(shown_axis())
    is_new = key not in st.session_state
    _begin(questions, forget=is_new)
    if is_new:
        with slot:
            sent = page_of(st.text_input("revisions", _page_text(questions), key=key, label_visibility="collapsed"))
        _begin_as_sent(questions, sent)
    yield
    if not is_new:
        st.session_state[key] = _page_text(questions)
        with slot:
            st.text_input("revisions", key=key, label_visibility="collapsed")
    if st.session_state.pop("is_outdated", False):
        st.rerun()


def _begin(questions: Sequence[Question], *, forget: bool) -> None:
    """Notes what the page begins with: what it showed before, or what is stored when it is drawn anew."""
    seen, unsaved = st.session_state.seen, st.session_state.unsaved
    for question in questions:
        if question.id not in seen or (forget and question.id not in unsaved):
            seen[question.id] = _stored(question)


def _begin_as_sent(questions: Sequence[Question], sent: Page | None) -> None:
    """After a restart of the server, or a run that was cut short, the browser knows better what its user saw."""
    if sent is None:
        return
    st.session_state.tab, seen = sent.tab, st.session_state.seen
    for question in questions:
        revision = sent.revisions.get(question.id, seen[question.id].revision)
        if revision != seen[question.id].revision:
            seen[question.id] = _seen_at(question, revision)


def _page_text(questions: Sequence[Question]) -> str:
    revisions = {question.id: st.session_state.seen[question.id].revision for question in questions}
    return text_of(Page(st.session_state.tab, revisions))


def choose(question: Question) -> tuple[dict[str, str], Answer]:
    """Prepares the widgets of a question: their keys, and the answer that they begin with.

    A widget that this session does not know yet begins with what was seen, unless the browser shows something else:
    after a reconnect that is known only once it is drawn, so nothing is set before.
    """
    keys = _keys(question)
    is_known = keys["choice"] in st.session_state
    if is_known and (question.id in st.session_state.to_show or _is_behind(question)):
        _show_stored(question)
    shown = st.session_state.unsaved.get(question.id, st.session_state.seen[question.id].answer)
    return keys, UNANSWERED if is_known else shown


def store_changes() -> None:
    """Stores every answer that this tab shows otherwise than it last saw it stored.

    Called before anything is drawn: a click on another page can end a run while the page is drawn, and the answer
    given just before must be safe by then.
    """
    found = opened()
    if found is None or not found.may_edit:
        return
    for question in found.questions:
        # What is neither drawn nor waiting to be stored cannot have changed.
        is_drawn = question.id in st.session_state.seen and _keys(question)["choice"] in st.session_state
        is_changed_here = is_drawn or question.id in st.session_state.unsaved
        try:
            _take_back_what_did_not_arrive(question)
        except StorageError:
            log.exception("What the browser saw could not be looked up; nothing is stored in this run")
            continue
        if is_changed_here and question.id not in st.session_state.to_show:
            _store_change(question)


def store_change(question: Question) -> None:
    """The same for one question, after its widgets were drawn: in a new session only then their values are known."""
    told = _told(question)
    if _store_change(question) or _is_behind(question) or _told(question) != told:
        _draw_again()


def confirm(question: Question) -> None:
    """Says that last year's answer still holds."""
    stored = _stored(question)
    if _record(question, replace(stored.answer, is_confirmed=True), stored.revision):
        _draw_again()


def conflict_of(question: Question) -> Seen | None:
    """What a colleague stored while this tab changed the answer too; None when there is no such conflict."""
    return _stored(question) if question.id in st.session_state.conflicts else None


def axes_in_conflict() -> list[Axis]:
    """The axes on other pages where this tab and a colleague changed the same answer and nobody chose yet."""
    found = opened()
    if found is None or not found.is_editable:
        return []
    concerned = {found.questionnaire.axis_of[question].id for question in st.session_state.conflicts}
    return [axis for axis in found.questionnaire.axes if axis.id in concerned and axis is not st.session_state.axis]


def shown_answer(question: Question) -> Answer:
    """The answer as the page shows it."""
    return _shown(question, st.session_state.seen[question.id].answer)


def keep_mine(question: Question) -> None:
    """Ends a conflict: the answer of this page replaces the colleague's, which stays in the history."""
    mine, stored = shown_answer(question), _stored(question)
    if _record(question, mine, stored.revision):
        _draw_again()


def keep_theirs(question: Question) -> None:
    """Ends a conflict: the page shows the colleague's answer from now on."""
    st.session_state.conflicts.discard(question.id)
    st.session_state.unsaved.pop(question.id, None)
    st.session_state.seen[question.id] = _stored(question)
    st.session_state.to_show.add(question.id)
    _draw_again()


def is_away() -> bool:
    """Whether the database could not be read in this run."""
    return bool(trouble())


def trouble() -> str:
    """Why the database could not be read in this run, in Japanese; "" when it could."""
    said: str = st.session_state.get("trouble", "")
    return said


def has_unsaved() -> bool:
    """Whether an answer could not be stored. It stays in the page and is tried again by itself."""
    return bool(st.session_state.get("unsaved", {}).keys() - st.session_state.get("conflicts", set()))


def was_refused() -> bool:
    """Whether an answer came too late, after somebody else had submitted the assessment."""
    return bool(st.session_state.get("refused"))


@st.fragment(run_every=REFRESHED_EVERY_S)
def heartbeat() -> None:
    """Runs the page again when a colleague changed something, or when an answer waits to be stored.

    Any timer makes the browser ask for a full run when it reconnects, so that the next click is not dropped.
    """
    # Within a full run nothing is older than that run; to ask for another one would never end.
    is_tick = not st.session_state.pop("is_drawn_now", False)
    if is_tick and (has_unsaved() or is_away() or _has_changed()):
        st.rerun()


def _has_changed() -> bool:
    """Whether anything in the open assessment was changed since this run, or the database went away."""
    found = opened()
    if found is None or found.id is None:
        return False
    try:
        return assessments.changes_of(database(), found.id) != found.changes
    except StorageError:
        return True


def _draw_again() -> None:
    """Runs the page again once it is drawn to its end: what a run leaves undrawn, Streamlit forgets."""
    st.session_state.is_outdated = True


def _store_change(question: Question) -> bool:
    """Stores the answer shown, if it differs from what was seen stored, and tells whether it did."""
    seen = st.session_state.seen.get(question.id) or _stored(question)
    shown = _shown(question, st.session_state.unsaved.get(question.id, seen.answer))
    if shown == seen.answer or text_faults(shown):
        st.session_state.unsaved.pop(question.id, None)
        st.session_state.conflicts.discard(question.id)
        return False
    return _record(question, shown, seen.revision)


def _record(question: Question, answer: Answer, revision: int) -> bool:
    """Stores the answer over this revision, and tells whether it could. Otherwise the page goes on showing it."""
    state = st.session_state
    change = Change(question.id, answer, revision, state.tab)
    try:
        recorded = assessments.record_answer(database(), _key(), change)
    except ConflictError as conflict:
        state.conflicts.add(question.id)
        state.unsaved[question.id] = answer
        state.opened = _opened().with_answer(question, conflict.stored, conflict.revision)
        return False
    except FrozenError:
        state.refused = True
        state.unsaved.pop(question.id, None)
        state.conflicts.discard(question.id)
        return False
    except StorageError:
        log.exception("An answer could not be stored; it stays in the session and is tried again")
        state.unsaved[question.id] = answer
        return False
    state.unsaved.pop(question.id, None)
    state.conflicts.discard(question.id)
    state.refused = False
    if question.id in state.pushed:
        # The value that was sent to the browser may arrive after this click there; what was stored must show.
        state.to_show.add(question.id)
        state.pushed.discard(question.id)
    state.seen[question.id] = Seen(answer, recorded)
    opened_before = _opened()
    state.opened = replace(opened_before.with_answer(question, answer, recorded), changes=opened_before.changes + 1)
    return True


def _told(question: Question) -> tuple[bool, bool, bool]:
    """What this run could tell about the question when it began to draw it."""
    state = st.session_state
    return question.id in state.conflicts, question.id in state.unsaved, state.refused


def _is_behind(question: Question) -> bool:
    """Whether a colleague stored an answer that this page does not show, and nothing was changed here."""
    seen = st.session_state.seen[question.id]
    unchanged = _shown(question, st.session_state.unsaved.get(question.id, seen.answer)) == seen.answer
    return unchanged and seen.revision != _stored(question).revision


def _take_back_what_did_not_arrive(question: Question) -> None:
    """A colleague's answer may be on its way to the browser when its user clicks: then it was not seen there."""
    state = st.session_state
    if question.id not in state.pushed:
        return
    sent = page_of(state.get(_page_key(_opened().questionnaire.axis_of[question.id])) or "")
    if sent and question.id in sent.revisions:
        state.seen[question.id] = _seen_at(question, sent.revisions[question.id])


def _page_key(axis: Axis) -> str:
    """The key of the field in which the browser keeps the revisions of a page."""
    return f"revisions:{_opened().id}:{axis.id}"


def _stored(question: Question) -> Seen:
    """The answer as the database had it at the beginning of this run."""
    found = _opened()
    return Seen(found.assessment.answer(question.id), found.revisions.get(question.id, 0))


def _seen_at(question: Question, revision: int) -> Seen:
    """The answer as it was at a revision that the browser saw."""
    stored = _stored(question)
    if revision == stored.revision:
        return stored
    return Seen(assessments.answer_at(database(), _key(), question.id, revision), revision)


def _keys(question: Question) -> dict[str, str]:
    """The keys of a question's widgets. They name the assessment, so that no answer strays into another one."""
    return {part: f"{part}:{_opened().id}:{question.id}" for part in PARTS}


def _show_stored(question: Question) -> None:
    """Lets the widgets of a question show what is stored, which must happen before they are drawn."""
    state, stored, keys = st.session_state, _stored(question), _keys(question)
    if _shown(question, stored.answer) != stored.answer:
        state.pushed.add(question.id)
    values = (choice_of(stored.answer), stored.answer.memo, stored.answer.evidence)
    for part, value in zip(PARTS, values, strict=True):
        if keys[part] in state:
            state[keys[part]] = value
    state.seen[question.id] = stored
    state.to_show.discard(question.id)


def _shown(question: Question, seen: Answer) -> Answer:
    """The answer as the widgets show it; what is not on the page is as it was."""
    state, keys = st.session_state, _keys(question)
    choice = state.get(keys["choice"])
    if choice not in choices(question):  # not on the page, or made up by the sender
        choice = choice_of(seen)
    memo = state.get(keys["memo"], seen.memo)
    evidence = state.get(keys["evidence"], seen.evidence)
    # Choosing anew confirms last year's answer; adding a memo to it does not.
    is_confirmed = seen.is_confirmed or choice != choice_of(seen)
    return replace(answer_of(choice, memo or "", evidence or ""), is_confirmed=is_confirmed)


def _keep_in_address(*names: str) -> None:
    """The address decides; Streamlit empties it when the page changes, so it is written anew."""
    given = {name: st.query_params[name] for name in names if name in st.query_params}
    for name in names:
        if given:
            st.session_state[name] = given.get(name)
        if st.session_state.get(name) and name not in st.query_params:
            st.query_params[name] = st.session_state[name]


def _found() -> Opened | None:
    if st.session_state.get(EXAMPLE):
        return _example(st.session_state[EXAMPLE])
    if not st.session_state.get(LINK):
        return None
    stored = assessments.find(database(), st.session_state[LINK])
    if stored is None:
        return None
    return Opened(
        questionnaire(stored.assessment.version),
        stored.assessment,
        id=stored.id,
        may_edit=stored.may_edit,
        submitted_at=stored.submitted_at,
        changes=stored.changes,
        revisions=stored.revisions,
    )


def _example(municipality: str) -> Opened | None:
    newest = offered()
    if municipality not in newest.version.survey.municipalities:
        return None
    return Opened(newest, read_assessment(newest, municipality))


def _opened() -> Opened:
    found = opened()
    if found is None:
        raise LookupError("nothing is open in this tab")
    return found


def _key() -> int:
    """The key of the open assessment, for those who may change it. Raises `LookupError` for all others."""
    found = _opened()
    if found.id is None or not found.may_edit:
        raise LookupError("this link does not allow it")
    return found.id
