"""Every block of a page as a site shows it is found, whole, with true lines, whatever the page is made of."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.model import Block
from tests.cases import read_cases
from tests.formats.growth import grows_linearly, seconds
from tests.formats.shown import TAB, read, show

SINK = Path(__file__).parents[2] / "fixtures" / "kitchen-sink"
RENDERED = {
    path.relative_to(SINK).as_posix(): path.read_text(encoding="utf-8") for path in sorted(SINK.rglob("*.html"))
}

PIECES = st.sampled_from(
    [
        *("<pre>", "</pre>", "<pre\n class='x'>", "<PRE>", "<pre/>", "<code>", "</code>", '<code class="language-py">'),
        *(
            '<div class="fragment">',
            '<div class="line">',
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<h2 id=a>",
            "</h2>",
            "<br>",
        ),
        *(
            '<span class="linenos">1</span>',
            '<span class="line">',
            '<i class="conum"></i><b>(1)</b>',
            "<button>x</button>",
        ),
        *("<table><tr><td>", "</td></tr></table>", "<ul><li>", "</ul>", "<b>", "</b>", "<a name=x>", "<nav>", "</nav>"),
        *('<div role="tabpanel">', '<div role="tablist"><b role="tab">x</b></div>', "<label>y</label>", "<textarea>"),
        *('<div class="cell_output">', '<pre class="screen">', '<pre class="highlight tab-x">', '<div class="prompt">'),
        *(
            "<!--",
            "-->",
            "<!-- skip: next -->",
            "<!-- invisible-code: py\nx\n-->",
            "<script>",
            "</script>",
            "<![CDATA[",
        ),
        *(
            "<?xml?>",
            "<template>",
            "<svg>",
            "<select>",
            "<xmp>",
            "<listing>",
            "<plaintext>",
            "<",
            ">",
            '"',
            "'",
            "&#10;",
        ),
        *(
            "&lt;",
            "&amp;",
            "&nbsp;",
            "&",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\t",
            "  ",
            "\0",
            "\f",
            "\x85",
            "\u2028",
            "\ufeff",
        ),
        *(
            "\ud800",
            "é",
            "例",
            "a",
            "b c",
            "x = 1",
            "$ ls",
            ">>> 1",
            ' data-docverify-at="7"',
            "<p data-docverify-at=3>",
        ),
    ]
)
FRAGMENTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=100)

CODE = st.text(st.sampled_from("ab =<>&\"'\n\t#1"), min_size=1, max_size=30).map(str.rstrip).filter(bool)
AROUND = st.sampled_from(
    [
        ("<pre>", "</pre>"),
        ("<pre>\n", "\n</pre>"),
        ("<div class='highlight-py'><div class='highlight'><pre><span></span>", "\n</pre></div>\n</div>"),
        ("<pre\n class='a'\n><code class='language-py'>", "</code></pre>"),
        ("<pre><button>Copy</button><code>", "</code></pre>"),
        ("<table><tr><td class='linenos'><pre>1\n2</pre></td><td class='code'><pre>", "</pre></td></tr></table>"),
        ("<pre class='a'><pre class='b'><code>", "</code></pre></pre>"),
        ("<!-- <pre> -->\n<pre>", "</pre>\n<!-- </pre> -->"),
    ]
)
PARTS = st.lists(st.tuples(AROUND, CODE, st.sampled_from(["", "\n", "<p>a\nb</p>", "\n<script>\n'<pre>'</script>\n"])))


@pytest.mark.parametrize(("text", "expected"), read_cases("hypertext.cases", __file__))
def test_blocks_are_as_on_the_page(text: str, expected: str) -> None:
    blocks, problems = read(text.replace(TAB, "\t"), "html")
    assert show(blocks, problems) == expected


@settings(deadline=None)
@given(FRAGMENTS)
def test_any_text_has_blocks_that_stand_on_the_page(text: str) -> None:
    blocks, problems = read(text, "html")
    count = len(re.split(r"\r\n|\r|\n", text))
    assert all(0 < block.line <= block.end_line + 1 <= count + 1 for block in blocks)
    assert all(0 < problem.line <= count for problem in problems)


@settings(deadline=None)
@given(FRAGMENTS)
def test_the_kind_of_line_end_changes_nothing(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read(text, "html") == read(text.replace("\n", "\r\n"), "html") == read(text.replace("\n", "\r"), "html")


@settings(deadline=None)
@given(PARTS)
def test_code_comes_out_as_it_went_in_with_its_lines(parts: list[tuple[tuple[str, str], str, str]]) -> None:
    text = "".join(before + escaped(code) + after + rest for (before, after), code, rest in parts)
    blocks, _ = read(text, "html")
    assert [block.code.split("\n") for block in blocks] == [shown(code, before) for (before, _), code, _ in parts]
    assert [place for block in blocks for place in misplaced(block, text)] == []


@pytest.mark.parametrize("path", RENDERED)
def test_the_lines_of_rendered_pages_are_true(path: str) -> None:
    blocks, _ = read(RENDERED[path], "html")
    assert [place for block in blocks for place in misplaced(block, RENDERED[path])] == []


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(RENDERED)), st.floats(0, 1))
def test_a_page_that_breaks_off_has_the_blocks_before_that(path: str, share: float) -> None:
    """Those that end well before: tabs and titles that come later are of no account."""
    whole = RENDERED[path]
    cut = whole[: int(len(whole) * share)]
    lines = cut.count("\n")
    before = [block.code for block in read(whole, "html")[0] if block.end_line < lines]
    assert [block.code for block in read(cut, "html")[0]][: len(before)] == before


def escaped(code: str) -> str:
    return code.replace("&", "&amp;").replace("<", "&lt;")


def shown(code: str, before: str) -> list[str]:
    """As HTML has it: a line end right behind the opening tag is none."""
    code = code.removeprefix("\n") if before.endswith(("<pre>", "class='x'>")) else code
    return code.split("\n")


def misplaced(block: Block, text: str) -> list[str]:
    """What is wrong with a block's lines: they must hold its first and its last line of code."""
    lines = text.split("\n")
    code = [line for line in block.code.split("\n") if line.strip()]
    if not code:
        return []
    ahead = next(number for number, line in enumerate(block.code.split("\n")) if line.strip())
    places = ((range(block.line, block.line + ahead + 1), code[0]), ((block.end_line,), code[-1]))
    return [
        f"{block.line}-{block.end_line}: {line!r}"
        for numbers, line in places
        if not any(bare(line) in bare(unescape(re.sub(r"<[^<>]*>", "", lines[one - 1]))) for one in numbers)
    ]


