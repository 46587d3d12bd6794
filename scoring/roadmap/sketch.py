"""A schedule while it is put together, with what is left of the budgets."""

from collections.abc import Iterable

from scoring.roadmap.problem import Outlay, Problem


class Sketch:
    """The starts chosen so far, and the parts of person-days and the 万円 that are left for each year."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.starts: dict[str, int] = {}
        self._days = [problem.day_parts * days for days in problem.settings.days]
        self._man_yen = list(problem.settings.man_yen)

    @property
    def is_within_budget(self) -> bool:
        """Whether nothing is overspent."""
        return min([*self._days, *self._man_yen]) >= 0

    def put(self, name: str, start: int) -> None:
        """The task starts in this quarter."""
        self.starts[name] = start
        self._spend(self.problem.outlays[name, start], 1)

    def add(self, names: Iterable[str]) -> bool:
        """Puts these tasks, and what they require, where they are free soonest; all of them, or nothing at all."""
        added: list[str] = []
        is_done = all(self._add(name, added) for name in names)
        if not is_done:
            for name in added:
                self._spend(self.problem.outlays[name, self.starts.pop(name)], -1)
        return is_done

    def _add(self, name: str, added: list[str]) -> bool:
        task = self.problem.tasks[name]
        if name in self.starts:
            return True
        if not all(self._add(needed, added) for needed in task.requires):
            return False
        free = max([0, *(self.problem.tasks[needed].end(self.starts[needed]) + 1 for needed in task.requires)])
        for start in task.starts:
            if start >= free and self._has_room(self.problem.outlays[name, start]):
                self.put(name, start)
                added.append(name)
                return True
        return False

    def _has_room(self, outlay: Outlay) -> bool:
        left = (*zip(self._days, outlay.days, strict=True), *zip(self._man_yen, outlay.man_yen, strict=True))
        return all(amount <= rest for rest, amount in left if amount)

    def _spend(self, outlay: Outlay, sign: int) -> None:
        for year in self.problem.years:
            self._days[year] -= sign * outlay.days[year]
            self._man_yen[year] -= sign * outlay.man_yen[year]
