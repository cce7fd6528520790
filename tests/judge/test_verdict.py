"""What is concluded from one run: the table of ends, outputs and errors."""

from typing import Any

import pytest
from msgspec import structs

from docverify.judge import reading
from docverify.model import Body, Example, Exchange, Expectation, Request, Run, Shown, StepRun, Verdict
from docverify.registry import members
from tests.languages.building import example, page, raising, read, run


def judged(one: Example, done: Run, examples: list[Example] | None = None) -> Verdict:
    return reading(one, done, examples or [one], members("languages")[one.language])


def short(verdict: Verdict) -> str:
    """A verdict as one line: verdict, level, kind or reason, detail."""
    what = verdict.kind or verdict.reason
    return " ".join(part for part in (verdict.verdict, verdict.level, what, f"| {verdict.detail}") if part).strip(" |")


def with_output(code: str, text: str, language: str = "python", **fields: Any) -> Example:
    """An example with a block of output below it."""
    shown = Expectation("output", text, 20, **fields)
    found: Example = members("languages")[language].read(example(code, language, expectation=shown))
    return found


def test_a_clean_run_of_which_the_page_says_nothing_ran() -> None:
    one = read("x = 1")
    assert short(judged(one, run(one))) == "pass ran"


def test_documented_output_that_holds_is_matched() -> None:
    one = read(">>> 1 + 1\n2")
    assert short(judged(one, run(one, StepRun("2\n")))) == "pass matched"


def test_documented_output_that_does_not_hold_drifts() -> None:
    one = read(">>> x = 1\n>>> x + 1\n3")
    verdict = judged(one, run(one, StepRun(), StepRun("2\n")))
    assert verdict == Verdict(
        example=one.id,
        verdict="drift",
        level="ran",
        kind="output",
        reason="output",
        detail="printed `2`, the page shows `3`",
        reading="page-order",
        line=12,
        expected="3",
        actual="2\n",
        fingerprint=verdict.fingerprint,
    )


def test_an_exception_of_which_the_page_says_nothing_fails() -> None:
    one = read("{}['missing_3']")
    verdict = judged(one, raising(one, "KeyError", "'missing_3'", traceback="Traceback …\nKeyError: 'missing_3'\n"))
    assert short(verdict) == "fail parsed KeyError | KeyError: 'missing_3'"
    assert (verdict.line, verdict.actual) == (10, "Traceback …\nKeyError: 'missing_3'\n")


def test_an_exception_that_its_surroundings_explain_is_unverified() -> None:
    one = read("import requests")
    verdict = judged(one, raising(one, "ModuleNotFoundError", name="requests"))
    assert short(verdict) == "unverified parsed missing-package | needs the package `requests`, which is not installed"


ERROR = ">>> f()\nTraceback (most recent call last):\n  File '…'\nKeyError: 'a'\n>>> 1\n1"


@pytest.mark.parametrize(
    ("stderr", "expected"),
    [
        ("Traceback (most recent call last):\n  x\nKeyError: 'a'\n", "pass matched"),
        (
            "Traceback (most recent call last):\n  x\nKeyError: 'b'\n",
            "drift ran output | KeyError: 'b'; the page shows KeyError: 'a'",
        ),
        (
            "Traceback (most recent call last):\n  x\nTypeError: a\n",
            "fail parsed TypeError | TypeError: a, and the page shows KeyError: 'a'",
        ),
        (
            "Traceback (most recent call last):\n  x\nNameError: name 'f' is not defined\n",
            "unverified parsed fragment | needs `f`, which no example on the page defines",
        ),
        ("", "drift ran output | raised no error, and the page shows one"),
    ],
)
def test_an_error_at_a_prompt_is_compared_and_the_session_goes_on(stderr: str, expected: str) -> None:
    one = read(ERROR)
    assert short(judged(one, run(one, StepRun(stderr=stderr), StepRun("1\n")))) == expected


@pytest.mark.parametrize(
    ("shown", "said", "expected"),
    [
        ("AttributeError: can't set attribute", "AttributeError: property 'lid' of 'Pot' object has no setter", "pass"),
        (
            "AttributeError: can't set attribute 'lid'",
            "AttributeError: property 'lid' of 'Pot' object has no setter",
            "pass",
        ),
        (
            "AttributeError: can't set attribute 'cup'",
            "AttributeError: property 'lid' of 'Pot' object has no setter",
            "drift",
        ),
        (
            "AssertionError: The expression evaluated to a falsy value:\n\n  assert(tea)",
            "AssertionError: 0 == true",
            "pass",
        ),
        ("AssertionError: The expression evaluated to a falsy value:\n\n  assert(tea)", "AssertionError: 0", "drift"),
        ("KeyError: no cup of tea", "KeyError: 'no cup of tea'", "pass"),
        ("KeyError: no cup of tea", "KeyError: 'no cup of milk'", "drift"),
        ("KeyError: no cup of 'tea'", "KeyError: \"no cup of 'tea'\"", "pass"),
        ("ValueError: no cup of tea", "ValueError: 'no cup of tea'", "drift"),
    ],
)
def test_releases_and_pages_word_an_error_in_other_ways(shown: str, said: str, expected: str) -> None:
    one = read(f">>> f()\n{shown}")
    done = StepRun(stderr=f"Traceback (most recent call last):\n  x\n{said}\n")
    assert judged(one, run(one, done)).verdict == expected


def test_a_page_that_shows_which_name_was_not_there_need_not_lack_another() -> None:
    shown = Expectation(
        "exception", "Traceback (most recent call last):\n  ...\nNameError: name 'tea' is not defined", 20
    )
    one: Example = members("languages")["python"].read(example("pour(tea)", expectation=shown))
    found = judged(one, raising(one, "NameError", "name 'pour' is not defined", name="pour"))
    assert (found.verdict, found.reason) == ("unverified", "fragment")
    assert judged(one, raising(one, "NameError", "name 'tea' is not defined", name="tea")).verdict == "pass"
    typed = structs.replace(one, expectation=structs.replace(shown, text="TypeError: no tea"))
    assert judged(typed, raising(typed, "TypeError", "no cup")).verdict == "drift"


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        ("pour(timeout=1)", "ReadTimeout: no tea within 1 s", "pass ran"),
        ("pour(timeout=1)", "", "pass ran"),
        ("pour(timeout=1)", "ConnectionError: no pot", "fail parsed"),
        ("pour()", "ReadTimeout: no tea within 1 s", "fail parsed"),
    ],
)
def test_whether_a_limit_of_time_runs_out_every_run_decides_anew(code: str, said: str, expected: str) -> None:
    one = read(f">>> {code}\nTraceback (most recent call last):\n  ...\ntea.Timeout: timed out")
    done = StepRun(stderr=said and f"Traceback (most recent call last):\n  x\n{said}\n")
    assert short(judged(one, run(one, done))).startswith(expected)


SPOKEN = r"""'{\n  "tea": "a\\nb",\n  "cup": 7\n}\n'"""
"""A text of JSON, as a prompt shows it."""


