"""A block without a language gets one only when that is sure; what it gets says that it was guessed."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.guess import guess, is_same, label
from docverify.guess.rules import decide, score
from docverify.model import Block, Example, Page, Refusal

UNKNOWN = Refusal("unverified", "unknown-language", "no language given")


def block(code: str, **known: object) -> Block:
    return Block("a.md", "", code, 1, 1 + code.count("\n"), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("#!/usr/bin/env python3\nx", "python"),
        ("#!/bin/bash\nls", "bash"),
        ("#!/usr/bin/env -S node\nx", "javascript"),
        ("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b", "diff"),
        ("<!DOCTYPE html>\n<p>", "html"),
        ('<?xml version="1.0"?>\n<a/>', "xml"),
        ("<?php\necho 1;", "php"),
        ("GET /tea HTTP/1.1\nHost: tea.example", "http"),
        ('{"a": 1, "b": [true, null]}', "json"),
        ('[{"a": 1}]', "json"),
        ("[1, 2, 3]", "json"),
    ],
)
def test_some_beginnings_settle_it(code: str, language: str) -> None:
    assert decide(code) == language
    assert guess(block(code), Counter()) == language


@pytest.mark.parametrize(
    "code",
    [
        "",
        "   \n",
        "Hello, world",
        "ls",
        "x = 1",
        "{ ... }",
        '{"a": 1, ...}',
        "[1, 2, 3",
        "error: no such file",
        "print",
        "1 2 3",
        "tea/\n  leaf.py\n  pot.py",
        "SELECT",
        "key: value",
        "Usage: tea [OPTIONS]",
        "def f(x) -> int",
    ],
)
def test_what_may_be_anything_stays_unknown(code: str) -> None:
    assert guess(block(code), Counter()) == ""


def test_rules_and_a_parser_that_agree_suffice() -> None:
    assert guess(block("import os\n\n\ndef f(a):\n    return os.name\n"), Counter()) == "python"
    assert guess(block("import os\n\n\ndef f(a):\n    return os.name +\n"), Counter()) == ""


@pytest.mark.parametrize(
    "code",
    [
        "import tea\ncup = tea.pour(1)\ncup.drink()\nrest = cup.rest",
        "import tea\ncups = 5",
        "class Tea:\n    def __init__(self): self.n = 1\n\n>>> Tea().n\n1",
    ],
)
def test_assignments_make_no_settings_file(code: str) -> None:
    assert guess(block(code), Counter()) == "python"


@pytest.mark.parametrize("code", ["[tea]\ncups = 5", "a = 1\nb = two", "[tea]\nname = black tea\nhot = yes"])
def test_settings_stay_unknown(code: str) -> None:
    assert guess(block(code), Counter()) in ("", "toml")


RUBY = "require 'tea'\n\ndef brew(leaf)\n  puts leaf\nend\n"


def test_rules_alone_do_not_suffice() -> None:
    assert score(RUBY) == "ruby"
    assert guess(block(RUBY), Counter()) == ""


def test_rules_and_most_of_the_page_that_agree_suffice() -> None:
    labels = Counter(ruby=3, yaml=1)
    assert guess(block(RUBY), labels) == "ruby"
    assert guess(block(RUBY), Counter(ruby=2, yaml=1)) == ""
    assert guess(block("brew"), labels) == ""


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("cups = map(pour, pots)", "python"),
        ("for cup in cups:\n    ...", "python"),
        ("pot.pour(cups, size=3)", "python"),
        ("Cup(size=3)", ""),
        ("pour the tea", ""),
        ("cups := 3", ""),
    ],
)
def test_what_is_python_and_does_something_is_it_on_a_page_of_python(code: str, language: str) -> None:
    assert guess(block(code), Counter(python=1, pycon=1)) == language


def test_what_may_be_python_is_nothing_for_certain_elsewhere() -> None:
    for labels in (Counter(python=1), Counter(python=3, yaml=1), Counter(ruby=3)):
        assert guess(block("cups = map(pour, pots)"), labels) == ""


def test_a_block_that_can_be_nothing_else_counts_without_a_label() -> None:
    prompts = [Example(str(line), block(">>> 1", guessed=True), "python") for line in range(3)]
    bare = Example("d", block("cups = 3"), "", refusal=UNKNOWN)
    assert label(Page("a.rst", "rst", ""), [*prompts, bare])[-1].language == "python"


def test_all_labels_of_a_page_count_even_when_it_is_one_line() -> None:
    page = [
        Example(name, Block("a.html", name, RUBY, 1, 1), name, refusal=None if name else UNKNOWN)
        for name in ("ruby", "ruby", "ruby", "")
    ]
    assert label(Page("a.html", "html", ""), page)[-1].language == "ruby"


def test_a_page_of_many_blocks_is_counted_once() -> None:
    """As counting for each block would: this would take minutes then."""
    many = [Example(str(line), Block("a.md", "", "x", line, line), "", refusal=UNKNOWN) for line in range(50_000)]
    assert label(Page("a.md", "markdown", ""), many) == [one.block for one in many]


@pytest.mark.parametrize(("vote", "found"), [("ruby", "ruby"), ("crystal", ""), ("", "")])
def test_rules_and_a_model_that_agree_suffice(vote: str, found: str) -> None:
    assert guess(block(RUBY), Counter(), lambda _: vote) == found


def test_a_model_alone_does_not_suffice() -> None:
    assert guess(block("Hello"), Counter(), lambda _: "python") == ""


@pytest.mark.parametrize(
    ("known", "language"),
    [
        ({"attributes": {"title": "src/tea.rs"}}, "rust"),
        ({"attributes": {"filename": "Dockerfile"}}, "dockerfile"),
        ({"attributes": {"title": "Brewing tea"}}, ""),
        ({"tab": "set1/Python"}, "python"),
        ({"tab": "set1/macOS"}, ""),
    ],
)
def test_a_file_name_or_a_tab_says_it(known: dict[str, object], language: str) -> None:
    assert guess(block("brew(1)", **known), Counter()) == language


def test_only_blocks_of_which_nothing_is_known_are_labelled() -> None:
    code = '{"a": 1}'
    labelled = Example("a", Block("a.md", "text", code, 1, 1), "text", refusal=UNKNOWN)
    output = Example("b", block(code), "", refusal=Refusal("unverified", "not-executable"), expected_by="a")
    runs = Example("c", block(code), "python")
    bare = Example("d", block(code), "", refusal=UNKNOWN)
    blocks = label(Page("a.md", "markdown", ""), [labelled, output, runs, bare])
    assert [(one.language, one.guessed) for one in blocks] == [
        ("text", False),
        ("", False),
        ("", False),
        ("json", True),
    ]


def test_a_label_that_the_source_gives_is_no_guess() -> None:
    examples = [Example("a", block(code), "", refusal=UNKNOWN) for code in ("brew()", '{"a": 1}')]
    blocks = label(Page("a.md", "markdown", "", language="ruby"), examples)
    assert [(one.language, one.guessed) for one in blocks] == [("ruby", False), ("json", True)]


@given(st.text(max_size=300))
def test_any_text_is_guessed_or_not(code: str) -> None:
    found = guess(block(code), Counter())
    assert found == "" or is_same(found, found)


@pytest.mark.parametrize(
    "code", ["\n" * 20_000, "{" * 20_000, "a: " * 7_000, "- " * 10_000, "x = " * 5_000, "(" * 20_000]
)
def test_no_code_takes_long(code: str) -> None:
    """As a pattern that looks at the same lines again and again would: this would take minutes then."""
    assert guess(block(code), Counter()) == ""


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("SELECT name\nFROM teas\nWHERE price > 3;", "python"),
        ("INSERT INTO teas VALUES (1);", "python"),
        ("UPDATE teas SET price = 3", "python"),
        ("SELECT a tea, please", ""),
        ("SELECT name FROM teas; DROP TABLE teas;", ""),
        ("Select one from the list", ""),
    ],
)
def test_a_query_on_a_page_of_python_is_read_as_python_that_it_is_not(code: str, found: str) -> None:
    assert guess(block(code), Counter({"python": 2})) == found
    assert guess(block(code), Counter({"python": 2, "sql": 1})) != "python"


def on_page(*codes: str, labels: Sequence[str] = ()) -> list[str]:
    """The languages of blocks without a label, behind some that have one."""
    labelled = [Example(name, Block("a.rst", name, "x", 1, 1), name) for name in labels]
    bare = [Example(str(number), block(code), "", refusal=UNKNOWN) for number, code in enumerate(codes)]
    return [one.language for one in label(Page("a.rst", "rst", ""), [*labelled, *bare])][len(labelled) :]


def test_what_uses_what_the_python_of_its_page_defines_goes_on_with_it() -> None:
    begun = "from tea import Pot\npot = Pot()\n"
    for code in ("pot.cups", "pot['lid']\n# 'on'", "cup = pot.pour()", "len(pot)\n# 2", "del pot"):
        assert on_page(begun, code) == ["python", "python"]
    for code in ("pot", "Pot(size=3)", "pot.cups and saucers", "kettle.boil()", "pot: Pot"):
        assert on_page(begun, code) == ["python", ""]


def test_what_one_block_defines_tells_what_another_is() -> None:
    assert (
        on_page("size = 3", "from tea import Pot\npot = Pot(size)\n", "cup = pot.pour()", "cup.drink()")
        == ["python"] * 4
    )
    assert on_page("size = 3", "from tea import Pot\npot = Pot(2)\n") == ["", "python"]
    assert on_page("cup = tea.pour()", "from tea import Pot\nPot()\n") == ["python", "python"]


def test_what_a_star_brought_to_an_example_is_there_for_others() -> None:
    begun = "from tea import *\npot = Pot()\n"
    assert on_page(begun, "cup = Pot.of(pot)", "Pot.warm()") == ["python"] * 3
    assert on_page(begun, "import os\nos.sep.join([Sieve, pot])", "Sieve.rinse()") == ["python"] * 3
    assert on_page(begun, "Kettle.boil()") == ["python", ""]


def test_what_the_python_of_a_page_takes_for_granted_is_there_for_others() -> None:
    begun = "from tea import Pot\nPot(leaf)\n"
    assert on_page(begun, "leaf.dry()", "cup = leaf.steep()", "cup.drink()") == ["python"] * 4
    assert on_page("leaf.dry()", begun) == ["python"] * 2
    assert on_page(begun, "leaf", "leaf(3)", "leaf.dry(sieve)", "cup.drink()") == ["python", "", "", "", ""]


def test_what_prints_is_code_on_a_page_of_python() -> None:
    begun = "from tea import Pot\npot = Pot()\n"
    assert on_page(begun, 'print("[green]tea")') == ["python"] * 2
    assert on_page('print("[green]tea")', "pour the tea") == ["", ""]
    assert on_page(begun, "printed('tea')") == ["python", ""]
    assert on_page(begun, 'print("[green]tea")', labels=["lua"]) == ["python", ""]


def test_a_module_of_the_standard_library_is_known_where_more_is_done_with_it_than_an_output_shows() -> None:
    begun = "from tea import Pot\npot = Pot()\n"
    for code in ("logging.getLogger('tea').setLevel(logging.INFO)", "cup = io.BytesIO()\nlid = Pot(cup)"):
        assert on_page(begun, code) == ["python", "python"]
    for code in ("datetime.date(2026, 1, 1)", "io.BytesIO()", "time.kettle", "lid = 3\nsys", "cup = kettle.boil()"):
        assert on_page(begun, code) == ["python", ""]
    assert on_page("logging.getLogger('tea').setLevel(logging.INFO)") == [""]


def test_beside_another_language_nothing_goes_on() -> None:
    begun = "from tea import Pot\npot = Pot()\n"
    assert on_page(begun, "cup = pot.pour()", labels=["json", "bash"]) == ["python", "python"]
    assert on_page(begun, "cup = pot.pour()", labels=["javascript"]) == ["python", ""]


def test_what_strings_and_comments_hold_is_no_mark_of_another_language() -> None:
    code = 'from tea import Page\nprint(Page("<p class=\'a\'>").html())\n# <body>\n# <p class="a"></p>\n# </body>'
    assert guess(block(code), Counter()) == "python"
    assert guess(block("<p>from tea import Pot</p>\n<div></div>"), Counter()) == ""
