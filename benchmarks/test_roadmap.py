"""How long a plan takes: 100 actions over three and five years, to 1 % of the best, with tight and ample budgets."""

from functools import partial

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import samples
from questionnaire.plan import PlanSettings
from questionnaire.quarter import Quarter
from scoring.roadmap.choice import problem
from scoring.roadmap.outcome import roadmap
from scoring.roadmap.planning import greedy_plan, plan

MADE_IN = Quarter(2026, 3)
ACTIONS, GAP = 100, 0.01
# Person-days and 万円 a year: one person beside other work, two people, and a section of its own.
BUDGETS = {"tight": (80, 50), "usual": (150, 300), "ample": (250, 800)}


def settings(years: int, budget: str) -> PlanSettings:
    """A plan over these years with the same budget in each."""
    days, man_yen = BUDGETS[budget]
    return PlanSettings(MADE_IN, MADE_IN.year + 1, (days,) * years, (man_yen,) * years)


@pytest.mark.parametrize("budget", BUDGETS)
@pytest.mark.parametrize("years", [3, 5])
def test_a_plan(benchmark: BenchmarkFixture, years: int, budget: str) -> None:
    """Targets: 3 s over three years, 8 s over five."""
    asked, assessment = samples.an_office_with_much_to_do()
    made = benchmark.pedantic(partial(plan, asked, assessment, settings(years, budget)), rounds=1)
    benchmark.extra_info["actions"] = len(problem(asked, assessment, settings(years, budget)).tasks)
    benchmark.extra_info["gaps"] = [made.reached.gap, made.attainment.gap]
    if benchmark.extra_info["actions"] != ACTIONS or max(benchmark.extra_info["gaps"]) > GAP:
        raise ValueError(benchmark.extra_info)


def test_the_greedy_plan(benchmark: BenchmarkFixture) -> None:
    """What stands in when the optimiser fails."""
    asked, assessment = samples.an_office_with_much_to_do()
    benchmark.pedantic(partial(greedy_plan, asked, assessment, settings(5, "usual")), rounds=1)


def test_showing_a_plan(benchmark: BenchmarkFixture) -> None:
    """The roadmap of a plan that is kept: what a screen computes on every run."""
    asked, assessment = samples.an_office_with_much_to_do()
    made = greedy_plan(asked, assessment, settings(5, "usual"))
    benchmark(roadmap, asked, assessment, made)
