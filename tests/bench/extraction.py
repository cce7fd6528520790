"""How fast blocks are found in built documentation: megabytes of HTML a CPU second, over Debian's own packages.

The packages are downloaded and unpacked, not installed; `--folder` measures folders that are there already.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tables import machine, parser, publish, table

from docverify.model import Block, Page
from docverify.registry import members

PACKAGES = (
    *("python3.11-doc", "git-doc", "nodejs-doc", "postgresql-doc-15", "cmake-doc", "rust-doc", "libeigen3-doc"),
    *("python-flask-doc", "python-nbsphinx-doc"),
)
"""Sphinx, AsciiDoc, one of its own kind, DocBook, mdBook and rustdoc, Doxygen, notebooks."""
MOST = 60
"""Megabytes that are read of one package: some are very large, and much alike."""
HTML = members("formats")["html"]


class Site(NamedTuple):
    name: str
    folder: Path


class Figures(NamedTuple):
    """What reading one site came to."""

    pages: int
    megabytes: float
    blocks: list[Block]
    problems: int
    seconds: float


def unpacked(names: Iterable[str], work: Path) -> Iterator[Site]:
    """Each package that the archive has."""
    for name in names:
        got = subprocess.run(["apt-get", "-qq", "download", name], cwd=work, capture_output=True, check=False)
        archives = list(work.glob(f"{name}_*.deb"))
        if got.returncode or not archives:
            print(f"{name}: not in the archive of this system", file=sys.stderr)
            continue
        folder = work / name
        subprocess.run(["dpkg-deb", "-x", str(archives[0]), str(folder)], check=True)
        yield Site(name, folder)


def pages(folder: Path) -> list[Page]:
    """Pages spread over the whole folder, each file once."""
    files = sorted(path for path in folder.rglob("*.htm*") if path.is_file() and not path.is_symlink())
    size = sum(path.stat().st_size for path in files) / 1e6
    step = max(1, round(size / MOST))
    return [Page(str(path), "html", path.read_bytes().decode("utf-8", "replace")) for path in files[::step]]


def measured(read: list[Page]) -> Figures:
    blocks, problems = [], 0
    began = time.process_time()
    for page in read:
        found, wrong = HTML.blocks(page)
        blocks += found
        problems += len(wrong)
    seconds = time.process_time() - began
    return Figures(len(read), sum(len(page.text) for page in read) / 1e6, blocks, problems, seconds)


def line(name: str, figures: Figures) -> tuple[object, ...]:
    languages = Counter(block.language or "none" for block in figures.blocks).most_common(4)
    named = ", ".join(f"{language} {count}" for language, count in languages)
    speed = figures.megabytes / figures.seconds if figures.seconds else 0.0
    milliseconds = 1000 * figures.seconds / max(1, figures.pages)
    counts = (figures.pages, f"{figures.megabytes:.1f}", len(figures.blocks), named, figures.problems)
    return name, *counts, f"{speed:.1f}", f"{milliseconds:.2f}"


def total(every: list[Figures]) -> Figures:
    blocks = [block for one in every for block in one.blocks]
    pages_, megabytes = sum(one.pages for one in every), sum(one.megabytes for one in every)
    return Figures(pages_, megabytes, blocks, sum(one.problems for one in every), sum(one.seconds for one in every))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--folder", type=Path, action="append", help="measure this folder, and no packages")
    options.add_argument("packages", nargs="*", default=PACKAGES)
    given = options.parse_args()
    measured([Page("a.html", "html", "<pre>a</pre>")])  # loads the parser
    every: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory(prefix="docverify-bench-") as work:
        folders = [Site(folder.name, folder) for folder in given.folder or ()]
        for site in folders or unpacked(given.packages, Path(work)):
            every[site.name] = measured(pages(site.folder))
    rows = [line(name, figures) for name, figures in every.items()]
    if len(rows) > 1:
        rows.append(line("**all**", total(list(every.values()))))
    header = ("documentation", "pages", "MB", "blocks", "languages", "problems", "MB/s", "ms a page")
    publish("extraction", f"{table(header, rows)}\n\nOne core; {machine()}.", given.readme)


if __name__ == "__main__":
    main()
