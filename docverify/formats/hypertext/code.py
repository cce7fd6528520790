"""The text of a block as a reader would copy it: without line numbers, buttons, callouts and deleted lines."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_LINES = frozenset(
    {
        *("div", "p", "li", "ul", "ol", "tr", "table", "tbody", "thead", "section", "blockquote", "dl", "dt", "dd"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "pre"),
    }
)
"""Elements that begin and end a line."""
_UNSEEN = frozenset({"button", "script", "style", "svg", "input", "template", "noscript", "select", "clipboard-copy"})
_APART = re.compile(
    r"(?:^|\s)(?:linenos?|lineno|lnos?|line-?numbers?|line-numbers-rows|linenodiv|ln|lnt|gl|gutter|hljs-ln-numbers"
    r"|(?:rouge|code|hljs-ln)-gutter|highlight-line-number|source-line-no|react-syntax-highlighter-line-number"
    r"|codeLineNumber\w*|code-line-number|conum|ttc|sr-only|visually-hidden|screen-reader-text|tooltip\w*|copy"
    r"|copy-?(?:btn|button)|code-copy-button|code-toolbar|toolbar|test-arrow|code-annotation-(?:anchor|gutter(?:-bg)?)"
    r"|twoslash-popup\S*|listing_lines|headerlink|Documentation-exampleOutputLabel|md-annotation)(?=\s|$)",
)
"""Classes of what stands in a block and is none of its code."""
_DELETED = re.compile(r"(?:^|\s)diff\s+remove(?=\s|$)|^ec-line\s(?:.*\s)?del(?=\s|$)")
"""Lines that are shown as gone: the code is what is left."""
_CALLOUT = re.compile(r"[(<]\d{1,2}[)>]")
_LINE_CLASS = re.compile(r"(?:^|[\s-])line(?=\s|$)")
_UNSELECTABLE = re.compile(r"user-select:\s*none")
_ONE_BLANK = re.compile(r"^ $", re.MULTILINE)
"""What Nextra makes of an empty line."""
_ODD = (
    *("<br", "<BR", "<div", "<DIV", "<p>", "<P>", "<p ", "<li", "<LI", "<tr", "<TR", "<table", "<h2", "<button"),
    *("<svg", "<style", "<script", "<input", "<template", "<noscript", "<select", "<clipboard", "<small"),
    *("<b>(", "<b>&lt;", "conum", '"co"', "user-select", "diff remove", "lineno", "ineNumber", "ine-number"),
    *('"ln', "=ln", "lnt", "lnos", "gutter", '"gl"', "sr-only", "visually-hidden", "screen-reader", "tooltip", "copy"),
    *("toolbar", "test-arrow", "code-annotation", "twoslash", "line-no", "headerlink", "OutputLabel", "md-annotation"),
    *(" ln", "listing_lines", "hljs-ln", "ttc"),
)
"""Without any of these in its HTML, the text of an element is that of the block."""


def read_code(node: LexborNode, source: str, *, keeps_deleted: bool = False) -> str:
    """The code of an element, whose HTML is `source`; a diff keeps the lines that it deletes."""
    text = node.text()
    one_line = "\n" not in text and source.count("line") > 1 and "<br" not in source
    if node.tag == "div" or one_line or is_odd(source):
        walk = _Walk(keeps_deleted, one_line)
        walk.read(node)
        text = walk.text(node)
    return _ONE_BLANK.sub("", text) if "nextra-code" in source else text


def is_odd(source: str) -> bool:
    """Whether the text of a block may differ from that of its element."""
    return "<" in source and any(map(source.__contains__, _ODD))


class _Walk:
    """Collects the text of an element; an element that is a line begins and ends one."""

    def __init__(self, keeps_deleted: bool, one_line: bool) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.at_start = True
        self.keeps_deleted = keeps_deleted
        self.one_line = one_line
        """True when nothing but its elements says where the lines of the block end."""
        self.drops_newline = False

    def read(self, top: LexborNode) -> None:
        """Its children in order; without recursion, since pages may be nested as deep as they like."""
        in_fragment = top.tag == "div"
        open_: list[tuple[Iterator[LexborNode], bool, int, bool]] = [
            (top.iter(include_text=True), False, 0, False),
        ]
        while open_:
            children, is_line, begin, counts = open_[-1]
            child = next(children, None)
            if child is None:
                open_.pop()
                if is_line:
                    self._end_line(begin, counts)
            elif child.is_text_node:
                text = child.text_content or ""
                if not (in_fragment and len(open_) == 1 and not text.strip()):
                    self._add(text)
            elif child.is_element_node:
                self._enter(child, open_)

    def text(self, top: LexborNode) -> str:
        text = "".join(self.parts)
        if top.tag != "div":
            return text
        return re.sub(r"^[ ]+$", "", text.replace("\xa0", " "), flags=re.MULTILINE)

    def _enter(self, child: LexborNode, open_: list[tuple[Iterator[LexborNode], bool, int, bool]]) -> None:
        tag, attributes = child.tag or "", child.attributes
        classes = attributes.get("class") or ""
        if tag == "br":
            self._add("\n")
        elif tag in _UNSEEN or self._is_apart(child, tag, classes, attributes.get("style") or ""):
            return
        elif not self.keeps_deleted and classes and _DELETED.search(classes):
            self.drops_newline = tag == "span"
        else:
            counts = bool(_LINE_CLASS.search(classes))
            is_line = tag in _LINES or (self.one_line and counts)
            if is_line and not self.at_start:
                self._add("\n")
            open_.append((child.iter(include_text=True), is_line, self.length, counts))

    def _is_apart(self, child: LexborNode, tag: str, classes: str, style: str) -> bool:
        if classes and _APART.search(classes):
            if "conum" in classes:
                self._trim()
            return True
        if style and _UNSELECTABLE.search(style):
            return child.text().strip().isdigit()
        if classes in ("", "co") and tag in ("b", "span", "a") and _CALLOUT.fullmatch(child.text().strip()):
            self._trim()
            return True
        return False

    def _add(self, text: str) -> None:
        if self.drops_newline:
            text = text.removeprefix("\n")
            self.drops_newline = False
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.at_start = text.endswith("\n")

    def _end_line(self, begin: int, counts: bool) -> None:
        """A line ends once, whatever says so; an empty element is an empty line only where it is called a line."""
        if (self.length > begin and not self.at_start) or (self.length == begin and counts):
            self.drops_newline = False
            self._add("\n")

    def _trim(self) -> None:
        """The blanks before a callout are not the code's."""
        if self.parts:
            trimmed = self.parts[-1].rstrip(" \t")
            self.length -= len(self.parts[-1]) - len(trimmed)
            self.parts[-1] = trimmed
