"""Which examples of a page share state: by language family, tab, group, and what was cleared in between."""

from collections.abc import Collection, Sequence

from docverify.model import Block, Page

MOST = 24
"""Groups of one page that have sessions, each a process that lives as long as the page; also examples that run in all
of them."""

Part = tuple[Block, str]
"""A block with the family of the language that runs it; the family is empty when none does."""
Session = tuple[str, str]
"""What is shared without any group, and the group: empty for none, `*` for all."""


def sessions(page: Page, parts: Sequence[Part]) -> list[tuple[str, ...]]:
    """The names of the sessions in which each block runs, mostly one; none for a block that nothing runs.

    A group stands in brackets at the end of a name, and nothing else does.
    """
    found = [_asked(page, block, family) for block, family in parts]
    everywhere = [number for number, asked in enumerate(found) if any(group == "*" for _, group in asked)]
    for number in everywhere[MOST:]:
        found[number] = [(base, "") for base, _ in found[number]]
    known = list(dict.fromkeys(one for asked in found for one in asked if one[1] != "*"))
    allowed = {one for one in known if not one[1]}
    allowed.update([one for one in known if one[1]][:MOST])
    return [tuple(dict.fromkeys(_name(one, allowed) for one in _spread(asked, known))) for asked in found]


def _asked(page: Page, block: Block, family: str) -> list[Session]:
    """The tabs of a set are alternatives: each label shares state with its like in other sets only."""
    if not family:
        return []
    label = _plain(block.tab.partition("/")[2])
    # What is cleared are names, and a shell's state is its files.
    cleared = next((one.value for one in block.markers if one.kind == "clear"), "") if family != "shell" else ""
    base = f"{page.path}:{family}" + (f":{label}" if label else "") + (f"#{cleared}" if cleared else "")
    groups = [_plain(one.value) for one in block.markers if one.kind == "group"]
    return [(base, group) for group in groups or ("",)]


def _spread(asked: Sequence[Session], known: Sequence[Session]) -> list[Session]:
    """What belongs to all groups runs in each of them, and in the session without a group where there is one."""
    spread: list[Session] = []
    for base, group in asked:
        others = [one for one in known if one[0] == base][: MOST + 1] if group == "*" else []
        spread += others or [(base, "" if group == "*" else group)]
    return spread


def _name(session: Session, allowed: Collection[Session]) -> str:
    base, group = session
    return f"{base}[{group}]" if group and session in allowed else base


def _plain(text: str) -> str:
    return text.replace("[", "(").replace("]", ")")
