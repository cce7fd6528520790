"""Without a wall only one's own pages run, only when it is typed, and every report says so."""

import re

import pytest

from docverify.errors import UsageError
from docverify.model import SandboxReport, SourceConfig
from docverify.pipeline.walls import find_tier, refuse_strangers
from docverify.registry import members
from docverify.sandbox import bwrap, none
from tests.results import result

OWN = [
    SourceConfig(path="docs"),
    SourceConfig(git="../tea"),
    SourceConfig(git="/srv/git/tea.git"),
    SourceConfig(git="file:///srv/git/tea.git"),
]
STRANGE = [
    SourceConfig(url="https://tea.test/docs/"),
    SourceConfig(url="http://localhost:8000/", checkout="docs"),
    SourceConfig(git="https://git.test/tea"),
    SourceConfig(git="ssh://git@git.test/tea"),
    SourceConfig(git="git@git.test:tea/tea.git"),
    SourceConfig(git="git.test:tea.git"),
]


@pytest.mark.parametrize("source", OWN)
def test_what_lies_on_this_machine_may_run_without_a_wall(source: SourceConfig) -> None:
    refuse_strangers(none.tier, [source])


@pytest.mark.parametrize("source", STRANGE)
def test_what_others_can_change_may_not(source: SourceConfig) -> None:
    with pytest.raises(UsageError, match="for your own pages on this machine, and not for"):
        refuse_strangers(none.tier, [OWN[0], source])


@pytest.mark.parametrize("source", STRANGE)
def test_behind_a_wall_it_may(source: SourceConfig) -> None:
    refuse_strangers(bwrap.tier, [source])


def test_a_tier_that_does_not_exist_is_no_other_one() -> None:
    with pytest.raises(UsageError, match="unknown sandbox 'dokcer'; known are bwrap,"):
        find_tier("dokcer")


@pytest.mark.parametrize("name", members("reports"))
def test_every_report_says_that_there_was_no_wall(name: str) -> None:
    unwalled = result([], sandbox=SandboxReport("none", "no isolation: examples ran with your rights"))
    said = re.compile(r"no (?:sandbox|isolation)", re.IGNORECASE)
    assert said.search(members("reports")[name].render(unwalled))
    assert not said.search(members("reports")[name].render(result([], sandbox=SandboxReport("bwrap", "a wall"))))
