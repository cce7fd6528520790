"""XML: what is well-formed, with a root or without; what is a piece or no XML; and which slips are surely slips."""

import re
from collections.abc import Iterator
from xml.parsers import expat
from xml.parsers.expat import errors

from docverify.parsed import Malformed, Repair, signs

_UNDEFINED = errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]
_MISMATCH = errors.codes[errors.XML_ERROR_TAG_MISMATCH]
_HEAD = re.compile(r"\s*(?:<\?xml\b[^<>]*\?>|<!DOCTYPE\b[^<>\[\]]*>|<!--(?>(?:[^-]|-(?!->))*)-->|\s)*")
_TAG = re.compile(r"</?[A-Za-z_][\w:.-]*")
_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z][\w.-]*);)")
_PAGE = re.compile(r"<(?:br|hr|img|input|meta|link|p|div|span|template|script)\b|=\{|\s[:@*#\[(][\w.-]+[\])]*=", re.I)
_CLOSING = re.compile(r"</([\w:.-]+)[ \t\r\n]*>")
_WHOLE = re.compile(r"<([A-Za-z_][\w:.-]*)[^<>]*/>")
_OPENING = re.compile(r"<([A-Za-z_][\w:.-]*)")


def load(code: str) -> str:
    """A document, or the content of an element: the standard has both."""
    text = code.lstrip("\ufeff \t\r\n")
    before = len(code) - len(text)
    if not _TAG.search(text):
        raise Malformed("holds no element", 0, "not-executable")
    fault = _fault(text, before)
    if fault is None:
        return ""
    head = _HEAD.match(text)
    end = head.end() if head else 0
    content = _fault(f"{text[:end]}<docverify>{text[end:]}</docverify>", 0)
    if content is None:
        return "without a root"
    raise fault


def _fault(text: str, before: int) -> Malformed | None:
    """Where the parser stops; nothing outside of the text is read, and no entity is expanded."""
    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        if error.code == _UNDEFINED:
            return Malformed("it uses an entity that it does not define", 0, "fragment")
        return Malformed(errors.messages[error.code], before + _offset(text, error.lineno, error.offset))
    except Malformed as error:
        return error
    return None


def _refuse_entity(*_: object) -> None:
    raise Malformed("declares entities, which docverify does not expand", 0, "resource-limit")


def _offset(text: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    return at + column


def explain(code: str, fault: Malformed) -> tuple[str, str]:
    said = signs(_OPENING.sub("", code))
    if said:
        return said
    page = _PAGE.search(code)
    if page:
        return "pseudo-code", f"may be HTML or a component, `{page[0].strip()}`"
    if code.count("<?xml") > 1:
        return "fragment", "holds several documents"
    closing = set(_CLOSING.findall(code)) | set(_WHOLE.findall(code))
    alone = [name for name in _OPENING.findall(code) if name not in closing]
    if fault.what == errors.messages[_MISMATCH] and alone:
        return "placeholder", f"may hold one, `<{alone[0]}>`"
    opened, closed = len(_OPENING.findall(code)), code.count("</") + code.count("/>")
    return "fragment", "is cut out of something larger" if opened != closed else "may be a piece of it"


def repairs(code: str, fault: Malformed) -> Iterator[Repair]:
    """A bare ampersand, and a closing tag that names what was never opened."""
    first = _AMPERSAND.search(code)
    if first and "&&" not in code and not _PAGE.search(code):
        yield Repair("a bare `&` stands for nothing", _AMPERSAND.sub("&amp;", code), first.start())
    if fault.what == errors.messages[_MISMATCH]:
        yield from _closed(code, fault.at)


def _closed(code: str, at: int) -> Iterator[Repair]:
    closing = _CLOSING.search(code, code.rfind("<", 0, at + 1) if "<" in code[: at + 1] else 0)
    if closing is None or closing[1] in set(_OPENING.findall(code)):
        return
    name = _innermost(code[: closing.start()])
    if name:
        mended = f"{code[: closing.start()]}</{name}>{code[closing.end() :]}"
        yield Repair(f"`{closing[0]}` closes `<{name}>`", mended, closing.start())


def _innermost(code: str) -> str:
    """The element that is open at the end of the code."""
    opened: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = lambda name, _: opened.append(name)
    parser.EndElementHandler = lambda _: opened.pop()
    try:
        parser.Parse(code.lstrip().encode("utf-8", "replace"), False)
    except (expat.ExpatError, Malformed):
        return ""
    return opened[-1] if opened else ""
