"""Runs the catalogue: once over all entries, those alone whose traces on the host are gone soon, and the reports.

`python -m tests.hostile` as root runs it as root and then as an ordinary user; as an ordinary user, as that one.
Prints a table, and ends with 1 when an entry falls short of what it must end as.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from docverify.registry import members
from tests.hostile import host, weigh
from tests.hostile.entries import DOCUMENTS, SHOWN, Entry, driver_of, load, loud_page, pages

Row = dict[str, Any]
LIMITS = "[tracker]\nopen_per_run = 100\nopen_at_once = 100\n"
USER = "--ordinary"
OVERTIME = "unverified timeout"


class Checked:
    """One `docverify check` over the pages of a folder."""

    def __init__(self, folder: Path, entries: Sequence[Entry], environ: dict[str, str]) -> None:
        self.folder = folder
        self.environ = environ
        self.log = folder / "began.log"
        self.log.touch()
        (folder / "docverify.toml").write_text(LIMITS)
        seconds = str(max(entry.timeout_s for entry in entries))
        self.said = self.call("check", ".", "--timeout", seconds, "--jobs", "1")
        state = folder / ".docverify" / "result.json"
        if not state.exists():
            raise SystemExit(f"docverify check gave no result:\n{self.said}")
        result = json.loads(state.read_text(encoding="utf-8"))
        self.problems: list[Row] = result["problems"]
        self.rows: list[Row] = result["examples"]
        self.sandbox = "{tier}: {description}; {held} of {probes} probes held".format(**result["sandbox"])
        self.began = self.log.read_text(encoding="utf-8").splitlines()
        self.alive = host.left_alive()
        host.end(self.alive)

    def call(self, *arguments: str) -> str:
        command = [sys.executable, str(Path(__file__).with_name("logged.py")), str(self.log), *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environ, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    def of(self, name: str) -> list[Row]:
        return [row for row in self.rows if row["page"] == name]

    def problems_of(self, name: str) -> list[str]:
        return [problem["what"] for problem in self.problems if problem["where"] == name]


def main() -> int:
    languages = (one for one in members("languages").values() if one.driver)
    programs = sorted({program for one in languages for program in getattr(one, "programs", ())})
    missing = [program for program in (*host.NEEDED, *programs) if not shutil.which(program)]
    if missing:
        raise SystemExit(f"the catalogue cannot be tried without {', '.join(missing)}")
    if sys.argv[1:] == [USER] or os.getuid():
        return catalogue("an ordinary user")
    code = catalogue("root")
    needed = [sys.prefix, sys.base_prefix, str(Path(__file__).parents[2]), *_sources(), *host.toolchains(programs)]
    command = [sys.executable, "-m", "tests.hostile", USER]
    sys.stdout.flush()
    with tempfile.TemporaryDirectory() as stage:
        ended = subprocess.run(host.as_ordinary_user(command, needed, stage), check=False)
    shutil.rmtree(host.READ_ONLY, ignore_errors=True)
    return max(code, ended.returncode)


def _sources() -> list[str]:
    """Where the package is read from, when that is not the environment."""
    import docverify

    return [str(Path(docverify.__file__).parents[1])]


def catalogue(user: str) -> int:
    host.adopt_orphans()
    everything = load()
    languages = members("languages")
    entries = [entry for entry in everything if entry.lang in DOCUMENTS or driver_of(entry.lang, languages)]
    with host.canaries() as environ, tempfile.TemporaryDirectory(prefix="docverify-hostile-") as place:
        found = dict(run_all(entries, Path(place), environ))
        short = table(entries, found)
        hits = host.hits()
    waiting = [entry for entry in everything if entry not in entries]
    for entry in waiting:
        print(f"{entry.id:<10} not run yet: {entry.lang}")
    for hit in hits:
        print(f"canary touched: {hit}")
    print(f"{user}: {len(entries)} entries ran, {short} fall short, {len(waiting)} wait for their language")
    return 1 if short or hits else 0


def run_all(
    entries: Sequence[Entry], place: Path, environ: dict[str, str]
) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """Each entry's id with its verdict and what it falls short of."""
    together = sorted((entry for entry in entries if not entry.alone), key=lambda entry: entry.timeout_s)
    groups = [list(group) for _, group in groupby(together, key=lambda entry: entry.timeout_s)]
    for number, group in enumerate([*groups, *([entry] for entry in entries if entry.alone)]):
        checked = Checked(lay_out(place / str(number), group), group, environ)
        if not number:
            print(checked.sandbox)
        for entry in group:
            told = weighed(entry, checked)
            if told[1] and OVERTIME in told[0] and not entry.alone:
                # A busy machine takes a limit's time for its own: without anything beside it, it counts.
                told = weighed(entry, Checked(lay_out(place / f"{entry.id}-again", [entry]), [entry], environ))
            yield entry.id, told
    loud = [entry for entry in entries if entry.reported]
    checked = Checked(lay_out(place / "reports", loud, loud=True), loud, environ)
    yield "reports", ("", list(of_reports(loud, checked)))


