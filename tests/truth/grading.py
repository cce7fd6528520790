"""What is known of real documentation, put before whoever checks it: docverify itself, or another tool."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from tests.truth.checking import Row, lay_out, row_at
from tests.truth.samples import Defect, Labelled, page_of
from tests.truth.score import Graded, Paired

SUFFIXES = (".md", ".mdx", ".rst")
LICENCES = ("LICENSE", "LICENCE")
Sample = TypeVar("Sample", Labelled, Defect)
Check = Callable[[Path, str], Sequence[Row]]
"""From a folder of pages and what is to be installed for them, a row of every block that was found."""


def of_blocks(samples: Sequence[Labelled], docs: Path, work: Path, check: Check) -> Iterator[Graded]:
    """Each labelled block with its row: the whole documentation of a project in one check."""
    for (repo, install), group in grouped(samples).items():
        published = docs / repo.replace("/", "+")
        pages = {str(file.relative_to(published)): file.read_text(encoding="utf-8") for file in pages_of(published)}
        rows = check(lay_out(work / "blocks" / published.name, pages), install)
        yield from (Graded(one, row_at(rows, one.path, one.line)) for one in group)


def pages_of(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.suffix in SUFFIXES and one.stem not in LICENCES)


def of_defects(defects: Sequence[Defect], work: Path, check: Check) -> Iterator[Paired]:
    """Each defect as two pages, before and after; those of one environment in one check."""
    for (repo, install), group in grouped(defects).items():
        pages, places = {}, {}
        for one in group:
            for name, block, tag in (("before", one.before, one.tag_before), ("after", one.after, one.tag_after)):
                page = f"{one.id}-{name}.md"
                pages[page], places[one.id, name] = page_of(one, block, tag)
        folder = "-".join([repo.replace("/", "+"), *install.replace(":", "-").split()])
        rows = check(lay_out(work / "defects" / folder, pages), install)
        for one in group:
            sides = [row_at(rows, f"{one.id}-{name}.md", places[one.id, name]) for name in ("before", "after")]
            yield Paired(one, *sides)


def grouped(samples: Sequence[Sample]) -> dict[tuple[str, str], list[Sample]]:
    """One environment for each project and what is installed for it."""
    groups: dict[tuple[str, str], list[Sample]] = {}
    for one in samples:
        groups.setdefault((one.repo, one.install), []).append(one)
    return groups
