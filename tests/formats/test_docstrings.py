"""Every example in the docstrings of a Python module is found, under the name of what it documents."""

import ast
import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from docverify.model import Block, Page, Problem
from docverify.registry import members
from tests.cases import read_cases
from tests.formats.growth import grows_linearly
from tests.formats.shown import TAB, read, show

MARKS = (
    *(
        ">>> a",
        ">>> ",
        "... b",
        "1",
        "Text::",
        "::",
        "text",
        "Example:",
        "Examples",
        "--------",
        "````",
        "```py",
        "```",
    ),
    *(
        ".. code-block:: py",
        ".. note::",
        ".. skip: next",
        "<!-- skip: next -->",
        ":a: b",
        "- ",
        "    ",
        "  ",
        "\t",
        " ",
    ),
    *(
        ".. include:: a",
        "\\n",
        "\\\n",
        "\\t",
        "\\",
        "\\x0a",
        "\\12",
        "é",
        "'",
        "\u2028",
        "\f",
        "#",
        '\\"',
        "\n",
        "\n\n",
    ),
)
PIECES = st.sampled_from(MARKS)
LINES = st.lists(PIECES, max_size=3).map("".join)
TEXTS = st.lists(LINES, max_size=12).map("\n    ".join)
OPENINGS = st.sampled_from(["", "r", "u", "R"])


@pytest.mark.parametrize(("text", "expected"), read_cases("docstrings.cases", __file__))
def test_blocks_are_as_in_the_docstrings(text: str, expected: str) -> None:
    assert show(*read(text.replace(TAB, "\t"), "docstrings")) == expected


@settings(deadline=None)
@given(TEXTS, OPENINGS)
def test_what_doctest_would_run_is_in_a_block_on_the_line_where_it_stands(text: str, opening: str) -> None:
    source = f'def a():\n    {opening}"""{text} """\n'
    examples = _examples(source) if ".. " not in text else []  # what is indented below may be part of a comment
    blocks, _ = read(source, "docstrings")
    found = "".join("".join(block.code.split()) for block in blocks)  # doctest expands tabs
    assert all("".join(example.source.split()) in found for example in examples if "\n" not in example.source[:-1])
    if "\\" not in text:
        lines = [2 + example.lineno for example in examples]
        assert [line for line in lines if not any(block.line <= line <= block.end_line for block in blocks)] == []


@settings(deadline=None)
@given(TEXTS, OPENINGS)
def test_a_block_begins_on_the_line_where_it_stands(text: str, opening: str) -> None:
    source = f'\nclass A:\n    {opening}"""{text}\n    """\n'
    blocks, problems = read(source, "docstrings")
    lines = source.split("\n")
    if "\\" not in text:
        assert [block.code for block in blocks if not _stands(block, lines)] == []
    assert all(0 < one.line <= len(lines) for one in problems)
    assert not any("cannot be read as" in problem.what for problem in problems)


@settings(deadline=None)
@given(st.text(max_size=100) | LINES)
def test_any_text_is_read_or_is_no_python(text: str) -> None:
    blocks, problems = read(text, "docstrings")
    assert not blocks or not any(problem.fatal for problem in problems)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("src/tea.py", "tea"),
        ("src/tea/__init__.py", "tea"),
        ("__init__.py", "__init__"),
        ("https://x.org//a/b.pyi", "b"),
    ],
)
def test_the_first_heading_is_the_module(path: str, heading: str) -> None:
    blocks, _ = members("formats")["docstrings"].blocks(Page(path, "docstrings", '""">>> a"""\n'))
    assert [block.heading for block in blocks] == [(heading,)]


def test_a_block_holds_all_that_the_docstring_says() -> None:
    source = 'class Tea:\n    def brew(self):\n        """Do.\n\n        >>> brew()\n        1\n        """\n'
    assert read(source, "docstrings")[0] == [
        Block(
            page="a.md",
            language="doctest",
            code=">>> brew()\n1",
            line=5,
            end_line=6,
            heading=("a", "Tea.brew"),
            slug="teabrew",
            lead="Do.",
            style="indented",
        )
    ]


def test_a_module_that_cannot_be_parsed_was_not_checked() -> None:
    problem = Problem("a.md", "is no Python: invalid syntax", "mend the module, or leave it out", line=2, fatal=True)
    assert read("\ndef a(:\n", "docstrings") == ([], [problem])