@pytest.mark.parametrize(
    ("shown", "asked", "expected"),
    [
        ('{\n  "tea": "a\\nb",\n  ...\n}', False, "pass"),
        ('{\n  "tea": "a\\\\nb",\n  ...\n}', False, "pass"),
        ('{\n  "tea": "a\\nc",\n  ...\n}', False, "drift"),
        (r"""'{"tea": "a\\nb", "cup": 7}'""", True, "pass"),
        (r"""'{"tea": "a\\nb", "cup": 7}'""", False, "drift"),
        (r"""'{"tea": "a\\nb", "cup": 8}'""", True, "drift"),
    ],
)
def test_a_text_may_be_shown_as_it_is_laid_out_and_one_of_a_service_in_any_layout(
    shown: str, asked: bool, expected: str
) -> None:
    one = read(f">>> reply.text\n{shown}")
    exchanges = (Exchange(0, "api", Request("GET", "api.example.com", "/tea", 200), Body(), Body()),) if asked else ()
    done = structs.replace(run(one, StepRun(SPOKEN + "\n")), exchanges=exchanges)
    assert judged(one, done).verdict == expected


def test_the_order_of_a_set_in_a_message_is_that_of_a_run() -> None:
    one = read(">>> f()\nTraceback (most recent call last):\n  ...\nValueError: one of {'a', 'b', 'c'}")
    for said, verdict in {"{'c', 'a', 'b'}": "pass", "{'c', 'a', 'd'}": "drift"}.items():
        done = StepRun(stderr=f"Traceback (most recent call last):\n  x\nValueError: one of {said}\n")
        assert judged(one, run(one, done)).verdict == verdict


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a.md:9: TeaWarning: cold\n  f()\n", "pass"),
        ("a.md:9: TeaWarning: cold\n  f()\nRuntimeWarning: Enable tracemalloc to get the place\n", "pass"),
        ("a.md:9: TeaWarning: hot\n  f()\n", "drift"),
        ("a.md:9: TeaWarning: cold\n  f()\na.md:9: TeaWarning: hot\n", "drift"),
    ],
)
def test_a_prompt_shows_a_warning_without_the_line_that_it_is_about(said: str, expected: str) -> None:
    one = read(">>> f()\n30\n__main__:1: TeaWarning: cold")
    assert judged(one, run(one, StepRun("30\n", said))).verdict == expected


def test_errors_may_stand_above_output() -> None:
    one = read(">>> x\nINFO:root:read\n30")
    assert short(judged(one, run(one, StepRun("30\n", "INFO:root:read\n")))) == "pass matched"


def test_code_that_does_not_compile_and_is_shown_so_is_matched() -> None:
    one = read(">>> 1 +\nSyntaxError: invalid syntax")
    said = StepRun(stderr='  File "a.md", line 10\n    1 +\n       ^\nSyntaxError: invalid syntax\n')
    assert short(judged(one, run(one, said))) == "pass matched"


SHOWN = {
    "ValueError: bad": "pass matched | raised ValueError, as the page shows",
    "Traceback (most recent call last):\n  ...\nValueError: bad": "pass matched | raised ValueError, as the page shows",
    "Traceback (most recent call last):\n  ...\nValueError: {'b', 'a'}": (
        "drift ran output | ValueError: bad; the page shows ValueError: {'b', 'a'}"
    ),
    "Traceback (most recent call last):\n  ...\nValueError": "pass matched | raised ValueError, as the page shows",
    "Traceback (most recent call last):\n  ...\npackage.ValueError: b...": (
        "pass matched | raised ValueError, as the page shows"
    ),
    "Traceback (most recent call last):\n  ...\nValueError: good": (
        "drift ran output | ValueError: bad; the page shows ValueError: good"
    ),
    "Traceback (most recent call last):\n  ...\nKeyError: bad": (
        "fail parsed ValueError | ValueError: bad, and the page shows KeyError: bad"
    ),
    "bad": "fail parsed ValueError | ValueError: bad",
}


@pytest.mark.parametrize("text", SHOWN)
def test_an_error_below_a_script_is_compared(text: str) -> None:
    one = with_output("f(1)", text)
    assert short(judged(one, raising(one, "ValueError", "bad"))) == SHOWN[text]


def test_messages_differ_in_words_and_not_in_paths_owners_or_hints() -> None:
    said = "C.f() takes 1 argument, see /tmp/a/b. Did you mean: 'g'?"
    one = with_output(
        "f(1)", "Traceback (most recent call last):\n  ...\nTypeError: f() takes 1 argument, see /tmp/c/d"
    )
    assert short(judged(one, raising(one, "TypeError", said))) == "pass matched | raised TypeError, as the page shows"


WORDED = {
    ("C.__init__() missing a", "__init__() missing a"): "pass",
    ("C.__init__() missing a", "C() missing a"): "pass",
    ("C.__init__() missing a", "C() missing b"): "drift",
    ("C() missing a", "D() missing a"): "drift",
    ("f() takes 1 positional argument but 2 were given", "f() takes exactly 1 argument (2 given)"): "pass",
    ("f() takes 1 positional argument but 2 were given", "f() takes exactly 1 argument (3 given)"): "drift",
    ("f() takes 2 positional arguments but 3 were given", "f() takes exactly 1 argument (3 given)"): "drift",
    ("no <class 'int'>", "no <type 'int'>"): "pass",
    ("no <class 'int'>", "no <type 'str'>"): "drift",
}


@pytest.mark.parametrize(("said", "shown"), WORDED)
def test_releases_of_python_word_a_message_in_their_own_ways(said: str, shown: str) -> None:
    one = with_output("f(1)", f"Traceback (most recent call last):\n  ...\nTypeError: {shown}")
    assert judged(one, raising(one, "TypeError", said)).verdict == WORDED[said, shown]


def test_a_group_of_errors_is_compared_by_its_own_line() -> None:
    header = "  + Exception Group Traceback (most recent call last):\n"
    text = f"{header}  |   File …\n  | E: two (1 sub-exception)\n  +-+---- 1 ----"
    one = with_output("f(1)", text)
    assert judged(one, raising(one, "package.E", "two (1 sub-exception)")).verdict == "pass"
    assert judged(one, raising(one, "package.E", "one (1 sub-exception)")).verdict == "drift"


def test_an_error_that_the_page_shows_and_nobody_raised_drifts() -> None:
    one = with_output("f(1)", "Traceback (most recent call last):\n  ...\nValueError: bad")
    assert short(judged(one, run(one, StepRun("1\n")))) == "drift ran output | raised no error, and the page shows one"


def test_a_warning_that_the_page_shows_as_an_error_is_one_only_where_that_is_asked_for() -> None:
    shown = "Traceback (most recent call last):\n  ...\ntea.CoolWarning: use the kettle"
    said = "unverified ran incomplete | shows tea.CoolWarning as an error, which it is where warnings are errors"
    block, prompt = with_output("f(1)", shown), read(f">>> f(1)\n{shown}\n>>> 1\n1")
    assert short(judged(block, run(block, StepRun("1\n")))) == said
    assert short(judged(prompt, run(prompt, StepRun("1\n"), StepRun("1\n")))) == said


