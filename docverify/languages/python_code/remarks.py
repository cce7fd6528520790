"""Comments that show what a statement prints or is worth, without any word that says so: `# [1, 2]` below or beside it.

Such a comment may as well describe something, so that it can only hold, or be mistyped.
"""

import ast
import re
from collections.abc import Mapping, Sequence

from docverify.languages.python_code.claims import Claim, Comment, is_value

KIND = "remark"
_TEXT = re.compile(r"#[ \t]?(.*)")
_VALUE = re.compile(r"[bBrRuUfF]?['\"]|[-+]?\d|[\[({<]|(?:True|False|None|nan|inf)\b|[A-Za-z_][\w.]*[(\[]")
_PRINTS = re.compile(r"\b(?:print\w*|echo|secho|pp)\(")
_LEFT_OUT = re.compile(r"\.\.\.|…")
_WORD = re.compile(r"\w")
MOST_LINES = 100
"""Lines that are taken for one output."""


def remarks(nodes: Sequence[ast.stmt], lines: Sequence[str], found: Sequence[Comment]) -> list[Claim]:
    """What the comments say of those statements below or beside which they stand, in order.

    `lines` are those of the code, `found` its comments.
    """
    by_line = {one.line: one for one in found}
    said = (_remark(node, lines, by_line) for node in nodes)
    return [one for one in said if one]


def may_remark(code: str) -> bool:
    """False for code of which no comment shows a value, and that prints nothing."""
    return "#" in code and (
        _PRINTS.search(code) is not None or re.search(rf"#[ \t]?(?:{_VALUE.pattern})", code) is not None
    )


def _remark(node: ast.stmt, lines: Sequence[str], by_line: Mapping[int, Comment]) -> Claim | None:
    last = node.end_lineno or node.lineno
    beside = by_line.get(last)
    comments = [beside] if beside else _below(last, by_line)
    text = "\n".join(_TEXT.sub(r"\1", one.text) for one in comments).strip("\n")
    if not _WORD.search(text) or _LEFT_OUT.search(text):
        return None
    if _prints(node, lines) or (_is_worth_something(node) and (is_value(text) or _VALUE.match(text))):
        return Claim(KIND, comments[0].line, text, certain=False, own_line=comments[0].own_line)
    return None


def _below(last: int, by_line: Mapping[int, Comment]) -> list[Comment]:
    found: list[Comment] = []
    while (one := by_line.get(last + 1 + len(found))) and one.own_line and len(found) < MOST_LINES:
        found.append(one)
    return found


def _prints(node: ast.stmt, lines: Sequence[str]) -> bool:
    """True for a call that prints, and for a loop or the like in which one stands."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign):
        return False
    first, last = node.lineno, node.end_lineno or node.lineno
    return any(_PRINTS.search(line) for line in lines[first - 1 : last])


def _is_worth_something(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    if not isinstance(node, ast.Assign) or len(node.targets) > 1 or not isinstance(node.targets[0], ast.Name):
        return False
    return not isinstance(node.value, ast.Constant | ast.List | ast.Dict | ast.Tuple | ast.Set)
