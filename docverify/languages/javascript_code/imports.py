"""What code takes from modules: by `import`, and by `require`."""

from collections.abc import Iterator, Sequence

from docverify.languages.javascript_code.tokens import Statement, Token

Way = tuple[str, str]
"""A module, and what is taken from it: the name of an export, `default`, or `*` for all of it."""


def bound(statement: Statement) -> Iterator[tuple[str, Way]]:
    """Names that an import binds, or a `require` and nothing else, each with its way."""
    list_ = [token for token in statement.tokens if token.text != ";"]
    words = [token.text for token in list_]
    if words[:1] == ["import"] and words[-2:-1] == ["from"] and list_[-1].kind == "string":
        clause, module, renaming = list_[1:-2], words[-1][1:-1], "as"
    elif words and words[0] in ("const", "let", "var") and words[-5:-2] == ["=", "require", "("]:
        clause, module, renaming = list_[1:-5], words[-2][1:-1], ":"
    else:
        return
    yield from ((name, (module, taken)) for name, taken in _clause(clause, renaming))


def _clause(list_: Sequence[Token], renaming: str) -> Iterator[tuple[str, str]]:
    """Names with what each takes: `a`, `* as b`, `{ c, d as e }`."""
    for index, token in enumerate(list_):
        before = list_[index - 1].text if index else ""
        after = list_[index + 1].text if index + 1 < len(list_) else ""
        if token.kind != "word" or token.text == renaming or after == renaming:
            continue
        own = token.text if token.depth else "default"
        yield token.text, list_[index - 2].text if before == renaming else own
