"""How pages write what a function takes and gives back, where they do not call it."""

import re
from collections.abc import Sequence

from docverify.languages.javascript_code.tokens import Token, statements, tokens

LONGEST = 5_000
"""Characters of a block that are looked through."""
_SIGNATURE = re.compile(
    r"^\s*(?:new |static |async )?[\w.$#]+\s*\([^()]*\)\s*(?:(?:=>|->|:|→|⇒)\s*[\w<>\[\]| {}.]+)?;?\s*$"
    r"|\[\s*,|,\s*\[\w|\]\s*\)\s*$"
)
_DECLARED = re.compile(
    r"^\s*(?:export |declare |static |async |new |function )*(?:[\w$]+<[^()<>\n]*>\.)?[\w.$#]+(?:<[^()]*>)?"
    r"\([^{};]*\)\s*:\s*[^;{}()]+;?\s*$"
)
_OVERLOAD = re.compile(r"\bfunction [\w$]+(?:<[^()]*>)?\([^{};]*\)\s*:\s*[^{};]+;")
_NAMELESS = re.compile(r"\s*(?:(?:async )?function\*?\s*)?(?:<[^()]*>)?\(")
"""How the type of a function begins: one without a name is no statement."""
_OPTIONAL = re.compile(
    r"[(,]\s*[A-Za-z_$][\w$]*\?\s*[,)]|(?:[(,]|^)\s*\?(?:\.{3})?[A-Za-z_$][\w$]*\s*[,)]", re.MULTILINE
)

_OTHERS = frozenset(
    ["case", "default", "function", "async", "export", "abstract", "public", "private", "protected", "static"]
)
"""What begins no call; a function may have a body behind the type of its result."""
_NAMES = frozenset((".", "<", ">", ",", "|"))
"""What a name holds with the types that it is given: `new Pot<Tea, Lid>`."""
_OF_TYPES = _NAMES | {"[", "]", "&"}
"""What stands between the names of a type without braces."""
_TYPE = re.compile(r"string|number|boolean|any|unknown|object|void|never|[A-Z]\w*")
_MEMBER = re.compile(
    r"^[ \t]*\{?[ \t]*\[\w+: \w+\]\s*:|^[ \t]*\{?[ \t]*(?:readonly )?[\w$]+\??\s*:\s*"
    r"(?:readonly )?(?:(?:string|number|boolean|any|unknown|object|void|never)(?:\[\])*\s*(?:[;,|}]|$)"
    r"|[A-Z]\w*(?:<[^>\n]*>)?(?:\[\])*\s*;|[A-Z]\w*(?:\[\])+|\([\w$]+\??\s*:[^()\n]*\)\s*=>\s*[\w$]+(?:\[\])*\s*(?:;|$))",
    re.MULTILINE,
)
"""A name and its type; an index of any name has one of any kind."""
_NAMED = re.compile(r"(?:readonly )?(?:[\w$]+|\[[\w$]+: \w+\])\??\s*:")
"""How every member of a type begins."""
_ENDS = frozenset((";", "}", ")", "]"))
"""What stands before a line that begins a statement."""


def is_declared(code: str) -> bool:
    """True when it says of what type a function's result is, and has no body. `code` holds no texts and comments."""
    text = code[:LONGEST]
    return bool(_DECLARED.search(text) or _OVERLOAD.search(text)) or _is_nameless(text)


def _is_nameless(code: str) -> bool:
    """True for `function (pot: Pot): Cup`, or `(pot: Pot) => Cup`, and no more: what its brackets hold may have some.

    Behind an arrow that gives something else than a type there is code.
    """
    if not _NAMELESS.match(code):
        return False
    list_ = tokens(code.strip().rstrip(";"))
    closes = next((n for n, token in enumerate(list_) if token.text == ")" and not token.depth), len(list_))
    behind = [token.text for token in list_[closes + 1 :]]
    if behind[:1] != ["=>"]:
        return behind[:1] == [":"]
    given = [text for text in behind[1:] if text not in _OF_TYPES]
    return bool(given) and all(map(_TYPE.fullmatch, given)) and _takes_types(list_[:closes])


def gives_result(code: str) -> bool:
    """True where a line begins a call and says of what type its result is: `pour(cups: number, pot?: {}): Tea`."""
    list_ = [token for token in tokens(code[:LONGEST]) if token.kind != "comment"]
    begins = (at for at, token in enumerate(list_) if token.first and token.depth == 0 and token.kind == "word")
    return any(_gives_result(list_, at) for at in begins if not at or _ends(list_[at - 1]))


def _ends(token: Token) -> bool:
    return token.kind == "string" or token.text in _ENDS


def _gives_result(list_: Sequence[Token], at: int) -> bool:
    """True for a name with what it belongs to, brackets, and the type of what it gives or of what it takes."""
    if list_[at].text in _OTHERS:
        return False
    named = next((n for n in range(at, len(list_)) if list_[n].kind != "word" and list_[n].text not in _NAMES), at)
    typed = next((n for n in range(at, named) if list_[n].text == "<"), named)
    opens = next((n for n in (_behind_types(list_, typed), named) if list_[n].text == "("), None)
    if opens is None:
        return False
    closes = next((n for n in range(opens, len(list_)) if list_[n].text == ")" and not list_[n].depth), len(list_))
    behind = [token.text for token in list_[closes + 1 : closes + 3]]
    if len(behind) > 1 and behind[0] == ":" and behind[1] != "=":
        return True
    return behind[:1] != ["{"] and _takes_types([token for token in list_[opens:closes] if token.depth < 2])


def _takes_types(list_: Sequence[Token]) -> bool:
    """True for a parameter with its type, where a call has its arguments: `pot: Pot`."""
    texts = [token.text for token in list_]
    places = (at for at in range(1, len(texts) - 2) if texts[at - 1] in ("(", ",") and list_[at].kind == "word")
    return any(texts[at + 1] == ":" and _TYPE.fullmatch(texts[at + 2]) for at in places)


def is_shape(code: str) -> bool:
    """True for names with their types, in one pair of braces or in none. `code` holds no texts and comments."""
    text = code.strip().rstrip(";").rstrip()
    list_ = tokens(text[:LONGEST]) if text.startswith("{") and text.endswith("}") else ()
    if not list_:
        return _are_members(code[:LONGEST])
    if len(list_) < 2 or any(token.depth == 0 for token in list_[1:-1]):
        return False
    return bool(_MEMBER.search(text[:LONGEST]))


def _are_members(code: str) -> bool:
    """True where every statement would be one of the members of a type, and one of them is for sure."""
    begun = [code[one.tokens[0].start : one.tokens[-1].end] for one in statements(code)]
    return all(map(_NAMED.match, begun)) and bool(_MEMBER.search(code))


def _behind_types(list_: Sequence[Token], at: int) -> int:
    """The place behind the angles that begin there, as in `pour<T extends Tea>(`; the same place without any."""
    angles = 0
    for place in range(at, len(list_)):
        text = list_[place].text
        angles += 0 if text == "=>" else text.count("<") - text.count(">")
        if angles <= 0:
            return min(place + 1, len(list_) - 1) if place > at else at
    return at


def is_signature(line: str) -> bool:
    return bool(_SIGNATURE.search(line))


def has_optional(line: str) -> bool:
    """True for a parameter with a question mark: it may be left out."""
    return bool(_OPTIONAL.search(line))