def test_what_an_example_did_before_its_error_is_compared_first() -> None:
    one = read(">>> 1\n2\n>>> f()")
    done = run(one, StepRun("1\n"), StepRun(), ended="exception", exception=Shown("NameError", name="f"))
    assert short(judged(one, done)) == "drift ran output | printed `1`, the page shows `2`"


OUTPUTS = {
    ("print(1)", "1"): ("1\n", "", "pass matched"),
    ("print(1)", "2"): ("1\n", "", "drift ran output | printed `1`, the page shows `2`"),
    ("print(1)\nprint(3)", "1\n2"): ("1\n3\n", "", "drift ran output | line 2 is `3`, the page shows `2`"),
    ("print(1)", "1\n2\n3"): ("1\n", "", "drift ran output | ended before `2`, which the page shows"),
    ("print(1)", "1 2"): ("1 2\n3\n", "", "drift ran output | printed `3` after what the page shows"),
    ("print(1)", "0"): ("", "", "drift ran output | printed nothing, the page shows `0`"),
    ("f(1)", "0"): ("", "", "pass ran | printed nothing: the block below was not compared"),
    ("warn(1)", "w"): ("", "w\n", "pass matched"),
    ("warn(1)", "o\nw"): ("o\n", "w\n", "pass matched"),
    ("warn(1)", "w\no"): ("o\n", "w\n", "pass matched"),
}


@pytest.mark.parametrize(("code", "text"), OUTPUTS)
def test_a_block_of_output_is_compared_with_all_that_was_printed(code: str, text: str) -> None:
    out, err, expected = OUTPUTS[code, text]
    one = with_output(code, text)
    assert short(judged(one, run(one, StepRun(out, err)))) == expected


def test_a_block_that_shows_the_value_of_a_scripts_end_holds() -> None:
    one = with_output("x = [1]\nx", "[1]")
    assert short(judged(one, run(one, StepRun(), StepRun(value="[1]")))) == "pass matched"
    assert short(judged(one, run(one, StepRun(), StepRun(value="[2]")))) == (
        "pass ran | printed nothing: the block below was not compared"
    )


def test_a_script_that_could_print_nothing_is_not_held_against_the_block_below() -> None:
    for code, expected in (
        ("pour(1)", "pass ran | printed nothing: the block below was not compared"),
        ("setLabels(1)", "pass ran | printed nothing: the block below was not compared"),
        ("console.log()", "drift ran output | printed nothing, the page shows `'tea'`"),
    ):
        one = with_output(code, "'tea'", "javascript")
        assert short(judged(one, run(one))) == expected


def test_a_block_that_may_be_no_output_is_held_against_nobody() -> None:
    unlike = with_output("print(1)", "a\nb\nc", certain=False)
    assert short(judged(unlike, run(unlike, StepRun("1\n")))) == (
        "pass ran | the block below may not be its output: not compared"
    )
    like = with_output("print(1)", "a b\nc", certain=False)
    assert judged(like, run(like, StepRun("a b\nd\n"))).verdict == "drift"


VALUES = {
    ("x = 'a'  # => 'a'", "'a'", "a"): "pass matched",
    ("x = 'a'  # => \"a\"", "'a'", "a"): "pass matched",
    ("x = 1  # => 2", "1", None): "drift ran output | printed `1`, the page shows `2`",
    ("f()  # => None", None, None): "pass matched",
}


@pytest.mark.parametrize(("code", "value", "text"), VALUES)
def test_a_comment_that_names_a_value_is_compared(code: str, value: str | None, text: str | None) -> None:
    one = read(code)
    assert short(judged(one, run(one, StepRun(value=value, text=text)))) == VALUES[code, value, text]


TWO = 'print("a")\nprint("b")\n'
SINCE = {
    (TWO + "#> a\n#> b", "a\n", "b\n"): "pass",
    (TWO + "#> b", "a\n", "b\n"): "pass",
    (TWO + "\n#> a\n#> b", "a\n", "b\n"): "pass",
    (TWO + "#> a\n#> c", "a\n", "b\n"): "drift",
    (TWO + "#> c\n#> b", "a\n", "b\n"): "drift",
    (TWO + "#> a", "a\n", "b\n"): "drift",
    ('print("a")  #> a\nprint("b")\n#> a\n#> b', "a\n", "b\n"): "drift",
}


@pytest.mark.parametrize(("code", "first", "second"), SINCE)
def test_a_group_of_lines_below_is_of_the_last_statement_or_of_all_since_the_last_group(
    code: str, first: str, second: str
) -> None:
    one = read(code)
    assert judged(one, run(one, StepRun(first), StepRun(second))).verdict == SINCE[code, first, second]


@pytest.mark.parametrize(("text", "verdict"), [("x", "pass"), ("y", "drift")])
def test_where_a_function_prints_later_lines_without_a_comment_do_not_matter(text: str, verdict: str) -> None:
    one = read(f'def f():\n    print("in")\n    #> in\n\nprint("no comment")\nf()\nf()\nprint("x")\n#> {text}')
    assert judged(one, run(one, StepRun("no comment\nin\nin\nx\n"))).verdict == verdict


WORTH = {
    ("x #> 5", "5"): "pass matched",
    ("x #> 5", "6"): "drift ran output | printed `6`, the page shows `5`",
    ("2 + 2  # prints 4", "4"): "pass matched",
    ("2 + 2  # prints 5", "4"): "drift ran output | printed `4`, the page shows `5`",
    ("x = 5\n#> 5", "5"): "pass matched",
    ("lst.sort()  # => [1, 3]", None): (
        "pass ran | what the page shows changes from run to run, or describes the output: not compared"
    ),
    ("lst.sort()  # => [1, 3]", "[1, 2]"): "drift ran output | printed `[1, 2]`, the page shows `[1, 3]`",
    ("d.get(1)  # => 3", None): "drift ran output | printed `None`, the page shows `3`",
}


@pytest.mark.parametrize(("code", "value"), WORTH)
def test_where_nothing_is_printed_a_comment_shows_what_something_is_worth(code: str, value: str | None) -> None:
    one = read(code)
    assert short(judged(one, run(one, StepRun(value=value)))) == WORTH[code, value]


DESCRIBED = {
    ("hello world", "hello world\n"): "pass matched",
    ("hello world", "Hello, world!\n"): "drift ran",
    ("a greeting", "Hello, world!\n"): "pass ran",
    ("1 2", "12\n"): "pass ran",
}


@pytest.mark.parametrize(("text", "printed"), DESCRIBED)
def test_words_that_are_almost_the_output_are_meant_to_be_it(text: str, printed: str) -> None:
    one = read(f"print(x)  # prints {text}")
    verdict = judged(one, run(one, StepRun(printed)))
    assert f"{verdict.verdict} {verdict.level}" == DESCRIBED[text, printed]


def test_a_comment_that_may_describe_never_differs() -> None:
    one = read("print(f())  # => a number of things")
    assert short(judged(one, run(one, StepRun("3\n")))) == (
        "pass ran | what the page shows changes from run to run, or describes the output: not compared"
    )
    assert short(judged(one, run(one, StepRun("a number of things\n")))) == "pass matched"


