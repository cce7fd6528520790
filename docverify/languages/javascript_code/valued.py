"""Which statements print, are worth something, or change what they are called on."""

from collections.abc import Sequence

from docverify.languages.javascript_code.tokens import Statement, Token, statements

_IN_PLACE_WORDS = (
    "push unshift splice sort reverse fill copyWithin pop shift set add delete clear append assign defineProperty"
    " forEach remove insert then catch finally on once subscribe"
)
_IN_PLACE = frozenset(_IN_PLACE_WORDS.split())
_NO_READING = frozenset(("=>", "+=", "-=", "new"))
_STATEMENTS_WORDS = (
    "import export function class if for while do switch try throw return break continue async interface type enum"
    " declare namespace debugger with var let const else case default abstract using"
)
_STATEMENTS = frozenset(_STATEMENTS_WORDS.split())
_INTRODUCES = (":", "=", "->", "=>", "→")
_DECLARES = ("const", "let", "var")
_DEFINES = frozenset(("function", "class", "interface", "type", "enum", "import", "export", "async", "declare"))


def prints(code: str) -> bool:
    """True for code that is one call of `console.log`."""
    found = statements(code)
    return len(found) == 1 and is_printer(found[0])


def is_printer(statement: Statement) -> bool:
    """True for one call of `console.log`, or of what prints as it does, and nothing else."""
    words = [token.text for token in statement.tokens[:4]]
    if words[:2] != ["console", "."] or words[2:3] not in (["log"], ["info"], ["dir"], ["debug"]) or words[3:] != ["("]:
        return False
    closes = [index for index, token in enumerate(statement.tokens) if token.text == ")" and token.depth == 0]
    rest = statement.tokens[closes[0] + 1 :] if closes else ()
    return bool(closes) and all(token.text == ";" for token in rest)


def label(code: str) -> str:
    """The text that a call of `console.log` puts before what it prints: `Cups: ` of `Cups: ${cups}`; empty for none."""
    found = statements(code)
    list_ = found[0].tokens if len(found) == 1 and is_printer(found[0]) else []
    if not counts(list_):
        return ""
    text = list_[4].text.partition("${")[0].strip("'\"`")
    return text if text.rstrip().endswith(_INTRODUCES) or (given(list_) > 1 and "%" not in text) else ""


def printer_inside(statement: Statement) -> Token | None:
    """The only call of `console.log` in a statement that does more than that; None for what defines something."""
    list_ = statement.tokens
    if list_[0].text in _DEFINES:
        return None
    found = [
        token
        for index, token in enumerate(list_[:-2])
        if token.text == "console" and list_[index + 1].text == "." and list_[index + 2].text == "log"
    ]
    return found[0] if len(found) == 1 else None


def given(list_: Sequence[Token]) -> int:
    """How many values a call of `console.log` is given."""
    inside = [token for token in list_[4:] if token.depth == 1]
    return sum(token.text == "," for token in inside) + 1


def counts(list_: Sequence[Token]) -> bool:
    """True when text is printed: a number beside it tells in which order the lines run."""
    return len(list_) > 4 and list_[4].kind in ("string", "template")


def has_value(list_: Sequence[Token]) -> bool:
    """True for an expression, or the declaration of one name."""
    words = [token.text for token in list_]
    if words[0] in _DECLARES:
        return len(words) > 3 and list_[1].kind == "word" and words[2] == "=" and not _is_list(list_)
    if list_[0].kind == "word" and words[0] in _STATEMENTS:
        return False
    return list_[0].text not in ("{", "@", ";") and not _is_list(list_) and words[1:2] != [":"]


def _is_list(list_: Sequence[Token]) -> bool:
    return any(token.text == "," and token.depth == 0 for token in list_)


def is_computed(list_: Sequence[Token]) -> bool:
    """True when something is called, read or compared: what a literal is worth needs no comment."""
    plain = [token for token in list_ if token.text != ";"]
    start = next((index for index, token in enumerate(plain) if token.text == "=" and not token.depth), None)
    if start is not None:
        right = plain[start + 1 :]
        called = any(token.text in ("(", "[", ".") for token in right)
        spread = any(token.text == "..." and token.depth == 1 for token in right)
        made = right[0].text in ("[", "{")
        return (spread if made else called) and right[0].text != "new" and not _defines(right)
    return len(plain) > 1 and not _defines(plain)


def makes(list_: Sequence[Token]) -> bool:
    """True for what a constructor gives, whose comment may show how it is written."""
    return any(token.text == "new" and not token.depth for token in list_)


def _defines(list_: Sequence[Token]) -> bool:
    return any(token.text in _NO_READING and not token.depth for token in list_)


def changes_in_place(list_: Sequence[Token]) -> bool:
    """True for methods whose comments speak of the object that they change, or of what they will call."""
    words = [token.text for token in list_]
    return any(words[index] in (".", "?.") and words[index + 1] in _IN_PLACE for index in range(len(words) - 1))
