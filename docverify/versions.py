"""Versions of packages: their order, which of them are final, and which a requirement allows.

As PEP 440 and Semantic Versioning have them, as far as the two agree on what is a final release.
"""

import re

_VERSION = re.compile(
    r"v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)(?P<rest>(?:[-._]?[0-9A-Za-z]+)*)(?:\+[\w.-]*)?"
)
_POST = re.compile(r"\.?post(\d*)")
_CLAUSE = re.compile(r"\s*(===|==|!=|<=|>=|~=|<|>)\s*v?([\d.]+)(\.\*)?\s*")
_PART = re.compile(r"\d+|[A-Za-z]+")

Order = tuple[int, tuple[int, ...], int, tuple[tuple[int, int, str], ...]]


def is_version(text: str) -> bool:
    return bool(_VERSION.fullmatch(text))


def order(version: str) -> Order:
    """Sorts versions from the oldest to the newest; what is no version comes first."""
    match = _VERSION.fullmatch(version)
    if match is None:
        return (-1, (), 0, ())
    stage = 0 if not match["rest"] else 1 if _POST.fullmatch(match["rest"]) else -1
    parts = ((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _PART.findall(match["rest"]))
    return (int(match["epoch"] or 0), _numbers(match["release"]), stage, tuple(parts))


def is_final(version: str) -> bool:
    """False for one that is tried out before it is released."""
    match = _VERSION.fullmatch(version)
    return match is not None and (not match["rest"] or bool(_POST.fullmatch(match["rest"])))


def is_part(word: str, version: str) -> bool:
    """True when the word is the version, or the beginning of it: `24.1` is meant to be any `24.1.x`."""
    return order(word) == order(version) or version.removeprefix("v").startswith(f"{word.removeprefix('v')}.")


def allows(specifier: str, version: str) -> bool:
    """True when a list of clauses such as `>=3.8, !=3.9.*` allows the version; one that is not understood does."""
    clauses = [_CLAUSE.fullmatch(clause) for clause in specifier.split(",")]
    return all(_holds(match[1], match[2], bool(match[3]), version) for match in clauses if match)


def _holds(sign: str, wanted: str, is_prefix: bool, version: str) -> bool:
    own, other = _numbers(version), _numbers(wanted)
    if is_prefix:
        found = _padded(version, wanted) == tuple(map(int, filter(None, wanted.split("."))))
        return found if sign in ("==", "===") else not found
    if sign == "~=":
        return own >= other and _padded(version, wanted)[:-1] == tuple(map(int, wanted.split(".")))[:-1]
    return {"==": own == other, "===": own == other, "!=": own != other}.get(sign, _compared(sign, own, other))


def _compared(sign: str, own: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return own == other if sign[1:] and own == other else own < other if sign[0] == "<" else own > other


def _padded(version: str, like: str) -> tuple[int, ...]:
    """As many numbers of the version as the other one has."""
    count = len(like.strip(".").split("."))
    return (*map(int, version.split(".")), *[0] * count)[:count]


def _numbers(release: str) -> tuple[int, ...]:
    """Without the zeros at its end, which make no difference."""
    numbers = [int(part) for part in release.split(".") if part]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