@pytest.mark.parametrize(
    ("shown", "printed", "verdict"),
    [
        ("#   Cup(1)\n#   Cup(2)", "Cup(1)\nCup(2)\n", "pass"),
        ("#   Cup(1)\n#     Cup(2)", "  Cup(1)\n    Cup(2)\n", "pass"),
        ("#   Cup(1)\n#   Cup(2)", "Cup(1)\n  Cup(2)\n", "drift"),
    ],
)
def test_comments_may_set_apart_by_an_indent_what_is_printed(shown: str, printed: str, verdict: str) -> None:
    one = read(f"print(cups)\n# prints:\n{shown}")
    assert judged(one, run(one, StepRun(printed))).verdict == verdict


@pytest.mark.parametrize(
    ("shown", "printed", "verdict"),
    [
        ('{"b": 1, "a": 2}', "{'a': 2, 'b': 1}\n", "pass"),
        ("hello", "'hello'\n", "pass"),
        ("a\n\nThe rest is prose.", "a\n", "pass"),
        ("a\n\nb", "a\n\nb\n", "pass"),
        ("a\n# a comment", "a\n", "pass"),
        ("# read it again", "12\n", "pass"),
        ("2002        # year\n3           # month", "2002\n3\n", "pass"),
        ("2002        # year", "2003\n", "drift"),
        ("# Title", "# Title\n", "pass"),
        ("[<A.b>,\n <A.c>]", "[<A.b>, <A.c>]\n", "pass"),
        ("Context(a=1,\n        b=[])", "Context(a=1, b=[])\n", "pass"),
        ("[<A.b>,\n <A.c>]", "[<A.b>, <A.d>]\n", "drift"),
        ("<a list of all that it holds>", "['a']\n", "pass"),
        ("<A b>", "<A c>\n", "drift"),
        ("a\n\nb", "a\n\nc\n", "drift"),
        ("1", "1.0\n", "drift"),
        ("None", "", "pass"),
        ("none", "", "drift"),
        ("1", "<tea.Cup object at 0x7f10>\n1\n", "pass"),
        ("1", "<tea.Cup object at 0x7f10>\n2\n", "drift"),
        ("1", "<built-in function print>\n1\n", "pass"),
        ("1", "<tea.Cup of black>\n1\n", "drift"),
        ("None", "1\n", "drift"),
        ("  pot  lid\n  red    2", "pot  lid\nred    2\n", "pass"),
        ("pot  lid\n red   2", "pot  lid\n red     2\n", "pass"),
        ("pot  lid\n red   2", "pot  lid\n red     3\n", "drift"),
        ("pot  lid\n red   2", "pot lid red 2\n", "drift"),
    ],
)
def test_at_a_prompt_notation_and_prose_do_not_matter(shown: str, printed: str, verdict: str) -> None:
    one = read(f">>> x\n{shown}")
    assert judged(one, run(one, StepRun(printed))).verdict == verdict


def test_what_is_printed_at_a_prompt_has_the_blanks_that_it_has() -> None:
    for shown, verdict in (("pot\n  lid", "pass"), ("  pot\n    lid", "pass"), ("pot\n lid", "drift")):
        one = read(f">>> print(x)\n{shown}")
        assert judged(one, run(one, StepRun("pot\n  lid\n"))).verdict == verdict


def test_under_the_last_of_several_prompts_a_page_may_show_what_all_print() -> None:
    verdicts = []
    for shown in ("a\nb", "b", "a\nc", "c\nb"):
        one = read(f">>> print('a')\n>>> print('b')\n{shown}")
        verdicts.append(judged(one, run(one, StepRun("a\n"), StepRun("b\n"))).verdict)
    assert verdicts == ["pass", "pass", "drift", "drift"]


CONSOLE = {
    ("$ echo a\na", "a\n", 0): "pass matched",
    ("$ echo a\nb", "a\n", 0): "drift ran output | printed `a`, the page shows `b`",
    ("$ false\n[1]", "", 1): "pass matched",
    ("$ false\n? 1", "", 1): "pass matched",
    ("$ cat a\nno a\n[1]", "no a\n", 1): "pass matched",
    ("$ cat a\nno a", "no a\n", 1): "pass matched",
    (
        "$ foo\na",
        "bash: line 1: foo: command not found\n",
        127,
    ): "unverified parsed missing-toolchain | needs the command `foo`",
    (
        "$ foo",
        "bash: line 1: foo: command not found\n",
        127,
    ): "unverified parsed missing-toolchain | needs the command `foo`",
    ("$ grep a b", "", 1): "unverified parsed incomplete | ended with exit code 1, of which the page says nothing",
    ("$ tool --nothing", "usage: tool\n", 2): "fail parsed exit-code | exit code 2: usage: tool",
    ("$ ls\na.txt", "b.txt\n", 0): (
        "pass ran | what the page shows changes from run to run, or describes the output: not compared"
    ),
    ("$ true", "", 0): "pass ran",
}


@pytest.mark.parametrize(("code", "printed", "exit_code"), CONSOLE)
def test_a_command_is_compared_by_output_and_exit_code(code: str, printed: str, exit_code: int) -> None:
    one = read(code, "console")
    assert short(judged(one, run(one, StepRun(printed, exit_code=exit_code)))) == CONSOLE[code, printed, exit_code]


SILENT = {
    ("$ false\n$ echo a\na", "a\n"): (
        "pass matched | a command ended with exit code 1, of which the page says nothing"
    ),
    ("$ false\n$ echo a\nb", "a\n"): "drift ran output | printed `a`, the page shows `b`",
    ("$ false\n$ ls\nb", "a\n"): (
        "unverified parsed incomplete | ended with exit code 1, of which the page says nothing"
    ),
    ("$ false\n$ echo a", "a\n"): (
        "unverified parsed incomplete | ended with exit code 1, of which the page says nothing"
    ),
}


@pytest.mark.parametrize(("code", "printed"), SILENT)
def test_a_silent_failure_does_not_keep_later_output_from_being_compared(code: str, printed: str) -> None:
    one = read(code, "console")
    done = run(one, StepRun(exit_code=1), StepRun(printed, exit_code=0), exit_code=0)
    assert short(judged(one, done)) == SILENT[code, printed]


def test_text_that_a_blank_line_parts_from_its_command_may_be_its_output() -> None:
    one = read("$ echo tea\n\nUsage: tea [cups]\n", "console")
    shown, other = "Usage: tea [cups]\n", "Usage: tea [pots]\n"
    assert short(judged(one, run(one, StepRun(shown, exit_code=1)))).startswith("pass matched")
    assert short(judged(one, run(one, StepRun(f"No cups.\n{shown}", exit_code=1)))).startswith("pass matched")
    assert judged(one, run(one, StepRun(other))).verdict == "pass"
    assert judged(one, run(one, StepRun(other, exit_code=1))).verdict == "fail"
    right_below = read("$ echo tea\nUsage: tea [cups]\n", "console")
    assert judged(right_below, run(right_below, StepRun(other))).verdict == "drift"


def test_a_script_of_a_shell_that_exits_as_its_last_act_is_whole() -> None:
    one = read("echo a\nexit 0", "shell")
    assert short(judged(one, run(one, StepRun("a\n", exit_code=0), ended="exit", exit_code=0))) == "pass ran"
    early = read("exit 0\necho a", "shell")
    assert short(judged(early, run(early, StepRun(exit_code=0), ended="exit", exit_code=0))) == (
        "unverified parsed incomplete | exits before its last command"
    )


