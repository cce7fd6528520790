"""What comments of a script say that it prints, or that values are: `#> …`, `# => …`, `# prints …`, `# Output: …`."""

import ast
import re
from functools import lru_cache

from msgspec import Struct

from docverify.languages.python_code.syntax import expression

_PRINTED = re.compile(r"#>[ \t]?(.*)")
_ARROW = re.compile(r"#[ \t]*(?:=>|->|==>|-->|⇒|→|➜)[ \t]?(.*)")
_WORD = re.compile(r"#[ \t]*(prints?|outputs?|out|results?|returns?)\b[ \t]*(:|=>|->)?[ \t]*(.*)", re.IGNORECASE)
_CLAIMING = re.compile(f"{_PRINTED.pattern}|{_ARROW.pattern}|{_WORD.pattern}", re.IGNORECASE)
_PLAIN = re.compile(r"#[ \t]?(.*)")
_ANGLES = re.compile(r"<[A-Za-z_].*>")
_VALUES = {"True", "False", "None", "nan", "inf", "NotImplemented", "Ellipsis"}
_TYPES = {"int", "str", "float", "list", "dict", "bool", "bytes", "tuple", "set", "object", "datetime", "array"}


class Comment(Struct, frozen=True, gc=False):
    line: int
    text: str
    """With its `#`."""
    own_line: bool


class Claim(Struct, frozen=True, gc=False):
    """What one comment, or several below one another, say."""

    kind: str
    """`printed` (`#>`), `arrow`, `prints`, or `output` for the other words."""
    line: int
    text: str
    certain: bool = True
    """False when the text may be a description and not the thing itself."""
    own_line: bool = False


@lru_cache(maxsize=16)
def comments(code: str) -> list[Comment]:
    """The comments of code that compiles; what looks like one inside a string is none."""
    if "#" not in code:
        return []
    import tokenize

    found = []
    readline = iter([line + "\n" for line in code.split("\n")]).__next__
    try:
        for token in tokenize.generate_tokens(readline):
            if token.type == tokenize.COMMENT:
                own = not token.line[: token.start[1]].strip()
                found.append(Comment(token.start[0], token.string.rstrip(), own))
    except (tokenize.TokenError, SyntaxError):  # a form feed or odd indent that only the compiler accepts
        return []
    return found


def claims(code: str) -> list[Claim]:
    """The claims of a script, in order."""
    lines = comments(code) if _CLAIMING.search(code) else []
    found: list[Claim] = []
    number = 0
    while number < len(lines):
        claim, used = _claim(lines[number:])
        if claim:
            found.append(claim)
        number += used
    return found


def _claim(lines: list[Comment]) -> tuple[Claim | None, int]:
    """The claim that begins with the first comment, and how many comments it takes."""
    first = lines[0]
    below = _below(lines)
    if match := _PRINTED.match(first.text):
        texts = [match[1]]
        for line in below:
            if not (more := _PRINTED.match(line.text)):
                break
            texts.append(more[1])
        return Claim("printed", first.line, "\n".join(texts), own_line=first.own_line), len(texts)
    if match := _ARROW.match(first.text):
        text, used = _whole(match[1], below)
        return Claim("arrow", first.line, text, _is_value(text), first.own_line), used
    return _worded(first, below)


def _worded(first: Comment, below: list[Comment]) -> tuple[Claim | None, int]:
    match = _WORD.match(first.text)
    if match is None:
        return None, 1
    kind = "prints" if match[1].lower().startswith("print") else "output"
    if match[3]:
        text, used = _whole(match[3], below)
        certain = _is_value(text) if match[2] else expression(text) is not None and is_value(text)
        claimed = certain or match[2] or match[1].lower() == "prints"
        return (Claim(kind, first.line, text, certain, first.own_line) if claimed else None), used
    if not match[2] or not first.own_line or not below:
        return None, 1
    texts = [_PLAIN.sub(r"\1", line.text) for line in below]
    return Claim(kind, first.line, "\n".join(texts), certain=True, own_line=True), 1 + len(texts)


def _below(lines: list[Comment]) -> list[Comment]:
    """The comments on lines of their own that stand directly under the first one."""
    found: list[Comment] = []
    for line in lines[1:]:
        if not line.own_line or line.line != lines[0].line + len(found) + 1:
            break
        found.append(line)
    return found


def _whole(text: str, below: list[Comment]) -> tuple[str, int]:
    """A value that goes on in the comments below, when it is a whole one only with them."""
    if not text.strip() or text.strip()[-1] not in "[{(," or expression(text) is not None:
        return text.strip(), 1
    whole = text
    for used, line in enumerate(below, 2):
        whole += "\n" + _PLAIN.sub(r"\1", line.text)
        if expression(whole) is not None:
            return whole.strip(), used
    return text.strip(), 1


def _is_value(text: str) -> bool:
    """True for a value, and for a single word that names no type: descriptions are longer."""
    return is_value(text) or bool(re.fullmatch(r"\S+", text) and text.lower() not in _TYPES)


def is_value(text: str) -> bool:
    """True when the text is a value as Python writes it, not a description of one."""
    found = expression(text)
    return _is_literal(found) if found is not None else bool(_ANGLES.fullmatch(text.strip()))


def is_literal(text: str) -> bool:
    """True for a value that is written out in full, and for no object in angle brackets."""
    found = expression(text)
    return found is not None and _is_literal(found)


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id in _VALUES
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub | ast.UAdd) and _is_literal(node.operand)
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return all(_is_literal(one) for one in node.elts)
    if isinstance(node, ast.Dict):
        return all(one is not None and _is_literal(one) for one in (*node.keys, *node.values))
    if isinstance(node, ast.Call):
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        return isinstance(node.func, ast.Name | ast.Attribute) and all(_is_literal(one) for one in arguments)
    return False
