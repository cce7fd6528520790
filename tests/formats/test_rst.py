"""Every block of a reStructuredText page is found, whole, with true lines, and with what stands around it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.model import Block, Page, Problem
from docverify.registry import members
from tests.cases import read_cases
from tests.formats.growth import grows_linearly, seconds
from tests.formats.lines import split
from tests.formats.shown import TAB, read, show

KITCHEN_SINK = Path(__file__).parents[2] / "fixtures" / "kitchen-sink"

MARKS = (
    *(
        "::",
        "a::",
        ">>> a",
        ">>>",
        "... b",
        "- ",
        "* ",
        "1. ",
        "#. ",
        "(a) ",
        "iv) ",
        "| ",
        ":a: ",
        "-a, --b  ",
        "a : b",
    ),
    *("====", "----", "=", "==  ==", "+--+--+", "|  |  |", "+==+==+", "+-+", "|a|", "..", ".. ", ".. a", "__ ", "> "),
    *(".. code-block:: py", ".. code::", ":linenos:", ":dedent:", ".. doctest::", ".. testcode:: a", ".. note::"),
    *(
        ".. highlight:: c",
        ".. include:: b.rst",
        ".. literalinclude:: c.py",
        ":lines: 2-",
        ":start-after: a",
        ".. tabs::",
    ),
    *(
        ".. tab:: A",
        ".. code-tab:: py",
        ".. parsed-literal::",
        ".. raw:: html",
        "<pre>a</pre>",
        ".. x-y:: z",
        ".. only:: a",
    ),
    *(".. list-table::", "* - a", ".. _a:", ".. |a| replace:: b", ".. [1] a", ".. skip: next", ".. skip: start"),
    *(
        ".. invisible-code-block: py",
        "text",
        "*a* ``b`` :c:`d <e>`",
        "|a|",
        "  ",
        "   ",
        "    ",
        "\t",
        " ",
        "\n",
        "\n\n",
    ),
    *(
        "\r\n",
        "\r",
        "\0",
        "\f",
        "\x0b",
        "\x1c",
        "\x85",
        "\u2028",
        "\xa0",
        "\u3000",
        "\ufeff",
        "\ud800",
        "é",
        "日本",
        "\\",
    ),
)
PIECES = st.sampled_from(MARKS)
LINES = st.lists(PIECES, max_size=4).map("".join)
PAGES = st.lists(LINES, max_size=15).map("\n".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


def read_with(text: str, **files: str | None) -> tuple[list[Block], list[Problem]]:
    """Reads a page whose includes are named like `part_rst`, for `part.rst`."""
    named = {name.replace("_", "."): content for name, content in files.items()}
    return members("formats")["rst"].blocks(Page("docs/a.rst", "rst", text, files=named))


def wants(text: str, **files: str | None) -> list[str]:
    named = {name.replace("_", "."): content for name, content in files.items()}
    return list(members("formats")["rst"].wants(Page("docs/a.rst", "rst", text, files=named)))


def placed(blocks: list[Block]) -> list[tuple[str, str, int, int]]:
    return [(block.code, block.file, block.line, block.end_line) for block in blocks]


def broken(block: Block, lines: list[str]) -> list[str]:
    """What is wrong with a block's lines; empty when they are true."""
    if not block.code:
        return [] if block.end_line == block.line - 1 else [f"{block.line}: an empty block ends on {block.end_line}"]
    if block.style == "html" or block.attributes.get("directive") == "parsed-literal":
        return []  # the text is not that of the page
    code = block.code.split("\n")
    wrong = [] if block.end_line - block.line + 1 == len(code) else [f"{block.line}: not {len(code)} lines"]
    for line, shown in ((block.line, code[0]), (block.end_line, code[-1])):
        if shown.strip() not in lines[line - 1]:
            wrong.append(f"{line}: {lines[line - 1]!r} does not hold {shown!r}")
    return wrong