def test_a_shell_script_that_went_on_without_a_command_is_not_clean() -> None:
    one = read("foo\necho a", "shell")
    done = run(one, StepRun("a\n", "bash: line 1: foo: command not found\n", exit_code=0), exit_code=0)
    assert short(judged(one, done)) == "unverified ran missing-toolchain | needs the command `foo`"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"ended": "timeout", "seconds": 10.0}, "unverified parsed timeout | did not end within 10 s"),
        ({"ended": "signal", "signal": "SIGSEGV"}, "fail parsed SIGSEGV | was ended by SIGSEGV"),
        ({"ended": "lost"}, "unverified parsed incomplete | its session ended under it"),
        ({"ended": "error", "problem": "no sandbox"}, "error parsed | no sandbox"),
        ({"exit_code": 3}, "fail parsed exit-code | exit code 3"),
    ],
)
def test_other_ends(fields: dict[str, Any], expected: str) -> None:
    one = read("main()")
    assert short(judged(one, run(one, **fields))) == expected


def test_hosts_that_it_asked_for_are_its_requests() -> None:
    one = read("fetch()")
    verdict = judged(one, run(one, hosts=("api.example.com",)))
    assert short(verdict) == "unverified ran needs-network | needs the network: api.example.com"
    assert verdict.requests == (Request(host="api.example.com"),)


def test_output_that_was_cut_is_not_compared() -> None:
    one = with_output("print(1)", "a\nb")
    assert judged(one, run(one, StepRun("a\n"), truncated=True)).reason == "resource-limit"


ASSIGNED = {
    (">>> x = [3, 4]\n[3, 4]", StepRun(value="[3, 4]")): (
        "pass matched | line 10 shows what is assigned, of which a prompt shows nothing"
    ),
    (">>> x = f(3)\n{'a': 1,\n 'b': 2}", StepRun(value="{'a': 1, 'b': 2}")): (
        "pass matched | line 10 shows what is assigned, of which a prompt shows nothing"
    ),
    (">>> x: int = 3 + 4\n8", StepRun(value="7")): (
        "drift ran output | of the value assigned: `7`, the page shows `8`"
    ),
    (">>> x = f()\nworking", StepRun("working\n", value="7")): "pass matched",
    (">>> x = f()\n7", StepRun("working\n", value="7")): "drift ran output | printed `working`, the page shows `7`",
    (">>> x = f()\n7", StepRun()): ("drift ran output | a prompt shows nothing of an assignment, the page shows `7`"),
    (">>> x.y = 7\n7", StepRun()): "drift ran output | printed nothing, the page shows `7`",
}


@pytest.mark.parametrize(("code", "done"), ASSIGNED)
def test_a_page_that_writes_values_under_assignments_notes_what_the_name_is_worth(code: str, done: StepRun) -> None:
    one = read(code)
    found = judged(one, run(one, done), [one, read(">>> other = 1\n1", line=20)])
    assert short(found) == ASSIGNED[code, done]


def test_a_value_under_one_assignment_of_a_page_is_a_slip() -> None:
    one = read(">>> x = 3 + 4\n7\n>>> y = 3 + 4")
    found = judged(one, run(one, StepRun(value="7"), StepRun()))
    assert short(found) == "drift ran output | a prompt shows nothing of an assignment, the page shows `7`"


