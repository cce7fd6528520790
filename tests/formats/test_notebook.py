"""Every cell of a notebook is found with its language, its output and its lines in the file."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.extract import extract
from docverify.model import Block, Example, Page, Problem, Refusal
from docverify.registry import members
from tests.cases import read_cases
from tests.formats.growth import grows_linearly, seconds
from tests.formats.shown import read, show

PYTHON = {"kernelspec": {"name": "python3"}, "language_info": {"name": "python"}}


def make(*cells: dict[str, Any], **metadata: Any) -> str:
    """A notebook as Jupyter saves it."""
    whole = {"cells": cells, "metadata": {**PYTHON, **metadata}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1)


def code(text: str, *outputs: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    source = re.findall(r".*\n|.+", text)
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": list(outputs)}


def markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": re.findall(r".*\n|.+", text)}


def raw(text: str, kind: str = "") -> dict[str, Any]:
    return {"cell_type": "raw", "metadata": {"raw_mimetype": kind}, "source": text}


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": re.findall(r".*\n|.+", text)}


def value(text: str, kind: str = "execute_result", **data: str) -> dict[str, Any]:
    return {"output_type": kind, "data": {"text/plain": text, **{f"{key}/x": one for key, one in data.items()}}}


def error(name: str, message: str, *trace: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": list(trace)}


def read_cells(*cells: dict[str, Any], **metadata: Any) -> tuple[list[Block], list[Problem]]:
    return read(make(*cells, **metadata), "notebook")


def texts(*cells: dict[str, Any], **metadata: Any) -> list[tuple[str, str]]:
    return [(block.language, block.code) for block in read_cells(*cells, **metadata)[0]]


def broken(block: Block, lines: list[str]) -> list[str]:
    """What is wrong with the lines of a block; empty when its first and its last one stand where it says."""
    code = block.code.split("\n")
    ends = ((block.line, code[0]), (block.end_line, code[-1])) if block.code else ()
    return [f"{line}: {shown!r}" for line, shown in ends if json.dumps(shown)[1:-1] not in lines[line - 1]]


@pytest.mark.parametrize(("text", "expected"), read_cases("notebook.cases", __file__))
def test_blocks_are_as_in_the_notebook(text: str, expected: str) -> None:
    assert show(*read(text, "notebook")) == expected


def test_a_cell_holds_all_that_the_notebook_says() -> None:
    cell = code("brew()\n", tags=["skip-execution"], name="tea")
    blocks, problems = read_cells(markdown("# Tea\n\nRun this:\n"), cell)
    assert problems == []
    assert [(block.heading, block.slug, block.lead, block.attributes) for block in blocks] == [
        (("Tea",), "tea", "Run this:", {"tags": "skip-execution", "name": "tea"})
    ]
    assert [marker.kind for marker in blocks[0].markers if marker.kind == "skip"] == ["skip"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%bash\nls\n", ("bash", "ls")),
        ("%%script node --x\na\n", ("node", "a")),
        ("\n%%R -i x\na\n", ("r", "a")),
        ("%%time\na\n", ("python", "a")),
        ("%%writefile -q src/tea.py\na\n", ("py", "a")),
        ("%%writefile tea\na\n", ("text", "a")),
        ("%matplotlib inline\na\n", ("python", "%matplotlib inline\na")),
        ("a = 5 %%b\n", ("python", "a = 5 %%b")),
        ("%%bash\n", ("bash", "")),
    ],
)
def test_a_magic_says_what_the_lines_below_it_are(cell: str, expected: tuple[str, str]) -> None:
    assert texts(code(cell)) == [expected]


def test_a_file_that_is_written_is_its_title() -> None:
    cells = code("%%writefile tea.py\na\n"), code("%%writefile -a tea.py\na\n")
    assert [block.attributes.get("title") for block in read_cells(*cells)[0]] == ["tea.py", None]


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"language_info": {"name": "R"}}, "r"),
        ({"language_info": {}, "kernelspec": {"language": "Julia", "name": "julia-1.10"}}, "julia"),
        ({"language_info": {}, "kernelspec": {"name": "julia-1.10"}}, "julia"),
        ({"language_info": {}, "kernelspec": {"name": "ir"}}, "r"),
        ({"language_info": {}, "kernelspec": {}}, ""),
        ({"language_info": 5, "kernelspec": [1]}, ""),
    ],
)
def test_the_language_is_that_of_the_kernel(metadata: dict[str, Any], language: str) -> None:
    assert texts(code("a"), **metadata) == [(language, "a")]


def test_other_kernels_have_no_magics() -> None:
    assert texts(code("%%bash\na"), language_info={"name": "R"}) == [("r", "%%bash\na")]


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ([printed("a\n"), printed("b\n")], [("output", "a\nb")]),
        ([printed("a\n"), value("1")], [("output", "a"), ("text", "1")]),
        ([value("1")], [("output", "1")]),
        ([value("1"), value("2")], [("text", "1"), ("text", "2")]),
        ([value("<Figure>", image="x")], []),
        ([value("1", "display_data")], [("text", "1")]),
        ([printed("w\n", "stderr"), printed("a\n")], [("output", "a"), ("text", "w")]),
        ([printed("a\n"), error("E", "m", "\x1b[31m---\x1b[0m", "E: m")], [("output", "a\n---\nE: m")]),
        ([error("E", "m")], [("output", "E: m")]),
        ([printed("10%\r20%\r\nb\n")], [("output", "20%\nb")]),
        ([printed("\n")], []),
        ([{"output_type": "x"}, {}], []),
    ],
)
def test_outputs_are_what_a_reader_sees(outputs: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert texts(code("a", *outputs)) == [("python", "a"), *expected]


@pytest.mark.parametrize("cell", ["%%time\nprint(1)", "!ls\nprint(1)", "%pip install tea\nprint(1)"])
def test_what_magics_print_is_not_held_against_the_code(cell: str) -> None:
    assert texts(code(cell, printed("1\n")))[1] == ("text", "1")


def read_examples(*cells: dict[str, Any]) -> list[Example]:
    page = Page("a.ipynb", "notebook", make(*cells))
    return extract(page, members("formats")["notebook"].blocks(page)[0], members("languages"))


def test_a_cell_expects_what_it_showed() -> None:
    failing = code("1 / 0", error("ZeroDivisionError", "x"))
    examples = read_examples(code("print(1)"), code("print(2)", printed("2\n")), failing)
    assert [(one.expectation.text, one.expectation.certain) for one in examples if one.steps] == [
        ("", True),
        ("2", True),
        ("ZeroDivisionError: x", True),
    ]


@pytest.mark.parametrize(("shown", "expected"), [("5", "5"), ("int", None), ("<function __main__.f(x)>", None)])
def test_a_value_that_everyone_writes_alike_is_held_against_the_last_expression(
    shown: str, expected: str | None
) -> None:
    example, _ = read_examples(code("x = 2\nx * 2", value(shown)))
    assert [(step.code, step.mode, step.expected) for step in example.steps] == [
        ("x = 2", "exec", None),
        ("x * 2", "value", expected),
    ]


def test_code_that_does_not_compile_and_is_shown_so_is_no_mistake_of_the_page() -> None:
    shown = error("SyntaxError", "x", "    foo(bar\n        ^", "SyntaxError: '(' was never closed")
    known, output, unknown = read_examples(code("foo(bar", shown), code("foo(bar", printed("foo\n")))[:3]
    detail = "does not compile, and the page shows its SyntaxError"
    assert known.refusal == Refusal("unverified", "not-executable", detail)
    assert output.expected_by == known.id
    assert unknown.refusal is not None
    assert unknown.refusal.verdict == "fail"


def test_markdown_cells_are_pages_in_the_page() -> None:
    tabs = '=== "A"\n\n    ```sh\n    a\n    ```\n\n=== "B"\n\n    ```sh\n    b\n    ```\n'
    blocks, _ = read_cells(markdown("# One\n\n```py\na\n```\n"), code("b"), markdown("## Two\n" + tabs), markdown(tabs))
    assert [(block.code, "/".join(block.heading), block.tab) for block in blocks] == [
        ("a", "One", ""),
        ("b", "One", ""),
        ("a", "One/Two", "cell3.set1/A"),
        ("b", "One/Two", "cell3.set1/B"),
        ("a", "One/Two", "cell4.set1/A"),
        ("b", "One/Two", "cell4.set1/B"),
    ]


def test_code_in_raw_cells_is_found_in_their_format() -> None:
    rst = raw(".. code-block:: sh\n\n   a\n", "text/restructuredtext")
    html = raw("<pre><code>b</code></pre>\n", "text/html")
    assert texts(rst, html, raw("c\n\n    d"), raw("e", "text/latex")) == [("sh", "a"), ("", "b")]


def test_what_a_notebook_asks_of_its_runner_is_in_its_cells() -> None:
    blocks, _ = read_cells(code("a"), code("b"), execution={"allow_errors": True, "timeout": 60})
    assert [block.attributes for block in blocks] == [
        {"allow_errors": "true", "timeout": "60"},
        {"allow_errors": "true"},
    ]


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_lines_are_those_of_the_file(indent: int | None) -> None:
    cells = (markdown("# A\n\n```sh\na\n  b\n```\n"), code("c\n\nd\n", printed("e\nf\n")), raw("g"), code("h"))
    text = json.dumps(json.loads(make(*cells)), indent=indent)
    blocks, _ = read(text, "notebook")
    lines = text.split("\n")
    assert [block.code for block in blocks] == ["a\n  b", "c\n\nd", "e\nf", "h"]
    assert [wrong for block in blocks for wrong in broken(block, lines)] == []


def test_a_text_in_one_string_stands_on_one_line() -> None:
    cell = {"cell_type": "code", "source": "a\nb\nc"}
    assert [(block.line, block.end_line) for block in read_cells(cell)[0]] == [(5, 5)]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "is no JSON: it ends too early"),
        ("{}", 1, "is no notebook: it has no cells"),
        ("[1,\n2", 2, "is no JSON: it ends too early"),
        ('{"cells": [\n}', 2, "is no JSON: `}` closes what was not opened"),
        ('{"cells": [1,\n]}', 2, "is no JSON: a value is missing before `]`"),
        ('{"cells": [],\n}', 2, "is no JSON: a key is missing"),
        ('{"cells" [', 1, "is no JSON: a `:` is missing"),
        ('{"cells": [1 2]}', 1, "is no JSON: a `,` is missing"),
        ('{"cells": ["a]}', 1, "is no JSON: unterminated string starting at"),
        ("# Text\n", 1, "is no JSON: `# Text` stands where a value should"),
        ("[" * 100_000, 1, "is no JSON: lists and maps are nested too deep"),
        ('{"cells": []} 1', 1, "is no JSON: more text stands behind its end"),
        ('{"cells": [{"cell_type": "code",\n"source": 5}]}', 1, "a cell has no text"),
    ],
)
def test_what_is_no_notebook_is_a_problem(text: str, line: int, what: str) -> None:
    _, problems = read(text, "notebook")
    assert [(problem.line, problem.what) for problem in problems] == [(line, what)]


NAMES = ("cells", "source", "cell_type", "metadata", "tags", "outputs", "output_type", "text", "data", "text/plain")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)
PIECES = ["a", "%%bash", "!x", " ", "\n", "#| eval: false", "é\u2028", '"', "\\", "\t"]
CODE = st.lists(st.sampled_from(PIECES)).map("".join)
HOSTILE = ['{"a":' * 100_000, '"' * 1_000_000, "[1," * 400_000, " " * 5_000_000, "[" + "1," * 500_000]


@settings(deadline=None)
@given(VALUES, st.sampled_from([None, 1]))
def test_any_value_is_read(value: Any, indent: int | None) -> None:
    cells = [
        {"cell_type": kind, "source": "a", **(value if isinstance(value, dict) else {})} for kind in ("code", "raw")
    ]
    read(json.dumps({"cells": [value, *cells], "metadata": value}, indent=indent), "notebook")


@settings(deadline=None)
@given(st.lists(CODE, max_size=4), st.integers(0, 500))
def test_any_code_stands_where_its_block_says_and_no_end_stops_a_reader(cells: list[str], end: int) -> None:
    text = make(*(code(cell, printed(cell)) for cell in cells))
    blocks, _ = read(text, "notebook")
    lines = text.split("\n")
    assert [wrong for block in blocks if block.language != "text" for wrong in broken(block, lines)] == []
    read(text[:end], "notebook")


@given(VALUES, st.sampled_from([None, 1]))
def test_json_is_read_as_the_standard_library_reads_it(value: Any, indent: int | None) -> None:
    from docverify.formats.trees.json_text import read_json

    def bare(node: Any) -> Any:
        if isinstance(node.value, list):
            return [bare(one) for one in node.value]
        return {key: bare(one) for key, one in node.value.items()} if isinstance(node.value, dict) else node.value

    assert bare(read_json(json.dumps(value, indent=indent))) == value


def test_half_of_a_surrogate_pair_is_unreadable_and_costs_nothing_else() -> None:
    """An escape can write it, and nothing that keeps or shows a page can hold it."""
    (block,), problems = read(make(code("print('\ud83d tea \U0001f375')")), "notebook")
    assert (block.code, problems) == ("print('\ufffd tea \U0001f375')", [])


def test_time_grows_with_the_notebook_and_not_with_its_square() -> None:
    cells = [markdown("# T\n\ntext\n"), code("print(1)\n", printed("1\n"))]
    assert grows_linearly(lambda count: make(*cells * count), 200, "notebook")


def test_a_kernel_may_have_any_name() -> None:
    notebook = {"metadata": {"kernelspec": {"name": "1." * 50_000 + "x"}}, "cells": [code("a")]}
    assert seconds(json.dumps(notebook), "notebook") < 2


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_ends_soon(text: str) -> None:
    assert seconds(text, "notebook") < 5
