"""Every block of an MDX page is found, whole and with true lines, between modules, expressions and components."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import read_cases
from tests.formats.growth import grows_linearly
from tests.formats.lines import broken, split
from tests.formats.shown import TAB, read, show

PIECES = st.sampled_from(
    [
        *("import a from 'b'", "export const x = `", "{", "}", "{/*", "*/}", "/*", "*/", "//", "`", "${", "'", '"'),
        *("<Tabs>", "</Tabs>", "<Tab", "<TabItem label='a'>", "</TabItem>", "<CodeGroup>", "</CodeGroup>", "/>"),
        *("<CodeBlock language='js'>", "</CodeBlock>", "{`", "`}", "<Code code={`a`} />", "<pre>", "</pre>", "<>"),
        *("```", "```js", "~~~", "    ", "\t", "  ", " ", "> ", "- ", "1. ", "# T", "text", "\n", "\n\n", "\r\n"),
        *("{/* skip: next */}", "<!--", "-->", "(", ")", "[", "]", "|", ":::", "---", "%", "\\", "\0", "é", ">", "<"),
        *("a=", "="),
    ]
)
PAGES = st.lists(st.lists(PIECES, max_size=5).map("".join), max_size=15).map("\n".join) | st.text(max_size=200)


@pytest.mark.parametrize(("text", "expected"), read_cases("mdx.cases", __file__))
def test_blocks_are_as_on_the_page(text: str, expected: str) -> None:
    text = text.replace(TAB, "\t")
    assert show(*read(text, "mdx")) == expected


@settings(deadline=None)
@given(PAGES)
def test_any_text_has_blocks_on_its_lines(text: str) -> None:
    """Text with escapes in it is not that of the page, so only fences are compared."""
    blocks, problems = read(text, "mdx")
    lines = split(text)
    assert all(0 < block.line <= block.end_line + 1 <= len(lines) + 1 for block in blocks)
    assert [wrong for block in blocks if block.style == "hidden" for wrong in broken(block, lines)] == []
    assert all(0 < problem.line <= len(lines) for problem in problems)


@settings(deadline=None)
@given(PAGES)
def test_the_kind_of_line_end_changes_nothing(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read(text, "mdx") == read(text.replace("\n", "\r\n"), "mdx")


def test_a_markdown_page_that_begins_with_a_module_is_read_as_mdx() -> None:
    text = "---\ntitle: a\n---\n\nimport A from '@theme/A'\n\n<A>\n\n    text\n\n</A>\n"
    assert read(text) == ([], [])


HEAVY = {
    "braces that do not end": "{\n\n",
    "tags that do not end": "<Tab a=\n\n",
    "comments that do not end": "{/*\n\n",
    "components": "<Tab label='a'>\n\n```\na\n```\n\n",
    "code components that do not end": "<CodeBlock>\n\n",
    "modules": "import a from 'a'\n\n",
    "modules that do not end": "export const a = {\n\n",
    "templates": "export const a = `${`${a}`}`\n\n",
    "braces in braces": "{{{{{{{{",
    "braces with text behind": "{\nh\n===\n",
    "closing tags that do not end": "{%\r+++\n</A",
    "escaped quotes": "import \\'{% x %}",
    "attributes": "<Tab " + "a='b' " * 20 + "/>\n",
}


@pytest.mark.parametrize("name", HEAVY)
def test_time_grows_with_the_page_and_not_with_its_square(name: str) -> None:
    assert grows_linearly(lambda count: HEAVY[name] * count, 500, "mdx")
