"""A small roadmap with everything in it that is told: wishes, work under way, targets met and missed, money, thirds."""

from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Cost, Estimate
from questionnaire.plan import Decision, Plan, PlanSettings, Stage, Stance, Target
from questionnaire.quarter import Quarter
from scoring.roadmap.outcome import Roadmap, roadmap
from tests.builders import a_questionnaire, an_action, answered_alike, level

MADE_IN = Quarter(2026, 3)
A1, A2, B1, C1 = "axis-a-digitization", "axis-a-digitalization", "axis-b-digitization", "axis-c-digitization"
NINE_MONTHS = Estimate(low=1, plan=9, high=9)
ACTIONS = (
    an_action("first", A1, days=10, months=NINE_MONTHS, cost_man_yen=Cost(first=1_200, yearly=4)),
    an_action("then", A2, days=20, requires=("first",)),
    an_action("begun", B1, 1, days=6, months=Estimate(low=1, plan=12, high=12)),
    an_action("over", C1, days=4, months=NINE_MONTHS),
)
ASKED = a_questionnaire(actions=ACTIONS)
REAL = version(newest_version())
TARGETS = (
    Target("axis-a", "digitalization", 2028),
    Target("axis-b", "dx", 2028),
    Target("axis-d", "dx", 2030),
)
SETTINGS = PlanSettings(
    made_in=MADE_IN,
    first_year=2027,
    days=(30, 30),
    man_yen=(2_000, 10),
    decisions={
        "then": Decision(Stance.WILL_DO),
        "begun": Decision(Stance.UNDER_WAY, Quarter(2026, 3)),
        "over": Decision(Stance.UNDER_WAY, Quarter(2026, 1)),
    },
)
STARTS = {
    "over": Quarter(2026, 1),
    "begun": Quarter(2026, 3),
    "first": Quarter(2027, 3),
    "then": Quarter(2028, 2),
}


def a_plan(*, reached: Stage | None = None, attainment: Stage | None = None, is_greedy: bool = False) -> Plan:
    """A plan with these proofs; without any it is proven best."""
    return Plan(SETTINGS, STARTS, reached or Stage(3, 3), attainment or Stage(2, 2), is_greedy)


def a_roadmap(plan: Plan | None = None) -> Roadmap:
    """The roadmap of this plan, from answers that all stand at level 0."""
    return roadmap(ASKED, answered_alike(ASKED, level(0)), plan or a_plan(), TARGETS)
