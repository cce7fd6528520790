"""Whether documented output agrees with actual output: the one comparison that everything uses.

As `judge.matchers` has it: what never matters is hidden, elisions stand for what they leave out, and then two outputs
are one when they differ in nothing but notation, in the order of what has none, in the digits that a page rounds, in
types that a library writes around single values, or in what a placeholder stands for.
"""

import re
from collections import Counter
from collections.abc import Collection

from docverify.judge.matchers.elisions import agrees, joined, unelided, varying
from docverify.judge.matchers.layout import blanked, is_wrapped, tidy, unwrapped
from docverify.judge.matchers.literals import is_json_of
from docverify.judge.matchers.members import in_order
from docverify.judge.matchers.notation import plain
from docverify.judge.matchers.numbers import PRECISE, rounded
from docverify.judge.matchers.pairs import pairs_as_maps, sets_in_braces
from docverify.judge.matchers.replies import answers
from docverify.judge.matchers.scalars import bare, is_typed

LONGEST = 20_000
"""Characters of a text that is compared in other than its own notation."""
_NOTED = re.compile(r"[\[({'\"]|\d\.\d|\.\d{2}")
"""Without any of this a text has one notation."""
_TABS = (8, 4, 2)
"""How wide a page may show a tab."""
_RUN_ON = re.compile(r"\S+ [^\n]*(?:\.\.\.|…)")
"""Words in one line of which the rest is left out: the page may have joined the lines that it shows."""


def matches(expected: str, actual: str, flags: Collection[str] = ()) -> bool:
    """True when the output is what the page shows. `flags` are doctest's, and these.

    `UNORDERED`: lines may come in another order. `TAIL`: the page shows only the last lines. `SOME`: it shows some
    of the lines, in whatever order. `UNORDERED_MEMBERS`: what stands in braces has no order. `REPLY`: the output is
    a service's, of which ids and times are those of one reader.
    """
    if expected == actual or _matches(expected, actual, flags):
        return True
    if is_typed(actual) != is_typed(expected):
        return matches(bare(expected), bare(actual), flags)
    if _RUN_ON.fullmatch(expected.strip()) and _matches(expected, actual, {*flags, "NORMALIZE_WHITESPACE"}):
        return True
    without = unelided(expected)
    return without != expected and _matches(without, actual, flags)


def _matches(expected: str, actual: str, flags: Collection[str]) -> bool:
    wanted, got = tidy(varying(blanked(expected))), tidy(actual)
    if "NORMALIZE_WHITESPACE" in flags:
        wanted, got = joined(wanted), " ".join(got.split())
    if not PRECISE.isdisjoint(flags):
        got = rounded(wanted, got, flags)
    if _holds(wanted, got, flags):
        return True
    widths = _TABS if "\t" in wanted or "\t" in got else ()
    if any(_holds(wanted.expandtabs(width), got.expandtabs(width), flags) for width in widths):
        return True
    if max(len(wanted), len(got)) > LONGEST:
        return False
    whole = unwrapped(wanted)
    if is_wrapped(wanted, got) or (whole != wanted and _holds(whole, got, flags)):
        return True
    if not (_NOTED.search(wanted) and _NOTED.search(got)):
        return False
    noted = _is_noted_so(wanted, got, flags) or is_json_of(wanted, got)
    return noted or answers(wanted, got, by_shape="REPLY" in flags)


def _holds(wanted: str, got: str, flags: Collection[str]) -> bool:
    """With the lines that the flags ask for."""
    if agrees(wanted, got):
        return True
    if "UNORDERED" in flags and sorted(wanted.split("\n")) == sorted(got.split("\n")):
        return True
    if "SOME" in flags and not Counter(wanted.split("\n")) - Counter(got.split("\n")):
        return True
    return "TAIL" in flags and agrees("...\n" + wanted, got)


def _is_noted_so(wanted: str, got: str, flags: Collection[str]) -> bool:
    """True when the page writes the same in another notation."""
    wanted, got = sets_in_braces(plain(wanted), plain(got))
    if _holds(wanted, got, flags):
        return True
    if unelided(wanted) != wanted:  # which of its numbers are which of the output's nobody can tell
        return False
    if _holds(wanted, rounded(wanted, got, flags), flags):
        return True
    listed = pairs_as_maps(wanted, got)
    if listed[0] in (listed[1], rounded(*listed, flags)):
        return True
    unordered = "UNORDERED_MEMBERS" in flags
    wanted, got = (in_order(text, unordered=unordered) for text in (wanted, got))
    return wanted == got or wanted == rounded(wanted, got, flags)
