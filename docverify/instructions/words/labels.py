"""Words that are labels: groups of Sphinx's doctest directives and of Documenter's, and what those directives are."""

import re
from collections.abc import Iterator

from docverify.instructions.convention import Instruction, always, convention
from docverify.instructions.marks import modules

SPHINX = ("doctest", "testcode", "testoutput", "testsetup", "testcleanup")
CONTEXTS = frozenset({*SPHINX, "jldoctest", "doctest-requires"})
"""Directives and languages in which a bare word is a label."""

_GROUP = rf"(?:{'|'.join(SPHINX)}):: (?!hide$|no-|trim-|nocolor$)"


def _group(match: re.Match[str]) -> Iterator[Instruction]:
    """Sphinx has a group of its own for blocks that name none."""
    yield Instruction("continue") if match["name"] == "default" else Instruction("group", value=match["name"])


CONVENTIONS = (
    convention(
        ("Sphinx", ".. testsetup::", "hidden code that runs before all else in its group"),
        r"directive=testsetup$",
        always("setup"),
    ),
    convention(
        ("Sphinx", ".. testcleanup::", "hidden code that runs after all else in its group"),
        r"directive=testcleanup$",
        always("teardown"),
    ),
    convention(
        ("Sphinx", ".. testoutput::", "what the code above it prints"),
        r"directive=testoutput$",
        always("output"),
    ),
    convention(
        ("Sphinx", ".. doctest:: *", "belongs to every group"),
        _GROUP + r"(?P<name>\*)$",
        _group,
        note="it runs in each of them",
    ),
    convention(
        ("Sphinx", ".. testcode:: tea", "belongs to a group, or to several: `tea, coffee`"),
        _GROUP + r"(?P<name>[^=]+)$",
        _group,
    ),
    convention(
        ("pytest-doctestplus", ".. doctest-requires:: scipy", "not run where a module is missing"),
        r"doctest-requires:: (?P<modules>.+)",
        modules,
    ),
    convention(
        ("Documenter.jl", "```jldoctest tea", "shares its state with the blocks of that name"),
        r"jldoctest:: (?P<name>[^=]+)$",
        _group,
    ),
)
