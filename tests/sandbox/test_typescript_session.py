"""The compiler of TypeScript by itself: what it says of the examples of a page, and in which readings."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.compilers import compiler, sucrase, with_types
from tests.sandbox.interpreters import session

__all__ = ["compiler", "sucrase"]
POT = "import type { Pot } from 'teapot';\ndeclare const pot: Pot;"
Ask = Callable[..., list[Any]]


@pytest.fixture
def ask(compiler: str, tmp_path: Path) -> Iterator[Ask]:
    """What is said of blocks that stand ten lines apart, each with its dialect."""
    with session("typescript", layer=with_types(compiler, tmp_path)) as found:

        def told(*blocks: tuple[str, str]) -> list[Any]:
            steps = [{"code": code, "line": 10 * n, "mode": mode} for n, (mode, code) in enumerate(blocks, 1)]
            found.tell({"run": 1, "file": "/src/a.md", "steps": steps})
            values = []
            for line in found.reports:
                report = json.loads(line.removeprefix("n0nce "))
                if {"step", "end"} & report.keys():
                    values.append(report["value"] and json.loads(report["value"]))
                if not {"step", "begin"} & report.keys():
                    break
            return values

        yield told


def numbers(said: Any) -> dict[str, list[tuple[int, int]]]:
    """Number and line of each complaint, by reading."""
    return {name: [(number, line) for number, line, _ in found] for name, found in said["readings"].items()}


def test_what_holds_is_asked_once(ask: Ask) -> None:
    (said,) = ask(("typescript", f"{POT}\nconst cups: number = pot.pour(2)"))
    assert said == {"drawn": [], "readings": {"page-order strict": []}, "vague": False}


def test_what_is_wrong_is_wrong_in_each_reading(ask: Ask) -> None:
    (said,) = ask(("typescript", f"{POT}\npot.lidd"))
    assert numbers(said) == {"page-order strict": [(2551, 12)], "page-order loose": [(2551, 12)]}


def test_names_and_types_from_above_are_known(ask: Ask) -> None:
    _, right, wrong = ask(("typescript", POT), ("tsx", "const other: Pot = pot"), ("typescript", "pot.lidd"))
    assert (right["drawn"], numbers(right)) == (["Pot", "pot"], {"page-order strict": []})
    assert numbers(wrong)["page-order strict"] == [(2551, 30)]
    assert numbers(wrong)["alone strict"] == [(2304, 30)]


def test_the_nearest_of_two_that_declare_a_name_counts(ask: Ask) -> None:
    *_, said = ask(("typescript", "const cup = 1"), ("typescript", "const cup = 'a'"), ("typescript", "cup.trim()"))
    assert numbers(said) == {"page-order strict": []}


def test_plain_javascript_declares_and_is_not_judged(ask: Ask) -> None:
    first, second = ask(("javascript", "const cup = 'a'; cup.nothing"), ("typescript", "cup.trim()"))
    assert (first, second["drawn"], numbers(second)) == (None, ["cup"], {"page-order strict": []})


def test_types_that_nobody_has_make_all_vague(ask: Ask) -> None:
    first, second = ask(("typescript", "import { cup } from 'nowhere'"), ("typescript", "cup.a.b()"))
    assert numbers(first)["page-order loose"] == [(2307, 10)]
    assert (numbers(second), second["vague"]) == ({"page-order strict": []}, True)


def test_settings_are_tried_strict_and_loose(ask: Ask) -> None:
    (said,) = ask(("typescript", "function brew(pot) { return pot.lid }\nawait brew({})"))
    assert numbers(said) == {"page-order strict": [(7006, 10)], "page-order loose": []}


def test_a_block_with_elements_is_read_so_whatever_its_label(ask: Ask) -> None:
    typed, plain = ask(
        ("typescript", "const lid = <Lid colour='red' />"), ("jsx", "const Pot = ({ lid }) => <p>{lid}</p>")
    )
    assert all(number not in (1005, 1109, 1128, 1161) for number, _ in numbers(typed)["page-order strict"])
    assert all(number not in (1005, 1109, 1128, 1161) for number, _ in numbers(plain)["page-order strict"])


def test_nothing_of_a_block_is_run(ask: Ask, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    ask(("javascript", f"require('fs').writeFileSync({str(trace)!r}, '')"), ("typescript", "const cup = 1"))
    assert not trace.exists()


@pytest.mark.parametrize("reader", ["compiler", "sucrase"])
@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("const pot: Pot = { lid: 'red' cups: 2 }", "slip"),
        ("const cups = (tea: string): number => pour(tea;", "slip"),
        ("pour({ tea: 'green' } as Tea\nbrew<Tea>(1)", "slip"),
        ("const Lid = (lid: Lid) => <p>{lid.colour</p>", "slip"),
        ("Pot<T extends Tea>\n  pour(tea: T) -> Cup of tea", "other"),
        ("type Cup = a cup of tea\ntype Pot = two cups of tea", "other"),
    ],
)
def test_code_with_types_may_have_a_slip_in_it(
    request: pytest.FixtureRequest, reader: str, code: str, part: str
) -> None:
    with session("javascript", layer=request.getfixturevalue(reader)) as found:
        assert found.last(code)["shown"]["name"] == part
