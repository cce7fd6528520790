"""markdown-it, set up for blocks: inline rules are off, for they cost more than half the time and change no block."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from docverify.formats.commonmark.containers import directive, indented_container, indented_fence, tab_tag
from docverify.formats.commonmark.html import html

NESTING = 100
"""Containers in containers that are read; CommonMark's own parsers stop too, and Python's stack would end."""

LONGEST_HEADING = 1_000
"""Characters of a heading whose marks are read; inline rules cost the square of what they are given."""

_LINE_END = re.compile(r"\r\n?")
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?\n)??(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"\s*(?:\Z|#|[^\n]*[:=])")
_SPECIAL = re.compile(r"[\\`*_\[\]<&!\n]")


def tokens(text: str) -> list[Token]:
    """The block tokens of a page, each with the lines that it has in the source.

    Only line ends that Markdown knows count: a form feed or U+2028 is text.
    """
    source = _LINE_END.sub("\n", text.removeprefix("\ufeff")) if "\r" in text or text[:1] == "\ufeff" else text
    return parser().parse(_without_front_matter(source))


def heading_text(content: str) -> str:
    """What a reader sees of a heading: text of code and links stays, marks and images go."""
    if len(content) > LONGEST_HEADING or not _SPECIAL.search(content):
        return content.strip()
    inline = _inline().parseInline(content)
    children = (child for token in inline for child in token.children or ())
    return "".join(_text(child) for child in children).strip()


def _without_front_matter(source: str) -> str:
    """The page with blank lines in place of its front matter; a rule on line 1 begins none unless keys follow."""
    matter = _FRONT_MATTER.match(source)
    if matter is None or (matter[2] and not _KEY.match(matter[2])) or "\n```" in matter[0]:
        return source
    return "\n" * matter[0].count("\n") + source[matter.end() :]


@cache
def parser() -> MarkdownIt:
    """The one parser: it holds no state between pages."""
    markdown = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table")
    markdown.core.ruler.enableOnly(["block"])
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    rules = markdown.block.ruler
    rules.before("code", "indented_fence", indented_fence)
    rules.before("fence", "directive", directive, {"alt": interrupts})
    rules.before("fence", "indented_container", indented_container, {"alt": ["paragraph", "blockquote"]})
    rules.before("html_block", "tab_tag", tab_tag, {"alt": ["paragraph", "blockquote"]})
    rules.at("html_block", html, {"alt": ["paragraph", "reference", "blockquote"]})
    return markdown


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _text(token: Token) -> str:
    if token.type == "softbreak":
        return "\n"
    return token.content if token.type in ("text", "code_inline") else ""
