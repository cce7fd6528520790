"""Grades docverify by what is known of real documentation, and prints tables in Markdown.

`python -m tests.truth [--only REPO/ID] [--work FOLDER] [--readme FILE]`; DOCVERIFY_CORPORA names the folder of the
corpora. A folder that is given with `--work` keeps installed packages for the next run; the tables go between their
marks in the file that is given with `--readme`.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from tests.bench.tables import machine, parser, publish
from tests.truth import judged, told
from tests.truth.checking import check, lay_out, row_at
from tests.truth.samples import Defect, Labelled, load, page_of
from tests.truth.score import Graded, Paired
from tests.truth.sharpness import Rotted, rotted

SUFFIXES = (".md", ".mdx", ".rst")
LICENCES = ("LICENSE", "LICENCE")
Sample = TypeVar("Sample", Labelled, Defect)


def main() -> int:
    arguments = arguments_of().parse_args()
    corpora = os.environ.get("DOCVERIFY_CORPORA")
    if not corpora:
        raise SystemExit("DOCVERIFY_CORPORA has to name the folder of the corpora")
    labelled, defects = load(Path(corpora))
    labelled = [one for one in labelled if arguments.only in one.id]
    defects = [one for one in defects if arguments.only in f"{one.repo}/{one.id}"]
    with tempfile.TemporaryDirectory(prefix="docverify-truth-") as temporary:
        work = arguments.work or Path(temporary)
        judged.forget(work)
        pairs = list(of_defects(defects, work))
        found = list(of_blocks(labelled, Path(corpora) / "docs", work))
        outputs = list(of_outputs(work))
    parts = tables(found, pairs, outputs)
    publish("truth", "\n\n".join([*parts, told.survivors(outputs), f"{machine()}."]), arguments.readme)
    print("\n" + "\n\n".join(told.lists(found, pairs)))
    return 0


def arguments_of() -> argparse.ArgumentParser:
    made = parser("python -m tests.truth")
    made.add_argument("--only", default="", help="a part of REPO/PATH:LINE or of REPO/ID")
    made.add_argument("--work", type=Path, help="a folder to work in, which keeps packages for the next run")
    return made


def tables(found: Sequence[Graded], pairs: Sequence[Paired], outputs: Sequence[Rotted]) -> list[str]:
    parts = [told.blocks(found), told.of_reasons(found)] if found else []
    parts += [told.defects(pairs)] if pairs else []
    return [*parts, told.sharpness(outputs)]


def of_outputs(work: Path) -> Iterator[Rotted]:
    """Every output that matched in these checks, with one wrong character."""
    for one in judged.kept(work):
        yield from rotted(one)


def of_blocks(samples: Sequence[Labelled], docs: Path, work: Path) -> Iterator[Graded]:
    """Each labelled block with its row: the whole documentation of a project in one check."""
    for (repo, install), group in grouped(samples).items():
        published = docs / repo.replace("/", "+")
        pages = {str(file.relative_to(published)): file.read_text(encoding="utf-8") for file in pages_of(published)}
        rows = check(lay_out(work / "blocks" / published.name, pages), install)
        yield from (Graded(one, row_at(rows, one.path, one.line)) for one in group)


def pages_of(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.suffix in SUFFIXES and one.stem not in LICENCES)


def of_defects(defects: Sequence[Defect], work: Path) -> Iterator[Paired]:
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


if __name__ == "__main__":
    sys.exit(main())
