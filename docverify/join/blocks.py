"""Blocks of a site with what their source knows of them, and those of the source that the site does not show."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from docverify.join.pairing import UNSAID, Pairs, is_hidden, pair_by_place, pair_by_text
from docverify.join.templates import fill_in, is_filled_in
from docverify.model import Block, Marker

UNSHOWN = "the site does not show it"
"""Why a block that stands in the source alone is not run: what cannot be read on the site promises nothing there."""


def join(site: Sequence[Block], source: Sequence[Block], page: str = "") -> list[Block]:
    """The blocks of a page of a site, each once, in its order, tied to the blocks of the page's source by their texts.

    One that the source holds has the exact text, the labels and the markers from there, and `file` and `line` of it;
    place, heading and anchor are those of the site.
    Where the two disagree at one place the block keeps the site's text, and `published` is the source's.
    One that only the site has stays as it is.
    One that only the source has stays too, at its place: it runs when it is hidden, since others may need it, or stands
    in a tab, since sites often hold the chosen tab alone; any other has a marker that says why it is not run.
    A source that has nothing in common with the page is not its source. `page` is the identity of the site's page,
    for a page that shows no block of its own.
    """
    same = pair_by_text(site, source)
    other = pair_by_place(site, source, same)
    if site and not same and not other:
        return list(site)
    identity = site[0].page if site else page
    tabs = _find_tabs(site, source, same)
    joined = {one: _agree(site[one], source[two], tabs) for one, two in same.items()}
    joined |= {one: _differ(site[one], source[two]) for one, two in other.items()}
    shown = [joined.get(index, block) for index, block in enumerate(site)]
    unshown = _place_unshown(source, same | other)
    found = list(unshown.get(-1, ()))
    blocks = [_keep(source[index], identity, tabs, seen=bool(site)) for index in found]
    for index, block in enumerate(shown):
        blocks.append(block)
        blocks += [_keep(source[one], identity, tabs, seen=True) for one in unshown.get(index, ())]
    return blocks


def _place_unshown(source: Sequence[Block], pairs: Pairs) -> dict[int, list[int]]:
    """Indexes of the blocks that the site does not show, by the block of the site that they follow, -1 before any."""
    places = {two: one for one, two in pairs.items()}
    after = -1
    found: dict[int, list[int]] = {}
    for index in range(len(source)):
        if index in places:
            after = places[index]
        else:
            found.setdefault(after, []).append(index)
    return found


def _find_tabs(site: Sequence[Block], source: Sequence[Block], pairs: Pairs) -> dict[str, str] | None:
    """Name of each tab set in the source to its name on the site; None when the site tells of no tabs."""
    if not any(block.tab for block in site):
        return None
    both = ((_set(source[two]), _set(site[one])) for one, two in pairs.items())
    return {written: shown for written, shown in both if written and shown}


def _set(block: Block) -> str:
    return block.tab.partition("/")[0]


def _agree(shown: Block, written: Block, tabs: dict[str, str] | None) -> Block:
    """One block, as the reader sees it, and with what only the author's text tells of it."""
    said = written.language or ("" if shown.language in UNSAID else shown.language)
    return replace(
        written,
        page=shown.page,
        language=said,
        guessed=written.guessed if written.language else shown.guessed,
        heading=shown.heading,
        slug=shown.slug,
        anchor=shown.anchor,
        attributes={**shown.attributes, **written.attributes},
        markers=tuple(_merge(written.markers, shown.markers)),
        tab=shown.tab if tabs is not None else written.tab,
        adjacent=shown.adjacent,
        lead=shown.lead,
        file=written.file or written.page,
    )


def _merge(written: Sequence[Marker], shown: Sequence[Marker]) -> Iterator[Marker]:
    """Those of the source, and of the site's those that say something else."""
    yield from written
    said = {marker.kind for marker in written}
    yield from (marker for marker in shown if marker.kind not in said)


def _differ(shown: Block, written: Block) -> Block:
    """The site's text stands, and where the author wrote something else in its place, or includes a file for it."""
    filled = not written.code.strip() or is_filled_in(written.code, shown.code)
    return replace(
        shown,
        code=fill_in(written.code, shown.code) if filled else shown.code,
        language=written.language or shown.language,
        markers=tuple(_merge(written.markers, shown.markers)),
        file=written.file or written.page,
        line=written.line,
        end_line=written.end_line,
        published="" if filled else written.code,
    )


def _keep(block: Block, page: str, tabs: dict[str, str] | None, *, seen: bool) -> Block:
    """A block of the source alone; `seen` is false when nothing is known of what the site shows."""
    name, _, label = block.tab.partition("/")
    tab = f"{(tabs or {}).get(name, f'source-{name}' if tabs is not None else name)}/{label}" if label else block.tab
    runs = not seen or is_hidden(block) or bool(block.tab) or not block.code.strip()
    marker = Marker("skip", UNSHOWN, block.line)
    return replace(
        block,
        page=page or block.page,
        file=block.file or (block.page if page else ""),
        tab=tab,
        markers=block.markers if runs else (*block.markers, marker),
    )
