"""Where a command works: the config that applies, the folder it is about, its state, and what it writes."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docverify import config as configuration
from docverify import configfile, scope
from docverify.cli.choices import make_choices
from docverify.cli.progress import progress
from docverify.errors import StoreError, UsageError
from docverify.model import Config, Problem, SourceConfig
from docverify.pipeline.request import LAST_RESULT, STORE
from docverify.ports import Report, Rewriting, Store
from docverify.published import Published
from docverify.registry import members

if TYPE_CHECKING:
    from docverify.pipeline.pages import ReadPage


class Workplace(Struct, frozen=True):
    config: Config
    root: Path
    """Folder of the config, else the working folder: page paths are relative to it."""
    state: Path
    file: Path | None


def find(state: str | None, start: Path | None = None) -> Workplace:
    config, root, file = configfile.load(start or Path.cwd(), choices=make_choices())
    return Workplace(config, root, Path(state).absolute() if state else root / ".docverify", file)


def sources(words: Sequence[str], place: Workplace) -> tuple[SourceConfig, ...]:
    """Arguments replace the sources of the config; without either, the folder itself is the source."""
    if words:
        named = (_rooted(one, place.root) for one in configuration.sources_from_arguments(words, os.getcwd()))
        return as_configured(named, place)
    if place.config.sources:
        return place.config.sources
    if place.file is None:
        raise UsageError("no SOURCE given, and there is no docverify.toml here or above", "docverify check docs")
    return (SourceConfig(path="."),)


def as_configured(named: Iterable[SourceConfig], place: Workplace) -> tuple[SourceConfig, ...]:
    """Sources that an argument names, each read as the configured one that it lies within."""
    return tuple(scope.as_configured(one, place.config.sources, str(place.root)) for one in named)


def _rooted(source: SourceConfig, root: Path) -> SourceConfig:
    """Paths are shown, and looked up, relative to the folder that pages are relative to."""
    return replace(source, path=os.path.relpath(source.path, root)) if source.path else source


def read(arguments: argparse.Namespace, problems: list[Problem]) -> "Iterator[ReadPage]":
    """The pages of the sources, for a command that runs nothing; what is wrong with them is added to `problems`."""
    from docverify.pipeline.pages import make_place, read_pages
    from docverify.pipeline.request import provided

    place = find(arguments.state)
    named = sources(arguments.sources, place)
    make_state(place.state)
    with progress(sys.stderr) as shown:
        shown.phase("reading pages")
        where = make_place(
            place.root,
            place.state,
            progress=shown,
            offline=arguments.offline,
            credentials=place.config.credentials,
            environ=os.environ,
            provided=provided(place.config),
        )
        for page in read_pages(named, where, fresh=arguments.fresh):
            problems += [page] if isinstance(page, Problem) else page.problems
            if not isinstance(page, Problem):
                yield page


def make_state(state: Path) -> None:
    try:
        state.mkdir(parents=True, exist_ok=True)
        ignore = state / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")
    except OSError as error:
        raise StoreError(
            f"{state}: state cannot be kept there: {error.strerror}", "give a folder with --state"
        ) from error


def open_store(state: Path) -> Store:
    from docverify.store import sqlite

    return sqlite.open(state / STORE)


def save_result(told: Published, state: Path) -> None:
    target = state / LAST_RESULT
    part = target.with_suffix(".part")
    try:
        with open(part, "wb") as stream:
            stream.writelines(told.line())
        part.replace(target)
    except OSError as error:
        raise StoreError(
            f"{target}: the result cannot be kept: {error.strerror}", "give a folder with --state"
        ) from error


def last_result(state: Path) -> Published:
    """Read whole, so that one of another version is said to be that."""
    import msgspec

    path = state / LAST_RESULT
    try:
        encoded = path.read_bytes()
        return Published(result=Published(encoded=encoded).result, encoded=encoded)
    except FileNotFoundError:
        raise UsageError(f"there is no result in {state}", "docverify check") from None
    except (OSError, msgspec.MsgspecError) as error:
        raise StoreError(f"{path}: not a result of this version: {error}", "docverify check") from error


def write_reports(told: Published, formats: Sequence[str], outputs: Sequence[str]) -> None:
    """Each format to the output of the same place; formats without an output go to stdout."""
    reports = members("reports")
    names = list(formats) or ["text"]
    for name in names:
        if name not in reports:
            raise UsageError(
                f"unknown format {name!r}; known are {', '.join(sorted(reports))}", "docverify check --help"
            )
    if len(outputs) > len(names):
        raise UsageError("more --output than --format", "give each --output its --format")
    for number, name in enumerate(names):
        if number < len(outputs) and outputs[number] != "-":
            write_report(reports[name], told, outputs[number])
        elif isinstance(reports[name], Rewriting):
            write_encoded(reports[name].rewrite(told.fields()))
        else:
            write(reports[name].render(told.result, colour=colour(), width=width()))


def write_report(report: Report, told: Published, output: str) -> None:
    if isinstance(report, Rewriting):
        parts = report.rewrite(told.fields())
    else:
        text = report.render(told.result)
        parts = [text.encode(), b"" if text.endswith("\n") else b"\n"]
    try:
        with open(output, "wb") as stream:
            stream.writelines(parts)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}", "give another --output") from error


def write_problems(problems: Iterable[Problem]) -> None:
    """A line each on stderr: where, what, and what to do."""
    from docverify import escape

    for problem in problems:
        where = f"{problem.where}:{problem.line}" if problem.line else problem.where
        hint = f"; {problem.hint}" if problem.hint else ""
        sys.stderr.write(escape.terminal(f"problem {where} {problem.what}{hint}") + "\n")


def write(text: str) -> None:
    """To stdout, whatever it can encode."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    if not text.endswith("\n"):
        sys.stdout.write("\n")


def write_encoded(parts: Iterable[bytes]) -> None:
    """To stdout as it is: programs read it, whatever a terminal could show."""
    sys.stdout.flush()
    sys.stdout.buffer.writelines(parts)


def colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