NOISE = {
    (">>> now()\n10:36:56", "10:41:07.123456\n"): "pass",
    (">>> now()\n10:36:56", "10:41.123456\n"): "drift",
    (">>> now()\n10:36:56\n\n# What comes next\n# is this", "10:41:07\n"): "pass",
    (">>> now()\n'2013-05-11T21:23:58'", "'2026-01-02T03:04:05'\n"): "pass",
    (">>> now()\n'2013-05-11T21:23:58'", "'2026-01-02 03:04:05'\n"): "drift",
    (">>> t = now()\n>>> t.year\n2013", "2026\n"): "pass",
    (">>> t = now()\n>>> f(1001)\n'16 minutes'", "'17 minutes'\n"): "drift",
    (">>> totp = TOTP(key)\n>>> totp.generate()\n'359275'", "'432827'\n"): "pass",
    (">>> totp = TOTP(key)\n>>> totp.generate()\n'359275'", "<Token '432827'>\n"): "drift",
    (">>> os.getcwd()\n'/home/me'", "'/work'\n"): "pass",
    (">>> here = os.getcwd()\n>>> here\n'/home/me'", "'/work'\n"): "pass",
    (">>> tea.show_versions()\ntea 1.2", "tea 1.3\n"): "pass",
    (">>> greet()\nPython 3.6.2 (default, Jul 17 2017)", "Python 3.11.7 (main, May 9 2026)\n"): "pass",
    (">>> mimetypes.types_map['.tea']\n'a/tea'", "'b/tea'\n"): "pass",
    (">>> here = os.getcwd()\n>>> here = 1\n>>> here\n2", "1\n"): "drift",
    (">>> here = os.getcwd()\n>>> here = here + '1'\n>>> here\n'/home/me1'", "'/work1'\n"): "pass",
    (">>> here = os.getcwd()\n>>> if x:\n...     here = 1\n>>> here\n'/home/me'", "'/work'\n"): "pass",
    (">>> class Here:\n...     path = os.getcwd()\n>>> Here.path\n'/home/me'", "'/work'\n"): "pass",
    (">>> Here = [os.getcwd()]\n>>> class Here:\n...     path = 1\n>>> Here.path\n2", "1\n"): "drift",
    (">>> here = os.getcwd(); n = 1\n>>> 1\n2", "1\n"): "drift",
    (">>> width('z', term_program=True)\n1", "2\n"): "pass",
    (">>> term = Terminal()\n>>> term.width\n102", "80\n"): "pass",
    (">>> terminal.colors\n256", "0\n"): "pass",
    (">>> determinal.colors\n256", "0\n"): "drift",
    (">>> width('z', termination=True)\n1", "2\n"): "drift",
    (">>> x.sys_version\n1", "2\n"): "drift",
    (">>> glob.glob('*.gif')\n['a.gif']", "[]\n"): "pass",
    (">>> list(teas.rglob('*.gif'))\n['a.gif']", "[]\n"): "pass",
    (">>> fits('a', root_dir='teas')\nTrue", "False\n"): "pass",
    (">>> fits('a', root='teas')\nTrue", "False\n"): "drift",
    (">>> os.name\n'nt'", "'posix'\n"): "pass",
    (">>> pots.name\n'nt'", "'posix'\n"): "drift",
    (">>> from importlib_metadata import version\n>>> version('tea-pot')\n'1.0'", "'2.0'\n"): "pass",
    (">>> version('tea-pot')\n'1.0'", "'2.0'\n"): "drift",
    (">>> version('1.0')\n'1.0'", "'2.0'\n"): "drift",
    (">>> pot.version('tea')\n'1.0'", "'2.0'\n"): "drift",
    (
        ">>> from importlib.metadata import metadata\n>>> held = metadata('tea')\n>>> held['Author']\n'Ann'",
        "'Bob'\n",
    ): "pass",
    (">>> metadata('tea')\n'Ann'", "'Bob'\n"): "drift",
    (">>> mimetypes.guess_type('a.tea')\n'a/tea'", "'b/tea'\n"): "drift",
    (">>> tty.isTTY\nTrue", "False\n"): "pass",
    (">>> os.getgroups()\n[0]", "[1000]\n"): "pass",
    (">>> os.geteuid()\n0", "1000\n"): "pass",
    (">>> os.getguide()\n0", "1000\n"): "drift",
    (">>> r = requests.get('http://tea')\n>>> r.headers\n{'server': 'pot'}", "{'server': 'cup'}\n"): "pass",
    (">>> r = requests.get('http://tea')\n>>> r.headers['tea']\n'green'", "'black'\n"): "drift",
    (">>> r = brew('http://tea')\n>>> r.headers\n{'server': 'pot'}", "{'server': 'cup'}\n"): "drift",
    (">>> sorted(entry_points().groups)\n['teas']", "['pots']\n"): "pass",
    (">>> import importlib.metadata as m\n>>> m.requires('tea')\n['pot']", "['cup']\n"): "pass",
    (">>> from distlib.database import Path\n>>> p = Path()\n>>> list(p.get_distributions())\n[]", "['tea']\n"): "pass",
    (">>> from tea.database import Path\n>>> p = Path()\n>>> list(p.get_distributions())\n[]", "['tea']\n"): "drift",
    (">>> pour(2.0, 10.0)\n?", "14.0\n"): "pass",
    (">>> import threading\n>>> pour(2)\nred\nblue", "blue\nred\n"): "pass",
    (">>> import threading\n>>> pour(2)\nred\nblue", "blue\nblue\n"): "drift",
    (">>> import thread\n>>> pour(2)\nred\nblue", "blue\nred\n"): "drift",
    (">>> pour(2.0, 10.0)\n'?'", "14.0\n"): "drift",
    (">>> pour(2.0, 10.0)\n1?", "14.0\n"): "drift",
    (">>> p = Path('/etc')\n>>> p.exists()\nTrue", "False\n"): "pass",
    (">>> rows.exists()\nTrue", "False\n"): "drift",
    ('>>> p = tea.path("c:\\\\cups")\n>>> p.exists()\nTrue', "False\n"): "pass",
    (">>> p = tea.path('d:/cups')\n>>> (p / 'a').is_file()\nTrue", "False\n"): "pass",
    (">>> p = PureWindowsPath('c:/cups')\n>>> p.drive\n'c:'", "'d:'\n"): "drift",
    (">>> f('http://tea')\n1", "2\n"): "drift",
    (">>> ls = local['ls']\n>>> ls()\n'tea.md\\n'", "''\n"): "pass",
    (">>> run('ls -l /tea')\n'green'", "''\n"): "pass",
    (">>> from tea import ls_all\n>>> ls_all('lsof')\n1", "2\n"): "drift",
    (">>> ssl.OPENSSL_VERSION\n'OpenSSL 1.0'", "'OpenSSL 3.0'\n"): "pass",
    (">>> tea.__version__\n'1.0'", "'2.0'\n"): "pass",
    (">>> int.__subclasses__()\n[<class 'bool'>]", "[<class 'bool'>, <enum 'IntEnum'>]\n"): "pass",
    (">>> fr = FullRandom()\n>>> fr.draw()\n0.5", "0.7\n"): "pass",
    (">>> traceback.print_exc()\n  File 'a.py', line 3", "  File 'b', line 9\n"): "pass",
    (">>> def f(): return os.getcwd()\n>>> f()\n'/home/me'", "'/work'\n"): "pass",
    (">>> dis.dis(f)\n  2  RESUME", " 48  RESUME\n"): "pass",
    (">>> random.choice(x)\n'a'", "'b'\n"): "pass",
    (">>> arrow.now()\n<Arrow [2013-05-06T21:20:40-07:00]>", "<Arrow [2026-01-02T03:04:05+00:00]>\n"): "pass",
    (">>> a = arrow.utcnow()\n>>> a.to('local')\n21:20-07:00", "03:04+00:00\n"): "pass",
    (">>> arrow.utcnow().format('HH ZZ')\n'05 -00:00'", "'03 +00:00'\n"): "drift",
    (">>> now('Pacific')\n2013-05-06 21:20:40 -0700", "2026-01-02 03:04:05 -0800\n"): "pass",
    (">>> time.strftime('%H:%M %Z')\n'21:23 EDT'", "'03:04 EST'\n"): "pass",
    (">>> time.strftime('%H:%M %Z')\n'21:23 CEST'", "'03:04 CET'\n"): "pass",
    (">>> time.strftime('%H:%M %Z')\n'21:23 EDT'", "'03:04 CST'\n"): "drift",
    (">>> parse('21:20 BRST')\ntime(21, 20, tzinfo=tzlocal())", "time(21, 20)\n"): "pass",
    (">>> parse('21:20 BRST')\ntime(21, 20, tzinfo=tzlocal())", "time(21, 25)\n"): "drift",
    (">>> sys.modules[__name__].Cup = Cup\n>>> text = dump(Cup)\n>>> len(text)\n21", "18\n"): "pass",
    (">>> Cup.size = 3\n>>> text = dump(Cup)\n>>> len(text)\n21", "18\n"): "drift",
    (">>> arrow.utcnow()\n2013-05-06 21:20:40 +0050", "2026-01-02 03:04:05 +0000\n"): "drift",
    (">>> arrow.utcnow()\n2013-05-06 21:20-05:00", "2026-01-02 03:04+00:00\n"): "drift",
    (">>> date(2024, 1, 1)\n'2024-01-01'", "'2024-01-02'\n"): "drift",
    (">>> import tea\n>>> tea.agent()\n'Tea/1.2.0 (cup)'", "'Tea/2.0.1 (cup)'\n"): "pass",
    (">>> import tea\n>>> tea.agent()\n'Tea/1.2.0 (cup)'", "'Tea/2.0.1 (pot)'\n"): "drift",
    (">>> import tea\n>>> tea.agent()\n'Pot/1.2.0 (cup)'", "'Pot/2.0.1 (cup)'\n"): "drift",
    (">>> time.strftime('%H:%M')\n'21:23'", "'03:04'\n"): "pass",
    (">>> time.strftime('%H:%M', then)\n'21:23'", "'03:04'\n"): "drift",
    (">>> day.strftime('%H:%M')\n'21:23'", "'03:04'\n"): "drift",
    (">>> log.info('x')\n2013-05-11 21:23:58 x a=1", "2026-01-02 03:04:05 x a=1\n"): "pass",
    (">>> log.info('x')\n1368307438.123 x a=1", "1768307438.123456 x a=1\n"): "pass",
    (">>> log.info('x')\n2013-05-11 21:23:58 x  a=1", "2026-01-02 03:04:05 x    a=1\n"): "pass",
    (">>> log.info('x')\n2013-05-11 21:23:58 x a=1", "2026-01-02 03:04:05 x a=2\n"): "drift",
    (">>> log.info('x')\n2013-05-11 21:23:58 x a=1", "2026-01-02T03:04:05 x a=1\n"): "drift",
}


