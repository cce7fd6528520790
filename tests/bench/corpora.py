"""`docverify check` over real documentation: blocks found, levels reached, verdicts, seconds.

DOCVERIFY_CORPORA names a folder of documentation; without it, docs that a package in the registry ships are fetched.
Where a `truth.jsonl` lies in the folder, its labels say which findings are right and which are false alarms.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from command import COMMAND, ENVIRON
from tables import machine, parser, publish, table

SHIPS_DOCS = "attrs==25.3.0"
"""A package whose source archive holds its documentation."""
SUFFIXES = (".md", ".markdown")
FINDINGS = ("fail", "drift")
BROKEN, NOT_COUNTED = "truly-broken", "cosmetic"
LEVELS = ("found", "parsed", "built", "ran", "matched")
VERDICTS = ("pass", "fail", "drift", "skip", "unverified", "error")


class Corpus(NamedTuple):
    """A folder of documentation and the requirements of its examples."""

    name: str
    folder: Path
    install: tuple[str, ...] = ()


def corpora(work: Path) -> tuple[list[Corpus], dict[tuple[str, str, int], str]]:
    """What to check, and the known labels by repository, path and line."""
    named = os.environ.get("DOCVERIFY_CORPORA")
    if not named:
        return [fetched(work)], {}
    root = Path(named).resolve()
    labels = list(rows_of(root / "truth.jsonl"))
    installs = {row["repo"]: row["install"].removeprefix("pip:") for row in labels if row["install"][:4] == "pip:"}
    known = {(row["repo"], row["path"], row["line"]): row["label"] for row in labels}
    found = []
    for folder in sorted(
        {origin.parent for origin in root.rglob("ORIGIN")} | {one for one in root.iterdir() if one.is_dir()}
    ):
        name = folder.name.replace("+", "/")
        nested = any(folder in origin.parent.parents for origin in root.rglob("ORIGIN"))
        if not nested and any(path.suffix in SUFFIXES for path in folder.rglob("*")):
            found.append(Corpus(name, folder, tuple(filter(None, [installs.get(name)]))))
    return found, known


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def fetched(work: Path) -> Corpus:
    """The documentation in a package's source archive."""
    target = work / "archive"
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", str(target)]
    subprocess.run([*pip, SHIPS_DOCS], check=True)
    (archive,) = target.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(work / "unpacked", filter="data")
    (folder,) = (work / "unpacked").iterdir()
    return Corpus(SHIPS_DOCS, folder / "docs", (SHIPS_DOCS,))


def checked(corpus: Corpus, work: Path, jobs: int) -> dict[str, Any]:
    """The result of one check, from a working folder of its own: nothing is written beside the documentation."""
    place = work / corpus.name.replace("/", "+")
    place.mkdir()
    requirements = json.dumps(list(corpus.install))
    config = (
        f"[[sources]]\npath = {json.dumps(str(corpus.folder))}\n\n[environments.python]\ninstall = {requirements}\n"
    )
    (place / "docverify.toml").write_text(config, encoding="utf-8")
    output = place / "result.json"
    options = ["--fresh", "--jobs", str(jobs), "--format", "json", "--output", str(output)]
    run = subprocess.run(
        [*COMMAND, "check", *options], cwd=place, env=ENVIRON, stderr=subprocess.PIPE, text=True, check=False
    )
    if not output.exists():
        raise SystemExit(f"{corpus.name}: exit code {run.returncode}\n{run.stderr}")
    result: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return result


def labelled(corpus: Corpus, result: dict[str, Any], known: dict[tuple[str, str, int], str]) -> list[tuple[str, Any]]:
    """The label of each block, empty where there is none, with its row."""
    return [
        (
            known.get(
                (corpus.name, os.path.relpath(Path(result["root"]) / row["page"], corpus.folder), row["line"]), ""
            ),
            row,
        )
        for row in result["examples"]
    ]


def show_findings(corpus: Corpus, pairs: list[tuple[str, Any]]) -> None:
    """To be read as a stranger would: each finding with its label."""
    for label, row in pairs:
        if row["verdict"] in FINDINGS:
            place = f"{corpus.name} {Path(row['page']).name}:{row['line']}"
            print(f"{label or 'no label':<24} {row['verdict']:<5} {place} {row['detail']}", file=sys.stderr)


def judged(pairs: list[tuple[str, Any]]) -> tuple[str, str]:
    """Broken blocks that were found, and fine blocks that were called wrong."""
    broken = [row for label, row in pairs if label == BROKEN]
    fine = [row for label, row in pairs if label not in ("", BROKEN, NOT_COUNTED)]
    found, alarms = (sum(row["verdict"] in FINDINGS for row in rows) for rows in (broken, fine))
    return (f"{found} of {len(broken)}", f"{alarms} of {len(fine)}") if broken or fine else ("–", "–")


def line(name: str, rows: list[Any], seconds: float, truth: tuple[str, str]) -> tuple[object, ...]:
    levels, verdicts = Counter(row["level"] for row in rows), Counter(row["verdict"] for row in rows)
    reached = " / ".join(str(levels[level]) for level in LEVELS)
    concluded = " / ".join(str(verdicts[verdict]) for verdict in VERDICTS)
    return name, len({row["page"] for row in rows}), len(rows), reached, concluded, *truth, f"{seconds:.1f}"


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    given = options.parse_args()
    lines, everything, pairs, seconds = [], [], [], 0.0
    with tempfile.TemporaryDirectory(prefix="docverify-bench-") as made:
        work = Path(made).resolve()
        found, known = corpora(work)
        for corpus in found:
            result = checked(corpus, work, given.jobs)
            result["root"] = str(work / corpus.name.replace("/", "+"))
            some = labelled(corpus, result, known)
            show_findings(corpus, some)
            lines.append(line(corpus.name, result["examples"], result["seconds"], judged(some)))
            everything += result["examples"]
            pairs += some
            seconds += result["seconds"]
    if len(lines) > 1:
        lines.append(line("**all**", everything, seconds, judged(pairs)))
    header = ("documentation", "pages", "blocks", " / ".join(LEVELS), " / ".join(VERDICTS))
    header += ("broken found", "false alarms", "seconds")
    publish("corpora", f"{table(header, lines)}\n\n{given.jobs} jobs; {machine()}.", given.readme)


if __name__ == "__main__":
    main()
