"""Names that an example surely forgets make its page wrong, whether its code runs that far or not."""

import pytest
from msgspec.structs import replace

from docverify import judge
from docverify.languages.python import python
from docverify.languages.python_code.forgotten import forgotten_imports
from docverify.languages.python_code.supplies import supplies
from docverify.model import Example
from docverify.ports import Lack
from tests.languages.building import page, raising, read, run

WHOLE = "import os\n\ndef brew():\n    return os.sep, sys.platform"
POT = (
    "class Pot:\n    def __init__(self, cups):\n        self.cups = cups\n    def pour(self):\n        return cups - 1"
)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (WHOLE, {"sys"}),
        ('"""A pot."""\nfrom typing import Optional\n\ndef brew(cups: Union[int, None]): pass', {"Union"}),
        ("from dataclasses import dataclass\n\n@dataclass\nclass Pot:\n    cups: list = field()", {"field"}),
        ("from dataclasses import dataclass\n\nfor one in fields: pass", set()),
        (WHOLE.partition("\n")[2], set()),
        (WHOLE + ", lid", set()),
        (WHOLE.replace("sys.platform", "sys"), set()),
        (WHOLE.replace("sys.platform", "time.cups"), set()),
        (WHOLE.replace("\n\n", "\n...\n"), set()),
        ("from __future__ import annotations\n" + WHOLE, set()),
        ("from tea import *\n" + WHOLE, set()),
        (">>> import os\n>>> os.sep, sys.platform", set()),
        (">>> from typing import cast\n>>> def brew(cup: Any):\n...     return cast(int, cup)", {"Any"}),
        (">>> cast(Any, 3)\n3\n>>> from typing import cast", set()),
        ("from typing import cast\n\nreveal_type(cast(int, 3))", set()),
    ],
)
def test_a_script_that_begins_with_its_imports_forgets_one(code: str, names: set[str]) -> None:
    one = read(code)
    assert forgotten_imports(one, [one]) == names


def test_what_sphinx_tests_may_have_its_imports_elsewhere() -> None:
    code = ">>> from typing import cast\n>>> cast(Any, 3)\n3"
    plain = read(code)
    tested = [
        read(code, attributes={"directive": "doctest"}),
        replace(plain, block=replace(plain.block, language="doctest")),
    ]
    assert [bool(forgotten_imports(one, [one])) for one in (plain, *tested)] == [True, False, False]


@pytest.mark.parametrize("other", ["import sys", "sys.platform"])
def test_what_other_examples_import_or_need_too_is_left_to_the_reader(other: str) -> None:
    examples = page(other, WHOLE)
    assert not forgotten_imports(examples[1], examples)


def test_what_is_forgotten_is_wrong_where_it_fails_and_is_not_supplied() -> None:
    one = read(WHOLE)
    assert python.reason(one, missing(one, "sys", 13), [one]) is None
    partly = read(WHOLE + "\ntea.cups = [...]\nsys.path".replace("tea", "os"))
    assert python.reason(partly, missing(partly, "sys", 15), [partly]) is None
    assert not supplies([one], Lack(frozenset({one.id})), ())


def test_what_is_forgotten_in_a_function_that_nobody_calls_is_wrong_too() -> None:
    one = read(WHOLE)
    verdict = judge.reading(one, run(one), [one], python)
    assert (verdict.verdict, verdict.reason, verdict.line) == ("fail", "NameError", 13)


@pytest.mark.parametrize(
    ("code", "name", "line", "wrong"),
    [
        (POT, "cups", 14, True),
        (POT, "cups", 10, False),
        (POT.replace("self.cups", "self.lid"), "cups", 14, False),
        ("class Pot(Pot):\n    pass", "Pot", 10, True),
        ("class Pot(Can):\n    pass", "Can", 10, False),
    ],
)
def test_a_part_of_its_own_class_needs_its_self(code: str, name: str, line: int, wrong: bool) -> None:
    one = read(code)
    found = python.reason(one, missing(one, name, line), [one])
    assert (found is None) is wrong
    elsewhere = page(f"print({name})", code)
    assert python.reason(elsewhere[1], missing(elsewhere[1], name, line + 10), elsewhere) is not None


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("cup1 = {'tea': 1}\ncup1 = {'tea': -2}\nprint(cup1, cup2)", True),
        (">>> cup1 = [1]\n>>> cup1 = [2]\n>>> cup1 == cup2\nFalse", True),
        ("cup1 = [1]\nprint(cup1)\ncup1 = [2]\nprint(cup1, cup2)", False),
        ("cup1 = brew(1)\ncup1 = brew(2)\nprint(cup1, cup2)", False),
        ("pot1 = [1]\npot1 = [2]\nprint(pot1, cup2)", False),
        ("cups = [1]\ncups = [2]\nprint(cups, cup2)", False),
    ],
)
def test_a_value_given_to_the_first_of_two_names_twice_is_meant_for_the_second(code: str, wrong: bool) -> None:
    one = read(code)
    assert (python.reason(one, missing(one, "cup2", 12), [one]) is None) is wrong
    elsewhere = page("print(cup2)", code)
    assert python.reason(elsewhere[1], missing(elsewhere[1], "cup2", 22), elsewhere) is not None


def missing(one: Example, name: str, line: int):
    return raising(one, "NameError", f"name '{name}' is not defined", name=name, line=line)
