"""Block rules for the tags of template languages: those of Hugo, and of Liquid as Jekyll, Hexo and GitBook have it.

What stands between them is Markdown, but for the tags that show code.
A line that includes a file is a rule of its own, whatever its generator.
"""

import re
from collections.abc import Sequence

from markdown_it.rules_block import StateBlock
from msgspec import Struct

from docverify.formats.commonmark.references import LONGEST, arguments, read_in_page, read_name
from docverify.formats.commonmark.tags import push_tab

_HUGO = re.compile(r"\{\{(?P<sign>[<%])[ \t]*(?:(?P<end>/)[ \t]*)?(?P<name>[\w./-]+)(?P<rest>[^\n]*?)[>%]\}\}[ \t]*")
_LIQUID = re.compile(r"\{%-?[ \t]*(?P<end>end)?(?P<name>[A-Za-z][\w-]*)(?P<rest>[^\n]*?)-?%\}[ \t]*")
_INCLUDE = re.compile(
    r"-+8<-|<<<[ \t]*[^\s<]|\{\{[ \t]*#|\{!|\{%-?[ \t]*(?:include|$)|\{\{[<%][ \t]*(?:include|readfile)\b"
)
_SCISSORS = re.compile(r"-+8<-+[ \t]*")
_FENCE = re.compile(r"^[ \t]*(?:`{3}|~{3})", re.MULTILINE)
_CODE = re.compile(r"highlight|code(?!-?(?:tabs|group))[\w-]*")
_TABS = frozenset({"tabs", "tabpane", "tab-set", "codetabs", "code-tabs"})
_TAB = frozenset({"tab", "tabitem", "tab-item"})
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
_WORD = re.compile(r"[\w+#.-]+")

MOST_LINES = 20
"""Lines of one tag."""


class Tag(Struct, frozen=True, gc=False):
    """One tag of a template language."""

    name: str
    rest: str
    ends: bool
    closing: str
    """What the tag that ends it looks like, as a regular expression."""
    stop: int
    """Characters of the line up to its end."""
    marks: bool = False
    """True for the sign of Hugo's that leaves content as it is."""


