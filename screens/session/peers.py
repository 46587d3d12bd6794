"""What the open assessment shares with its peers.

What acts gives what went wrong in Japanese, or "" when it was done.
"""

import logging

from questionnaire.peer import Sharing
from screens import session
from screens.session import lifecycle
from storage import sharing
from storage.connect import database
from storage.transaction import FrozenError, StorageError

log = logging.getLogger(__name__)

REMOVED = "この診断は削除されています。"


def shared() -> Sharing | None:
    """What is allowed now; None when nothing was ever chosen. Raises `StorageError`."""
    return sharing.sharing_of(database(), session.key())


def share(wish: Sharing, code: str = "") -> str:
    """Allows this from now on; `code` is asked for where the installation serves several municipalities."""
    try:
        if reason := lifecycle.reason_against_code(code):
            return reason
        sharing.share(database(), session.key(), wish)
    except FrozenError:
        return REMOVED
    except StorageError:
        log.exception("What is shared could not be changed")
        return session.TROUBLE
    return ""