def bare(line: str) -> str:
    return "".join(line.split())


COUNT = 100_000
HOSTILE = {
    "elements in elements": "<div>" * COUNT + "<pre>x</pre>",
    "elements in elements, all closed": "<div>" * COUNT + "<pre>x</pre>" + "</div>" * COUNT,
    "code in code": "<pre>" * COUNT + "x",
    "elements in code": "<pre>" + "<span>" * COUNT + "x</pre>",
    "tables": "<table><tr><td>" * COUNT + "<pre>x</pre>",
    "lists": "<ul><li>" * COUNT + "<pre>x</pre>",
    "formatting that is opened anew in each paragraph": "".join(f"<p><b id={one}>x</p>" for one in range(3_000)),
    "attributes": "<pre " + " ".join(f"a{one}" for one in range(COUNT)) + ">x</pre>",
    "ends of what never began": "<span>" * 40_000 + "</i>" * 40_000 + "<pre>x</pre>",
    "a line of ten megabytes": "<pre>" + "x" * 10_000_000 + "</pre>",
    "text of ten megabytes": "<p>" + "x " * 5_000_000 + "</p><pre>x</pre>",
    "characters that are none": "\0" * 1_000_000 + "<pre>a\0b</pre>",
    "comments that never end": "<!--" * COUNT + "<pre>x</pre>",
    "values that never end": "<pre>" + '<a "' * COUNT,
    "markers": "<!-- skip: next -->" * 10_000 + "<pre>x</pre>",
    "data that never ends": '<?xml version="1.0"?>' + "<![CDATA[" * COUNT + "<pre>x</pre>",
    "empty elements before a block": "<pre>x</pre>" + "<span></span>" * COUNT + "<pre>y</pre>",
    "headings": "<h2>a</h2>" * 20_000 + "<pre>x</pre>",
    "navigation in navigation": "<nav>" * 3_000 + "<pre>x</pre>" * 10_000,
    "generators that never end": "<meta name=generator content=" * 5_000 + "<pre>x</pre>",
    "line ends": "<pre>x" + "\n" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_long_or_ends_the_reader(name: str) -> None:
    assert seconds(HOSTILE[name], "html") < 5


def test_what_is_nested_too_deep_is_a_problem() -> None:
    blocks, problems = read("<pre>a</pre>" + HOSTILE["elements in elements"], "html")
    assert [block.code for block in blocks] == ["a"]
    assert [problem.what for problem in problems] == ["elements are nested too deep to be read"]


def test_formatting_that_is_never_closed_loses_no_block() -> None:
    blocks, problems = read("".join(f"<p><b id={one}>x</p><pre>{one}</pre>" for one in range(1_000)), "html")
    assert [block.code for block in blocks] == [str(one) for one in range(1_000)]
    assert problems == []


HEAVY = {
    "blocks": "<h2>T</h2><p>Text:</p><pre><code class='language-python'>print(1)\n</code></pre>\n",
    "blocks alone": "<pre>x</pre>",
    "unclosed blocks in lists": "<ul><li><pre>x</pre></li></ul>",
    "tabs": "<div role=tablist><b role=tab>a</b><b role=tab>b</b></div><div role=tabpanel><pre>x</pre></div>",
    "one set": "<div class=tab-pane id=x><pre>x</pre></div>",
    "a run": "<pre class='highlight tab-a'>x</pre><pre class='highlight tab-b'>x</pre>",
    "titles": "<p class=title>a.py</p><pre>x</pre>",
    "outputs": "<div class=cell_output><pre>x</pre></div>",
    "tables": "<table><tr><td>x</td><td><pre>x</pre></td></tr></table>",
    "code put before its table": "<table><tr><pre>x</pre></tr></table>",
    "codes in one element": "<code class=language-a>x</code>",
    "lines": "<pre><div>x</div></pre>",
    "comments": "<!-- skip: next --><pre>x</pre>",
    "texts": "<b>x</b> <i>y</i><pre>z</pre>",
}


@pytest.mark.parametrize("name", HEAVY)
def test_time_grows_with_the_page_and_not_with_its_square(name: str) -> None:
    opening = "<pre>" if name.startswith("codes") else ""
    assert grows_linearly(lambda count: opening + HEAVY[name] * count, 250, "html")
