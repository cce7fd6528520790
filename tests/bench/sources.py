"""`docverify examples` over real documentation: pages, blocks, languages, guesses, problems, seconds.

The folders below DOCVERIFY_CORPORA are read as they lie there. Built documentation is taken from Debian's packages,
which are downloaded and unpacked, never installed, and served on loopback, to be crawled as a site is.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from command import COMMAND, ENVIRON
from serving import served
from tables import machine, parser, publish, table


class Site(NamedTuple):
    """Built documentation in a Debian package."""

    package: str
    folder: str
    generator: str


SITES = (
    Site("python3.11-doc", "usr/share/doc/python3.11/html", "Sphinx"),
    Site("python-flask-doc", "usr/share/doc/python-flask-doc/html", "Sphinx"),
    Site("python-nbsphinx-doc", "usr/share/doc/python-nbsphinx/html", "nbsphinx"),
    Site("cmake-doc", "usr/share/doc/cmake-data/html", "Sphinx"),
    Site("git-doc", "usr/share/doc/git-doc", "AsciiDoc"),
    Site("postgresql-doc-15", "usr/share/doc/postgresql-doc-15/html", "DocBook"),
    Site("nodejs-doc", "usr/share/doc/nodejs/api", "own"),
    Site("rust-doc", "usr/share/doc/rust-doc/html/book", "mdBook"),
    Site("rust-doc", "usr/share/doc/rust-doc/html/alloc", "rustdoc"),
    Site("mkdocs-doc", "usr/share/doc/mkdocs/html", "MkDocs"),
    Site("libeigen3-doc", "usr/share/doc/libeigen3-dev/html", "Doxygen"),
)
COMMON = 5
"""Languages that are named in the table; the others are counted."""


def corpora() -> Iterator[Path]:
    """The folders of documentation, those of many projects one by one."""
    named = os.environ.get("DOCVERIFY_CORPORA")
    for folder in sorted(Path(named).iterdir()) if named else ():
        if folder.is_dir():
            inner = [one for one in sorted(folder.iterdir()) if one.is_dir() and any(one.rglob("ORIGIN"))]
            yield from inner or [folder]


def unpacked(package: str, work: Path) -> Path:
    """The files of a package."""
    target = work / package
    if not target.exists():
        target.mkdir()
        subprocess.run(["apt-get", "download", "-q", package], cwd=target, check=True, stdout=subprocess.DEVNULL)
        (archive,) = target.glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", str(archive), str(target)], check=True)
    return target


def measured(name: str, kind: str, source: str, work: Path) -> tuple[object, ...]:
    """One line of the table."""
    began = time.monotonic()
    state = tempfile.mkdtemp(dir=work)
    output = Path(state) / "rows.jsonl"
    with output.open("w", encoding="utf-8") as stream:
        run = subprocess.run(
            [*COMMAND, "examples", source, "--format", "json", "--state", state],
            cwd=work,
            env=ENVIRON,
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    seconds = time.monotonic() - began
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    problems = [line for line in run.stderr.splitlines() if line.startswith("problem ")]
    print(
        f"{name}: exit code {run.returncode}",
        *problems[:20],
        *run.stderr.splitlines()[-3:],
        sep="\n    ",
        file=sys.stderr,
    )
    languages = Counter(row["language"] or "none given" for row in rows)
    shown = ", ".join(f"{language} {count}" for language, count in languages.most_common(COMMON))
    more = f", {len(languages) - COMMON} more" if len(languages) > COMMON else ""
    pages, guessed = len({row["page"] for row in rows}), sum(row["guessed"] for row in rows)
    return name, kind, pages, len(rows), shown + more, guessed, len(problems), f"{seconds:.1f}"


def main() -> None:
    given = parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="docverify-bench-") as made:
        work = Path(made).resolve()
        lines = [measured(folder.name.replace("+", "/"), "files", str(folder), work) for folder in corpora()]
        for site in SITES:
            try:
                folder = unpacked(site.package, work) / site.folder
            except subprocess.CalledProcessError:
                lines.append((site.package, site.generator, *["-"] * 6))
                continue
            with served(folder) as url:
                part = folder.name if folder.parent.name == "html" else ""
                name = f"{site.package} {part}".strip()
                lines.append(measured(name, site.generator, url, work))
    header = ("documentation", "from", "pages with blocks", "blocks", "languages", "guessed", "problems", "seconds")
    publish("sources", f"{table(header, lines)}\n\n{machine()}.", given.readme)


if __name__ == "__main__":
    main()
