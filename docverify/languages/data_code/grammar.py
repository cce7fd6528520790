"""Languages that docverify parses and does not run: a grammar says whether code is one, never that it works.

A grammar is somebody's second description of a language, and lags behind it.
So code is called wrong only for a bracket that is opened, and that everything else shows to be missing.
"""

import re
from collections.abc import Sequence
from textwrap import dedent

from msgspec import Struct
from msgspec.structs import replace

from docverify.languages.data_code.trees import Tree, parser
from docverify.model import Block, Example, Refusal, Run
from docverify.parsed import Repair, refuse_wrong, signs

LONGEST = 4_000
"""Characters that are parsed: what is no code takes some grammars quadratic time."""
MOST_WORK = 200_000
"""Characters times errors beyond which nothing around the code would make it valid."""
_GENERIC = re.compile(r"(?<=\w)<[^<>\n]*>")
_RANGE = re.compile(r"(?<=[\w)])\s?\.\.\.(?=[\w(])")
_LEFT_OUT = re.compile(r"^[ \t]*(?:\.\.\.|…)[ \t]*$", re.MULTILINE)
"""Some grammars take dots for an operator."""
_PIECES = re.compile(r"\n(?:[ \t]*\n)+")


class Wrapping(Struct, frozen=True, gc=False):
    """What a reader puts around a piece before it is compiled."""

    place: str
    before: str
    after: str


class Grammar(Struct, frozen=True):
    """A language by its grammar."""

    name: str
    title: str
    aliases: tuple[str, ...]
    module: str
    """The Python module of its wheel."""
    program: str = ""
    """What would run it; empty for configuration, in which nothing runs."""
    wrappings: tuple[Wrapping, ...] = ()
    function: str = "language"
    driver: str = ""
    endless: str = ""
    """Pattern of code that its grammar never comes back from; empty where none is known."""

    @property
    def family(self) -> str:
        return self.name

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        return replace(example, refusal=judge(example.block, self))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


def judge(block: Block, grammar: Grammar) -> Refusal:
    parse = parser(grammar.module, grammar.function)
    if parse is None:
        return _untold(grammar, "to have it parsed: pip install 'docverify[grammars]'")
    if len(block.code) > LONGEST:
        return _untold(grammar, f"longer than {LONGEST:,} characters, and not parsed")
    if _LEFT_OUT.search(block.code):
        return Refusal("unverified", "pseudo-code", f"{grammar.title} that leaves out a part, `...`")
    if _is_endless(block.code, grammar):
        return Refusal("unverified", "fragment", f"{grammar.title} that ends in the middle")
    found = parse(block.code)
    if found is None:
        return _untold(grammar, "not parsed: it takes too long")
    if found.whole:
        return _parsed(grammar, "")
    place = _place(block.code, grammar) if found.errors * len(block.code) <= MOST_WORK else ""
    return _parsed(grammar, place) if place else _refuse(block, grammar, found)


def _place(code: str, grammar: Grammar) -> str:
    """Where the code, or each piece of it, is valid; empty when it is so nowhere."""
    straight = dedent(code)
    for wrapping in grammar.wrappings:
        if _is_whole(straight, grammar, wrapping):
            return wrapping.place
    anywhere = (Wrapping("", "", ""), *grammar.wrappings)
    pieces = [dedent(piece) for piece in _PIECES.split(straight) if piece.strip()]
    if len(pieces) > 1 and all(any(_is_whole(piece, grammar, one) for one in anywhere) for piece in pieces):
        return "piece by piece"
    return ""


def _is_whole(code: str, grammar: Grammar, wrapping: Wrapping) -> bool:
    parse = parser(grammar.module, grammar.function) if not _is_endless(code, grammar) else None
    found = parse(f"{wrapping.before}{code}{wrapping.after}") if parse else None
    return found is not None and found.whole


def _is_endless(code: str, grammar: Grammar) -> bool:
    return bool(grammar.endless) and re.search(grammar.endless, code) is not None


def _parsed(grammar: Grammar, place: str) -> Refusal:
    where = f", {place}" if place else ""
    if not grammar.program:
        return Refusal("pass", "", f"valid {grammar.title}{where}; nothing runs", "parsed")
    said = f"valid {grammar.title}{where}; docverify does not run it, as `{grammar.program}` would"
    return Refusal("unverified", "missing-toolchain", said, "parsed")


def _untold(grammar: Grammar, why: str) -> Refusal:
    return Refusal("unverified", "missing-toolchain", f"{grammar.title}: {why}")


def _refuse(block: Block, grammar: Grammar, found: Tree) -> Refusal:
    said = signs(_RANGE.sub("", _GENERIC.sub("", block.code)))
    if said is None and found.missing:
        at = len(block.code.encode("utf-8", "replace")[: found.at].decode("utf-8", "replace").rstrip())
        return refuse_wrong(block, grammar.title, Repair(f"`{found.missing}` is missing", "", at))
    reason, detail = said or ("fragment", "may be a piece of it, or newer than its grammar")
    return Refusal("unverified", reason, f"not parsed as {grammar.title}: {detail}")
