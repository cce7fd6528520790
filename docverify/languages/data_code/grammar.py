"""Languages that docverify parses and does not run: a grammar says whether code is one, never that it works.

A grammar is somebody's second description of a language, and lags behind it.
So code is called wrong only for a bracket that is opened, and that everything else shows to be missing.
It is also a program of others that reads text of strangers: it does so behind the wall, and never here.
"""

import re
from collections.abc import Sequence
from importlib.util import find_spec

from msgspec import Struct
from msgspec.structs import replace

from docverify.languages.data_code.trees import Tree, read_tree
from docverify.model import Block, Example, Parser, Refusal, Run, Wrapping
from docverify.parsed import Repair, refuse_wrong, signs

__all__ = ["LONGEST", "Grammar", "Wrapping"]

LONGEST = 16_000
"""Characters that are parsed: what is no code takes some grammars quadratic time."""
_GENERIC = re.compile(r"(?<=\w)<[^<>\n]*>")
_RANGE = re.compile(r"(?<=[\w)])\s?\.\.\.(?=[\w(])")
_LEFT_OUT = re.compile(r"^[ \t]*(?:\.\.\.|…)[ \t]*$", re.MULTILINE)
"""Some grammars take dots for an operator."""


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

    @property
    def parser(self) -> Parser:
        return Parser(self.module, self.function, self.wrappings, self.endless)

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        refusal = refuse(example.block, self)
        if refusal:
            return replace(example, refusal=refusal)
        return replace(example, refusal=untold(self, "not parsed"), to_parse=True)

    def parsed(self, example: Example, run: Run) -> Refusal:
        """What is said of it after its grammar has read it."""
        found = read_tree(run, self.title)
        return found if isinstance(found, Refusal) else judge(example.block, self, found)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


def is_installed(parser: Parser) -> bool:
    """Told without importing it."""
    return all(find_spec(name) is not None for name in ("tree_sitter", parser.module))


def refuse(block: Block, grammar: Grammar) -> Refusal | None:
    """What is said of code that its grammar need not read."""
    if not is_installed(grammar.parser):
        return untold(grammar, "to have it parsed: pip install 'docverify[grammars]'")
    if len(block.code) > LONGEST:
        return untold(grammar, f"longer than {LONGEST:,} characters, and not parsed")
    if _LEFT_OUT.search(block.code):
        return Refusal("unverified", "pseudo-code", f"{grammar.title} that leaves out a part, `...`")
    if grammar.endless and re.search(grammar.endless, block.code):
        return Refusal("unverified", "fragment", f"{grammar.title} that ends in the middle")
    return None


def untold(grammar: Grammar, why: str) -> Refusal:
    return Refusal("unverified", "missing-toolchain", f"{grammar.title}: {why}")


def judge(block: Block, grammar: Grammar, found: Tree) -> Refusal:
    if found.whole or found.place is not None:
        return _valid(grammar, found.place_in(grammar.wrappings))
    said = signs(_RANGE.sub("", _GENERIC.sub("", block.code)))
    if said is None and found.missing:
        return refuse_wrong(block, grammar.title, Repair(f"`{found.missing}` is missing", "", found.offset(block.code)))
    reason, detail = said or ("fragment", "may be a piece of it, or newer than its grammar")
    return Refusal("unverified", reason, f"not parsed as {grammar.title}: {detail}")


def _valid(grammar: Grammar, place: str) -> Refusal:
    where = f", {place}" if place else ""
    if not grammar.program:
        return Refusal("pass", "", f"valid {grammar.title}{where}; nothing runs", "parsed")
    said = f"valid {grammar.title}{where}; docverify does not run it, as `{grammar.program}` would"
    return Refusal("unverified", "missing-toolchain", said, "parsed")
