"""The same documentation as source and as rendered site: do both give the same blocks?

Packages whose source archives hold their documentation are fetched, their docs built by their own generator without a
copy of the source, and served on loopback. Every disagreement is printed with the loss that explains it, or as none.
"""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from command import COMMAND, ENVIRON
from serving import served
from tables import machine, parser, publish, table


class Package(NamedTuple):
    """A package, its generator, and what the docs need to be built."""

    name: str
    generator: str
    requirements: tuple[str, ...]
    docs: str = "docs"


PACKAGES = (
    Package(
        "flask==3.1.3",
        "sphinx",
        ("sphinx>=8,<9", "pallets-sphinx-themes", "sphinxcontrib-log-cabinet", "sphinx-tabs", "packaging"),
    ),
    Package("cattrs==26.2.1", "sphinx", ("sphinx>=8,<9", "myst-parser", "furo", "sphinx-copybutton")),
    Package("starlette==1.10.0", "mkdocs", ("mkdocs-material>=9.5,<10",)),
)
MKDOCS = "INHERIT: mkdocs.yml\nstrict: false\nplugins: [search]\n"
LOSSES = ("whitespace", "doctest marks", "callouts")


class Row(NamedTuple):
    page: str
    line: int
    language: str
    code: str


def fetched(package: Package, work: Path) -> Path:
    """The unpacked source archive."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*pip, "-d", str(work), package.name], check=True)
    (archive,) = work.glob(f"{package.name.partition('=')[0]}-*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(work, filter="data")
    return work / archive.name.removesuffix(".tar.gz")


def built(package: Package, source: Path, work: Path) -> Path:
    """The site, in a folder."""
    environment, site = work / "venv", work / "site"
    venv.create(environment, with_pip=True)
    python = str(environment / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", str(source), *package.requirements], check=True)
    if package.generator == "mkdocs":
        (source / "here.yml").write_text(MKDOCS, encoding="utf-8")
        command = ["-m", "mkdocs", "build", "-q", "-f", "here.yml", "-d", str(site)]
    else:
        defined = ["html_copy_source=0", "html_show_sourcelink=0", "intersphinx_mapping="]
        options = [part for one in defined for part in ("-D", one)]
        command = ["-m", "sphinx", "-q", "-b", "html", *options, package.docs, str(site)]
    # The warnings are of cross references to sites that nobody can reach from here.
    done = subprocess.run([python, *command], cwd=source, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{package.name}: {done.stderr[-1000:]}")
    shutil.rmtree(site / "_sources", ignore_errors=True)  # the site alone is to be read
    return site


def rows(source: str, work: Path) -> list[Row]:
    """What `docverify examples` finds there; hidden code is on no site."""
    run = subprocess.run(
        [*COMMAND, "examples", source, "--format", "json", "--state", str(work / "state")],
        cwd=work,
        env=ENVIRON,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [json.loads(line) for line in run.stdout.splitlines()]
    return [Row(one["page"], one["line"], one["language"], one["code"]) for one in found]


def compared(source: list[Row], site: list[Row]) -> tuple[int, Counter[str], list[tuple[str, Row]]]:
    """Blocks of the source that the site has to the letter, losses of the others, and those that nothing explains."""
    left = Counter(row.code for row in site)
    rest = []
    for row in source:
        if left[row.code]:
            left[row.code] -= 1
        else:
            rest.append(row)
    lossy: dict[str, Counter[str]] = {loss: Counter(_lost(code, loss) for code in left.elements()) for loss in LOSSES}
    explained: Counter[str] = Counter()
    unexplained = []
    for row in rest:
        loss = next((one for one in LOSSES if lossy[one][_lost(row.code, one)]), "")
        if loss:
            lossy[loss][_lost(row.code, loss)] -= 1
            explained[loss] += 1
        else:
            unexplained.append(("only in the source", row))
    return len(source) - len(rest), explained, unexplained


def _lost(code: str, loss: str) -> str:
    """The code without what the loss takes away."""
    if loss == "doctest marks":
        code = re.sub(r"[ \t]*#[ \t]*doctest:[^\n]*|<BLANKLINE>", "", code)
    elif loss == "callouts":
        code = re.sub(r"[ \t]*(?:#|//)[ \t]*(?:<\d+>|\(\d+\)!?)", "", code)
    return " ".join(code.split())


def measured(package: Package, work: Path) -> tuple[object, ...]:
    place = work / package.name.partition("=")[0]
    place.mkdir()
    source = fetched(package, place)
    site = built(package, source, place)
    written: list[Any] = rows(str(source / package.docs), place)
    with served(site) as url:
        shown = rows(url, place)
    exact, explained, unexplained = compared(written, shown)
    for why, row in unexplained:
        print(f"{package.name} {why}: {row.page}:{row.line} {row.language}\n    {row.code[:200]!r}", file=sys.stderr)
    agree = exact + explained.total()
    losses = ", ".join(f"{count} {loss}" for loss, count in explained.items()) or "none"
    share = f"{100 * agree / max(len(written), 1):.1f} %"
    return package.name, package.generator, len(written), len(shown), exact, losses, len(unexplained), share


def main() -> None:
    options = parser(__doc__)
    options.add_argument("only", nargs="*", help="beginnings of names; default: all")
    given = options.parse_args()
    chosen = [one for one in PACKAGES if not given.only or one.name.startswith(tuple(given.only))]
    with tempfile.TemporaryDirectory(prefix="docverify-bench-") as made:
        lines = [measured(package, Path(made).resolve()) for package in chosen]
    header = ("documentation", "generator", "blocks in the source", "on the site", "to the letter", "with a known loss")
    header += ("not on the site", "agree")
    publish("rendered", f"{table(header, lines)}\n\n{machine()}.", given.readme)


if __name__ == "__main__":
    main()
