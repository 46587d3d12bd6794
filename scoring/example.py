"""The worked example of この診断について, computed by the same code as every result."""

import numpy as np

from questionnaire.model import HIGHEST_LEVEL, Questionnaire
from scoring.maturity import maturity, reached_steps
from scoring.result import Standing


def worked_example(questionnaire: Questionnaire) -> Standing:
    """One axis with one question a step, at the levels that the rules give as their example."""
    levels = questionnaire.rules.worked_example
    attainment = np.array(levels) / HIGHEST_LEVEL
    reached = int(reached_steps(attainment, questionnaire.rules))
    value = float(maturity(attainment, questionnaire.rules))
    shares = tuple(attainment.tolist())
    return Standing(shares, shares, reached, reached, value, value, answered=len(levels), asked=len(levels))