@pytest.mark.parametrize(("text", "expected"), read_cases("rst.cases", __file__))
def test_blocks_are_as_on_the_page(text: str, expected: str) -> None:
    text = text.replace(TAB, "\t")
    blocks, problems = read(text, "rst")
    assert show(blocks, problems) == expected
    assert [wrong for block in blocks for wrong in broken(block, split(text))] == []


@settings(deadline=None)
@given(PAGES)
def test_any_text_has_blocks_whose_lines_are_true(text: str) -> None:
    blocks, problems = read(text, "rst")
    lines = split(text)
    assert [wrong for block in blocks for wrong in broken(block, lines)] == []
    assert all(0 < problem.line <= len(lines) for problem in problems)
    assert not any("cannot be read as" in problem.what for problem in problems)


@settings(deadline=None)
@given(PAGES)
def test_the_kind_of_line_end_changes_nothing(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read(text, "rst") == read(text.replace("\n", "\r\n"), "rst") == read(text.replace("\n", "\r"), "rst")


@settings(deadline=None)
@given(PAGES)
def test_a_page_below_blank_lines_is_the_same_further_down(text: str) -> None:
    text = text.lstrip("\ufeff")
    above, _ = read(text, "rst")
    below, _ = read("\n\n\n\n" + text, "rst")
    assert [(block.code, block.line + 4) for block in above] == [(block.code, block.line) for block in below]


@settings(deadline=None)
@given(PAGES, PAGES, PAGES)
def test_any_text_may_include_any_other(text: str, other: str, code: str) -> None:
    blocks, problems = read_with(text, b_rst=other, c_py=code)
    lines = {"": split(text), "docs/b.rst": split(other)}
    true = (broken(block, lines[block.file]) for block in blocks if block.file in lines)
    assert [wrong for wrongs in true for wrong in wrongs] == []
    assert all(0 < problem.line <= len(lines[""]) for problem in problems)


@pytest.mark.parametrize("size", [1, 30, 300])
def test_a_long_page_is_read_in_parts_as_if_it_were_one(size: int) -> None:
    """Lists, tables without an outline and announced code go on across blank lines."""
    item = "- a\n\n  ::\n\n    b\n\n"
    table = "== ==\na  b\n== ==\n" + "x  y\n\n" * size + "z  >>> c\n== ==\n\n"
    blocks, problems = read(item * size + "::\n\n" + "  d\n\n" * size + table + "e::\n\n> f\n", "rst")
    announced = "\n\n".join(["d"] * size)
    assert [block.code for block in blocks] == [*["b"] * size, announced, ">>> c", "> f"]
    assert problems == []


def test_a_block_holds_all_that_the_page_says() -> None:
    blocks, _ = read(
        ".. _brew:\n\nTea\n===\n\nRun this:\n\n.. code-block:: py\n   :caption: a.py\n\n   brew()\n", "rst"
    )
    assert blocks == [
        Block(
            page="a.md",
            language="py",
            code="brew()",
            line=11,
            end_line=11,
            heading=("Tea",),
            slug="tea",
            anchor="brew",
            info=".. code-block:: py",
            attributes={"directive": "code-block", "caption": "a.py"},
            lead="Run this:",
        )
    ]


def test_a_problem_says_what_to_do() -> None:
    problem = Problem("a.md", "no code follows `::`", "indent the code below it, or write `:`", line=1)
    assert read("Text::\n\nText\n", "rst")[1] == [problem]


def test_the_source_of_the_kitchen_sink_is_exact() -> None:
    """Less empty lines above the code, which docutils takes for those below the directive."""
    known = json.loads((KITCHEN_SINK / "truth.json").read_text(encoding="utf-8"))["S"]
    page = (KITCHEN_SINK / "sphinx" / "_sources" / "rst.rst.txt").read_text(encoding="utf-8")
    blocks = {(block.language, block.code) for block in read(page, "rst")[0]}
    expected = {(language, code.strip("\n")) for _, language, code in known}
    assert {(language, code) for language, code in expected if language} <= blocks
    assert {code for _, code in expected} <= {code for _, code in blocks}


@pytest.mark.parametrize("character", ["\f", "\x0b", "\x1c", "\x85", "\u2028", "\0"])
def test_only_line_ends_end_lines(character: str) -> None:
    blocks, _ = read(f"a{character}b\n\n::\n\n  c{character}d\n", "rst")
    assert [(block.code, block.line, block.end_line) for block in blocks] == [(f"c{character}d", 5, 5)]


def test_a_line_that_is_too_long_for_docutils_is_whole_in_the_block() -> None:
    assert [block.code for block in read("::\n\n  " + "a" * 10_000 + "\n  b\n", "rst")[0]] == ["a" * 10_000 + "\nb"]


def test_an_included_page_is_read_in_its_place() -> None:
    text = "::\n\n  a\n\n.. include:: part.rst\n\n::\n\n  c\n"
    blocks, problems = read_with(text, part_rst="Tea\n===\n\n::\n\n  b\n")
    assert placed(blocks) == [("a", "", 3, 3), ("b", "docs/part.rst", 6, 6), ("c", "", 9, 9)]
    assert [block.heading for block in blocks] == [(), ("Tea",), ("Tea",)]
    assert problems == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["a", "b", "c", "d", "e"]),
        ((":start-line: 2",), ["b", "c", "d", "e"]),
        ((":end-line: -8",), ["a", "b", "c"]),
        ((":start-after: b",), ["c", "d", "e"]),
        ((":end-before: >>> c",), ["a", "b"]),
        ((":start-after: b", ":end-before: d"), ["c"]),
        ((":start-after: nothing",), []),
    ],
)
def test_a_part_of_an_included_page(options: tuple[str, ...], expected: list[str]) -> None:
    page = "".join(f">>> {letter}\n\n\n" for letter in "abcde")
    text = ".. include:: part.rst\n" + "".join(f"   {option}\n" for option in options)
    assert [block.code[4:] for block in read_with(text, part_rst=page)[0]] == expected


