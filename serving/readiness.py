"""What must be sound before the server says that it is healthy: the content and the database."""

import logging

from questionnaire.fault import ContentError
from questionnaire.loader import questionnaire, version_names
from questionnaire.offered import offered
from storage.connect import database
from storage.transaction import StorageError

log = logging.getLogger(__name__)


def make_ready() -> None:
    """Reads every version of the content, and opens the database. Raises `ContentError` for a faulty version."""
    for name in version_names():
        questionnaire(name)
    try:
        offered()
    except ContentError:
        # The screens say the same to whoever opens them.
        log.exception("The version that the operator named cannot be offered")
    try:
        database()
    except StorageError:
        # The screens say what is wrong, and try again at every click.
        log.exception("The database could not be opened")
