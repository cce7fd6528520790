"""Which examples of a page share state: by language family, tab, group, and what was cleared in between."""

from collections.abc import Sequence

from docverify.model import Block, Page

MOST = 24
"""Sessions of one page that groups may ask for: each is a process that lives as long as the page."""

Part = tuple[Block, str]
"""A block with the family of the language that runs it; the family is empty when none does."""


def sessions(page: Page, parts: Sequence[Part]) -> list[tuple[str, ...]]:
    """The sessions in which each block runs, mostly one; none for a block that nothing runs."""
    named = [_named(page, block, family) for block, family in parts]
    known = list(dict.fromkeys(name for names in named for name in names if not name.endswith("[*]")))
    allowed = set(known[:MOST]) | {name.partition("[")[0] for name in known}
    found = []
    for names in named:
        spread = [one for name in names for one in _spread(name, known[:MOST])]
        plain = (name if name in allowed else name.partition("[")[0] for name in spread)
        found.append(tuple(dict.fromkeys(plain)))
    return found


def _named(page: Page, block: Block, family: str) -> list[str]:
    """The tabs of a set are alternatives: each label shares state with its like in other sets only."""
    if not family:
        return []
    label = block.tab.partition("/")[2]
    base = f"{page.path}:{family}" + (f":{label}" if label else "")
    # What is cleared are names, and a shell's state is its files.
    cleared = next((one.value for one in block.markers if one.kind == "clear"), "") if family != "shell" else ""
    base += f"#{cleared}" if cleared else ""
    groups = [one.value for one in block.markers if one.kind == "group"]
    return [f"{base}[{group.replace('[', '(')}]" for group in groups] or [base]


def _spread(name: str, known: Sequence[str]) -> list[str]:
    """What belongs to all groups runs in each of them, and in the session without a group where there is one."""
    if not name.endswith("[*]"):
        return [name]
    base = name.removesuffix("[*]")
    return [one for one in known if one == base or one.startswith(f"{base}[")] or [base]
