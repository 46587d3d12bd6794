"""Decisions, targets and the plan in the file of a whole assessment: written, read, and what can be wrong with them."""

from collections.abc import Iterator, Mapping
from typing import Any

from files.assessment_json.places import Path
from files.assessment_json.schema import AssessmentFile, DecisionPart, PlanPart, QuarterPart, StagePart
from questionnaire.history import WholeAssessment
from questionnaire.kept_plan import KeptPlan, kept_decision_faults, kept_plan_faults
from questionnaire.model import Questionnaire
from questionnaire.moment import moment_of, time_text
from questionnaire.plan import Decision, Plan, PlanSettings, Stage, Target, target_faults
from questionnaire.quarter import Quarter


def plans_written(whole: WholeAssessment) -> dict[str, Any]:
    """The entries of the file, sorted by action and axis."""
    targets = sorted(whole.targets.values(), key=lambda target: target.axis)
    return {
        "decisions": _decisions(whole.decisions),
        "targets": {one.axis: {"step": one.step, "fiscal_year": one.fiscal_year} for one in targets},
        "plan": None if whole.plan is None else _plan(whole.plan),
    }


def decisions_of(parts: Mapping[str, DecisionPart]) -> dict[str, Decision]:
    """The decisions that the file holds."""
    return {action: _decision_of(part) for action, part in parts.items()}


def targets_of(part: AssessmentFile) -> dict[str, Target]:
    """The targets that the file holds."""
    return {axis: Target(axis, one.step, one.fiscal_year) for axis, one in part.targets.items()}


def plan_of(part: PlanPart) -> KeptPlan:
    """The plan that the file holds."""
    settings = PlanSettings(
        _quarter_of(part.made_in), part.first_year, part.days, part.man_yen, decisions_of(part.decisions)
    )
    starts = {action: _quarter_of(start) for action, start in part.starts.items()}
    plan = Plan(settings, starts, _stage_of(part.reached), _stage_of(part.attainment), part.is_greedy)
    return KeptPlan(plan, moment_of(part.made_at))


def plan_part_faults(part: AssessmentFile, asked: Questionnaire) -> Iterator[tuple[Path, str]]:
    """What is wrong with decisions, targets and plan, in Japanese, and where in the file."""
    for action, decision in decisions_of(part.decisions).items():
        yield from ((("decisions", action), what) for what in kept_decision_faults(action, decision, asked))
    for axis, target in targets_of(part).items():
        yield from ((("targets", axis), what) for what in target_faults([target], asked, part.fiscal_year))
    if part.plan:
        yield from ((("plan",), what) for what in kept_plan_faults(plan_of(part.plan).plan, asked))


def _decisions(decisions: Mapping[str, Decision]) -> dict[str, Any]:
    return {
        action: {"stance": one.stance, "start": None if one.start is None else _quarter(one.start)}
        for action, one in sorted(decisions.items())
    }


def _plan(kept: KeptPlan) -> dict[str, Any]:
    plan, settings = kept.plan, kept.plan.settings
    return {
        "made_at": time_text(kept.made_at),
        "made_in": _quarter(settings.made_in),
        "first_year": settings.first_year,
        "days": settings.days,
        "man_yen": settings.man_yen,
        "decisions": _decisions(settings.decisions),
        "starts": {action: _quarter(start) for action, start in sorted(plan.starts.items())},
        "reached": _stage(plan.reached),
        "attainment": _stage(plan.attainment),
        "is_greedy": plan.is_greedy,
    }


def _quarter(quarter: Quarter) -> dict[str, int]:
    return {"year": quarter.year, "quarter": quarter.number}


def _stage(stage: Stage) -> dict[str, float]:
    return {"value": float(stage.value), "bound": float(stage.bound)}


def _decision_of(part: DecisionPart) -> Decision:
    return Decision(part.stance, None if part.start is None else _quarter_of(part.start))


def _quarter_of(part: QuarterPart) -> Quarter:
    return Quarter(part.year, part.quarter)


def _stage_of(part: StagePart) -> Stage:
    return Stage(part.value, part.bound)
