"""Other tools that verify documentation, each with its defaults, behind docverify's wall: pages are strangers' code."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from docverify.environments.wall import Needs, Wall, find_wall
from docverify.sandbox.wall import seccomp
from tests.truth.checking import STATE, Row

ADAPTERS = Path(__file__).with_name("adapters")
PYTEST = "pytest -v --tb=no -p no:cacheprovider -p no:doctest"
SECONDS = 60
"""For a page: none of the tools has a limit of its own but byexample."""
LIMITS = ("--core=0", "--nofile=1024", "--fsize=67108864", "--nproc=128", "--data=1073741824")
EACH_PAGE = f"""\
for PAGE; do
  export PAGE
  echo "page:$PAGE"
  timeout -k 1 {SECONDS} %s </dev/null 2>&1
done
exit 0"""
TOLD = re.compile(
    r"^(?:page:(?P<page>.+)|.*?line:(?P<line>\d+)\S* (?P<outcome>PASSED|FAILED|ERROR)\b.*)$", re.MULTILINE
)
REACH = 8
"""Lines that a tool may say an example begins before its first line of code: a fence, a directive with its options."""


class Verifier(msgspec.Struct, frozen=True):
    """A tool, and how it is asked about one page."""

    name: str
    packages: tuple[str, ...]
    command: str
    """Says `line:NUMBER … PASSED` or `FAILED` for each example of the page `$PAGE`."""
    adapter: str = ""
    beside: str = ""
    """The name that the adapter has beside the pages."""


VERIFIERS = (
    Verifier("pytest-examples", ("pytest-examples",), f"{PYTEST} test_page.py", "pytest_examples_page", "test_page.py"),
    Verifier("pytest-markdown-docs", ("pytest-markdown-docs",), f'{PYTEST} --markdown-docs "$PAGE"'),
    Verifier("mktestdocs", ("mktestdocs", "pytest"), f"{PYTEST} test_page.py", "mktestdocs_page", "test_page.py"),
    Verifier("doctest", (), 'python told.py "$PAGE"', "doctest_page", "told.py"),
    Verifier("Sybil", ("sybil", "pytest"), f'{PYTEST} "$PAGE"', "sybil_conftest", "conftest.py"),
    Verifier(
        "byexample",
        ("byexample",),
        'byexample -l python -m modules --no-progress-bar "$PAGE"',
        "byexample_told",
        "modules/told.py",
    ),
)


class Told(msgspec.Struct, frozen=True):
    """What a tool said of one of its examples."""

    page: str
    line: int
    passed: bool


def installed(one: Verifier, home: Path) -> Path:
    """The tool's own virtual environment; what the pages document is shown to it besides."""
    if not home.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        if one.packages:
            subprocess.run([home / "bin" / "python", "-m", "pip", "install", "-q", *one.packages], check=True)
    return home


def name_of(one: Verifier, home: Path) -> str:
    """With the release that is installed there; doctest has that of Python."""
    installed = one.packages[0].replace("-", "_") if one.packages else ""
    found = home.glob(f"lib/python*/site-packages/{installed}-*.dist-info") if installed else ()
    return " ".join([one.name, *(place.stem.partition("-")[2] for place in found)])


def raise_wall() -> Wall:
    wall, why = find_wall(sys.executable, os.environ, seccomp.program(os.uname().machine))
    if wall is None:
        raise SystemExit(f"no wall, so nothing of a page is run: {why}")
    return wall


def ask(one: Verifier, wall: Wall, home: Path, folder: Path) -> str:
    """What the tool printed on the pages of a folder that docverify has checked: with the packages that it installed.

    `home` is the tool's virtual environment.
    """
    pages = sorted(str(file.relative_to(folder)) for file in folder.rglob("*.*") if is_page(file.relative_to(folder)))
    sites = tuple(folder.glob(f"{STATE}/environments/*/site"))
    with tempfile.TemporaryDirectory(prefix="docverify-verifiers-") as made:
        part, copy = Path(made), Path(made) / "pages"
        lay_out(one, folder, pages, copy)
        environ = {
            "HOME": made,
            "LANG": "C.UTF-8",
            "PATH": f"{home}/bin:/usr/bin:/bin",
            "PYTHONPATH": os.pathsep.join(map(str, sites)),
        }
        needs = Needs(one.name, part, passes=("PYTHONPATH",), tools=(home, *sites))
        words = ["/usr/bin/prlimit", *LIMITS, "/bin/sh", "-c", EACH_PAGE % one.command, "sh", *pages]
        finished, _ = wall.run(words, needs, environ=environ, folder=str(copy), seconds=(SECONDS + 5.0) * len(pages))
    if finished.code:
        raise SystemExit(f"{one.name} was not asked: {finished.stderr}")
    return finished.stdout.decode("utf-8", "replace")


def is_page(path: Path) -> bool:
    return path.parts[0] != STATE and path.suffix != ".toml"


def lay_out(one: Verifier, folder: Path, pages: Iterable[str], copy: Path) -> None:
    """The pages, and the tool's adapter beside them."""
    copy.mkdir()
    for page in pages:
        (copy / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / page, copy / page)
    if one.adapter:
        (copy / one.beside).parent.mkdir(exist_ok=True)
        shutil.copy(ADAPTERS / f"{one.adapter}.py", copy / one.beside)


def read(said: str) -> Iterator[Told]:
    page = ""
    for match in TOLD.finditer(said):
        page = match["page"] or page
        if match["line"]:
            yield Told(page, int(match["line"]), match["outcome"] == "PASSED")


def judge(blocks: Sequence[Row], told: Iterable[Told]) -> Sequence[Row]:
    """Each block that docverify found, with what the tool said of the examples in it: one that failed is enough."""
    outcomes: dict[tuple[str, int], list[bool]] = {}
    for one in told:
        at = place(blocks, one)
        if at is not None:
            outcomes.setdefault((at["page"], at["line"]), []).append(one.passed)
    return [{**block, **verdict_of(outcomes.get((block["page"], block["line"]), ()))} for block in blocks]


def place(blocks: Sequence[Row], told: Told) -> Row | None:
    """The block in which the line is, or which begins right below it."""
    reached = (
        one for one in blocks if one["page"] == told.page and one["line"] - REACH <= told.line <= one["end_line"]
    )
    return min(reached, key=lambda one: one["line"], default=None)


def verdict_of(outcomes: Sequence[bool]) -> Row:
    said = {"kind": "", "reason": "", "detail": "", "level": "ran" if outcomes else "found"}
    return {**said, "verdict": ("pass" if all(outcomes) else "fail") if outcomes else "unverified"}
