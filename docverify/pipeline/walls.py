"""The wall of one run, probed before the first example that runs behind it and not when none does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docverify.model import SandboxReport
from docverify.ports import Progress, Sandbox, Tier

ABSENT = "absent"
UNUSED = "nothing had to run, so it was not probed"


class RunWall:
    """A tier, and what its probes said in this run."""

    def __init__(self, tier: Tier, state: Path) -> None:
        self.tier = tier
        self.state = state
        self._report: SandboxReport | None = None

    @property
    def report(self) -> SandboxReport:
        return self._report or SandboxReport(self.tier.name, UNUSED)

    def probe(self, progress: Progress) -> None:
        """Once; a tier that fails a probe is not used, and no other one in its place."""
        if self._report is None:
            progress.phase("probing the sandbox")
            self._report, _ = self.tier.probe(self.state)
            progress.phase("checking")

    @contextmanager
    def open(self, slot: int) -> Iterator[Sandbox | None]:
        """A worker's sandbox; None when the wall does not hold."""
        if self._report is None or self._report.tier == ABSENT:
            yield None
            return
        sandbox = self.tier.open(self.state, slot)
        try:
            yield sandbox
        finally:
            sandbox.close()