@pytest.mark.parametrize(("code", "printed"), NOISE)
def test_clock_and_chance_explain_only_what_they_can(code: str, printed: str) -> None:
    one = read(code)
    steps = [StepRun() for _ in one.steps[1:]]
    assert judged(one, run(one, *steps, StepRun(printed))).verdict == NOISE[code, printed]


@pytest.mark.parametrize(
    ("above", "code", "verdict"),
    [
        ("class Pot(Thread):\n    pass", ">>> Pot().start()", "pass"),
        ("pool = ThreadPoolExecutor()", ">>> pour(pool)", "pass"),
        ("import threading\nlock = threading.Lock()", ">>> pour(2)", "drift"),
    ],
)
def test_lines_of_what_an_example_above_began_may_come_in_another_order(above: str, code: str, verdict: str) -> None:
    examples = page(above, f"{code}\nred\nblue")
    assert judged(examples[1], run(examples[1], StepRun("blue\nred\n")), examples).verdict == verdict


def test_the_longest_blank_is_looked_through_once() -> None:
    one = with_output("pour()" + "\n" * 100_000 + "pour()", "tea")
    assert judged(one, run(one, StepRun("milk\n"))).verdict == "drift"


@pytest.mark.parametrize(
    ("said", "level"), [("2026-01-02 03:04:05 tea\n", "pass matched"), ("2026-01-02 pot\n", "drift ran")]
)
def test_what_is_said_on_the_other_stream_is_what_changes_with_the_clock(said: str, level: str) -> None:
    one = read(">>> log.info('tea')\n2013-05-11 21:23:58 tea")
    found = judged(one, run(one, StepRun(stderr=said)))
    assert f"{found.verdict} {found.level}" == level
    assert level == "pass matched" or "printed `2026-01-02 pot`" in found.detail


ALIKE = {
    (">>> now()\n'2013-05-11T21:23:58'", "'2026-01-02T03:04:05'\n"): "pass matched",
    (">>> f(now())\ntook 0.5 s for 3", "took 1.25 s for 3\n"): "pass matched",
    (">>> t = now()\n>>> t.year\n2013", "2026\n"): "pass ran",
    (">>> f(now())\n21:23:58 pot\n21:23:59 tea", "'03:04:05 pot\\n03:04:06 tea'\n"): "pass matched",
    (">>> f(now())\n21:23:58 pot\n21:23:59 tea", "'03:04:05 pot\\n03:04:06 lid'\n"): "drift ran",
    (">>> f(now())\n21:23:58 pot a=1", "21:23:58 pot    a=1\n"): "pass ran",
    (">>> log.info('pot', a=1)\n>>> f(now())\n21:23:58 pot a=1", "03:04:05 pot    a=1\n"): "pass matched",
    (">>> uuid4()\nUUID('f47ac10b-58cc-4372-a567-0e02b2c3d479')", "UUID('6f9619ff-8b86-4d01-b42d-00cf4fc964ff')\n"): (
        "pass matched"
    ),
    (">>> uuid5(x)\nUUID('f47ac10b-58cc-4372-a567-0e02b2c3d479')", "UUID('6f9619ff-8b86-4d01-b42d-00cf4fc964ff')\n"): (
        "drift ran"
    ),
    (">>> uuid()\n'f47ac10b'", "'6f9619ff'\n"): "pass matched",
    (">>> uuid(name='tea')\n'f47ac10b'", "'6f9619ff'\n"): "drift ran",
    (">>> mkdtemp()\n'/tmp/tmpab1x'", "'/tmp/tmpq9z_'\n"): "pass matched",
    (">>> f()\n'/tmp/tmpab1x'", "'/tmp/tmpq9z_'\n"): "drift ran",
}


@pytest.mark.parametrize(("code", "printed"), ALIKE)
def test_times_and_ids_are_compared_as_what_they_are(code: str, printed: str) -> None:
    one = read(code)
    steps = [StepRun() for _ in one.steps[1:]]
    found = judged(one, run(one, *steps, StepRun(printed)))
    assert f"{found.verdict} {found.level}" == ALIKE[code, printed]


@pytest.mark.parametrize(
    ("shown", "printed", "verdict"),
    [
        ("begun on 2020-01-30 at 10:00:01", "begun on 2026-11-29 at 20:07:15\n", "pass"),
        ("begun on 2020-01-30 at 10:00:01", "ended on 2026-11-29 at 20:07:15\n", "drift"),
        ("begun on 2020-01-30 at 10:00:01", "begun on 2025-11-29 at 20:07:15\n", "drift"),
        ("Sun Jan  5 10:00:00 2020", "Mon Nov 30 01:07:15 2026\n", "pass"),
        ("5 January 2020", "30 November 2026\n", "pass"),
        ("datetime.date(2020, 1, 5)", "datetime.date(2026, 11, 29)\n", "pass"),
        ("datetime.date(2020, 1, 5)", "datetime.date(2026, 12, 6)\n", "pass"),
        ("datetime.date(2020, 1, 5)", "datetime.date(2026, 12, 16)\n", "drift"),
        ("datetime.datetime(2020, 1, 5, 9, 0)", "datetime.datetime(2026, 11, 29, 9, 7, 15, 30512)\n", "pass"),
        ("datetime.datetime(2018, 1, 5, 9, 0)", "datetime.datetime(2024, 3, 29, 19, 7, 14, 30512)\n", "pass"),
        ("datetime.datetime(2018, 1, 5, 9, 0)", "datetime.datetime(2024, 3, 29, 19, 9, 14, 30512)\n", "drift"),
        ("datetime.datetime(2018, 1, 5, 9, 0)", "datetime.datetime(2024, 3, 29, 19, 7, 14)\n", "drift"),
        (
            "AT:20200105T090000Z\nID:f47ac10b-58cc-4372-a567-0e02b2c3d479",
            "AT:20261129T200715Z\nID:6f9619ff-8b86-4d01-b42d-00cf4fc964ff\n",
            "pass",
        ),
        (
            "AT:20200105T090000Z\nID:f47ac10b-58cc-4372-a567-0e02b2c3d479",
            "AT:20261129T200715\nID:6f9619ff-8b86-4d01-b42d-00cf4fc964ff\n",
            "drift",
        ),
        ("2018-01-05 09:00:00", "2024-03-29 19:07:14.030512\n", "pass"),
        ("1578218400.25", "1795982835.5\n", "pass"),
        ("1578218400.25", "1695982835.5\n", "drift"),
    ],
)
def test_who_prints_the_day_of_its_run_read_a_clock(shown: str, printed: str, verdict: str) -> None:
    one = read(f">>> brew()\n{shown}")
    assert judged(one, structs.replace(run(one, StepRun(printed)), moment=1_795_982_835.0)).verdict == verdict
    assert judged(one, run(one, StepRun(printed))).verdict == "drift"


