"""`docverify init`: looks at the docs and writes a docverify.toml with what was found."""

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from docverify import config as configuration
from docverify.configfile import NAME, PROJECT
from docverify.errors import UsageError
from docverify.init import Found, compose, spelled
from docverify.mentions import read_mentions
from docverify.model import Problem, SourceConfig
from docverify.pipeline.pages import ReadPage, make_place, read_pages
from docverify.placeholders import Placeholder, find, given
from docverify.registry import members

GITHUB = re.compile(
    r"url\s*=\s*(?:https://|ssh://git@|git@)github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?\s*$", re.MULTILINE
)


def run(arguments: argparse.Namespace) -> int:
    root = Path(arguments.path).absolute()
    if not root.is_dir():
        raise UsageError(f"{arguments.path}: not a folder", "docverify init .")
    target = root / NAME
    if target.exists() and not arguments.force:
        raise UsageError(f"{target} exists", "edit it, or docverify init --force")
    found = look(root)
    text = compose(found)
    configuration.parse(text, NAME)
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}", "check the folder's permissions") from error
    blocks = sum(found.languages.values())
    pages = f"{len(found.pages)} page{'s' * (len(found.pages) != 1)}"
    sys.stdout.write(f"{text}\n{pages}, {blocks} block{'s' * (blocks != 1)} that docverify runs; written to {target}\n")
    sys.stdout.write("next: docverify check\n")
    return 0


def look(root: Path) -> Found:
    """What there is to check under a folder."""
    pages: list[str] = []
    languages: Counter[str] = Counter()
    named: dict[str, set[str]] = {}
    found: list[Placeholder] = []
    run_by_us = {name for name, member in members("languages").items() if member.driver}
    for read in read_pages([SourceConfig(path=".")], make_place(root, root / ".docverify")):
        if not isinstance(read, Problem):
            pages.append(read.page.path)
            languages.update(one.language for one in read.examples if one.language in run_by_us)
            found += placeholders(read, run_by_us)
            for mention in read_mentions(one.block for one in read.examples):
                named.setdefault(mention.language, set()).add(mention.name)
    told = {language: tuple(sorted(names)) for language, names in named.items()}
    return Found(tuple(pages), dict(languages), project_of(root), repository_of(root), told, spelled(found))


def placeholders(read: ReadPage, languages: Collection[str]) -> Iterator[Placeholder]:
    """Those of the page's examples in these languages, and of its raw requests."""
    above = frozenset[str]()
    for example in read.examples:
        if example.language in languages:
            yield from find(example.block.code, above)
            above |= given(example.block.code)


def project_of(root: Path) -> str:
    """Name of the Python project in the folder; empty when there is none that can be read."""
    try:
        data = tomllib.loads((root / PROJECT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    name = data.get("project", {}).get("name", "")
    return name if isinstance(name, str) else ""


def repository_of(root: Path) -> str:
    """`owner/name` on GitHub, from the folder's git configuration; empty when it has none."""
    try:
        found = GITHUB.search((root / ".git" / "config").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return found.group(1) if found else ""
