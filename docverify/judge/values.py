"""Two notations of one Python value: quotes, spacing, the order of a set or of a dictionary's keys."""

import ast
import re

LONGEST = 20_000
"""Characters of a text that is compared as a value; longer ones are compared as text alone."""
_CLASS = re.compile(r"<(?:class|type) '([A-Za-z_][\w.]*)'>")
"""As Python shows a class, or did before its third release."""
_DURATION = ("days", "seconds", "microseconds")
"""What Python names in a duration, and did not name before 3.7."""


def same_value(expected: str, actual: str) -> bool:
    """True when both texts are expressions, and the same one but for its notation."""
    if not expected.strip() or max(len(expected), len(actual)) > LONGEST:
        return False
    try:
        wanted, got = (ast.parse(_CLASS.sub(r"\1", text.strip()), "<page>", "eval") for text in (expected, actual))
        ordered = _Ordered(_bare_calls(wanted))
        return ast.dump(ordered.visit(wanted)) == ast.dump(ordered.visit(got))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _bare_calls(value: ast.AST) -> frozenset[str]:
    """Names that are called without the module that has them."""
    calls = (node.func for node in ast.walk(value) if isinstance(node, ast.Call))
    return frozenset(func.id for func in calls if isinstance(func, ast.Name))


class _Ordered(ast.NodeTransformer):
    """Sorts what has no order, and writes calls in one way."""

    def __init__(self, bare: frozenset[str]) -> None:
        self.bare = bare
        """Names that the page calls without their module."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        members = _members(node)
        if members is not None:
            return _collected(node, members)
        if isinstance(node.func, ast.Attribute) and node.func.attr in self.bare:
            node.func = ast.Name(node.func.attr, ast.Load())
        if ast.unparse(node.func).rpartition(".")[2] == "timedelta" and len(node.args) <= len(_DURATION):
            node.keywords = [*map(ast.keyword, _DURATION, node.args), *node.keywords]
            node.args = []
        return node

    def visit_Set(self, node: ast.Set) -> ast.Set:
        self.generic_visit(node)
        return ast.Set(sorted(node.elts, key=ast.dump))

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        pairs = sorted(zip(node.keys, node.values, strict=True), key=lambda pair: ast.dump(pair[0]) if pair[0] else "")
        return ast.Dict([key for key, _ in pairs], [value for _, value in pairs])

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        """Without its `u` prefix, which is no part of the value."""
        return ast.Constant(node.value)


def _members(node: ast.Call) -> list[ast.expr] | None:
    """Of a set that is written as a call, `set([1])` as before the third release of Python, or `frozenset({1})`."""
    is_one = isinstance(node.func, ast.Name) and node.func.id in ("frozenset", "set")
    if not is_one or len(node.args) != 1 or not isinstance(node.args[0], ast.List | ast.Set):
        return None
    return sorted(node.args[0].elts, key=ast.dump)


def _collected(node: ast.Call, members: list[ast.expr]) -> ast.expr:
    """As today: a set in braces, an empty one as a call of nothing."""
    if isinstance(node.func, ast.Name) and node.func.id == "set" and members:
        return ast.Set(members)
    return ast.Call(node.func, [ast.Set(members)] if members else [], [])


def unquoted(actual: str) -> str | None:
    """The text of a string that a prompt shows in quotes: pages leave them out; None when it is no string."""
    if not actual.startswith(("'", '"')) or len(actual) > LONGEST:
        return None
    try:
        value = ast.literal_eval(actual.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return value.strip() if isinstance(value, str) else None


def texts_of(shown: str) -> tuple[str, ...]:
    """What a string says that a prompt shows in quotes, and the same with each line written as a prompt writes it.

    Empty where it is no string.
    """
    text = unquoted(shown)
    if text is None:
        return ()
    return tuple(dict.fromkeys((text, "\n".join(repr(line)[1:-1] for line in text.split("\n")))))


_PLAIN = re.compile(r"\[[^(<…]*\]|\{[^(<…]*\}", re.DOTALL)
_STRING = re.compile(r"(['\"])(?>(?:\\.|(?!\1|\\|\n).)*)\1(\w)?")
"""A string, and what follows it at once: where that is a word, a quote is missing before or behind."""


def is_no_value(shown: str) -> bool:
    """True for a list or dictionary of plain values in which a quote is missing: no release of Python prints that."""
    text = shown.strip()
    if len(text) > LONGEST or "..." in text or not _PLAIN.fullmatch(text):
        return False
    early = next((match[1] for match in _STRING.finditer(text) if match[2]), "")
    return bool(early) and text.count(early) % 2 == 1