@pytest.mark.parametrize(
    "text", ["\0", "\ud800", "(" * 100_000, "-" * 100_000 + "1", "a" + ".b" * 100_000, "1" + "+1" * 100_000, "'" * 3]
)
def test_what_no_parser_can_read_is_a_problem(text: str) -> None:
    blocks, problems = read(text, "docstrings")
    assert (blocks, [problem.fatal for problem in problems]) == ([], [True])


def test_an_escape_that_the_compiler_warns_of_is_none_of_our_business() -> None:
    assert [block.code for block in read('"""\n>>> "\\d"\n"""\n', "docstrings")[0]] == ['>>> "\\d"']


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_the_kind_of_line_end_changes_nothing(line_end: str) -> None:
    source = '\ufeff"""Do.\n\n>>> a\n"""\ndef f():\n    """\n    ```\n    b\n\n    c\n    ```\n    """\n'
    assert read(source, "docstrings") == read(source.replace("\n", line_end), "docstrings")


def test_files_that_a_docstring_includes_are_asked_for() -> None:
    source = 'def a():\n    """\n    .. literalinclude:: b.py\n       :lines: 2\n    """\n'
    reader = members("formats")["docstrings"]
    assert list(reader.wants(Page("src/a.py", "docstrings", source))) == ["b.py", "../b.py"]
    blocks, _ = reader.blocks(Page("src/a.py", "docstrings", source, files={"b.py": "x\ny\n"}))
    assert [(block.code, block.file, block.line, block.heading) for block in blocks] == [
        ("y", "src/b.py", 2, ("a", "a"))
    ]


PROMPT = '"""\n>>> a\n"""\n'
PACKAGES = {
    ("a.py", ()): ("a", ()),
    ("src/tea/cups.py", ()): ("src.tea.cups tea.cups cups", ("__init__.py",)),
    ("a/b/c/my-docs/tea/cups.py", ()): ("tea.cups cups", ("__init__.py",)),
    ("src/tea/cups.py", ("__init__.py",)): ("src.tea.cups tea.cups", ("../__init__.py",)),
    ("tea/__init__.py", ()): ("tea", ()),
    ("src/tea/sub/__init__.py", ("../__init__.py",)): ("src.tea.sub tea.sub", ("../../__init__.py",)),
    ("https://tea.example/x.git//src/tea/cups.py", ("__init__.py",)): ("src.tea.cups tea.cups", ("../__init__.py",)),
}


@pytest.mark.parametrize(("path", "there"), PACKAGES)
def test_a_module_has_the_names_of_the_packages_around_it(path: str, there: tuple[str, ...]) -> None:
    """And asks for no more than it takes to tell them."""
    reader = members("formats")["docstrings"]
    name, wanted = PACKAGES[path, there]
    page = Page(path, "docstrings", PROMPT, files=dict.fromkeys(there, ""))
    assert tuple(reader.wants(page)) == wanted
    known = structs.replace(page, files={**page.files, **dict.fromkeys(wanted)})
    assert tuple(reader.wants(known)) == ()
    assert [block.attributes for block in reader.blocks(known)[0]] == [{"documents": name}]


HEAVY = {
    "functions": 'def a():\n    """Do.\n\n    >>> b\n    """\n',
    "conditions": "if a:\n    pass\nelif b:\n    pass\n",
    "prompts": ">>> a\n\n",
    "fences": "```\na\n```\n",
    "fences that are not closed": "````a\n",
    "comments": "<!-- a -->\n",
    "escapes": "a\\n\\n>>> b\\n\\n",
}


@pytest.mark.parametrize("name", HEAVY)
def test_time_grows_with_the_module_and_not_with_its_square(name: str) -> None:
    is_code = name in ("functions", "conditions")
    around = "{}" if is_code else '"""\n{}"""\n'
    assert grows_linearly(lambda count: around.format(HEAVY[name] * count), 250, "docstrings")


def _examples(source: str) -> list[doctest.Example]:
    """What doctest makes of the docstring of the module's function; nothing where it is malformed."""
    try:
        docstring = ast.get_docstring(ast.parse(source).body[0], clean=False)  # type: ignore[arg-type]
        return doctest.DocTestParser().get_examples(docstring or "")
    except (SyntaxError, ValueError):
        return []


def _stands(block: Block, lines: list[str]) -> bool:
    return not block.code or block.code.split("\n")[0].strip() in lines[block.line - 1]


def test_a_module_of_megabytes_is_a_problem() -> None:
    blocks, problems = read("x = 1\n" * 700_000, "docstrings")
    assert blocks == []
    assert [(problem.what, problem.fatal) for problem in problems] == [
        ("is longer than 4,000,000 characters and was not read", True)
    ]
