"""Wrong examples are run with earlier releases, as few as tell which one made them wrong."""

from collections.abc import Mapping, Sequence

import pytest

from docverify.drift import Matrix
from docverify.errors import InstallError
from docverify.model import Block, Environment, Example, History, Limits, Plan, Step, Task, Verdict
from docverify.pipeline.earlier import Earlier

RELEASES = [f"1.{number}" for number in range(10)]


def environment(version: str) -> Environment:
    return Environment("python", version, "/layer", (f"tea=={version}",))


class FakeArchive:
    """Has these releases; those that are missing cannot be installed, and `cut` says that the network is gone."""

    def __init__(self, missing: Sequence[str] = (), *, cut: bool = False) -> None:
        self.missing = missing
        self.cut = cut
        self.installed: list[str] = []

    def releases(self, family: str, package: str) -> Sequence[str]:
        assert (family, package) == ("python", "tea")
        if self.cut:
            raise InstallError("cannot list the releases of tea: no network", "check it")
        return RELEASES

    def install(self, page: str, family: str, package: str, release: str) -> Environment:
        assert (page, family, package) == ("a.md", "python", "tea")
        if release in self.missing or self.cut:
            raise InstallError(f"cannot install tea {release}", final=not self.cut)
        self.installed.append(release)
        return environment(release)


def weigh(archive: FakeArchive, first_wrong: Mapping[str, int], before: Mapping[str, History] | None = None):
    """Of examples that are wrong from a place in RELEASES on; the last of these is checked."""

    def run(whole: Plan) -> dict[str, Verdict]:
        place = RELEASES.index(whole.environments["python"].key)
        return {name: Verdict(name, "fail" if place >= first else "pass", "ran") for name, first in first_wrong.items()}

    examples = [Example(name, Block("a.md", "python", "x", 1, 1), "python") for name in first_wrong]
    tasks = tuple(Task(one.id, "python", "s", (Step("x", 1),)) for one in examples)
    whole = Plan("a.md", "page-order", tasks, {"python": environment("1.9")}, Limits())
    matrix = [] if before else [Matrix("python", "tea", ("1.0",))]
    return Earlier(archive, matrix, before or {}, run).weigh(run(whole), examples, whole)


def told(weighed) -> list[tuple[str, str]]:
    return [(one.kind, one.detail.partition(":")[0]) for one in weighed.verdicts.values()]


def test_the_first_wrong_release_is_named() -> None:
    archive = FakeArchive()
    found = weigh(archive, {"a": 4})
    assert told(found) == [("version", "wrong since tea 1.4, right with 1.3")]
    assert found.problems == ()
    assert len(archive.installed) <= 5


def test_examples_share_what_was_learnt() -> None:
    alone, both = FakeArchive(), FakeArchive()
    weigh(alone, {"a": 4})
    assert told(weigh(both, {"a": 4, "b": 4, "c": 0})) == [
        *[("version", "wrong since tea 1.4, right with 1.3")] * 2,
        ("", ""),
    ]
    assert both.installed == alone.installed


def test_nothing_is_installed_for_a_page_that_is_right() -> None:
    archive = FakeArchive()
    assert told(weigh(archive, {"a": 10})) == [("", "")]
    assert archive.installed == []


def test_what_passed_with_an_older_package_is_looked_into_without_a_matrix() -> None:
    before = {"a": History("a", "pass", passes=2, packages=("tea==1.3",))}
    archive = FakeArchive()
    assert told(weigh(archive, {"a": 8, "b": 8}, before)) == [
        ("version", "wrong since tea 1.8, right with 1.7"),
        ("", ""),
    ]
    assert archive.installed[0] == "1.3"


def test_releases_that_cannot_be_had_are_passed_over_and_named() -> None:
    found = weigh(FakeArchive(missing=["1.4", "1.5"]), {"a": 5})
    assert told(found) == [("version", "wrong since tea 1.6, right with 1.3 (1.4, 1.5 could not be judged)")]
    assert found.problems == ()


@pytest.mark.parametrize("first", [0, 4])
def test_without_a_network_the_verdict_stays_and_the_reason_is_said(first: int) -> None:
    found = weigh(FakeArchive(cut=True), {"a": first})
    assert (found.verdicts["a"].verdict, found.verdicts["a"].kind) == ("fail", "")
    assert [one.fatal for one in found.problems] == [False, False]