@pytest.mark.parametrize(
    ("code", "printed", "verdict"),
    [
        (">>> say()\n'It isn't tea.'", '"It isn\'t tea."', "pass"),
        (">>> say()\n'It isn't tea.'", '"It isn\'t milk."', "drift"),
        (">>> cups()\n<generator object pour at 0x7fd8>", "<generator object Pot.pour at 0x7fe9>", "pass"),
        (">>> cups()\n<generator object pour at 0x7fd8>", "<generator object Pot.fill at 0x7fe9>", "drift"),
    ],
)
def test_what_a_page_types_by_hand_is_compared_as_what_it_means(code: str, printed: str, verdict: str) -> None:
    one = read(code)
    assert judged(one, run(one, StepRun(f"{printed}\n"))).verdict == verdict


def test_a_block_below_may_show_another_time() -> None:
    one = with_output("print(now())", "2013-05-11 21:23:58 x")
    assert short(judged(one, run(one, StepRun("2026-01-02 03:04:05 x\n")))) == "pass matched"
    assert judged(one, run(one, StepRun("2026-01-02 03:04:05 y\n"))).verdict == "drift"


@pytest.mark.parametrize(("language", "verdict"), [("python", "pass"), ("ruby", "drift")])
def test_members_have_an_order_where_the_language_gives_them_one(language: str, verdict: str) -> None:
    one = with_output("print(x)", "got {b, a}", language)
    assert judged(one, run(one, StepRun("got {a, b}\n"))).verdict == verdict


def test_a_reply_of_a_service_is_of_one_reader() -> None:
    shown, got = '{"id": "ord_1Nxy7Zab", "n": 1}', '{"n": 1, "id": "ord_9Qrs2Tuv"}\n'
    asks, prints = (with_output(code, shown, "shell") for code in ("curl localhost", "cat order.json"))
    assert short(judged(asks, run(asks, StepRun(got)))) == "pass matched"
    assert judged(prints, run(prints, StepRun(got))).verdict == "drift"


def test_a_clock_that_an_example_above_reads_counts() -> None:
    examples = page(">>> utc = arrow.utcnow()", ">>> utc\n<Arrow [2013-05-11T21:23:58]>")
    assert judged(examples[1], run(examples[1], StepRun("<Arrow [2026-01-02T03:04:05]>\n")), examples).verdict == "pass"


def test_a_fingerprint_changes_with_what_happened_and_not_with_what_always_changes() -> None:
    one = read("f(1)")
    prints = [
        judged(one, raising(one, "ValueError", f"no {what}")).fingerprint
        for what in ("<A at 0x7f00aabbccdd>", "<A at 0x7f0011223344>", "<B at 0x7f0011223344>")
    ]
    assert prints[0] == prints[1] != prints[2]


def test_evidence_is_bounded() -> None:
    one = with_output("print(1)", "a")
    assert len(judged(one, run(one, StepRun("x" * 100_000))).actual) < 10_000


def test_what_no_run_can_print_is_wrong_though_nobody_can_run_it() -> None:
    one = read(">>> db.all()\n[{'cup': 1, 'pot: 'tea'}]")
    said = judged(one, raising(one, "NameError", "name 'db' is not defined", name="db"))
    assert (said.verdict, said.kind, said.level, said.line) == ("drift", "output", "parsed", 11)
    one = read(">>> db.all()\n[{'cup': 1, 'pot': 'tea'}]")
    assert judged(one, raising(one, "NameError", "name 'db' is not defined", name="db")).reason == "fragment"


def valued(code: str, *values: str) -> str:
    """The verdict where the steps that have a value are worth these, in order."""
    one, left = read(code), iter(values)
    done = [StepRun(value=next(left)) if step.mode == "value" else StepRun() for step in one.steps]
    return short(judged(one, run(one, *done)))


def test_a_comment_that_shows_what_a_statement_is_worth_is_matched() -> None:
    assert valued("pot.cups\n# [1, 2]", "[1, 2]") == "pass matched"
    assert valued("pot.lid  # 'on'", "'on'") == "pass matched"
    assert valued("pot.cups\n# [1, 2] as a rule", "[3]").startswith("pass ran")


def test_a_comment_that_one_letter_keeps_from_it_is_mistyped() -> None:
    assert valued("pot.name\n# 'kettel'", "'kettle'").startswith("pass ran")
    assert valued("pot.name\n# 'kittle'", "'kettle'").startswith("drift ran output")


def test_a_value_in_a_comment_counts_where_other_comments_of_its_example_hold() -> None:
    held = "pot.size\n# 2\n\npot.lid\n# 'on'\n\n"
    assert valued(f"{held}pot.cups\n# 7", "2", "'on'", "6").startswith("drift ran output")
    assert valued(f"{held}pot.cups\n# Cup(7)", "2", "'on'", "6").startswith("drift ran output")
    assert valued(f"{held}pot.cups.append(7)\n# [6, 7]", "2", "'on'", "None") == "pass matched"
    assert valued(f"{held}pot.cups\n# seven", "2", "'on'").startswith("pass matched")
    assert valued("pot.size\n# 2\n\npot.cups\n# 7", "2", "6") == "pass matched"
    assert valued("pot.size\n# 2\n\npot.lid\n# 1\n\npot.cups\n# 7", "2", "'on'", "6") == "pass matched"


def test_the_indentation_of_a_docstring_is_that_of_pythons_release() -> None:
    for code in (">>> print(Pot.__doc__)", ">>> print(Pot.text)"):
        one = read(f"{code}\nA pot.\n<BLANKLINE>\nIt pours.")
        verdict = judged(one, run(one, StepRun("A pot.\n\n    It pours.\n")))
        assert verdict.verdict == ("pass" if "__doc__" in code else "drift")


def test_who_has_a_block_of_output_shows_nothing_in_plain_comments() -> None:
    one = with_output("pot.fill()  # 3\npot.cups", "[1, 2]")
    assert [(step.mode, step.expected) for step in one.steps] == [("exec", None), ("value", None)]


def test_what_names_the_system_of_its_author_is_that_of_another_machine() -> None:
    for shown, expected in (
        ("on macOS-14.3 with arm64", "pass"),
        ("tea/1 CPython/2.7.5 Darwin/13.0.0", "pass"),
        ("on Linux, fast", "drift"),
    ):
        one = read(f">>> tea.test()\n{shown}\nall well")
        assert judged(one, run(one, StepRun("on Linux, x86_64\nall is well\n"))).verdict == expected
    one = read(">>> tea.test()\non x86_64\nall well")
    assert judged(one, run(one, StepRun("on x86_64\nall is well\n"))).verdict == "drift"


@pytest.mark.parametrize(
    ("shown", "raised", "held"),
    [
        ("TeapotFullError: no cup is free", "ValueError", True),
        ("TeapotFullError: no cups are free", "ValueError", False),
        ("ValueErrpr: no cup is free", "ValueError", False),
        ("KeyError: no cup is free", "ValueError", False),
        ("TeapotFullError: no cup is free", "pot.LidError", False),
    ],
)
def test_a_package_may_have_a_name_of_its_own_for_a_class_of_pythons(shown: str, raised: str, held: bool) -> None:
    one = read(f">>> fill()\n{shown}")
    done = StepRun(stderr=f"Traceback (most recent call last):\n  x\n{raised}: no cup is free\n")
    assert (judged(one, run(one, done)).verdict == "pass") is held
