"""What every session needs, loaded once when the server starts."""

import logging

from questionnaire.fault import ContentError
from questionnaire.loader import questionnaire, version_names
from questionnaire.municipalities import find
from questionnaire.offered import offered
from questionnaire.survey import read_assessment
from scoring.radar import radar
from scoring.result import result
from storage.connect import database
from storage.transaction import StorageError

log = logging.getLogger(__name__)


def warm_up() -> None:
    """Reads the content, describes the radar and opens the database, so that the first visitor does not wait."""
    for name in version_names():
        asked = questionnaire(name)
        for code in asked.version.survey.municipalities[:1]:
            radar(result(asked, read_assessment(asked, code)))
    find("あ")
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
