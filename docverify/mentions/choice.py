"""Which packages the examples of one page are given, of all that pages name."""

import re
from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from docverify.mentions.imports import brings
from docverify.mentions.mention import Mention

MOST = 25
"""Packages of one language that a page is given: one that names more is a catalogue."""

_EXTRAS = re.compile(r"(?P<name>[\w.-]+)\[(?P<extras>[^\[\]]*)\](?P<rest>.*)")


def choose(
    own: Sequence[Mention], others: Sequence[Mention], imported: Iterable[str], configured: Collection[str]
) -> list[Mention]:
    """Those that the page itself names, then those of other pages that it imports and does not name.

    What the config names is never chosen again. `configured` are names as mentions have them.
    """
    chosen = {mention.name: mention for mention in merge(own) if mention.name not in configured}
    for name in sorted(imported):
        if not any(brings(mention, name) for mention in chosen.values()):
            wanted = (one for one in others if one.name not in configured and brings(one, name))
            for mention in merge(wanted)[:1]:
                chosen[mention.name] = mention
    return list(chosen.values())[:MOST]


def merge(mentions: Iterable[Mention]) -> list[Mention]:
    """One for each package: the first that is said of it, with the extras of all."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found[mention.name] = _join(found[mention.name], mention) if mention.name in found else mention
    return list(found.values())


def _join(first: Mention, second: Mention) -> Mention:
    more = _EXTRAS.fullmatch(second.requirement)
    if first.language != "python" or not more:
        return first
    had = _EXTRAS.fullmatch(first.requirement)
    extras = sorted({*(had["extras"].split(",") if had else ()), *more["extras"].split(",")})
    bare = had["name"] + had["rest"] if had else first.requirement
    name, rest = re.fullmatch(r"([\w.-]+)(.*)", bare, re.DOTALL).groups()  # type: ignore[union-attr]  # begins with one
    return replace(first, requirement=f"{name}[{','.join(extras)}]{rest}")
