"""What pages ask for is installed as far as it can be had, and what cannot be had is told apart by whose lack it is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from docverify.environments import inferred
from docverify.environments.inferred import ABSENT, BROKEN, MOST_TRIES, TOOLLESS, Inferring
from docverify.environments.names import find_names
from docverify.errors import InstallError, ToolchainError
from docverify.model import Environment, EnvironmentConfig
from tests.environments.packages import make_project, make_wheel
from tests.environments.test_environments import Machine

CONFIG = EnvironmentConfig(install=("cup",), inferred=True)


class Registry:
    """Stands in for the environments: has what it has, and says the rest as package managers do."""

    def __init__(self, *has: str, error: InstallError | None = None) -> None:
        self.has = {"cup", *has}
        self.error = error
        self.asked: list[Sequence[str]] = []

    def prepare(self, language: str, config: EnvironmentConfig) -> Environment:
        self.asked.append(config.install)
        absent = [one for one in config.install if one not in self.has]
        if absent and self.error:
            raise self.error
        if absent:
            raise InstallError(f'cannot resolve "{absent[0]}": not found', "", absent[:1], final=True)
        return Environment(language, key=" ".join(config.install))


def test_what_can_be_had_is_installed_with_what_is_configured() -> None:
    found = Inferring(Registry("tea")).prepare("python", CONFIG, ["tea"])
    assert (found.environment.key, found.lacks) == ("cup tea", ())


def test_what_is_absent_costs_nothing_else() -> None:
    found = Inferring(Registry("tea", "milk")).prepare("python", CONFIG, ["milk", "no", "tea", "none"])
    assert found.environment.key == "cup milk tea"
    assert [(one.requirement, one.verdict, one.why) for one in found.lacks] == [
        ("no", ABSENT, "not found"),
        ("none", ABSENT, "not found"),
    ]


def test_packages_that_do_not_go_together_are_given_up_from_the_last() -> None:
    error = InstallError('cannot resolve "a", "b": they differ', "", ["a", "b"], final=True)
    found = Inferring(Registry("a", error=error)).prepare("python", CONFIG, ["a", "b"])
    assert (found.environment.key, [one.requirement for one in found.lacks]) == ("cup a", ["b"])


@pytest.mark.parametrize(
    ("error", "verdict"), [(InstallError("no answer"), BROKEN), (ToolchainError("no npm"), TOOLLESS)]
)
def test_when_nobody_answers_nothing_more_is_asked(error: InstallError, verdict: str) -> None:
    registry = Registry("tea", error=error)
    found = Inferring(registry).prepare("python", CONFIG, ["no", "tea"])
    assert found.environment.key == "cup"
    assert [(one.requirement, one.verdict) for one in found.lacks] == [("no", verdict), ("tea", verdict)]
    assert registry.asked == [("cup", "no", "tea"), ("cup",)]


def test_pages_with_the_same_list_ask_once() -> None:
    registry = Registry("tea")
    inferring = Inferring(registry)
    assert inferring.prepare("python", CONFIG, ["tea"]) is inferring.prepare("python", CONFIG, ["tea"])
    assert len(registry.asked) == 1


def test_a_run_has_so_much_time_for_what_pages_name() -> None:
    times = iter([0.0, inferred.SECONDS + 1.0, 0.0, 0.0])
    registry = Registry("tea", "milk")
    inferring = Inferring(registry, clock=lambda: next(times))
    assert inferring.prepare("python", CONFIG, ["tea"]).lacks == ()
    found = inferring.prepare("python", CONFIG, ["milk"])
    assert (found.environment.key, [one.verdict for one in found.lacks]) == ("cup", [BROKEN])


def test_a_list_of_what_nobody_has_is_not_tried_forever() -> None:
    registry = Registry()
    found = Inferring(registry).prepare("python", CONFIG, [f"no{number}" for number in range(50)])
    assert len(found.lacks) == 50
    assert len(registry.asked) == MOST_TRIES + 1


def test_package_managers_tell_what_is_absent_from_what_does_not_answer(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    make_wheel(machine.packages, "tea")
    absent = machine.refusal("tea", "none")
    assert (absent.blamed, absent.final) == (("none",), True)
    machine.cut_off()
    unheard = machine.refusal("tea")
    assert (unheard.blamed, unheard.final) == (("tea",), False)


@pytest.mark.parametrize(
    ("language", "install", "expected"),
    [
        (
            "python",
            ["Tea_Pot[hot]>=1", "./kettle[more]", "./dist/cup-1.0-py3-none-any.whl"],
            {"tea-pot", "kettle", "cup"},
        ),
        ("python", ["./old", "./nothing"], {"old-kettle"}),
        ("javascript", ["@x/tea@1", "./sdk", "zod"], {"@x/tea", "sdk", "zod"}),
        ("go", ["github.com/google/uuid@v1.6.0"], {"github.com/google/uuid"}),
        ("rust", ["itoa@1", 'serde = { version = "1" }'], {"itoa", "serde"}),
        ("java", ["com.google.code.gson:gson:2.11.0"], {"com.google.code.gson:gson"}),
    ],
)
def test_what_the_config_names_is_known_by_name(
    tmp_path: Path, language: str, install: list[str], expected: set[str]
) -> None:
    make_project(tmp_path / "kettle", "kettle", "")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "setup.cfg").write_text("[metadata]\nname = old_kettle\n")
    (tmp_path / "sdk").mkdir()
    (tmp_path / "sdk" / "package.json").write_text('{"name": "sdk"}')
    assert find_names(language, install, tmp_path) == expected
