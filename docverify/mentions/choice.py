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
    """One for each package: what is said first of it, with further extras where it began with some.

    An extra may change what a package does, so that a reader who has installed it without one goes on without.
    """
    found: dict[str, Mention] = {}
    for mention in mentions:
        found[mention.name] = _join(found[mention.name], mention) if mention.name in found else mention
    return list(found.values())


def _join(first: Mention, second: Mention) -> Mention:
    had, more = (_EXTRAS.fullmatch(one.requirement) for one in (first, second))
    if first.language != "python" or not had or not more:
        return first
    extras = sorted({*had["extras"].split(","), *more["extras"].split(",")})
    return replace(first, requirement=f"{had['name']}[{','.join(extras)}]{had['rest']}")
