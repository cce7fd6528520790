"""Which names a piece of Perl code binds, and which it uses without binding them."""

import re

_BINDS = re.compile(
    r"\b(?:my|our|local|state)\s*(?:\w+(?:::\w+)*\s+)?(\([^()]*\)|[$@%]\w+)|\bsub\s+(\w+)|\bforeach\s+(\$\w+)|\bfor\s+(\$\w+)"
    r"|^\s*([$@%]\w+)\s*(?:[|/.+*&-]{0,2})=(?![=~])|\b(?:chomp|read|open|opendir)\s*\(?\s*(?:my\s*)?(?:\(\s*)?([$@]\w+)"
    r"|\(([$@]\w+(?:,\s*[$@%]\w+)*)\)\s*=(?![=~])|\bpackage\s+([\w:]+)",
    re.MULTILINE,
)
_NAME = re.compile(r"[$@%][A-Za-z_]\w*|[\w:]{2,}")
_VARIABLE = re.compile(r"(?<![\\\w$])(?P<sigil>[$@%])\{?(?P<name>[A-Za-z_]\w*)\}?(?P<index>->|[\[{])?")
_CALL = re.compile(r"(?<![\w$@%&>:-])([a-z_]\w*)\s*\(")
_STRING = re.compile(r'"((?>(?:[^"\\]|\\.)*))"')
_GIVEN = frozenset({"$a", "$b", "$_", "@_", "@ARGV", "$ARGV", "%ENV", "@INC", "%INC", "%SIG", "@EXPORT", "@ISA"})


def names(bare: str) -> tuple[frozenset[str], frozenset[str]]:
    """`bare` is code without its comments and with empty strings; names have their sigils, functions have none."""
    bound: dict[str, int] = {}
    for match in _BINDS.finditer(bare):
        for name in (name for part in match.groups() if part for name in _NAME.findall(part)):
            bound.setdefault(name, match.end())
    used = [(variable(match), match.start()) for match in _VARIABLE.finditer(bare)]
    begun = {match.start(group) for match in _BINDS.finditer(bare) for group in range(1, 1 + len(match.groups()))}
    early = {name for name, at in used if at < bound.get(name, len(bare) + 1) and at not in begun}
    inside = {variable(one) for match in _BINDS.finditer(bare) for one in _VARIABLE.finditer(match[0])}
    calls = set(_CALL.findall(bare)) - bound.keys()
    return frozenset(bound), frozenset((early | calls) - (inside & bound.keys()) - _GIVEN)


def variable(match: re.Match[str]) -> str:
    """The name with the sigil of what it is: an element of `@rows` is written `$rows[0]`."""
    sigil = {"[": "@", "{": "%"}.get(match["index"] or "", match["sigil"]) if match["sigil"] == "$" else match["sigil"]
    return f"{sigil}{match['name']}"


def in_strings(code: str) -> frozenset[str]:
    """Variables that strings in double quotes ask for."""
    return frozenset(
        variable(match)
        for string in _STRING.findall(code)
        for match in _VARIABLE.finditer(string)
        if match["sigil"] == "$"
    )


def interpolated(code: str) -> set[str]:
    """Variables in the whole text, strings and all."""
    return {variable(match) for match in _VARIABLE.finditer(code)}
