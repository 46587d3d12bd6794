"""What must be sound before the server says that it is healthy: the content and the database."""

import logging

from questionnaire.fault import ContentError
from questionnaire.loader import questionnaire, version_names
from questionnaire.offered import offered
from serving import hosts, visitor
from storage.connect import database
from storage.transaction import StorageError

log = logging.getLogger(__name__)


def make_ready() -> None:
    """Reads the settings and every version of the content, and opens the database.

    Raises `ContentError` for a faulty version.
    """
    for fault in _faults_of_settings():
        log.error(fault)
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


def _faults_of_settings() -> list[str]:
    """For the operator, who reads the log when the program does not do as it was told."""
    return [
        f"環境変数 DX_ALLOWED_HOSTS の「{told}」は、ホスト名でないので、使いません。例:dx.city.example.lg.jp"
        for told in hosts.not_understood()
    ] + [
        f"環境変数 DX_TRUSTED_PROXY の「{told}」は、アドレスでも範囲でもないので、信じません。例:127.0.0.1、10.0.0.0/24"
        for told in visitor.not_understood()
    ]
