"""Code as a reader sees it: with the files that it includes, and without what only its generator reads."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from docverify.draft import Piece
from docverify.formats.commonmark.references import LONGEST, Reference, read_in_code, read_name
from docverify.formats.including import Excerpt, Library, select
from docverify.formats.including.selection import without_regions

_INCLUDES = re.compile(r"8<-|\{\{[ \t]*#|\{!")
_ESCAPED = re.compile(r"^([ \t]*);(;*-+8<-)|\\(?=\{\{[ \t]*#)", re.MULTILINE)
_SCISSORS = re.compile(r"-+8<-+")

_NOTES = re.compile(r"\[!code|highlight-(?:next-line|start|end)|%[ \t]*+(?:-[ \t]*+)?(?:end)?raw")
_NOTE = re.compile(
    r"(?://|\#|--|;|%|<!--|/\*|\{/\*)[ \t]*(?P<mark>(?:\[!code[ \t]+[^\]\n]+\][ \t]*)+)(?:-->|\*/\}?)?[ \t]*$"
)
_DELETED = re.compile(r"\[!code[ \t]+--")
_MAGIC = re.compile(
    r"[ \t]*(?://|\#|--|%|REM\b|<!--|/\*|\{/\*)[ \t]*highlight-(?:next-line|start|end)[ \t]*(?:-->|\*/\}?)?[ \t]*",
    re.IGNORECASE,
)
_RAW = re.compile(r"[ \t]*\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}[ \t]*")
_RAW_INLINE = re.compile(r"\{%-?[ \t]*raw[ \t]*-?%\}(.*?)\{%-?[ \t]*endraw[ \t]*-?%\}")

DEEPEST = 10
"""Files that include each other in a row."""

SHOWN_AS_WRITTEN = frozenset({"md", "markdown", "mdx", "myst", "qmd", "rmd", "liquid", "jinja", "jinja2", "twig"})
"""Languages whose blocks show what other blocks mean."""


class Missing(Struct, frozen=True, gc=False):
    """A file that a block includes and that cannot be had."""

    name: str
    line: int
    """Lines of the block before the include."""


_Found = tuple[int, str, Reference]
"""Number of a line, its indent, and the file that it names."""


def embed(piece: Piece, library: Library, beside: str, depth: int = 0) -> tuple[Piece, list[Missing]]:
    """The piece with the files that its lines name; one whose code is not known in full has none."""
    if piece.language in SHOWN_AS_WRITTEN or not _INCLUDES.search(piece.code):
        return piece, []
    references = list(_references(piece.code))
    if not references:
        return replace(piece, code=_ESCAPED.sub(r"\1\2", piece.code)), []
    if len(references) == 1 and len(piece.code.strip().split("\n")) == 1:
        number, _, reference = references[0]
        whole = _embed_deep(piece, reference, library, (beside, depth))
        return (whole, []) if whole else (replace(piece, code=""), [Missing(reference.name, number)])
    return _embed_parts(piece, references, library, (beside, depth))


def embed_file(piece: Piece, reference: Reference, library: Library, beside: str) -> Piece | None:
    """The piece with the lines of this file; None when they cannot be had."""
    found = library.find(reference.name, beside)
    excerpt = select(found.text, reference.selection) if found else None
    if found is None or excerpt is None:
        return None
    if reference.surrounds:
        excerpt = _surrounded(found.text, excerpt)
    excerpt = without_regions(excerpt)
    return replace(piece, code=excerpt.code, line=excerpt.line, end_line=excerpt.end_line, file=found.file)


def polish(piece: Piece) -> Piece:
    """The piece without marks for highlighting, and without lines that the page shows as deleted.

    Its first and last line stay true; the lines between may be more than those of the code.
    """
    if piece.language in SHOWN_AS_WRITTEN or not _NOTES.search(piece.code):
        return piece
    lines = [_polished(line) for line in piece.code.split("\n")]
    code = "\n".join(line for line in lines if line is not None)
    if code == piece.code:
        return piece
    kept = [number for number, line in enumerate(lines) if line and line.strip()]
    last = kept[-1] if kept else 0
    first = next((number for number, line in enumerate(lines) if line is not None), 0)
    # Where files stand in the page's code, the page has fewer lines than the code.
    end = piece.end_line or piece.line + last
    return replace(piece, code=code, line=min(piece.line + first, end), end_line=min(piece.line + last, end))


def _polished(line: str) -> str | None:
    if len(line) > LONGEST:
        return line
    note = _NOTE.search(line) if "[!code" in line else None
    if note:
        rest = line[: note.start()].rstrip()
        return None if _DELETED.search(note["mark"]) or not rest else rest
    if _MAGIC.fullmatch(line) or _RAW.fullmatch(line):
        return None
    return _RAW_INLINE.sub(r"\1", line) if "endraw" in line else line


def _references(code: str) -> Iterator[_Found]:
    """The lines that name a file; between two lines that are nothing but scissors each line does."""
    opened = -1
    for number, line in enumerate(code.split("\n")):
        text = line.strip()
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if _SCISSORS.fullmatch(text):
            opened = number if opened < 0 else -1
        elif opened >= 0:
            if text and not text.startswith(";"):
                yield number, indent, read_name(text)
        elif reference := read_in_code(line):
            yield number, indent, reference


def _embed_deep(piece: Piece, reference: Reference, library: Library, place: tuple[str, int]) -> Piece | None:
    """The lines of a file, with the files that they name in turn."""
    beside, depth = place
    whole = embed_file(piece, reference, library, beside)
    if whole is None or depth >= DEEPEST:
        return None
    found = library.find(reference.name, beside) if _INCLUDES.search(whole.code) else None
    deep, missing = embed(whole, library, found.name, depth + 1) if found else (whole, [])
    return None if missing else deep


def _embed_parts(
    piece: Piece, references: list[_Found], library: Library, place: tuple[str, int]
) -> tuple[Piece, list[Missing]]:
    """Several files, or files between lines of the page: the place is that on the page."""
    lines = piece.code.rstrip("\n").split("\n")
    last = piece.end_line or piece.line + len(lines) - 1
    missing: list[Missing] = []
    for number, indent, reference in references:
        part = _embed_deep(piece, reference, library, place)
        if part is None:
            missing.append(Missing(reference.name, number))
        else:
            lines[number] = "\n".join(indent + line if line else line for line in part.code.split("\n"))
    code = "" if missing else _ESCAPED.sub(r"\1\2", "\n".join(_without_scissors(lines)))
    return replace(piece, code=code, end_line=last), missing


def _without_scissors(lines: list[str]) -> Iterator[str]:
    """And without the names between them that are commented out."""
    is_open = False
    for line in lines:
        if _SCISSORS.fullmatch(line.strip()):
            is_open = not is_open
        elif not (is_open and line.lstrip().startswith(";")):
            yield line


def _surrounded(text: str, excerpt: Excerpt) -> Excerpt:
    """The whole file, with rustdoc's mark on each line that a reader does not see."""
    lines = text.removesuffix("\n").split("\n")
    shown = range(excerpt.line - 1, excerpt.end_line)
    marked = (line if number in shown else f"# {line}".rstrip() for number, line in enumerate(lines))
    return Excerpt("\n".join(marked), 1, len(lines))
