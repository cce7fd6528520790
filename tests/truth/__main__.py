"""Grades docverify by what is known of real documentation, and prints tables in Markdown.

`python -m tests.truth [--only REPO/ID] [--work FOLDER] [--readme FILE]`; DOCVERIFY_CORPORA names the folder of the
corpora, which holds `truth.jsonl`, `docbugs.jsonl` or both. A folder that is given with `--work` keeps installed
packages for the next run; the tables go between their marks in the file that is given with `--readme`.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.tables import machine, parser, publish
from tests.truth import judged, told
from tests.truth.checking import check
from tests.truth.grading import of_blocks, of_defects
from tests.truth.samples import load
from tests.truth.score import Graded, Paired
from tests.truth.sharpness import Rotted, rotted


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
        pairs = list(of_defects(defects, work, check))
        found = list(of_blocks(labelled, Path(corpora) / "docs", work, check))
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


if __name__ == "__main__":
    sys.exit(main())