def lay_out(folder: Path, entries: Iterable[Entry], *, loud: bool = False) -> Path:
    folder.mkdir()
    for entry in entries:
        for name, text in ({f"{entry.id}.md": loud_page(entry)} if loud else pages(entry)).items():
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def verdicts(rows: Sequence[Row], checked: Checked, entry: Entry) -> str:
    told = [weigh.shown(row) for row in rows if not row["expected_by"]]
    return "; ".join(told) or ("a problem of the page" if checked.problems_of(next(iter(pages(entry)))) else "no block")


def weighed(entry: Entry, checked: Checked) -> tuple[str, list[str]]:
    """The verdict, and what it falls short of."""
    rows = checked.of(next(iter(pages(entry))))
    return verdicts(rows, checked, entry), list(shortfalls(entry, rows, checked))


def shortfalls(entry: Entry, rows: Sequence[Row], checked: Checked) -> Iterator[str]:
    names = list(pages(entry))
    yield from weigh.shortfalls(entry, rows, checked.began, checked.problems_of(names[0]))
    if entry.then:
        yield from weigh.of_a_victim(checked.of(names[-1]))
    if entry.run_twice:
        yield from weigh.of_a_second_run(rows, checked.of(names[1]))
    if entry.probe and not host.holds(entry.probe):
        yield "its probe of the host"
    yield from (f"left alive: {one}" for one in checked.alive)


def of_reports(entries: Sequence[Entry], checked: Checked) -> Iterator[str]:
    """Every report there is, and the issues, of pages that show what was printed."""
    reports = {name: checked.call("report", "--format", name) for name in members("reports")}
    yield from unreadable(reports)
    said = checked.call("issues", "--apply")
    outbox = checked.folder / ".docverify" / "outbox"
    bodies = [path.read_text(encoding="utf-8") for path in sorted(outbox.glob("*.md"))]
    for entry in entries:
        about = [body for body in bodies if f"{entry.id}.md" in body]
        yield from (f"{entry.id}: {what}" for what in weigh.of_reports(entry, reports, about))
    if not any(SHOWN.strip() in text for text in reports.values()):
        yield f"no report shows any output: {said}"


def unreadable(reports: dict[str, str]) -> Iterator[str]:
    readers = {"json": json.loads, "sarif": json.loads, "junit": ET.fromstring}
    for name, read in readers.items():
        try:
            read(reports.get(name, "0" if name != "junit" else "<none/>"))
        except (ValueError, SyntaxError) as error:
            yield f"{name} cannot be read: {error}"


def table(entries: Sequence[Entry], found: dict[str, tuple[str, list[str]]]) -> int:
    """Prints id, verdict, wanted, probe; returns how many fall short."""
    print(f"{'id':<10} {'verdict':<42} {'wanted':<32} probe")
    for entry in entries:
        verdict, short = found[entry.id]
        probe = "-" if not entry.probe else "FAILED" if "its probe of the host" in short else "held"
        print(f"{entry.id:<10} {verdict:<42} {' or '.join(entry.wanted):<32} {probe}")
        for what in short:
            print(f"           FALLS SHORT: {what}: {entry.must_hold}")
    for what in found["reports"][1]:
        print(f"reports    FALLS SHORT: {what}")
    return sum(bool(short) for _, short in found.values())


if __name__ == "__main__":
    sys.exit(main())
