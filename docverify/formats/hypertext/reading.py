"""From a page's HTML to its blocks."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from docverify.draft import Draft, Piece
from docverify.formats.hypertext import cells, roles
from docverify.formats.hypertext.cells import Output, find_claimed, find_kind
from docverify.formats.hypertext.code import read_code
from docverify.formats.hypertext.comments import HIDDEN_CODE, Comment, find_comments
from docverify.formats.hypertext.element import Element, around, elements_in, read
from docverify.formats.hypertext.extents import find_ends
from docverify.formats.hypertext.generator import EXACT, find_generator, has_gap, is_listing, is_template, judge
from docverify.formats.hypertext.headings import read_heading
from docverify.formats.hypertext.lines import Lines, inner, span
from docverify.formats.hypertext.naming import find_flags, find_label
from docverify.formats.hypertext.runs import find_runs
from docverify.formats.hypertext.surroundings import Before, look_before
from docverify.formats.hypertext.tabs import Tab, Tabs
from docverify.formats.hypertext.titles import BEFORE, MAY_HAVE, find_title
from docverify.formats.hypertext.tree import HEADINGS, Spot, Tree, without_marks
from docverify.infostring import read as read_info
from docverify.model import VALUE, Block, Page, Problem

_NEXT_CODE = re.compile(r"<code\b", re.IGNORECASE)
_LAST_INDENT = re.compile(r"\n[ \t]+\Z")
_NESTS = 12
"""Elements around a `<pre>` in which a `<pre>` that holds it is looked for."""
_COPIED = "data-snippet-clipboard-copy-content"
_DELETES = frozenset({"diff", "patch", "udiff"})
_EXAMPLE_AREA = "Documentation-exampleCode"
_EXAMPLE_OUTPUT = ".Documentation-exampleOutput"


class Area(Struct, frozen=True, gc=False):
    """An element that may be a block, and its HTML."""

    node: LexborNode
    chain: tuple[Element, ...]
    """From the innermost element that may name the language out."""
    begin: int
    """Where its inside begins in the text."""
    source: str
    inside: int = 0
    """How many elements of the chain stand in the node."""


class Reader:
    """Reads one page."""

    def __init__(self, page: Page, tree: Tree) -> None:
        self._tree = tree
        self._text = tree.text
        self._draft = Draft(page)
        self._lines = Lines(self._text)
        self._path = page.path
        self._previous: Area | None = None
        self._outputs: list[Output] = []

    def read(self) -> tuple[list[Block], list[Problem]]:
        comments = list(find_comments(self._text))
        self._generator = find_generator(self._text)
        self._fidelity = judge(self._generator)
        self._is_template = is_template(self._text)
        if (self._tree.may_hold_code or comments) and not is_listing(self._generator, self._path):
            self._read(self._tree.spots(), comments)
        if self._tree.is_cut:
            line = self._lines.line(len(self._text))
            self._draft.report("elements are nested too deep to be read", line, "nest fewer elements")
        return self._draft.finish()

    def _read(self, spots: Sequence[Spot], comments: list[Comment]) -> None:
        self._tabs = Tabs(self._tree.root, self._text)
        code = [spot for spot in spots if spot.tag not in HEADINGS]
        ends = find_ends(code, self._text)
        self._runs = find_runs(code, list(ends.values()), self._text) if "tab-" in self._text else {}
        comments.reverse()
        for index, spot in enumerate(spots):
            while comments and comments[-1].start < spot.start:
                self._comment(comments.pop())
            if spot.tag in HEADINGS:
                heading = read_heading(spot)
                if heading:
                    self._flush()
                    self._draft.heading(heading.level, heading.text, heading.anchor)
            elif not _holds(spot, spots[index + 1 : index + 2]):
                self._block(spot, ends[spot.start])
        while comments:
            self._comment(comments.pop())
        self._flush()

    def _block(self, spot: Spot, end: int) -> None:
        begin = inner(self._text, spot.start, end)
        if spot.tag == "pre" and end == len(self._text):
            self._draft.report("a <pre> element is not closed", self._lines.line(spot.start), "add </pre>")
        around_it = tuple(around(spot.node))
        source = self._text[begin:end]
        if spot.tag == "textarea" and _EXAMPLE_AREA not in around_it[0].classes:
            return
        if spot.tag == "div" and "fragment" not in around_it[0].classes:
            return
        codes = [one for one in elements_in(spot.node) if one.tag == "code"] if "<code" in source else []
        if len(codes) > 1 and self._alternatives(codes, around_it, begin, end):
            return
        inside = tuple(read(one) for one in codes) if len(codes) == 1 else ()
        self._add(Area(spot.node, (*inside, *around_it), begin, source, len(inside)))

    def _alternatives(self, codes: list[LexborNode], around_it: tuple[Element, ...], begin: int, end: int) -> bool:
        """One element with the same example in several languages, of which a reader sees one."""
        labels = [find_label([read(one)]) for one in codes]
        if len(set(labels)) != len(labels) or not all(labels):
            return False
        group, whole = around_it[0].node.mem_id, around_it[0].node
        for one, label in zip(codes, labels, strict=True):
            opening = _NEXT_CODE.search(self._text, begin, end)
            start = inner(self._text, opening.start(), end) if opening else begin
            following = _NEXT_CODE.search(self._text, start, end)
            begin = following.start() if following else end
            area = Area(one, (read(one), *around_it), start, self._text[start:begin])
            self._add(area, [Tab(group, label)], whole)
        return True

    def _add(self, area: Area, tabs: list[Tab] | None = None, whole: LexborNode | None = None) -> None:
        role = roles.find_role(area.chain[area.inside :], area.source)
        if role.name == roles.NONE:
            return
        if self._is_template and role.name == roles.EXAMPLE and has_gap(area.source):
            role = roles.Role(roles.SYNOPSIS, "template")
        tabs = (tabs or []) + self._find_tabs(area.node)
        label = find_label(area.chain) or next((tab.value.lower() for tab in tabs if tab.value), "")
        code = self._code(area, label)
        if not code.strip() and (role.name == roles.OUTPUT or area.node.text().strip()):
            return  # line numbers alone
        before = look_before(whole or area.node, self._previous.node.mem_id if self._previous else 0)
        if before.adjacent and role.name == roles.EXAMPLE and self._is_screen(area, code):
            role = roles.Role(roles.OUTPUT, "screen")
        piece = self._piece(area, code, label, self._tabs.name(tabs))
        if role.name == roles.OUTPUT:
            self._outputs.append(Output(piece, before, find_kind(area.chain, code), role.said))
        else:
            self._flush()
            self._tell(piece, before, role)
        self._previous = area if whole is None else Area(whole, area.chain, area.begin, area.source)

    def _is_screen(self, area: Area, code: str) -> bool:
        return self._previous is not None and roles.is_screen(area.chain, self._previous.chain, code)

    def _piece(self, area: Area, code: str, label: str, tab: str) -> Piece:
        line, end_line = span(area.source, code, self._lines.line(area.begin))
        flags, info = find_flags(area.chain)
        return Piece(
            code=code,
            line=line,
            end_line=end_line,
            language=label,
            info=info,
            attributes=flags | self._title(area),
            style="html",
            tab=tab,
            origin="html",
            fidelity=self._fidelity,
        )

    def _flush(self) -> None:
        """Tells the draft what the cell above showed, now that all of it is known."""
        if not self._outputs:
            return
        claimed = find_claimed(self._outputs)
        for output in self._outputs:
            is_value = output is claimed and output.kind == cells.VALUE
            piece = replace(output.piece, info=VALUE) if is_value else output.piece
            name = roles.OUTPUT if output is claimed else roles.ASIDE
            self._tell(piece, output.before, roles.Role(name, output.said))
        self._outputs.clear()

    def _tell(self, piece: Piece, before: Before, role: roles.Role) -> None:
        if not before.adjacent:
            self._draft.bar()  # more may stand between: what is right below the last block is not looked for
            self._draft.bar(before.lead)
        if role.name != roles.EXAMPLE:
            self._draft.mark(role.name, f'class="{role.said}"', piece.line)
        self._draft.add(piece)

    def _find_tabs(self, node: LexborNode) -> list[Tab]:
        run = self._runs.get(node.mem_id)
        return [run] if run else self._tabs.find(node)

    def _code(self, area: Area, label: str) -> str:
        node = area.node
        if "Documentation-exampleOutput" in area.source:
            node = node.css_first(_EXAMPLE_OUTPUT) or node
        code = without_marks(read_code(node, area.source, keeps_deleted=label in _DELETES))
        copied = next((value for one in area.chain if (value := one.attributes.get(_COPIED))), None)
        if copied is not None and "".join(copied.split()) == "".join(code.split()):
            code = without_marks(copied)
        code = _LAST_INDENT.sub("\n", code if self._fidelity == EXACT else code.replace("\xa0", " "))
        return _without_stars(code) if self._generator.startswith("javadoc") else code

    def _title(self, area: Area) -> dict[str, str]:
        above = self._text[max(0, area.begin - BEFORE) : area.begin]
        title = find_title(area.chain, may_stand_before=any(map(above.__contains__, MAY_HAVE)))
        return {"title": title} if title else {}

    def _comment(self, comment: Comment) -> None:
        """Honours an instruction, and takes the code that stands in a comment for tools alone."""
        self._flush()
        line = self._lines.line(comment.start)
        hidden = HIDDEN_CODE.match(comment.content.lstrip(" \t"))
        if hidden is None:
            self._draft.comment(comment.content, line, f"<!--{comment.content}-->")
            return
        first = line + comment.content.count("\n") - hidden[2].count("\n")
        info = read_info(hidden[1])
        code = hidden[2].removesuffix("-") if comment.content.startswith("-") else hidden[2]
        self._draft.add(
            Piece(code.rstrip(), first, info.language, hidden[1], info.attributes, style="hidden", origin="html")
        )


def _holds(spot: Spot, following: Sequence[Spot]) -> bool:
    """True when the next spot stands in this one: generators put a `<pre>` for the looks around another."""
    if not following or following[0].tag in HEADINGS:
        return False
    current = following[0].node.parent
    for _ in range(_NESTS):
        if current is None:
            return False
        if current.mem_id == spot.node.mem_id:
            return True
        current = current.parent
    return False


def _without_stars(code: str) -> str:
    """Javadoc takes the star from each line of a comment and leaves the blank behind it."""
    lines = code.strip("\n").split("\n")
    return "\n".join(line[1:] for line in lines) if all(line[:1] in ("", " ") for line in lines) else code
