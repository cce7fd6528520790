"""markdown-it, set up for blocks: inline rules are off, for they cost more than half the time and change no block."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.token import Token
from msgspec import Struct

from docverify.formats.commonmark import jsx
from docverify.formats.commonmark.attribute_list import attribute_list
from docverify.formats.commonmark.containers import directive, division, indented_container, indented_fence
from docverify.formats.commonmark.html import html
from docverify.formats.commonmark.link_comment import link_comment
from docverify.formats.commonmark.quotes import quote
from docverify.formats.commonmark.shortcodes import include_line, shortcode
from docverify.formats.commonmark.tags import tab_line, tab_tag

NESTING = 100
"""Containers in containers that are read; CommonMark's own parsers stop too, and Python's stack would end."""

LONGEST_HEADING = 1_000
"""Characters of a heading whose marks are read; inline rules cost the square of what they are given."""

_MODULE = re.compile(r"\s*import[ \t]+[\w{*][^\n\"']*+[\"'][^\n]*[\"'];?[ \t]*(?:\n|\Z)")
"""What only MDX begins with: the page uses components, whatever it is called."""

_LINE_END = re.compile(r"\r\n?")
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?\n)??(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"\s*+(?:\Z|#|[^\n]*[:=])")
_OWN_ID = re.compile(r"[ \t]\{(?:/\*)?:?[ \t]*#([\w:.-]+)[^{}\n]*\}\Z")
_SPECIAL = re.compile(r"[\\`*_\[\]<&!\n]")


_INTERRUPTS = ["paragraph", "reference", "blockquote", "list"]
_INTERRUPTS_TEXT = ["paragraph", "blockquote"]
_FENCES: dict[str, RuleFuncBlockType] = {"directive": directive, "division": division}
_CONTAINERS: dict[str, RuleFuncBlockType] = {
    "include_line": include_line,
    "shortcode": shortcode,
    "comment": jsx.comment,
    "tab_line": tab_line,
}


class Source(Struct, frozen=True):
    """A page, ready to be parsed."""

    body: str
    """With blank lines in place of its front matter; a rule on line 1 begins none unless keys follow."""
    front: str
    has_components: bool
    """True for MDX."""


def tokens(source: Source) -> list[Token]:
    """The block tokens of a page, each with the lines that it has in the source."""
    parser = components_parser() if source.has_components else markdown_parser()
    return parser.parse(source.body)


def read_source(text: str, *, has_components: bool = False) -> Source:
    """Only line ends that Markdown knows count: a form feed or U+2028 is text."""
    whole = _LINE_END.sub("\n", text.removeprefix("\ufeff")) if "\r" in text or text[:1] == "\ufeff" else text
    matter = _FRONT_MATTER.match(whole)
    if matter is None or (matter[2] and not _KEY.match(matter[2])) or "\n```" in matter[0]:
        body, front = whole, ""
    else:
        body, front = "\n" * matter[0].count("\n") + whole[matter.end() :], matter[2] or ""
    return Source(body, front, has_components or bool(_MODULE.match(body)))


def read_heading(content: str) -> tuple[str, str]:
    """What a reader sees of a heading, and its own id where it has one.

    Text of code and links stays, marks and images go.
    """
    own = _OWN_ID.search(content[-LONGEST_HEADING:])
    if own:
        content = content[: len(content) - len(own[0])]
    anchor = own[1] if own else ""
    if len(content) > LONGEST_HEADING or not _SPECIAL.search(content):
        return content.strip(), anchor
    inline = _inline().parseInline(content)
    children = (child for token in inline for child in token.children or ())
    return "".join(_text(child) for child in children).strip(), anchor


@cache
def markdown_parser() -> MarkdownIt:
    """For Markdown; it holds no state between pages."""
    markdown = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table")
    markdown.core.ruler.enableOnly(["block"])
    rules = markdown.block.ruler
    rules.before("code", "indented_fence", indented_fence)
    rules.before("code", "indented_container", indented_container, {"alt": _INTERRUPTS_TEXT})
    for name, rule in _FENCES.items():
        rules.before("fence", name, rule, {"alt": _INTERRUPTS})
    for name, rule in _CONTAINERS.items():
        rules.before("fence", name, rule, {"alt": _INTERRUPTS_TEXT})
    rules.before("html_block", "tab_tag", tab_tag, {"alt": _INTERRUPTS_TEXT})
    rules.at("html_block", html, {"alt": ["paragraph", "reference", "blockquote"]})
    rules.at("blockquote", quote, {"alt": _INTERRUPTS})
    rules.before("paragraph", "attribute_list", attribute_list)
    rules.before("reference", "link_comment", link_comment)
    return markdown


@cache
def components_parser() -> MarkdownIt:
    """For MDX: it knows no indented code, and its tags are those of components."""
    markdown = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table").disable("code")
    markdown.core.ruler.enableOnly(["block"])
    rules = markdown.block.ruler
    for name, rule in _FENCES.items():
        rules.before("fence", name, rule, {"alt": _INTERRUPTS})
    rules.before("fence", "include_line", include_line, {"alt": _INTERRUPTS_TEXT})
    rules.before("html_block", "expression", jsx.expression, {"alt": _INTERRUPTS_TEXT})
    rules.before("html_block", "component", jsx.component, {"alt": _INTERRUPTS_TEXT})
    rules.at("html_block", html, {"alt": ["paragraph", "reference", "blockquote"]})
    rules.at("blockquote", quote, {"alt": _INTERRUPTS})
    rules.before("table", "module", jsx.module)
    rules.before("reference", "link_comment", link_comment)
    return markdown


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _text(token: Token) -> str:
    if token.type == "softbreak":
        return "\n"
    return token.content if token.type in ("text", "code_inline") else ""