def include_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line, or a tag over several lines, in whose place the text of a file stands."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] not in ("-", "<", "{") or state.is_code_block(start):
        return False
    text = state.src[first : state.eMarks[start]]
    if not _INCLUDE.match(text):
        return False
    if _SCISSORS.fullmatch(text):
        return _scissors(state, start, end, silent)
    stop = start + 1
    if text.startswith("{%") and "%}" not in text:
        stop = next((line + 1 for line in range(stop, min(end, start + MOST_LINES)) if "%}" in _line(state, line)), 0)
    reference = read_in_page(state.src[first : state.eMarks[stop - 1]]) if stop > start else None
    if reference is None:
        return False
    if not silent:
        _push_include(state, (start, stop), (start, reference))
    return True


def shortcode(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is nothing but tags, or a tag with the code up to the one that ends it."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] != "{" or state.is_code_block(start):
        return False
    text = state.src[first : state.eMarks[start]]
    tags = _tags(text)
    if not tags:
        return False
    if _is_code(state, tags[0]) and _code(state, start, end, tags[0], silent):
        return True
    if text[tags[-1].stop :].strip():
        return False
    if not silent:
        for tag in tags:
            _push(state, start, tag)
        state.line = start + 1
    return True


def _tags(text: str) -> list[Tag]:
    """The tags that the line begins with."""
    found: list[Tag] = []
    position = 0
    while match := (_HUGO.match(text, position) or _LIQUID.match(text, position)):
        position = match.end()
        name, rest = match["name"].lower(), match["rest"].strip()
        if match.re is _HUGO:
            closing = rf"\{{\{{[<%]\s*/\s*{re.escape(match['name'])}\s*[>%]\}}\}}"
            ends = bool(match["end"]) or rest.endswith("/")
            found.append(Tag(name, rest.rstrip("/"), ends, closing, position, match["sign"] == "<"))
        else:
            closing = rf"\{{%-?\s*end{re.escape(match['name'])}\s*-?%\}}"
            found.append(Tag(name, rest, bool(match["end"]), closing, position))
    return found


def _is_code(state: StateBlock, tag: Tag) -> bool:
    """Shows its content as code: by name, or because its tab set or its own language says so."""
    if tag.ends:
        return False
    if _CODE.fullmatch(tag.name) or tag.name == "comment":
        return True
    return tag.name in _TAB and tag.marks and (bool(state.env.get("code tabs")) or "lang" in arguments(tag.rest))


def _code(state: StateBlock, start: int, end: int, tag: Tag, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start] + tag.stop
    found = _find(state, start, end, tag)
    if found is None:
        return False
    closing, stop = found
    content = state.src[first:closing]
    if tag.name != "comment" and _FENCE.search(content):
        return False
    if silent:
        return True
    if tag.name in _TAB:
        push_tab(state, start, _label(tag), "")
    token = state.push("comment" if tag.name == "comment" else "code", "", 0)
    has_line_end = content.startswith("\n") or not content.split("\n", 1)[0].strip()
    after = start + content.count("\n")
    token.content = content if not has_line_end else state.getLines(start + 1, after, state.sCount[start], True)
    token.info = _info(tag) or str(state.env.get("code tabs") or "").strip()
    token.meta = {"first": int(has_line_end)}
    token.map = [start, stop]
    if tag.name in _TAB:
        push_tab(state, stop - 1, "", "end")
    state.line = stop
    return True


def _find(state: StateBlock, start: int, end: int, tag: Tag) -> tuple[int, int] | None:
    """Where the tag that ends it begins, and the line behind it; pages without one are not searched again and again."""
    missing = state.env.setdefault("tags without end", set())
    if tag.name in missing:
        return None
    first = state.bMarks[start] + state.tShift[start] + tag.stop
    match = re.compile(tag.closing, re.IGNORECASE).search(state.src, first, state.eMarks[end - 1])
    if match is None:
        missing.add(tag.name)
        return None
    line = start + state.src.count("\n", first, match.start())
    return match.start(), line + 1


def _push(state: StateBlock, line: int, tag: Tag) -> None:
    if tag.name in _TAB:
        push_tab(state, line, _label(tag), "end" if tag.ends else "")
        return
    token = state.push("tabs" if tag.name in _TABS else "tag", "", 0)
    token.map = [line, line + 1]
    if tag.name in _TABS:
        options = arguments(tag.rest)
        token.meta = {"labels": [] if tag.ends else options.get("items", "").split(","), "opens": not tag.ends}
        shows_code = tag.name == "tabpane" and tag.marks and not tag.ends and options.get("text") != "true"
        state.env["code tabs"] = (options.get("lang") or " ") if shows_code else ""


def _label(tag: Tag) -> str:
    """Of a tab: what a reader clicks on."""
    options = arguments(tag.rest)
    named = next((options[key] for key in ("title", "header", "label", "name", "tabName") if options.get(key)), "")
    quoted = _QUOTED.match(tag.rest)
    return named or (quoted[1] or quoted[2] or "" if quoted else tag.rest.rpartition(" ")[2] if tag.rest else "")


def _info(tag: Tag) -> str:
    """Language and title as a fence has them."""
    options = arguments(tag.rest)
    file = options.get("title") or options.get("file") or options.get("filename") or ""
    language = options.get("lang") or options.get("language") or _first_word(tag.rest)
    title = f' title="{file}"' if file and '"' not in file else ""
    return (language if _WORD.fullmatch(language) else "") + title


def _first_word(rest: str) -> str:
    """`lang:js` wherever it stands, else what comes first, in quotes or without, unless it is a key."""
    words = rest[:LONGEST].split()
    named = next((word.removeprefix("lang:") for word in words if word.startswith("lang:")), "")
    first = words[0].strip("\"'") if words else ""
    return named or ("" if "=" in first else first)


def _scissors(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Between two lines of scissors each line names a file."""
    lines: Sequence[int] = range(start + 1, min(end, start + 1 + MOST_LINES * 10))
    stop = next((line for line in lines if _SCISSORS.fullmatch(_line(state, line))), 0)
    if not stop:
        return False
    if not silent:
        names = [(line, _line(state, line).strip()) for line in range(start + 1, stop)]
        for line, name in names:
            if name and not name.startswith(";"):
                _push_include(state, (start, stop + 1), (line, read_name(name[:LONGEST])))
        state.line = stop + 1
    return True


def _push_include(state: StateBlock, lines: tuple[int, int], found: tuple[int, object]) -> None:
    token = state.push("include", "", 0)
    token.map = [found[0], lines[1]]
    token.meta = {"reference": found[1]}
    state.line = lines[1]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
