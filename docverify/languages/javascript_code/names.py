"""The names that JavaScript binds at its top level, and those that it reads and does not bind."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from docverify.languages.javascript_code.imports import bound
from docverify.languages.javascript_code.tokens import Token, statements, tokens

_HEADS = frozenset(("if", "for", "while", "switch", "with"))
_DECLARES = frozenset(("const", "let", "var", "using"))
_ENDS = _DECLARES | {";", "of", "in"}
_NAMES_NEXT = frozenset(("function", "class", "enum", "interface", "type", "namespace"))
_KEYWORDS_WORDS = (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for"
    " function if import in instanceof let new null return static super switch this throw true try typeof var void"
    " while with yield async undefined NaN Infinity arguments interface implements declare"
    " namespace readonly public private protected abstract keyof infer is satisfies"
)
KEYWORDS = frozenset(_KEYWORDS_WORDS.split())
_AT_TIMES = frozenset(("as", "from", "get", "of", "set", "type"))
"""Words of the grammar that may be names too."""
_BEFORE_NAME = _DECLARES | {
    "await",
    "case",
    "default",
    "else",
    "in",
    "new",
    "return",
    "throw",
    "typeof",
    "void",
    "yield",
}
LONGEST_PATTERN = 2_000
"""Tokens of a declaration that are looked through."""
LONGEST_TYPE = 40
"""Tokens of what a function gives in which its body is looked for."""
_TYPES = frozenset(("string", "number", "boolean", "any", "unknown", "never", "object", "symbol", "bigint"))


def names(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Top-level names that it binds, and those that it reads."""
    list_ = [token for token in tokens(code) if token.kind != "comment"]
    top = frozenset(_bound(list_, top=True))
    own = top - frozenset(_read_first(list_, top - frozenset(_declared(list_))))
    within = frozenset(_bound(list_, top=False)) - (frozenset(_used(code)) - top)
    known = own | within | KEYWORDS
    return top - KEYWORDS, frozenset(_read(list_)) - known


def _used(code: str) -> Iterator[str]:
    """The names with whose parts or calls its statements begin: what a function calls its parameter is another."""
    for statement in statements(code):
        list_ = [token for token in statement.tokens if token.text != "await"]
        if len(list_) > 1 and list_[0].kind == "word" and list_[1].text in (".", "?.", "("):
            yield list_[0].text


def declared_twice(code: str) -> set[str]:
    """The names that its top level declares several times: what follows stands for what came before."""
    list_ = [token for token in tokens(code) if token.kind != "comment"]
    return _repeated(_declared(list_))


def imported_twice(code: str) -> set[str]:
    """The names that it imports several times: the ways to do so, of which a reader takes one."""
    modules = (statement for statement in statements(code) if statement.tokens[0].text == "import")
    return _repeated(name for one in modules for name, _ in bound(one))


