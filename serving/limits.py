"""How often something may be done from one address: making assessments, trying links, trying codes.

The counts live in the memory of this process: they belong to addresses and not to anybody's assessment, they are
written nowhere, and a restart forgets them.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass, field

# A whole office may share one address, and so may all who sit in a joint training: more than they do in one sitting.
MOST_MADE, MADE_WITHIN_S = 100, 3600.0
# A link that wraps in a mail is pasted wrongly a few times, not fifty; one of 128 bits is never found by trying.
MOST_WRONG_LINKS, WRONG_LINKS_WITHIN_S = 50, 600.0
# A code is read out on the telephone and typed by hand.
MOST_WRONG_CODES, WRONG_CODES_WITHIN_S = 20, 600.0

# Far more than a prefecture has offices. Whoever sends from more makes the oldest be forgotten and no memory run full.
MOST_ADDRESSES = 10_000


@dataclass(eq=False)
class Limit:
    """At most `most` times within `within_s` seconds from one address."""

    most: int
    within_s: float
    _times: dict[str, deque[float]] = field(default_factory=dict)
    # Sessions run in threads of their own.
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_reached(self, address: str) -> bool:
        """Whether it may not be done again yet."""
        with self._lock:
            return len(self._recent(address)) >= self.most

    def count(self, address: str) -> bool:
        """Notes that it is done once more, and tells whether it may be; what is refused is not counted."""
        with self._lock:
            recent = self._recent(address)
            if len(recent) >= self.most:
                return False
            recent.append(time.monotonic())
            # Put at the end: the first one is the one that did nothing for longest.
            self._times.pop(address, None)
            self._times[address] = recent
            if len(self._times) > MOST_ADDRESSES:
                del self._times[next(iter(self._times))]
            return True

    @property
    def minutes(self) -> int:
        """How long to wait at most, as the messages say it."""
        return round(self.within_s / 60)

    def _recent(self, address: str) -> deque[float]:
        times, now = self._times.get(address, deque()), time.monotonic()
        while times and now - times[0] >= self.within_s:
            times.popleft()
        return times


MADE = Limit(MOST_MADE, MADE_WITHIN_S)
WRONG_LINKS = Limit(MOST_WRONG_LINKS, WRONG_LINKS_WITHIN_S)
WRONG_CODES = Limit(MOST_WRONG_CODES, WRONG_CODES_WITHIN_S)
