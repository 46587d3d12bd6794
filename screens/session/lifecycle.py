"""What is done to an assessment as a whole: made, submitted, reopened, followed by the next year's, removed.

What acts gives what went wrong in Japanese, or "" when it was done.
"""

import logging
import os
from dataclasses import replace

import streamlit as st

from questionnaire.assessment import Assessment
from questionnaire.offered import offered
from questionnaire.peer import Sharing
from screens import session
from screens.session import opening
from screens.session.refusals import trouble_of
from screens.session.tab import LINK, tab
from serving import limits, visitor
from storage import assessments, links, submissions
from storage.assessments import Links
from storage.connect import database
from storage.links import LinkKind
from storage.sharing import choose_class
from storage.submissions import AlreadyBegunError, AlreadySubmittedError, IncompleteError, NotSubmittedError, Submission
from storage.transaction import FrozenError, StorageError

TOO_MANY = (
    f"同じ場所から、続けて多くの診断が作られています。{limits.MADE.minutes}分ほど待ってから、もう一度お試しください。"
)

log = logging.getLogger(__name__)


def start(assessment: Assessment) -> str:
    """Stores a new assessment, and opens it in place of what is open; `made_links` gives its links."""
    if not limits.MADE.count(visitor.address()):
        return TOO_MANY
    try:
        made = assessments.create(database(), assessment)
    except StorageError:
        log.exception("A new assessment could not be stored")
        return "保存先に空きがあるか、管理者に確かめてもらってください。"
    _go_on_with(made)
    tab().example = None
    return ""


def is_new() -> bool:
    """Whether the open assessment was made in this tab just now."""
    return bool(made_links()) and tab().is_new


def made_links() -> Links | None:
    """The links that were made in this tab for the open assessment; they can be read only here and now."""
    here = tab()
    return here.made if here.made and here.made.edit == here.link else None


def _go_on_with(made: Links) -> None:
    here = tab()
    here.made, here.is_new, here.link = made, True, made.edit


def deepen() -> str:
    """Asks all questions from now on."""
    try:
        assessments.deepen(database(), session.key())
    except (FrozenError, StorageError) as error:
        return trouble_of(error, frozen="提出済みの診断は変えられません。")
    opening.read_again()
    return ""


def submit(sharing: Sharing, municipality_class: str = "", code: str = "") -> str:
    """Submits the open assessment to be shared like this, with the class unless it is left open.

    `code` is asked for where the installation serves several municipalities.
    """
    try:
        if reason := _reason_not_to_submit(code):
            return reason
        if municipality_class not in ("", session.current().municipality_class):
            choose_class(database(), session.key(), municipality_class)
        submissions.submit(database(), session.key(), sharing)
    except IncompleteError as error:
        return f"未回答か未確認の設問が{len(error.open)}問あります。"
    except AlreadySubmittedError:
        return "この団体のこの年度の診断は、別の診断がすでに提出されています。提出した担当者に確かめてください。"
    except (FrozenError, StorageError) as error:
        return trouble_of(error, frozen="ほかの人がすでに提出しています。画面を開き直してください。")
    return ""


def _reason_not_to_submit(code: str) -> str:
    here = tab()
    if here.has_unsaved or here.has_disputed:
        return "まだ保存していない回答があります。回答の画面で、どちらの回答を残すか選んでから提出してください。"
    return reason_against_code(code)


def reason_against_code(code: str) -> str:
    """Why this is not the code of the open assessment's municipality; "" when it is, or when none is asked for.

    Every page that asks for a code asks here, so that guesses are counted together. Raises `StorageError`.
    """
    if not requires_code():
        return ""
    if limits.WRONG_CODES.is_reached(visitor.address()):
        return f"正しくない利用コードが、続けて何度も入力されました。{limits.WRONG_CODES.minutes}分ほど待ってください。"
    if links.is_code_of(database(), session.current().assessment.municipality, code):
        return ""
    limits.WRONG_CODES.count(visitor.address())
    return "利用コードが正しくありません。管理者から受け取ったコードを確かめてください。"


def requires_code() -> bool:
    """Whether a municipality submits with its code (`DX_REQUIRE_CODE`)."""
    return os.environ.get("DX_REQUIRE_CODE", "") not in ("", "0")


def reopen() -> str:
    """Lets the answers of a submitted assessment be changed again; what was submitted stays."""
    try:
        submissions.reopen(database(), session.key())
    except (FrozenError, StorageError) as error:
        return trouble_of(error)
    return ""


def begin_next_year() -> str:
    """Makes an assessment for the year after with copies of the answers; `made_links` gives its links."""
    if not limits.MADE.count(visitor.address()):
        return TOO_MANY
    try:
        made = submissions.begin_next_year(database(), session.key(), offered().version.id)
    except AlreadyBegunError:
        return (
            "次の年度の診断は、すでに始まっています。リンクがわからないときは、管理者に新しいリンクを頼んでください。"
        )
    except NotSubmittedError:
        return "ほかの人が、直すために開いています。提出してから、次の年度を始めてください。"
    except (FrozenError, StorageError) as error:
        return trouble_of(error)
    _go_on_with(made)
    return ""


def renew(kind: LinkKind) -> str | None:
    """A new link of this kind, which ends the old one, or None when it could not be stored."""
    try:
        secret = links.renew(database(), session.key(), kind)
    except (StorageError, FrozenError):
        log.exception("A link could not be renewed")
        return None
    here = tab()
    known = made_links() or Links(here.link or "", "")
    here.is_new = False
    here.made = replace(known, **{"edit" if kind is LinkKind.EDIT else "read": secret})
    if kind is LinkKind.EDIT:
        here.link = st.query_params[LINK] = secret
    return secret


def remove() -> str:
    """Removes the open assessment with everything that belongs to it."""
    try:
        assessments.remove(database(), session.key())
    except StorageError as error:
        return trouble_of(error)
    here = tab()
    here.link = here.opened = here.made = here.answering = None
    return ""


def submitted() -> list[Submission]:
    """What was submitted of the open assessment, the first number first."""
    found = session.current()
    try:
        return submissions.submissions_of(database(), found.id) if found.id else []
    except StorageError:
        log.exception("The submissions could not be read")
        return []


def years() -> list[Submission]:
    """The years that the open assessment is joined to, the oldest first; the open one alone when it is an example.

    Raises `StorageError`.
    """
    found = session.current()
    alone = [Submission(found.assessment, 0, found.submitted_at)]
    if found.id is None:
        return alone
    joined = submissions.years_of(database(), found.id)
    if found.may_edit:
        return joined
    # Who was given a link to read this year was not given the drafts of later ones.
    before = [year for year in joined if year.number and year.assessment.fiscal_year < found.assessment.fiscal_year]
    return [*before, *(year for year in joined if year.assessment.fiscal_year == found.assessment.fiscal_year)]
