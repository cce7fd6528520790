"""What Python blocks claim: their steps, the names that they bind and need, or why they are not run."""

import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from docverify.languages.python import python
from docverify.model import Example, Expectation, Refusal
from tests.cases import read_cases
from tests.languages.building import block, example, read, show

CASES = [case for file in ("transcripts", "scripts", "refusals") for case in read_cases(f"{file}.cases", __file__)]
LINES = st.sampled_from(
    [
        *(">>> x = 1\n", "... x\n", "...\n", "x\n", "1\n", "\n", "    y\n", ">>> if x:\n", ">>>     y\n", "#> 1\n"),
        *("print(x)  # => 1\n", "x = 1; y = 2  # => 2\n", "def f():\n", "    return 1\n", "# Output:\n", "# 1\n"),
        *(
            '"""\n',
            "f(\n",
            ")\n",
            "@d\n",
            "In [1]: x\n",
            "Out[1]: 1\n",
            "Traceback (most recent call last):\n",
            "\t\f\n",
        ),
        *("for i in x: print(i)\n", "    print(1)\n", "    #> 1\n", "await f()\n", "…\n", "\0\n", "# doctest: +SKIP\n"),
    ]
)


@pytest.mark.parametrize(("code", "expected"), CASES)
def test_a_block_is_read_as_its_author_means_it(code: str, expected: str) -> None:
    assert show(read(code)) == expected


@pytest.mark.parametrize(("label", "expected"), [("pycon", "not-executable"), ("python", "SyntaxError")])
def test_what_is_labelled_as_a_transcript_and_has_no_prompt_may_be_output(label: str, expected: str) -> None:
    one = read("CUPS;SIZE=3:20050404T080000\nEND:TEA")
    labelled = structs.replace(one, block=structs.replace(one.block, language=label))
    refusal = python.read(labelled).refusal
    assert refusal
    assert refusal.reason == expected


@settings(deadline=None)
@given(st.lists(LINES, max_size=12).map("".join))
def test_every_step_stands_on_the_page_where_it_says(code: str) -> None:
    """Each line of a step's code ends a line of the page; its prompt and indent come before."""
    found = read(code)
    lines = found.block.code.split("\n")
    for step in found.steps:
        for offset, line in enumerate(step.code.split("\n")):
            assert lines[step.line - found.block.line + offset].rstrip().endswith(line.strip())


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(code: str) -> None:
    found = read(code)
    assert bool(found.steps) != bool(found.refusal)


def test_only_prompts_are_certain() -> None:
    assert [python.recognises(code) for code in (">>> 1", "\n  >>> 1\n1", "In [1]: 1", "x = 1", "> 1", "")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_other_languages_have_such_prompts_too() -> None:
    tiny = ">>> list\nnone\n>>> int x := 5;\n>>> write f(x);\n120\n>>> quit"
    old = ">>> print 1\n1\n>>> print 2\n2"
    slip = ">>> x = (1\n>>> x\n1\n>>> x + 1\n2\n>>> x + 2\n3"
    assert [python.recognises(code) for code in (tiny, old, slip)] == [False, True, True]


def test_an_assignment_is_recorded_where_the_page_shows_something_of_it() -> None:
    found = read(">>> x = 1\n1\n>>> y = 2\n>>> z = f()\nTraceback (most recent call last):\nKeyError: 1\n>>> x += 1\n2")
    assert [step.mode for step in found.steps] == ["assigned", "single", "raises", "assigned"]


def test_output_below_a_script_that_prints_nothing_may_be_its_last_value() -> None:
    below = Expectation("output", "3", 14)
    found = python.read(example("a = 1\na + 2", expectation=below))
    assert [(step.mode, step.code, step.line) for step in found.steps] == [
        ("exec", "a = 1", 10),
        ("value", "a + 2", 11),
    ]
    assert found.expectation == below


@pytest.mark.parametrize("code", ["print(1)\nf()", "a = 1", "def f():\n    pass", "await f()", "a = 1; a"])
def test_output_below_any_other_script_is_what_it_prints(code: str) -> None:
    found = python.read(example(code, expectation=Expectation("output", "3", 14)))
    assert [step.mode for step in found.steps] == ["exec"]


def test_a_block_that_shows_what_its_steps_do_says_so() -> None:
    assert read(">>> 1\n>>> 2\n2").expectation == Expectation("steps", line=11)
    assert read(">>> 1").expectation == Expectation()


def test_indent_that_was_lost_in_html_is_not_the_pages_fault() -> None:
    code = "if x:\ny = 1"
    assert read(code, fidelity="whitespace-lossy").refusal == Refusal(
        "unverified", "pseudo-code", "the HTML does not keep whitespace: IndentationError"
    )
    assert show(read(code)).startswith("fail IndentationError")


@pytest.mark.parametrize(
    ("lead", "wrong"), [("Before sorting:", False), ("Wrong:", False), ("Sort it before use:", True)]
)
def test_what_is_said_to_be_before_or_wrong_need_not_compile(lead: str, wrong: bool) -> None:
    asked = example("import os\nfrom __future__ import annotations")
    refusal = python.read(structs.replace(asked, block=structs.replace(asked.block, lead=lead))).refusal
    assert refusal is not None
    assert (refusal.verdict == "fail") is wrong


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="the newest syntax that the rules know is valid there")
def test_syntax_of_a_newer_python_is_not_the_pages_fault() -> None:
    assert read('x = t"a"').refusal == Refusal("unverified", "missing-toolchain", "needs Python 3.14")


