"""What the storage refused, in Japanese: one wording for all who store something."""

import logging

from screens import session
from storage.transaction import FrozenError

REMOVED = "この診断は削除されています。"

log = logging.getLogger(__name__)


def trouble_of(error: Exception, frozen: str = REMOVED) -> str:
    """Why something could not be stored; `frozen` says what it means here that the assessment takes no change."""
    if isinstance(error, FrozenError):
        return frozen
    if isinstance(error, ValueError):
        return "。".join(error.args[0]) + "。"
    log.error("Something could not be stored", exc_info=error)
    return session.TROUBLE
