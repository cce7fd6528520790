"""What sessions cost: with a launcher each and a warm one, with imports beside a fresh interpreter, and in memory.

The package comes from the registry that pip of this machine knows; its environment is made before anything is measured.
"""

import os
import resource
import statistics
import sys
import tempfile
from pathlib import Path

from command import COMMAND
from spending import Cost, spent
from tables import machine, parser, publish, table

from docverify import plan
from docverify.model import Block, Example, Limits
from docverify.registry import members

PACKAGE = "requests==2.32.5"
EXAMPLE = "import requests\n\nprint(requests.codes.ok == 200)\n#> True\n"
SHAPES = ((1_000, 1), (500, 2), (200, 5))
"""Pages, and examples on each: as many as in other comparisons; alone, one pays for the session of its page."""
WALL = ("bwrap", "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev")
"""What a wall costs at least: namespaces and mounts, without limits, filters or a watch over memory."""
WALLS = 40
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
    rows = [compared(work, pages, examples, rounds) for pages, examples in SHAPES]
    theirs = ("a fresh interpreter", "cheaper by", "one behind a wall", "cheaper by")
    return table(("pages", "examples a page", "CPU an example", *theirs), rows)


def compared(work: Path, pages: int, examples: int, rounds: int) -> tuple[str, ...]:
    """A row of the table: the middle one of the rounds."""
    install = f'[environments.python]\ninstall = ["{PACKAGE}"]\n'
    folder = write(work / f"importing{examples}", pages, examples, EXAMPLE, CONFIG + install)
    check(folder)
    (site,) = (folder / ".docverify" / "environments").rglob("requests/__init__.py")
    code = f"import sys; sys.path.append({str(site.parent.parent)!r}); import requests"
    fresh = [sys.executable, "-I", "-S", "-c", code]
    rows = []
    for _ in range(rounds):
        ours = check(folder).cpu * 1000 / (pages * examples)
        bare, walled = (
            statistics.mean(spent(command, folder).cpu * 1000 for _ in range(20))
            for command in (fresh, [*WALL, *fresh])
        )
        rows.append((bare / ours, ours, bare, walled))
    ratio, ours, bare, walled = sorted(rows)[len(rows) // 2]
    beside = (f"{bare:.1f} ms", f"{ratio:.1f} ×", f"{walled:.1f} ms", f"{walled / ours:.1f} ×")
    return (f"{pages:,}", f"{examples}", f"{ours:.1f} ms", *beside)


def launching(work: Path, rounds: int) -> str:
    """Pages of one example behind a wall that is raised for each, and behind one that stays up."""
    language = members("languages")["python"]
    block = Block("page.md", "python", "print(1)", 1, 1)
    example = language.read(Example("page.md#:python:1", block, "python", "page.md:python"))
    page = plan.plan([example], members("languages"), {}, Limits())
    assert page is not None
    tier = members("sandbox")["bwrap"]

    def cost(walls: int, pages: int) -> float:
        """Milliseconds of CPU a page, with those of children that have ended."""
        began = used()
        for _ in range(walls):
            wall = tier.open(work, 0)
            for _ in range(pages // walls):
                (run,) = wall.run(page, lambda _: None)
                assert (run.ended, run.steps[0].stdout) == ("end", "1\n")
            wall.close()
        return (used() - began) * 1000 / pages

    pairs = [(cost(WALLS, WALLS), cost(1, WALLS)) for _ in range(rounds)]
    fresh, warm = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    shown = (WALLS, f"{fresh:.1f} ms", f"{warm:.1f} ms", f"{ratio:.1f} ×")
    return table(("pages of one example", "CPU with a launcher each", "with one that is warm", "cheaper by"), [shown])


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
