"""What a check of unchanged pages costs beside the first one and a bare fork an example, and two workers beside one.

DOCVERIFY_BENCH names the folder of the benchmark of documentation verifiers: its corpus and its floor are used.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from command import COMMAND
from spending import Cost, spent
from tables import machine, parser, publish, table

CLEAN = (0, 1)
"""Exit codes: some of the corpus's examples are wrong on purpose."""


class Corpus(NamedTuple):
    """The same examples as pages and as the floor reads them."""

    folder: Path
    examples: Path
    bench: Path
    python: str

    def floor(self) -> Cost:
        return spent([self.python, str(self.bench / "floors" / "floor.py"), "fork", str(self.examples)], self.folder)

    def check(self, *words: str) -> Cost:
        output = ("--format", "json", "--output", "result.json")
        return spent([*COMMAND, "check", "docs", *output, *words], self.folder, CLEAN)

    def rows(self) -> list[dict[str, object]]:
        """Of the last check."""
        result = json.loads((self.folder / "result.json").read_bytes())
        rows: list[dict[str, object]] = result["examples"]
        return rows


def made(bench: Path, work: Path, count: int) -> Corpus:
    """An interpreter without packages forks for the floor: what it has loaded decides what a fork costs."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(work / "clean")], check=True)
    python, examples = str(work / "clean" / "bin" / "python"), work / "examples.jsonl"
    generator = str(bench / "gen_corpus.py")
    folder = work / "project"
    folder.mkdir()
    for words in (
        ("canon", str(examples), "--lang", "python", "-n", str(count)),
        ("convert", str(examples), "plain", str(folder / "docs")),
    ):
        subprocess.run([python, generator, *words], check=True, stdout=subprocess.DEVNULL)
    return Corpus(folder, examples, bench, python)


def unchanged(corpus: Corpus, rounds: int, count: int) -> str:
    """Pairs of the floor and a check that runs nothing."""
    first = corpus.check("--jobs", "1")
    corpus.check("--jobs", "1")
    pairs = [(corpus.floor().cpu, corpus.check("--jobs", "1").cpu) for _ in range(rounds)]
    if not all(row["cached"] for row in corpus.rows()):
        raise SystemExit("something ran though nothing changed")
    floor, again = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    shown = (f"{count:,}", *(f"{one:.2f} s" for one in (floor, first.cpu, again)))
    header = ("Python examples", "CPU of a fork each", "of the first check", "of the next one")
    ratios = ("next one / forks", "next one / first check")
    return table((*header, *ratios), [(*shown, f"{100 * ratio:.1f} %", f"{100 * again / first.cpu:.1f} %")])


def workers(corpus: Corpus, rounds: int) -> str:
    """Pairs of one worker and two, with everything run anew."""
    said, pairs = [], []
    for _ in range(rounds):
        costs = []
        for jobs in ("1", "2"):
            shutil.rmtree(corpus.folder / ".docverify", ignore_errors=True)
            costs.append(corpus.check("--jobs", jobs))
            said.append([(row["id"], row["verdict"], row["level"], row["reason"]) for row in corpus.rows()])
        pairs.append(costs)
    same = "the same" if all(one == said[0] for one in said) else "NOT the same"
    cpu = statistics.median(two.cpu / one.cpu for one, two in pairs)
    wall = statistics.median(two.wall / one.wall for one, two in pairs)
    load = f"{os.getloadavg()[0]:.1f}"
    return table(
        ("workers", "verdicts", "CPU against one", "wall against one", "load of the machine"),
        [("2", same, f"{cpu:.2f} ×", f"{wall:.2f} ×", load)],
    )


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--examples", type=int, default=5_000)
    given = options.parse_args()
    bench = os.environ.get("DOCVERIFY_BENCH")
    if not bench:
        raise SystemExit("DOCVERIFY_BENCH names no benchmark folder")
    with tempfile.TemporaryDirectory(prefix="docverify-cached-") as place:
        work = Path(place).resolve()
        os.chmod(work, 0o755)
        corpus = made(Path(bench).resolve(), work, given.examples)
        tables = (unchanged(corpus, given.rounds, given.examples), workers(corpus, given.rounds))
    publish("cached", "\n\n".join([*tables, f"{machine()}."]), given.readme)


if __name__ == "__main__":
    main()
