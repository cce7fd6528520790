"""Real services on real documentation, as tables; DOCVERIFY_CORPORA names the folder of the corpora.

`python -m tests.components [--only NAME] [--readme FILE]`. First the folders of fixtures/backends, whose verdicts have
to be those beside them; then the corpora. What is found there was read by a person: `findings.txt` says what they made
of it, and a finding that stands in it no more or not yet makes the exit code 1.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.tables import machine, parser, publish, table
from tests.components import FIXTURES, Row, checked, documented, laid_out, told

HERE = Path(__file__).parent
SERVED = {
    "jq-manual": "",
    "parse-docs": "parse-server",
    "redis-doc": "redis",
    "requests-docs": "httpbin",
}
"""The folder of fixtures/backends that starts what answers a corpus; jq alone answers its manual."""
LEVELS = ("found", "parsed", "ran", "reached", "matched")
VERDICTS = ("pass", "fail", "drift", "unverified")
FINDINGS = ("fail", "drift")
HEADER = ("pages", "answered by", "blocks", " / ".join(LEVELS), "requests", " / ".join(VERDICTS), "true", "seconds")


class Checked(NamedTuple):
    """One set of pages with what a check made of it."""

    name: str
    by: str
    root: str
    result: dict[str, Any]

    @property
    def rows(self) -> list[Row]:
        rows: list[Row] = self.result["examples"]
        return rows


def main() -> int:
    arguments = arguments_of().parse_args()
    corpora = os.environ.get("DOCVERIFY_CORPORA")
    if not corpora:
        raise SystemExit("DOCVERIFY_CORPORA has to name the folder of the corpora")
    with tempfile.TemporaryDirectory(prefix="docverify-components-") as made:
        found, wrong = [], 0
        for name in sorted(path.parent.name for path in FIXTURES.glob("*/docverify.toml")):
            if arguments.only in name:
                place = laid_out(name, Path(made) / name)
                found.append(Checked(f"our own, of {name}", name, "", checked(place)))
                if told(found[-1].rows) != documented(name):
                    print(f"the verdicts of {name} are not those of its verdicts.txt", file=sys.stderr)
                    wrong += 1
        for name, by in SERVED.items():
            if arguments.only in name:
                found.append(of_corpus(name, by, Path(corpora) / name, Path(made)))
    read = judgements()
    unread = [place for one in found if one.root for place, _ in findings(one) if place not in read]
    publish("components", text(found, read), arguments.readme)
    print(*(f"nobody has read {place}" for place in unread), sep="\n", file=sys.stderr)
    empty = [one.name for one in found if not one.rows]
    print(*(f"nothing was found in {name}" for name in empty), sep="\n", file=sys.stderr)
    return int(bool(unread or wrong or empty))


def arguments_of() -> argparse.ArgumentParser:
    made = parser("python -m tests.components")
    made.add_argument("--only", default="", help="a part of the name of a folder of fixtures/backends, or of a corpus")
    return made


def of_corpus(name: str, by: str, corpus: Path, made: Path) -> Checked:
    """Checked in the folder of what answers it, so that nothing is written beside the documentation."""
    place = laid_out(by, made / name) if by else made / name
    place.mkdir(parents=True, exist_ok=True)
    config = (HERE / "corpora" / f"{name}.toml").read_text(encoding="utf-8")
    config = config.replace("$CORPUS", str(corpus))
    if "$RELEASE" in config:
        config = config.replace("$RELEASE", release_of_jq())
    (place / "docverify.toml").write_text(config, encoding="utf-8")
    root = os.path.relpath(corpus, place)
    return Checked(name, by or "jq", root, checked(place))


def release_of_jq() -> str:
    said = subprocess.run(["jq", "--version"], capture_output=True, text=True, check=True, timeout=10).stdout
    return ".".join(said.strip().removeprefix("jq-").split(".")[:2])


def text(found: Sequence[Checked], read: dict[str, str]) -> str:
    """The table, and below it each finding with what a person made of it, and why the rest was not judged."""
    parts = [table(HEADER, map(line, found))]
    for one in (one for one in found if one.root):
        shown = [(f"{place.partition(' ')[2]} {why}", read.get(place, "not read yet")) for place, why in findings(one)]
        parts += [f"Found in {one.name}:", table(("place", "what a person made of it"), shown)] if shown else []
        parts.append(f"Not judged in {one.name}: {reasons(one)}.")
    return "\n\n".join([*parts, f"{machine()}."])


def line(one: Checked) -> tuple[object, ...]:
    levels, verdicts = (Counter(row[key] for row in one.rows) for key in ("level", "verdict"))
    wrong = sum(verdicts[verdict] for verdict in FINDINGS)
    return (
        one.name,
        one.by,
        len(one.rows),
        " / ".join(str(levels[level]) for level in LEVELS),
        sum(len(row["requests"]) for row in one.rows),
        " / ".join(str(verdicts[verdict]) for verdict in VERDICTS),
        f"{wrong if not one.root else sum(place in judgements() for place, _ in findings(one))} of {wrong}",
        f"{one.result['seconds']:.0f}",
    )


def findings(one: Checked) -> Iterator[tuple[str, str]]:
    """Place, as `findings.txt` has it, and verdict."""
    for row in one.rows:
        if row["verdict"] in FINDINGS:
            yield f"{one.name} {os.path.relpath(row['page'], one.root)}:{row['line']}", row["verdict"]


def judgements() -> dict[str, str]:
    """By place, what a person made of it."""
    lines = (HERE / "findings.txt").read_text(encoding="utf-8").splitlines()
    return {place: said.strip() for place, _, said in (line.partition(" | ") for line in lines)}


def reasons(one: Checked) -> str:
    counts = Counter(row["reason"] for row in one.rows if row["verdict"] == "unverified")
    return ", ".join(f"{number} {reason}" for reason, number in counts.most_common())


if __name__ == "__main__":
    sys.exit(main())
