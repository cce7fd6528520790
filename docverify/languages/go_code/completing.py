"""What a block of Go leaves to its reader: imports of its page and of what that documents, and definitions above it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from docverify.languages.built_code.notation import GO, Part, parts
from docverify.languages.go_code.imports import SPECIFICATION, STANDARD, names_of
from docverify.languages.go_code.wrapping import BINDS, PACKAGE, TOP, is_import
from docverify.languages.script_code.text import read
from docverify.model import Example
from docverify.ports import Completion

_QUALIFIER = re.compile(r"(?<![\w.)\]])([a-zA-Z]\w*)\.[A-Z]")
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*\b(?!\s*:(?!=))")
"""A name that is no field of a value, neither behind a dot nor before a colon."""
_DEFINED = re.compile(r"\s*(?:func\s+(?:\([^)]*\)\s*)?|type\s+)(?P<name>\w+)")
_LOCAL = re.compile(
    r"(?P<names>\b[a-z_]\w*(?:, *[a-z_]\w*)*) *:=|\b(?:var|const) +(?P<declared>\w+)"
    r"|[(,] *(?P<parameter>[a-z_]\w*) +[\w*\[]"
)
_SERVES = re.compile(r"\bListenAndServe\w*\(|\.Serve\w*\(|\bselect ?\{ ?\}|\.Run\(\"?:|\bsignal\.Notify\(")
"""What goes on until somebody stops it."""
MOST = 12
"""Definitions that a block borrows."""


class _Above(Struct, frozen=True):
    """A part of a block above."""

    part: Part
    block: int
    """Place of its block on the page."""


def completed(example: Example, page: Sequence[Example], packages: Sequence[str]) -> Completion | None:
    """The block with what it lacks; None when the page has nothing for it, or when it is a file of its own."""
    text = read(example.block.code, GO)
    bare = "\n".join(text.bare)
    if PACKAGE.search(bare) or _SERVES.search(bare):
        return None
    own = list(parts(text))
    blocks = [list(parts(read(one.block.code, GO))) if one.language == example.language else [] for one in page]
    place = next(number for number, one in enumerate(page) if one.id == example.id)
    known = _imported(blocks, place, packages)
    borrowed = list(_definitions([part for part in own if not is_import(part)], blocks[:place], set(known)))
    code = "\n".join(part.bare for part in (*(one for one in own if not is_import(one)), *borrowed))
    imported = {name for part in own if is_import(part) for name in _named(part)}
    lacking = dict.fromkeys(name for name in _QUALIFIER.findall(code) if name in known)
    bound = _bound(code)
    imports = [f'import {name} "{known[name]}"' for name in lacking if name not in imported and name not in bound]
    if not imports and not borrowed:
        return None
    # A block that makes nothing itself shows what others have made of the package.
    made = any(_binds(part) for part in own)
    return Completion((*imports, *(part.code.strip("\n") for part in borrowed)), sure=made and not borrowed)


def _imported(blocks: Sequence[Sequence[Part]], place: int, packages: Sequence[str]) -> dict[str, str]:
    """Paths of packages by name: what is documented, then what blocks below import, then above, the nearest last."""
    known = {}
    for requirement in packages:
        path = requirement.partition("@")[0]
        known.update(dict.fromkeys(names_of(path), path))
    below, above = range(len(blocks) - 1, place, -1), range(place)
    for number in (*below, *above):
        for part in filter(is_import, blocks[number]):
            # What code calls a package of Go's own by was tried before: another one is meant.
            known.update((name, path) for name, path in _named(part).items() if STANDARD.get(name) != path)
    return known


def _named(part: Part) -> dict[str, str]:
    """The paths that an import names, by what code may call them."""
    found: dict[str, str] = {}
    for match in SPECIFICATION.finditer(part.code):
        alias = (match["alias"] or "").strip()
        names = (alias,) if alias and alias != "import" else names_of(match["path"])
        found.update(dict.fromkeys(names, match["path"]))
    return {name: path for name, path in found.items() if name not in ("_", ".")}


def _definitions(own: Sequence[Part], blocks: Sequence[Sequence[Part]], known: set[str]) -> Iterator[Part]:
    """Parts of blocks above, in page order, that bind what the block uses and does not bind itself, and so on."""
    binding: dict[str, _Above] = {}
    for number, block in enumerate(blocks):
        for part in () if any(PACKAGE.match(one.bare) for one in block) else block:
            binding |= {name: _Above(part, number) for name in _binds(part)}
    bound = _bound("\n".join(part.bare for part in own)) | known | {name for part in own for name in _binds(part)}
    found: list[_Above] = []
    seeking = [part.bare for part in own]
    while seeking and len(found) < MOST:
        for name in dict.fromkeys(_WORD.findall(seeking.pop())):
            above = binding.get(name)
            if above is not None and name not in bound:
                bound |= set(_binds(above.part))
                found.append(above)
                seeking.append(above.part.bare)
    yield from (one.part for one in sorted(found, key=lambda one: (one.block, one.part.line)))


def _binds(part: Part) -> tuple[str, ...]:
    """The names that a part of the top level binds."""
    defined = _DEFINED.match(part.bare)
    if defined:
        return (defined["name"],) if not part.bare.lstrip().startswith("func (") else ()
    binds = BINDS.match(part.bare)
    if binds is None or TOP.match(part.bare) or is_import(part):
        return ()
    declares = re.match(r"\s*(?:var|const)\s+\w", part.bare) or (binds["sign"] or "").strip() == ":="
    return tuple(name.strip() for name in binds["names"].split(",")) if declares else ()


def _bound(code: str) -> set[str]:
    """Names that stand for a variable or a parameter somewhere in the code."""
    found: set[str] = set()
    for match in _LOCAL.finditer(code):
        names: Mapping[str, str | None] = match.groupdict()
        found |= {name.strip() for text in names.values() if text for name in text.split(",")}
    return found
