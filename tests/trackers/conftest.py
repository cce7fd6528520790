"""A fake GitHub for a test, and a clock that only tests move."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from docverify.github.issues import OpenGitHub
from docverify.model import TrackerConfig
from docverify.trackers.github import GitHubTracker
from fixtures.github import Contract, FakeGitHub

REPOSITORY = "acme/foo"
CONFIG = TrackerConfig(kind="github", repository=REPOSITORY)


@dataclass
class FakeClock:
    """Sleeping moves it; nobody waits."""

    time: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract()


@pytest.fixture
def github(contract: Contract) -> Iterator[FakeGitHub]:
    with FakeGitHub(contract).running() as fake:
        yield fake


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def reach(fake: FakeGitHub, clock: FakeClock, config: TrackerConfig = CONFIG) -> OpenGitHub:
    """Opens the tracker on the fake, as a run does."""
    environ = {"GITHUB_API_URL": fake.url, "GITHUB_TOKEN": fake.token}
    return GitHubTracker(clock).open(config, Path(), environ)


@pytest.fixture
def opened(github: FakeGitHub, clock: FakeClock) -> OpenGitHub:
    return reach(github, clock)
