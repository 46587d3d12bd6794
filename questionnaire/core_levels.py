"""The levels of the core questions in one line of text: what of an assessment is compared with others."""

from collections.abc import Mapping

from questionnaire.model import Depth, Questionnaire

NO_LEVEL = "-"


def core_levels(questionnaire: Questionnaire, levels: Mapping[str, int | None]) -> str:
    """One character for each core question of the version in its order: 0 to 3, or `-` where there is no level.

    `levels` are by question id; what is no core question of the version is left out.
    """
    found = (levels.get(question.id) for question in questionnaire.asked(Depth.CORE))
    return "".join(NO_LEVEL if level is None else str(level) for level in found)