def _repeated(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _declared(list_: Sequence[Token]) -> Iterator[str]:
    """The names of the declarations of its top level."""
    for index, token in enumerate(list_):
        if not token.depth and token.text in _DECLARES and not (index and list_[index - 1].text == "."):
            yield from _pattern(list_, index + 1, imports=False)


def _read_first(list_: Sequence[Token], assigned: Collection[str]) -> Iterator[str]:
    """Of the names that it assigns and does not declare, those that it reads before or in doing so."""
    decided = set[str]()
    for index, token in enumerate(list_):
        is_part = index > 0 and list_[index - 1].text in (".", "?.")
        if token.text not in assigned or token.text in decided or is_part:
            continue
        decided.add(token.text)
        if not _is_assigned(list_, index) or token.text in _right_side(list_, index + 2):
            yield token.text


def _right_side(list_: Sequence[Token], start: int) -> Iterator[str]:
    """The words of a value that are not parts of something; to the end of its statement."""
    for index in range(start, len(list_)):
        token = list_[index]
        if not token.depth and (token.text == ";" or (token.first and token.kind == "word")):
            return
        if list_[index - 1].text not in (".", "?."):
            yield token.text


def _bound(list_: Sequence[Token], *, top: bool) -> Iterator[str]:
    """Names of declarations, at the top level or below it, where parameters count too."""
    if not top:
        yield from _parameters(list_)
    for index, token in enumerate(list_):
        if token.kind != "word" or (top and token.depth) or (index and list_[index - 1].text == "."):
            continue
        if token.text in _DECLARES or token.text == "import":
            yield from _pattern(list_, index + 1, imports=token.text == "import")
        elif token.text in _NAMES_NEXT and not _is_name(list_, index) and not _is_bodiless(list_, index):
            yield from (one.text for one in list_[index + 1 : index + 3] if one.kind == "word")
        elif top and _is_assigned(list_, index):
            yield token.text


def _is_bodiless(list_: Sequence[Token], index: int) -> bool:
    """True for a function of which only the types stand there: `function pour(pot: Pot): Tea`."""
    if list_[index].text != "function":
        return False
    depth, ends = list_[index].depth, range(index + 1, len(list_))
    opens = next((n for n in ends if list_[n].text == "(" and list_[n].depth == depth), len(list_))
    closes = next((n for n in range(opens, len(list_)) if list_[n].text == ")" and list_[n].depth == depth), opens)
    behind = [token.text for token in list_[closes + 1 : closes + 2 + LONGEST_TYPE]]
    return behind[:1] == [":"] and "{" not in behind


def _parameters(list_: Sequence[Token]) -> Iterator[str]:
    """The words between brackets that a body follows, and those before an arrow."""
    opened: list[int] = []
    for index, token in enumerate(list_):
        after = list_[index + 1].text if index + 1 < len(list_) else ""
        if token.text == "(":
            opened.append(index)
        elif token.text == ")" and opened:
            first = opened.pop()
            if after == "=>" or (after == "{" and not (first and list_[first - 1].text in _HEADS)):
                yield from (one.text for one in list_[first + 1 : index] if one.kind == "word")
        elif token.kind == "word" and after == "=>":
            yield token.text


def _is_assigned(list_: Sequence[Token], index: int) -> bool:
    return list_[index].first and index + 1 < len(list_) and list_[index + 1].text == "="


def _pattern(list_: Sequence[Token], start: int, *, imports: bool) -> Iterator[str]:
    """The names in what stands between a keyword and its `=`, or in the clause of an import."""
    depth = list_[start - 1].depth
    is_left, is_type, angles = True, False, 0
    for index in range(start, min(len(list_), start + LONGEST_PATTERN)):
        token, is_top = list_[index], list_[index].depth == depth
        if token.depth < depth or (is_top and token.text in _ENDS) or (imports and token.kind == "string"):
            return
        if is_top and index > start and token.first and not (is_left and (imports or _goes_on(list_, index))):
            return
        if is_top and is_type and token.text != "=>":
            angles += (token.text == "<") - token.text.count(">")
        if is_top and (token.text in ("=", ":") or (token.text == "," and angles <= 0)):
            is_left, is_type, angles = token.text == ",", token.text == ":", 0
        elif is_left and _is_name(list_, index) and (is_top or list_[min(index + 1, len(list_) - 1)].text != ":"):
            yield token.text


def _goes_on(list_: Sequence[Token], index: int) -> bool:
    """True when a declaration, of which no value stands yet, has the first token of that line too."""
    return list_[index - 1].text == "," or list_[index].text in ("=", ",", ":", "}", "]")


def _read(list_: Sequence[Token]) -> Iterator[str]:
    for index, token in enumerate(list_):
        if not _is_name(list_, index) or token.text[0] in "#@" or token.text[0].isdigit():
            continue
        before = list_[index - 1].text if index else ""
        after = list_[index + 1].text if index + 1 < len(list_) else ""
        is_type = token.text in _TYPES and after not in ("(", ".")
        if before not in (".", "?.") and (after != ":" or before == "?") and not is_type:
            yield token.text


def _is_name(list_: Sequence[Token], index: int) -> bool:
    """True for a word that is none of the grammar there: some of its words are others' names elsewhere."""
    token = list_[index]
    if token.kind != "word" or token.text not in _AT_TIMES:
        return token.kind == "word" and token.text not in KEYWORDS
    after = list_[index + 1] if index + 1 < len(list_) else token
    if after is not token and not after.first and (after.kind in ("word", "string") or after.text in ("[", "{")):
        return False
    before = list_[index - 1] if index else token
    return token.first or before.text in _BEFORE_NAME or (before.kind != "word" and before.text not in (")", "]", "}"))
