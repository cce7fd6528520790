"""When the next request to a host may start: a state machine that is told the time, and has no clock of its own.

It begins with nothing but a number of requests at a time. A host that refuses for the rate gets a rate: lower at each
refusal, by what the host let through, and higher with each answer.
"""

from collections import deque
from math import inf

GROWTH, SEARCH = 0.05, 0.3
"""Requests a second that one answer adds to the rate: 5 % in a second, at any rate; and while the limit is unknown."""
LEAST_RATE = 1 / 30
"""Requests a second below which it never falls."""
SETTLED = 2.0
"""Seconds after which what a host let through tells its limit."""
WINDOW = 5.0
"""Seconds of answers that are counted for that."""
HASTE = 0.05
"""Seconds that the first answers of all are taken to have lasted, at least."""
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 60.0
"""Seconds without a request after a first refusal that says no time, and after many in a row."""


class Pace:
    """One host's. Each request is `start`ed when `wait` is 0, and ended by one of `done`, `failed` and `refused`."""

    def __init__(self, most: int) -> None:
        self.most = most
        """Requests at a time."""
        self.interval = 0.0
        """Seconds between two requests that the host asks for."""
        self.rate = inf
        self.known = False
        """True once the rate rests on what the host let through for a while."""
        self.in_flight = 0
        self.room = float(most)
        """Requests at a time that the host seems to bear."""
        self.next = 0.0
        self.paused_until = 0.0
        self.lowered = -inf
        """When the rate last fell."""
        self.refusals = 0
        """In a row."""
        self.answers: deque[float] = deque()
        self.first = inf

    def wait(self, now: float) -> float:
        """Seconds until a request may start; infinity while one must end before."""
        if self.in_flight >= max(1, int(self.room)):
            return inf
        return max(0.0, self.next - now, self.paused_until - now)

    def start(self, now: float) -> None:
        self.next = now + max(self.interval, 1 / self.rate)
        self.in_flight += 1
        self.first = min(self.first, now)

    def done(self, now: float) -> None:
        """The host answered."""
        self.in_flight -= 1
        self.refusals = 0
        self.rate += GROWTH if self.known else SEARCH
        self.room = min(self.most, self.room + 1 / self.room)
        self.answers.append(now)
        while self.answers[0] < now - WINDOW:
            self.answers.popleft()

    def failed(self) -> None:
        """The host broke down, or off."""
        self.in_flight -= 1
        self.room = max(1.0, self.room / 2)

    def stopped(self) -> None:
        """We ended the request ourselves; it says nothing of the host."""
        self.in_flight -= 1

    def refused(self, now: float, began: float, after: float | None, jitter: float = 1.0) -> None:
        """The host said that it was asked too often, by a request that `began` then; `after`: when to come back.

        Requests that were under way when the rate fell do not lower it again.
        """
        self.in_flight -= 1
        if began > self.lowered:
            self.refusals += 1
            self.rate = max(LEAST_RATE, self._lower(now))
            self.lowered = now
            if not after:  # nor does a host that refuses again mean it when it says "at once"
                after = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self.refusals - 1, 16)) * jitter
        self.paused_until = max(self.paused_until, now + (after or 0.0))

    def _lower(self, now: float) -> float:
        """Half of what the host seemed to let through; once that is known for a while, a little less than that."""
        since = max(self.first, self.paused_until, now - WINDOW)
        answered = sum(answer > since for answer in self.answers)
        let_through = answered / max(now - since, HASTE)
        if self.refusals == 1 and now - since >= SETTLED:
            self.known = True
            return max(min(self.rate * 0.9, let_through * 0.97), min(self.rate / 2, let_through))
        if self.refusals == 1 and self.known:
            return self.rate * 0.9
        return min(self.rate, let_through or 2.0) / 2