def test_what_is_wrong_with_an_included_page_is_reported_where_it_is_included() -> None:
    _, problems = read_with("\n.. include:: part.rst\n", part_rst="\n\n\n\nText::\n\nText\n")
    assert [(problem.what, problem.line) for problem in problems] == [("no code follows `::`", 2)]


def test_pages_that_include_each_other_come_to_an_end() -> None:
    blocks, problems = read_with(".. include:: b.rst\n", b_rst="::\n\n  a\n\n" + ".. include:: b.rst\n\n" * 2)
    assert {block.code for block in blocks} == {"a"}
    assert {problem.what for problem in problems} >= {"the page includes too many files"}
    assert len(blocks) < 2_000


FILE = "import os\n\n\n@cache\ndef brew():\n    # start\n    a = 1\n    b = 2\n    # end\n    return a\n\n\nc = 3\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), (FILE.rstrip(), 1, 13)),
        (("lines: 1,7-8",), ("import os\n    a = 1\n    b = 2", 1, 8)),
        (("pyobject: brew", "lines: 1-2"), ("@cache\ndef brew():", 4, 5)),
        (("start-after: start", "end-before: end"), ("    a = 1\n    b = 2", 7, 8)),
        (("start-at: start", "end-at: end", "dedent:"), ("# start\na = 1\nb = 2\n# end", 6, 9)),
        (("start-after: start", "lines: 2", "dedent: 2"), ("  b = 2", 8, 8)),
        (("lines: 13", "prepend: x = 1", "append: y = 2"), ("x = 1\nc = 3\ny = 2", 13, 13)),
        (("lines: 99",), ("", 1, 0)),
    ],
)
def test_the_lines_of_an_included_file(options: tuple[str, ...], expected: tuple[str, int, int]) -> None:
    text = ".. literalinclude:: tea.py\n" + "".join(f"   :{option}\n" for option in options)
    blocks, _ = read_with(text, tea_py=FILE)
    assert [(block.code, block.line, block.end_line) for block in blocks] == [expected]
    assert [(block.file, block.language, block.guessed) for block in blocks] == [("docs/tea.py", "py", True)]


