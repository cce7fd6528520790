"""Examples in languages in which nothing runs: valid syntax is all that they claim, so `parsed` is a pass.

A block that is not valid is called wrong only where one small repair makes all of it valid: then what is wrong is
known, and so is that everything else was meant as it stands.
Pages show pieces, elisions and notes where the format has none: whatever no repair explains stays unverified.
"""

import re
from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from docverify.model import Block, Example, Refusal

WRONG = "SyntaxError"
"""Reason of a block that is not valid."""
MOST_REPAIRS = 5
"""Repairs after which a block that is still not valid was never meant to be."""

_EXPECTED_WRONG = {"raises", "may-raise", "no-build"}
_SIGNS = (
    ("pseudo-code", "leaves out a part", re.compile(r"\.\.\.|…|⋮|<snip>|\[snip\]")),
    ("pseudo-code", "is a template", re.compile(r"\{\{|\{%|<%|<\?php|\$\{|\$\(")),
    ("placeholder", "holds a placeholder", re.compile(r"<[A-Za-z][^<>\n=]*>|\b(?:YOUR|MY)[_-][A-Z]")),
)
"""Reason, what a block does, and how that is seen."""


class Malformed(ValueError):
    """What is not valid, and where: an offset in the code. A `reason` is one that settles it."""

    def __init__(self, what: str, at: int = 0, reason: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.at = at
        self.reason = reason


class Repair(Struct, frozen=True, gc=False):
    """A change to code that a reader would make without a second thought."""

    what: str
    """What is wrong without it."""
    code: str
    at: int
    """Offset of what is wrong."""


class Syntax(Struct, frozen=True):
    """What is known of a language's syntax. Everything in it is pure, and takes linear time."""

    name: str
    load: Callable[[str], str]
    """Says what is worth saying of valid code, mostly nothing; raises Malformed for any other."""
    explain: Callable[[str, Malformed], tuple[str, str] | None] | None = None
    """Reason and detail for code that is fine as a piece of something, or no code at all."""
    repairs: Callable[[str, Malformed], Iterable[Repair]] | None = None
    longest: int = 200_000
    """Characters that are read."""


def parse(example: Example, syntax: Syntax) -> Example:
    """The example with what is to be said of its syntax: a language without a driver says nothing else."""
    return replace(example, refusal=judge(example.block, syntax))


def judge(block: Block, syntax: Syntax) -> Refusal:
    code = block.code
    if len(code) > syntax.longest:
        return Refusal("unverified", "resource-limit", f"longer than {syntax.longest:,} characters")
    try:
        said = syntax.load(code)
    except Malformed as error:
        return _refuse(block, syntax, error)
    except RecursionError:
        return Refusal("unverified", "resource-limit", "is nested too deep to be read")
    return Refusal("pass", "", f"valid {syntax.name}{said and f', {said}'}; nothing runs", "parsed")


def _refuse(block: Block, syntax: Syntax, fault: Malformed) -> Refusal:
    if fault.reason:
        return Refusal("unverified", fault.reason, fault.what)
    try:
        repair = mend(block.code, syntax, fault)
        if repair:
            return refuse_wrong(block, syntax.name, repair)
        explained = syntax.explain(block.code, fault) if syntax.explain else None
    except RecursionError:
        return Refusal("unverified", "resource-limit", "is nested too deep to be read")
    reason, detail = explained or signs(block.code) or ("fragment", "may be a piece of it")
    said = f"not valid {syntax.name} as it stands, and {detail}: {fault.what} (line {_line(block, fault.at)})"
    return Refusal("unverified", reason, said)


def refuse_wrong(block: Block, name: str, repair: Repair) -> Refusal:
    """What a slip means for the page, in the language of this name."""
    said = f"not valid {name}: {repair.what} (line {_line(block, repair.at)})"
    if not _EXPECTED_WRONG.isdisjoint(marker.kind for marker in block.markers):
        return Refusal("unverified", "not-executable", f"{said}; the page says that it is wrong")
    if block.guessed:
        return Refusal("unverified", "pseudo-code", f"{said}; the page does not say that it is {name}")
    if block.fidelity != "exact":
        return Refusal("unverified", "pseudo-code", f"{said}; the HTML does not keep whitespace")
    return Refusal("fail", WRONG, f"{WRONG}: {said}")


def mend(code: str, syntax: Syntax, fault: Malformed) -> Repair | None:
    """The first of the repairs that together make the whole of the code valid; None when none do."""
    first: Repair | None = None
    for _ in range(MOST_REPAIRS):
        further: tuple[Repair, Malformed] | None = None
        for repair in _offers(code, syntax, fault):
            try:
                syntax.load(repair.code)
            except Malformed as error:
                if further is None and not error.reason and error.at > fault.at:
                    further = repair, error
            else:
                return first or repair
        if further is None:
            return None
        first = first or further[0]
        code, fault = further[0].code, further[1]
    return None


def _offers(code: str, syntax: Syntax, fault: Malformed) -> Iterable[Repair]:
    return syntax.repairs(code, fault) if syntax.repairs else ()


def signs(code: str) -> tuple[str, str] | None:
    """Reason and detail when something shows that an author left a part out, or to the reader."""
    for reason, detail, sign in _SIGNS:
        match = sign.search(code)
        if match:
            return reason, f"{detail}, `{match[0][:60]}`"
    return None


def in_words(message: str) -> str:
    """A parser's own words, as the rest of a sentence."""
    begins = message[:1].lower() if message[1:2].islower() or message[1:2] == " " else message[:1]
    return begins + message[1:].rstrip(".: ")


def _line(block: Block, at: int) -> int:
    """On the page."""
    return block.line + block.code.count("\n", 0, at)
