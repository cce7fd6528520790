"""Which tab of which set a block stands in: members of one set are alternatives."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from docverify.formats.commonmark.html import alternatives, without_comments

BETWEEN = " › "
"""Between the labels of a tab in a tab."""

DEEPEST = 100
"""Tabs in tabs that are told apart."""


class _Frame(Struct, frozen=True, gc=False):
    """A container that is open."""

    level: int
    label: str = ""
    """Empty for one that is no tab."""
    group: int = 0
    kind: str = ""
    """`tag` for one that ends with a tag, `group` where each block is a tab, `panel` where each heading begins one."""
    depth: int = 0
    """Of a panel: level of the headings that are its tabs."""


class Tabs:
    """The containers that are open at a token. Tabs that follow each other directly are one set."""

    def __init__(self) -> None:
        self._open: list[_Frame] = []
        self._sets = 0
        self._continued: tuple[int, int] = (-1, 0)
        """Depth and number of the set whose tab was closed by the token before."""
        self._labels: list[str] = []
        """Labels that a set names for the tabs in it that have none."""
        self._seen = 0
        self._switched = (-1, 0)
        """The token of a block that switches with the next one, and the number of their set."""
        self._alternatives: dict[int, list[int]] = {}
        """By token."""
        self._numbered: dict[int, int] = {}
        """The set of each group of alternatives that was met."""

    def see(self, token: Token) -> None:
        """Told every token of the page in turn."""
        self._seen += 1
        while self._open and self._open[-1].level > token.level:
            self._open.pop()
        step = _STEPS.get(token.type)
        continued, self._continued = self._continued, (-1, 0)
        if step:
            step(self, token, continued)

    def name(self, attributes: Mapping[str, str], language: str = "") -> str:
        """`set1/Python`: set and label of a block with these attributes; empty outside tabs."""
        frames = [frame for frame in self._open if frame.label]
        labels = [frame.label for frame in frames]
        group = frames[-1].group if frames else 0
        around = self._open[-1] if self._open else None
        if around and (around.kind == "group" or attributes.get("directive") == "code-tab"):
            own = _own_label(attributes, language)
            labels += [own] if own else []
            group = around.group if own else group
        if "switcher" in attributes:
            labels.append(language)
            group = self._switch()
        return f"set{group}/{BETWEEN.join(labels)}" if labels else ""

    def find_alternatives(self, tokens: Sequence[Token]) -> None:
        """Told all tokens first: what one `<div>` of HTML holds may be alternatives, whatever draws them."""
        known = 0
        for is_html, run in groupby(tokens, lambda token: token.type == "html_block"):
            pieces = list(run) if is_html else []
            found = alternatives([without_comments(token.content) for token in pieces])
            for token, sets in zip(pieces, found, strict=True):
                self._alternatives[id(token)] = [number and number + known for number in sets]
            known += max((number for sets in found for number in sets), default=0)

    def alternatives(self, token: Token) -> Sequence[int]:
        """Of the elements of a piece of HTML in turn, a number for the alternatives that each belongs to, or 0."""
        return self._alternatives.get(id(token), ())

    def alternative(self, number: int, language: str) -> str:
        """`set1/python`: the same of one of these; empty for 0."""
        if not number:
            return ""
        if number not in self._numbered:
            self._sets += 1
            self._numbered[number] = self._sets
        return f"set{self._numbered[number]}/{language}"

    def panel(self, *, opens: bool) -> None:
        """Comments, too, may say where headings begin tabs."""
        if opens and len(self._open) < DEEPEST:
            self._sets += 1
            self._open.append(_Frame(0, "", self._sets, "panel"))
        elif not opens and self._open and self._open[-1].kind == "panel":
            self._open.pop()

    def take_heading(self, level: int, text: str) -> bool:
        """True when the heading is the label of a tab, as in Quarto's panels."""
        frame = self._open[-1] if self._open else None
        if frame is None or frame.kind != "panel" or level != (frame.depth or level):
            return False
        self._open[-1] = replace(frame, label=text, depth=level)
        return True

    def _switch(self) -> int:
        """The set of a block that says itself that it and its neighbour are alternatives."""
        seen, group = self._switched
        if seen != self._seen - 1:
            self._sets += 1
            group = self._sets
        self._switched = (self._seen, group)
        return group

    def _open_container(self, token: Token, continued: tuple[int, int]) -> None:
        if token.info or token.markup in ("group", "panel"):
            self._push(token, token.info, continued)
        else:
            self._open.append(_Frame(token.level))

    def _open_tag(self, token: Token, continued: tuple[int, int]) -> None:
        label = token.info or (self._labels.pop(0) if self._labels else "tab")
        self._push(token, label, continued)

    def _set(self, token: Token, _continued: tuple[int, int]) -> None:
        self._labels = list(token.meta.get("labels", ()))[:DEEPEST]

    def _group(self, token: Token, continued: tuple[int, int]) -> None:
        if token.meta["opens"]:
            token.markup = "group"
            self._push(token, "", continued)
        elif self._open and self._open[-1].kind == "group":
            self._open.pop()

    def _push(self, token: Token, label: str, continued: tuple[int, int]) -> None:
        depth, group = continued
        if depth != len(self._open):
            self._sets += 1
            group = self._sets
        if len(self._open) < DEEPEST:
            self._open.append(_Frame(token.level, label, group, token.markup))

    def _close(self, _token: Token, _continued: tuple[int, int]) -> None:
        if not self._open:
            return
        frame = self._open.pop()
        if frame.label and frame.kind != "panel":
            self._continued = (len(self._open), frame.group)

    def _close_tag(self, token: Token, continued: tuple[int, int]) -> None:
        if self._open and self._open[-1].kind == "tag":
            self._close(token, continued)


def _own_label(attributes: Mapping[str, str], language: str) -> str:
    """What a block calls its own tab: a label in brackets, a title, bare words, or its language."""
    bracket = next((key[1:-1] for key in attributes if key.startswith("[")), "")
    named = bracket or attributes.get("title") or attributes.get("filename") or attributes.get("tab") or ""
    words = [key for key, value in attributes.items() if not value and key[0].isalnum()]
    return named or " ".join(words) or language


_STEPS = {
    "container_open": Tabs._open_container,
    "container_close": Tabs._close,
    "tab_open": Tabs._open_tag,
    "tab_close": Tabs._close_tag,
    "tabs": Tabs._set,
    "group": Tabs._group,
}