def test_the_compilers_warnings_reach_nobody() -> None:
    program = "from docverify.languages.python_code.syntax import compiles; compiles('x is 1; assert (x, 1)')"
    done = subprocess.run([sys.executable, "-W", "always", "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_reading_a_long_block_takes_linear_time() -> None:
    """Ten thousand lines, in the shapes that are read line by line."""
    lines = [f"... {number}," for number in range(10_000)]
    assert read("\n".join([">>> x = [", *lines, "... ]"])).steps
    assert read("\n".join(f"print({number})\n#> {number}" for number in range(5_000))).steps


@pytest.mark.parametrize(
    ("label", "origin", "style", "flags"),
    [
        ("doctest", "source", "indented", ("IGNORE_EXCEPTION_DETAIL",)),
        ("doctest", "html", "fence", ("IGNORE_EXCEPTION_DETAIL",)),
        ("doctest", "source", "fence", ()),
        ("python", "source", "indented", ()),
    ],
)
def test_prompts_in_the_text_of_restructuredtext_are_tested_as_in_its_directive(
    label: str, origin: str, style: str, flags: tuple[str, ...]
) -> None:
    one = example("x")
    bare = structs.replace(one, block=structs.replace(block(">>> f()\n1", label), style=style, origin=origin))
    assert python.read(bare).steps[0].flags == flags


def test_examples_in_a_docstring_see_the_names_of_their_module() -> None:
    """What the session has under a name stays, and a module that is not there supplies nothing."""
    one = read(">>> tau > pi\nTrue", attributes={"documents": "math"})
    supply, compare = one.steps
    assert (compare.code, compare.expected, one.needs) == ("tau > pi", "True", frozenset({"tau", "pi"}))
    session: dict[str, object] = {"pi": 3}
    exec(supply.code, session)
    assert (session["tau"], session["pi"]) == (6.283185307179586, 3)
    (absent, _) = read(">>> 1\n1", attributes={"documents": "no_such_module x').y"}).steps
    exec(absent.code, bare := {})
    assert bare.keys() == {"__builtins__"}


def test_the_first_of_its_names_that_is_there_is_that_of_the_module() -> None:
    """A module in a namespace has folders around it that are no packages."""
    (supply, _) = read(">>> 1\n1", attributes={"documents": "src.os.path os.path path"}).steps
    exec(supply.code, session := {})
    assert callable(session["basename"])


@pytest.mark.parametrize("name", ["", "tea.__main__", "src.setup setup"])
def test_what_is_no_module_or_a_program_supplies_nothing(name: str) -> None:
    assert len(read(">>> 1\n1", attributes={"documents": name}).steps) == 1


def in_html(code: str) -> Example:
    one = example("x")
    return python.read(structs.replace(one, block=structs.replace(block(code), origin="html")))


@pytest.mark.parametrize(("code", "verdict"), [("x = (1 / 10", "unverified"), ("def f()\n    return 1", "fail")])
def test_in_html_a_label_may_be_the_sites_default(code: str, verdict: str) -> None:
    refusals = [in_html(code).refusal, read(code).refusal]
    assert [refusal and refusal.verdict for refusal in refusals] == [verdict, "fail"]


def test_in_html_blanks_behind_a_statement_are_the_place_of_a_flag() -> None:
    code = ">>> now()  \n1\n>>> x\n2"
    assert [step.flags for step in in_html(code).steps] == [("UNCERTAIN",), ()]
    assert [step.flags for step in read(code).steps] == [(), ()]


def test_of_an_error_in_a_doctest_directive_only_the_type_counts() -> None:
    """As Sphinx has it, unless its options say otherwise; a transcript that stands elsewhere is held to the letter."""
    shown = ">>> f()\nTraceback (most recent call last):\n  ...\nValueError: x"
    asked = {
        options: read(shown, attributes={"directive": "doctest", "options": options}).steps[0].flags
        for options in ("", "-IGNORE_EXCEPTION_DETAIL", "+NORMALIZE_WHITESPACE")
    }
    assert asked == {
        "": ("IGNORE_EXCEPTION_DETAIL",),
        "-IGNORE_EXCEPTION_DETAIL": (),
        "+NORMALIZE_WHITESPACE": ("IGNORE_EXCEPTION_DETAIL", "NORMALIZE_WHITESPACE"),
    }
    assert read(shown).steps[0].flags == ()


@pytest.mark.parametrize(
    "code",
    [
        '|_"' + "\\" * 5_000,
        'x = (\n"' + '\\"' * 10_000,
        "x = (\n" + "\n" * 20_000 + "y z",
        "x = (\n" + " " * 20_000 + "y z",
        "x = (\n{{" + "a" * 20_000,
        "def f():\n" * 3_000,
        "x = 1  # ..." + "\n" * 20_000 + "y",
    ],
    ids=["backslashes", "escaped quotes", "blank lines", "blanks", "a template", "headers", "an ellipsis"],
)
def test_no_text_takes_long_to_explain(code: str) -> None:
    """A pattern that tries each way to split it would never end."""
    start = process_time()
    read(code)
    assert process_time() - start < 3


DEEP = ["a" + " - a" * 3_000, "x = " + "a." * 9_000 + "b", "(" * 3_000 + ")" * 3_000, "x = " + "-" * 9_000 + "1"]


@pytest.mark.parametrize("code", [*DEEP, *(f">>> {code}" for code in DEEP)])
def test_what_is_nested_too_deep_is_no_fault_of_the_page(code: str) -> None:
    refusal = read(code).refusal
    assert refusal is not None
    assert (refusal.verdict, refusal.reason) == ("unverified", "resource-limit")
