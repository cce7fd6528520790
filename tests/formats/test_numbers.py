"""A number that is none, or is endless, costs no page in any format."""

import pytest

from docverify.formats.including import Selection, select
from docverify.model import Page
from docverify.registry import members

NUMBERS = ("0" * 5_000, "", "²", "٣", "--5", "-", "0][", "9" * 5_000, "-" + "9" * 5_000, "1e9", "0x10")
PAGES = {
    "asciidoc": (
        "[source,indent={}]\n----\n a\n----\n\ninclude::b[lines={},indent={}]\n",
        ":leveloffset: {}\n\n== T\n\n[cols={}*]\n|===\n|a\n|===\n",
        "[indent={}][source]\n ----\n",
    ),
    "html": ('<meta name=generator content="Hugo {}.{}"><pre data-lang={}>a</pre>', "<pre><code data-start={}>a"),
    "markdown": (
        "```{{literalinclude}} b\n:start-line: {}\n:end-line: {}\n:lines: {}\n:dedent: {}\n```\n",
        '--8<-- "b:{}:{}"\n',
        "```js {{{}}} showLineNumbers={}\na\n```\n",
    ),
    "mdx": ("<CodeBlock>{{`\\u{{{}}}`}}</CodeBlock>\n",),
    "openapi": ('{{"openapi": {}, "paths": {{"/a": {{"$ref": "#/x/{}"}}}}, "x": [1]}}',),
    "rst": (".. literalinclude:: b\n   :dedent: {}\n   :lines: {}\n   :start-line: {}\n   :end-line: {}\n",),
}


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8] + f"-{len(number)}")
@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in PAGES.items() for text in texts])
def test_a_page_is_read_whatever_stands_for_a_number(name: str, text: str, number: str) -> None:
    page = Page("a", name, text.replace("{}", number).replace("{{", "{").replace("}}", "}"), files={"b": "x\ny\n"})
    members("formats")[name].wants(page)
    members("formats")[name].blocks(page)


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8] + f"-{len(number)}")
def test_lines_that_are_no_numbers_select_what_can_be_told(number: str) -> None:
    select("x\ny\n", Selection(lines=f"{number}:{number},{number}"))
