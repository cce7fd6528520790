"""The wall of one run, probed before the first example that runs behind it and not when none does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from docverify.errors import UsageError
from docverify.model import Network, SandboxReport, SourceConfig
from docverify.pipeline.rows import ABSENT
from docverify.ports import Given, Progress, Sandbox, Tier, Trusting
from docverify.registry import members

if TYPE_CHECKING:
    from docverify.pipeline.backing import Backing

UNUSED = "nothing had to run, so it was not probed"


def find_tier(name: str) -> Tier:
    """The tier that was asked for, by name or `NAME:ARGUMENT`. There is no silent fall-back."""
    tiers = members("sandbox")
    kind, _, argument = name.partition(":")
    if kind not in tiers:
        raise UsageError(f"unknown sandbox {kind!r}; known are {', '.join(sorted(tiers))}", "docverify doctor")
    tier: Tier = tiers[kind]
    if not argument:
        return tier
    if not isinstance(tier, Given):
        raise UsageError(f"sandbox {kind} takes no argument, and was given {argument!r}", f"--sandbox {kind}")
    return tier.given(argument)


def refuse_strangers(tier: Tier, sources: Sequence[SourceConfig]) -> None:
    """Raises UsageError where a wall that holds nothing back would be all that is around the code of others."""
    strangers = [source for source in sources if isinstance(tier, Trusting) and not tier.trusts(source)]
    if strangers:
        named = ", ".join(source.url or source.git for source in strangers)
        raise UsageError(
            f"--sandbox {tier.name} is for your own pages on this machine, and not for {named}",
            "leave --sandbox out: examples then run behind a wall",
        )


class RunWall:
    """A tier, what its probes said in this run, and the backends that examples reach through it."""

    def __init__(self, tier: Tier, state: Path, backing: "Backing | None" = None) -> None:
        self.tier = tier
        self.state = state
        self.backing = backing
        self._report: SandboxReport | None = None

    @property
    def report(self) -> SandboxReport:
        return self._report or SandboxReport(self.tier.name, UNUSED)

    @property
    def network(self) -> Network:
        return self.backing.network if self.backing else Network()

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
            with self.backing.behind(sandbox) if self.backing else nullcontext(sandbox) as backed:
                yield backed
        finally:
            sandbox.close()
