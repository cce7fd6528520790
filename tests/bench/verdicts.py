"""Verdicts of docverify and of other tools on the same blocks, and on the same defects before and after their fix.

`python -m tests.bench.verdicts [--only REPO/ID] [--work FOLDER] [--readme FILE]`; DOCVERIFY_CORPORA names the folder
of the corpora. Of these it takes what is of Python, the language of all of the tools.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.tables import machine, parser, publish, table
from tests.bench.verifiers import VERIFIERS, Verifier, ask, installed, judge, name_of, raise_wall, read
from tests.truth.checking import Row, check
from tests.truth.grading import Check, of_blocks, of_defects
from tests.truth.samples import load
from tests.truth.score import FINDABLE, RAN, Graded, Paired, is_wrong, score, share

HEADER = (
    "tool",
    "blocks judged",
    "precision",
    "false alarms",
    "a thousand",
    "broken found",
    "right blocks passed",
    f"wrong before its fix and not after, of what {', '.join(FINDABLE)} can find",
    "of all defects",
)


def main() -> None:
    arguments = arguments_of()
    corpora = os.environ.get("DOCVERIFY_CORPORA")
    if not corpora:
        raise SystemExit("DOCVERIFY_CORPORA has to name the folder of the corpora")
    labelled, defects = load(Path(corpora))
    labelled = [one for one in labelled if one.install.startswith("pip:") and arguments.only in one.id]
    defects = [one for one in defects if one.lang == "python" and arguments.only in f"{one.repo}/{one.id}"]
    with tempfile.TemporaryDirectory(prefix="docverify-verdicts-") as made:
        work = arguments.work or Path(made)
        rows = []
        for name, asked in checks(work).items():
            pairs = list(of_defects(defects, work, asked))
            rows.append(told(name, list(of_blocks(labelled, Path(corpora) / "docs", work, asked)), pairs))
            print(*rows[-1], sep=" | ", file=sys.stderr)
    counted = f"{len(labelled)} blocks and {len(defects)} defects"
    publish("verdicts", f"{table(HEADER, rows)}\n\n{counted}; {machine()}.", arguments.readme)


def arguments_of() -> argparse.Namespace:
    made = parser("python -m tests.bench.verdicts")
    made.add_argument("--only", default="", help="a part of REPO/PATH:LINE or of REPO/ID")
    made.add_argument("--work", type=Path, help="a folder to work in, which keeps what was installed for the next run")
    return made.parse_args()


def checks(work: Path) -> dict[str, Check]:
    """docverify, and then the others on what it found and installed."""
    ours: dict[Path, Sequence[Row]] = {}
    wall = raise_wall()

    def checked(folder: Path, install: str) -> Sequence[Row]:
        ours[folder] = check(folder, install)
        return ours[folder]

    def asking(one: Verifier, home: Path) -> Check:
        return lambda folder, _: judge(ours[folder], read(ask(one, wall, home, folder)))

    homes = [(one, installed(one, work / "tools" / one.name)) for one in VERIFIERS]
    return {"docverify": checked, **{name_of(one, home): asking(one, home) for one, home in homes}}


def told(name: str, found: Sequence[Graded], pairs: Sequence[Paired]) -> tuple[object, ...]:
    """A line of the table; a block was judged when it passed or was called wrong."""
    counts = score(found)
    own = [one for one in pairs if one.defect.detect in FINDABLE]
    return (
        name,
        sum(is_judged(one.row) for one in found),
        share(counts.found, counts.found + counts.alarms),
        counts.alarms,
        f"{1000 * counts.alarms / counts.fine:.0f}" if counts.fine else "–",
        share(counts.found, counts.broken),
        share(counts.ran, counts.right),
        *(share(sum(one.holds for one in some), len(some)) for some in (own, pairs)),
    )


def is_judged(row: Row | None) -> bool:
    return row is not None and (is_wrong(row) or (row["verdict"] == "pass" and row["level"] in RAN))


if __name__ == "__main__":
    main()
