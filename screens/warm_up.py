"""What the first visitor would wait for, drawn once beside the server that runs already: charts, figures and names."""

import gc

from questionnaire.loader import questionnaire, version_names
from questionnaire.municipalities import find
from questionnaire.survey import read_assessment
from scoring.charts.radar import radar
from scoring.peers.comparison import comparison
from scoring.peers.membership import offer, usual_groups
from scoring.peers.strip_chart import strips
from scoring.peers.view import Viewer, view
from scoring.result import result
from screens.comparing.peer_tables import table_of_survey


def warm_up() -> None:
    """Describes the charts once, looks for a name once, and takes what is loaded out of garbage collection."""
    for name in version_names():
        for code in questionnaire(name).version.survey.municipalities[:1]:
            _describe(name, code)
    find("あ")
    gc.collect()
    # What is loaded now stays for good; walking it at each collection would cost more than the clicks themselves.
    gc.freeze()


def _describe(version: str, municipality: str) -> None:
    """The radar of 結果, and the two charts of 比較 with the survey read for them."""
    asked = questionnaire(version)
    assessment = read_assessment(asked, municipality)
    radar(result(asked, assessment))
    found = comparison(offer(view(table_of_survey(version), Viewer(assessment)), usual_groups()))
    radar(found.own, found.of_axis)
    strips(found)