def test_the_page_says_the_language_of_an_included_file() -> None:
    text = ".. highlight:: c\n\n.. literalinclude:: a.py\n\n.. literalinclude:: a.py\n   :language: Python\n"
    blocks, _ = read_with(text, a_py="a\n")
    assert [(block.language, block.guessed) for block in blocks] == [("c", False), ("python", False)]


def test_a_file_that_cannot_be_had_is_a_problem_at_its_line() -> None:
    blocks, problems = read_with("\n.. literalinclude:: a.py\n\n.. include:: b.rst\n\n.. include:: <isonum.txt>\n")
    assert placed(blocks) == [("", "", 3, 2)]
    assert [(problem.what, problem.line) for problem in problems] == [
        ("the included file a.py cannot be had", 2),
        ("the included file b.rst cannot be had", 4),
    ]


def test_what_a_page_includes_is_asked_for() -> None:
    text = ".. include:: b.rst\n\n- .. literalinclude:: ../c.py\n\n   .. plot:: d.py\n"
    assert wants(text) == ["b.rst", "../b.rst", "../c.py", "d.py", "../d.py"]
    assert set(wants(text, b_rst=".. include:: ./sub/e.rst\n")) >= {"sub/e.rst", "../c.py", "d.py"}
    assert wants("Text::\n\n  a\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "- " * 100_000 + "a\n",
        "".join(" " * depth + "- a\n\n" for depth in range(500)),
        "".join(" " * depth + "a\n\n" for depth in range(500)),
        "".join(" " * depth + "a\n" for depth in range(500)),
        "".join("   " * depth + ".. note::\n\n" for depth in range(500)),
        "".join(" " * depth + ":a: b\n\n" for depth in range(500)),
    ],
)
def test_containers_that_are_too_deep_are_a_problem(text: str) -> None:
    _, problems = read(text, "rst")
    assert "containers are nested too deep to be read" in {problem.what for problem in problems}


@pytest.mark.parametrize("depth", [1, 10, 30])
@pytest.mark.parametrize("container", ["-  a\n\n", ".. note::\n\n", "a\n", "1. a\n\n", ":a: b\n\n"])
def test_containers_as_deep_as_people_write_are_read(container: str, depth: int) -> None:
    text = "".join("   " * number + container for number in range(depth)) + "   " * depth + ">>> b\n"
    blocks, problems = read(text, "rst")
    assert ([block.code for block in blocks], problems) == ([">>> b"], [])


HEAVY = {
    "blocks": "T\n=\n\nText:\n\n.. code-block:: python\n\n   print(1)\n\n",
    "lists that alternate": "- a\n\n* b\n\n",
    "lists without blank lines": "- a\n* b\n",
    "lists in a list": "  - a\n\n  * b\n\n",
    "enumerations": "a. b\n\n",
    "fields": ":a: b\n\n  c\n\n",
    "definitions": "a\n  b\n",
    "attributions": "  a\n\n  -- b\n\n",
    "targets": ".. _a\n",
    "a long target": "   a\n",
    "comments": ".. a\n\n",
    "tables that do not end": "== ==\na b\n\n",
    "tables": "+--+\n|a |\n+--+\n\n",
    "a dense table": "+-+-+-+-+\n",
    "line blocks": "| a\n|   b\n",
    "titles": "a\n=\n\n",
    "blank lines": "\n",
    "announcements": "a::\n\n",
    "prompts": ">>> a\nb\n\n",
    "includes": ".. include:: a\n\n",
}


@pytest.mark.parametrize("name", HEAVY)
def test_time_grows_with_the_page_and_not_with_its_square(name: str) -> None:
    assert grows_linearly(lambda count: HEAVY[name] * count, 250, "rst")


@pytest.mark.parametrize(
    "line",
    ["=" * 10**7, "- " * 10**6, ":a" * 10**6, "`" * 10**6, "9" * 10**5 + ". a", "+-" * 10**6, "= " * 10**6 + "="],
)
def test_a_line_of_megabytes_takes_no_time(line: str) -> None:
    assert seconds(f"{line}\n\n::\n\n  a\n", "rst") < 2
