"""What every session needs, loaded once when the server starts."""

import logging

from questionnaire.fault import ContentError
from questionnaire.loader import questionnaire, version_names
from questionnaire.municipalities import find
from questionnaire.offered import offered
from questionnaire.survey import read_assessment
from scoring.peers.comparison import comparison
from scoring.peers.membership import offer, usual_groups
from scoring.peers.strip_chart import strips
from scoring.peers.view import Viewer, view
from scoring.radar import radar
from scoring.result import result
from screens.peer_tables import table_of_survey
from storage.connect import database
from storage.transaction import StorageError

log = logging.getLogger(__name__)


def warm_up() -> None:
    """Reads the content, describes the radar and opens the database, so that the first visitor does not wait."""
    for name in version_names():
        asked = questionnaire(name)
        for code in asked.version.survey.municipalities[:1]:
            radar(result(asked, read_assessment(asked, code)))
            _compare(Viewer(read_assessment(asked, code)))
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


def _compare(viewer: Viewer) -> None:
    """Reads the survey, and describes the two charts of 比較."""
    found = comparison(offer(view(table_of_survey(viewer.assessment.version), viewer), usual_groups()))
    radar(found.own, found.of_axis)
    strips(found)
