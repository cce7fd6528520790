"""What the examples of a run asked backends, kept for whoever wants to see it."""

import threading
from collections.abc import Mapping, Sequence

from docverify.model import Exchange, Plan, Run

KEPT = 1 << 20
"""Bytes of a body that are kept, where whole ones are wanted."""
READING = "page-order"

Asked = tuple[str, Exchange]
"""The id of an example, and what it asked."""


class Tape:
    """By page, in page order; what other readings asked is left out. Workers may share one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[str, tuple[int, list[Asked]]] = {}

    def take(self, plan: Plan, runs: Sequence[Run]) -> None:
        """This ran; of several runs of a page the last one of all its examples counts."""
        if plan.reading != READING:
            return
        asked = [(run.example, one) for run in runs for one in run.exchanges]
        with self._lock:
            known, _ = self._pages.get(plan.page, (0, []))
            if len(plan.tasks) >= known:
                self._pages[plan.page] = len(plan.tasks), asked

    def pages(self) -> Mapping[str, Sequence[Asked]]:
        """What each page asked."""
        with self._lock:
            return {page: asked for page, (_, asked) in sorted(self._pages.items())}
