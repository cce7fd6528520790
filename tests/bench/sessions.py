"""What sessions cost: with a launcher each and a warm one, with imports beside a fresh interpreter, and in memory.

The package comes from the registry that pip of this machine knows; its environment is made before anything is measured.
"""

import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from command import COMMAND
from spending import Cost, spent
from tables import machine, parser, publish, table

from docverify import plan
from docverify.model import Block, Environment, Example, Limits, Plan
from docverify.registry import members

PACKAGE = "requests==2.32.5"
EXAMPLE = "import requests\n\nprint(requests.codes.ok == 200)\n#> True\n"
SHAPES = ((1_000, 1), (500, 2), (200, 5))
"""Pages, and examples on each: as many as in other comparisons; alone, one pays for the session of its page."""
WALL = (
    "bwrap",
    "--unshare-user",
    "--unshare-net",
    "--unshare-ipc",
    "--unshare-uts",
    "--ro-bind",
    "/",
    "/",
    "--dev",
    "/dev",
)
"""What a wall costs at least: namespaces and mounts, without limits, filters or a watch over memory.

Processes share the host's: what is used by those in a namespace of their own would be in nobody's account."""
WALLS = 40
ALONE = 300
"""Sessions, as many as share a launcher and what it has imported."""
COUNTS = (100, 1_000, 10_000)
ON_A_PAGE = 20
CONFIG = '[[sources]]\npath = "docs"\n'


def write(folder: Path, pages: int, examples: int, code: str, config: str) -> Path:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "docverify.toml").write_text(config, encoding="utf-8")
    for number in range(pages):
        blocks = (f"## Part {part}\n\n```python\n{code.format(number=part)}```\n" for part in range(examples))
        (docs / f"page{number:05}.md").write_text("\n".join(blocks), encoding="utf-8")
    return folder


def check(folder: Path) -> Cost:
    return spent([*COMMAND, "check", "--jobs", "1", "--fresh", "--format", "json"], folder)


def importing(work: Path, rounds: int) -> str:
    """Examples that each import the package, beside an interpreter started for each."""
    made = [whole(work, pages, examples) for pages, examples in SHAPES]
    site = made[0].site
    rows = [
        compared(*alone(work, site), site, work, rounds),
        *(compared(*one.shown, site, work, rounds) for one in made),
    ]
    theirs = ("a fresh interpreter", "cheaper by", "one behind a wall", "cheaper by")
    return table(("pages", "examples a page", "CPU an example", *theirs), rows)


class Whole(NamedTuple):
    """Pages that are checked from reading to judging, with their environment; and how a row of the table begins."""

    shown: tuple[tuple[str, str], Callable[[], float]]
    site: Path


def whole(work: Path, pages: int, examples: int) -> Whole:
    install = f'[environments.python]\ninstall = ["{PACKAGE}"]\n'
    folder = write(work / f"importing{examples}", pages, examples, EXAMPLE, CONFIG + install)
    check(folder)
    (package,) = (folder / ".docverify" / "environments").rglob("requests/__init__.py")
    named = (f"{pages:,}", f"{examples}")
    return Whole((named, lambda: check(folder).cpu * 1000 / (pages * examples)), package.parent.parent)


def alone(work: Path, site: Path) -> tuple[tuple[str, str], Callable[[], float]]:
    """Sessions without what else a page takes: nothing is read, judged or written."""
    page = planned(EXAMPLE, {"python": Environment(path=str(site))})
    return ("sessions alone", "1"), lambda: sessions(work, page, "True\n", 1, ALONE)


def compared(
    named: tuple[str, str], ours: Callable[[], float], site: Path, folder: Path, rounds: int
) -> tuple[str, ...]:
    """A row of the table: the middle one of the rounds. `ours`: milliseconds of CPU an example."""
    code = f"import sys; sys.path.append({str(site)!r}); import requests"
    fresh = (sys.executable, "-I", "-S", "-c", code)
    rows = []
    for _ in range(rounds):
        cost = ours()
        bare, walled = (
            statistics.mean(spent(command, folder).cpu * 1000 for _ in range(20)) for command in (fresh, WALL + fresh)
        )
        rows.append((bare / cost, cost, bare, walled))
    ratio, cost, bare, walled = sorted(rows)[len(rows) // 2]
    return (*named, f"{cost:.1f} ms", f"{bare:.1f} ms", f"{ratio:.1f} ×", f"{walled:.1f} ms", f"{walled / cost:.1f} ×")


def launching(work: Path, rounds: int) -> str:
    """Pages of one example behind a wall that is raised for each, and behind one that stays up."""
    page = planned("print(1)", {})
    pairs = [(sessions(work, page, "1\n", WALLS, WALLS), sessions(work, page, "1\n", 1, WALLS)) for _ in range(rounds)]
    fresh, warm = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    shown = (WALLS, f"{fresh:.1f} ms", f"{warm:.1f} ms", f"{ratio:.1f} ×")
    return table(("pages of one example", "CPU with a launcher each", "with one that is warm", "cheaper by"), [shown])


def planned(code: str, environments: Mapping[str, Environment]) -> Plan:
    """A page of one Python example."""
    language = members("languages")["python"]
    block = Block("page.md", "python", code, 1, 1)
    example = language.read(Example("page.md#:python:1", block, "python", "page.md:python"))
    page = plan.plan([example], members("languages"), environments, Limits())
    assert page is not None
    return page


def sessions(work: Path, page: Plan, shown: str, walls: int, count: int) -> float:
    """Milliseconds of CPU a session, with those of children that have ended; each must print what is `shown`."""
    tier = members("sandbox")["bwrap"]
    began = used()
    for _ in range(walls):
        wall = tier.open(work, 0)
        for _ in range(count // walls):
            (run,) = wall.run(page, lambda _: None)
            assert (run.ended, "".join(step.stdout for step in run.steps)) == ("end", shown)
        wall.close()
    return (used() - began) * 1000 / count


def used() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def growing(work: Path) -> str:
    """The most memory of docverify's own process, by how many examples there are."""
    rows = []
    for count in COUNTS:
        folder = write(work / f"growing{count}", count // ON_A_PAGE, ON_A_PAGE, "x = {number}\nprint(x)\n", CONFIG)
        cost = check(folder)
        rows.append((f"{count:,}", f"{cost.mebibytes} MiB", f"{cost.cpu * 1000 / count:.2f} ms", f"{cost.wall:.1f} s"))
    return table(("Python examples", "memory", "CPU an example", "wall"), rows)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="docverify-sessions-") as made:
        work = Path(made).resolve()
        os.chmod(work, 0o755)
        tables = (launching(work, given.rounds), importing(work, given.rounds), growing(work))
    publish("sessions", "\n\n".join([*tables, f"One worker; {machine()}."]), given.readme)


if __name__ == "__main__":
    main()
