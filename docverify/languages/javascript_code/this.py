"""What `this` is in an example: a part of a class that it shows, or of one that it does not show."""

import re
from collections.abc import Iterator, Sequence

from docverify.languages.javascript_code.tokens import Token, tokens
from docverify.model import Example, Shown

_BEGINS = re.compile(r"^this\b", re.MULTILINE)
_GIVES_WORDS = "function class get set static"
_GIVES = frozenset(_GIVES_WORDS.split())
_CONTROLS = frozenset(("if", "for", "while", "switch", "catch", "with", "await"))


def forgets_this(example: Example, shown: Shown, page: Sequence[Example]) -> bool:
    """True for a name that nobody else on the page knows, and that the class around the line sets as its own part."""
    name, place = shown.name, shown.line - example.block.line
    if any(name in one.defines or name in one.needs for one in page if one.id != example.id):
        return False
    list_ = [token for token in tokens(example.block.code) if token.kind != "comment"]
    for first, last in _class_bodies(list_):
        texts = [token.text for token in list_[first:last]]
        is_set = any(texts[at : at + 4] == ["this", ".", name, "="] for at in range(len(texts)))
        if is_set and list_[first].line < place <= list_[last].line:
            return True
    return False


def _class_bodies(list_: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The places of the brackets around the body of each class."""
    for index, token in enumerate(list_):
        if token.text == "class" and token.kind == "word":
            depth = token.depth
            first = next((at for at in range(index, len(list_)) if list_[at].text == "{"), None)
            closing = (at for at in range(index, len(list_)) if list_[at].text == "}" and list_[at].depth == depth)
            last = next(closing, None)
            if first is not None and last is not None:
                yield first, last


def is_of_a_class(example: Example, line: int) -> bool:
    """True for code that takes something of `this` where nothing that it shows gives it one."""
    if _BEGINS.search(example.block.code):
        return True
    list_ = [token for token in tokens(example.block.code) if token.kind != "comment"]
    is_there = any(token.text == "this" and token.line == line - example.block.line for token in list_)
    return is_there and not _GIVES.intersection(token.text for token in list_) and not _has_methods(list_)


def _has_methods(list_: Sequence[Token]) -> bool:
    """True where a bracket with a name before it is followed by a body, as in `pour() {`."""
    opened: dict[int, str] = {}
    for index, token in enumerate(list_):
        if token.text == "(":
            opened[token.depth] = list_[index - 1].text if index and list_[index - 1].kind == "word" else ""
        is_body = token.text == "{" and index and list_[index - 1].text == ")"
        if is_body and opened.get(token.depth, "") not in ("", *_CONTROLS):
            return True
    return False
