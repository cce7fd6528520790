"""The catalogue: what each entry is, what it must end as, and the page that it becomes."""

import re
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).parents[2] / "fixtures" / "hostile"
DOCUMENTS = {"markdown": "md", "html": "html"}
"""Languages of entries that are whole pages, and the ends of their names."""
LEFTOVER = "docv-leftover"
"""What a process calls itself that must not outlive its example."""
SHOWN = "docverify shows something else in this place\n"
"""Output that no entry prints: a page that claims it makes reports show what was printed."""


class Victim(msgspec.Struct, frozen=True):
    """An example of another page that must notice nothing of the one before it."""

    lang: str
    code: str
    must_status: str
    must_stdout: str


class Entry(msgspec.Struct, frozen=True):
    """A hostile or broken example. Words like `must_status` are the catalogue's."""

    id: str
    group: str
    lang: str
    code: str
    must_status: str
    must_hold: str
    timeout_s: float
    also_ok: tuple[str, ...] = ()
    probe: str = ""
    """A shell command that succeeds on the host when nothing got out."""
    output_forbidden: tuple[str, ...] = ()
    report_forbidden: dict[str, tuple[str, ...]] = {}
    report_check: str = ""
    net_evidence: str = ""
    max_wall_s: float = 0.0
    run_twice: bool = False
    expected_output: str = ""
    then: Victim | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        return (self.must_status, *self.also_ok)

    @property
    def alone(self) -> bool:
        """True when its probe has to look at the host as soon as it has its verdict."""
        return LEFTOVER in self.code or LEFTOVER in self.probe or bool(self.max_wall_s)

    @property
    def reported(self) -> bool:
        """True when it is about what reports do with what was printed."""
        return bool(self.report_forbidden or self.report_check)


def load() -> list[Entry]:
    """The catalogue, and what we have tried besides."""
    files = (FOLDER / name for name in ("hostile.jsonl", "ours.jsonl"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [msgspec.json.decode(line, type=Entry) for line in lines]


def pages(entry: Entry) -> dict[str, str]:
    """Name to text of each page that an entry becomes; all but the first end in what they are there for."""
    if entry.lang in DOCUMENTS:
        return {f"{entry.id}.{DOCUMENTS[entry.lang]}": entry.code}
    found = {f"{entry.id}.md": page(entry, entry.lang, entry.code, entry.expected_output)}
    if entry.run_twice:
        found[f"{entry.id}-twice.md"] = found[f"{entry.id}.md"]
    if entry.then:
        found[f"{entry.id}-then.md"] = page(entry, entry.then.lang, entry.then.code, entry.then.must_stdout)
    return found


def loud_page(entry: Entry) -> str:
    """Its page with output that it does not print, so that every report and an issue show what it does print."""
    return page(entry, entry.lang, entry.code, SHOWN)


def page(entry: Entry, language: str, code: str, output: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    text = f"# {entry.id}\n\n{fence}{language}\n{code.rstrip(chr(10))}\n{fence}\n"
    return f"{text}\nOutput:\n\n```output\n{output}```\n" if output else text


def driver_of(label: str, languages: dict[str, Any]) -> str:
    """What runs a language; empty when docverify does not run it."""
    named = (one for name, one in languages.items() if label in (name, *one.aliases))
    return next((one.driver for one in named), "")
