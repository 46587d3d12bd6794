"""What happens in a region from month to month: joining, leaving, coming back, submitting anew, being removed."""

from collections.abc import Iterator

import numpy as np

from questionnaire.month import Month
from questionnaire.peer import Sharing
from tests.builders import SOKA
from tests.region import ELSEWHERE, FIRST, QUESTIONS, SAITAMA, Region, in_month, later

MONTHS = [later(FIRST, number) for number in range(1, 6)]
CLASSES = ("Ⅱ-1", "Ⅲ-3")


class Life:
    """The region and who waits to join it; chance decides the rest."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.region = Region()
        self.waiting = [*self.chance.permutation(SAITAMA)[:34], *self.chance.permutation(ELSEWHERE)[:26]]

    def levels(self) -> str:
        """Weak offices, most of them alike, some with わからない."""
        return "".join(self.chance.choice(list("0123-"), QUESTIONS, p=[0.42, 0.35, 0.14, 0.06, 0.03]))

    def go_through(self, month: Month, joining: int) -> None:
        at = in_month(month)
        self._viewer_submits(month)
        for code in list(self.region.of):
            if code != SOKA:
                self._change(code, month)
        for code in self.waiting[:joining]:
            sharing = Sharing.NAMED if self.chance.random() < 0.15 else Sharing.ANONYMOUS
            self.region.submit(str(code), self.levels(), at, sharing, str(self.chance.choice(CLASSES)))
        del self.waiting[:joining]

    def _viewer_submits(self, month: Month) -> None:
        self.region.submit(SOKA, self.levels(), in_month(month, 2), Sharing.PRIVATE, str(self.chance.choice(CLASSES)))

    def _change(self, code: str, month: Month) -> None:
        last, at, luck = self.region.of[code][-1], in_month(month, 12), self.chance.random()
        sharing = last.consents[-1].sharing
        if luck < 0.08:
            again = str(self.chance.choice(CLASSES))
            self.region.submit(code, self.levels(), at, sharing, again)
        elif luck < 0.12 and sharing is Sharing.ANONYMOUS:
            self.region.consent(code, at, Sharing.PRIVATE)
        elif luck < 0.14 and sharing is Sharing.PRIVATE:
            self.region.consent(code, at, Sharing.ANONYMOUS)
        elif luck < 0.16:
            self.region.remove(code, at)
        elif luck < 0.19:
            self.region.consent(code, at, Sharing.NAMED)


def lived(seed: int) -> Iterator[tuple[Region, Month]]:
    """The region as it stands in each month that is looked at."""
    life = Life(seed)
    life.go_through(FIRST, joining=36)
    for month in MONTHS:
        yield life.region, month
        life.go_through(month, joining=4)
