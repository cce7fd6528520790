"""Crawls of a large manual beside other crawlers: CPU, pages a second, memory; again, unchanged; and behind a limit.

The manuals are packages of Debian, unpacked into a temporary folder and served by nginx on loopback, to each client in
turn. Needs apt-get, dpkg-deb, nginx and wget; Scrapy is installed into an environment of its own.
What a client got is counted by the server.
"""

import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from command import COMMAND
from nginx import BURST, RATE, Line, Server, nginx
from spending import spent
from tables import machine, parser, publish, table


class Manual(NamedTuple):
    name: str
    package: str
    folder: str


MANUALS = (
    Manual("PostgreSQL 15", "postgresql-doc-15", "usr/share/doc/postgresql-doc-15/html"),
    Manual("Python 3.11", "python3.11-doc", "usr/share/doc/python3.11/html"),
)
SPIDER = """\
import sys

from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule


class Pages(CrawlSpider):
    name = "pages"
    start_urls = [sys.argv[1]]
    allowed_domains = ["127.0.0.1"]
    rules = [Rule(LinkExtractor(), callback="read", follow=True)]

    def read(self, response):
        if sys.argv[2:]:
            yield {"code": ["".join(block.css("::text").getall()) for block in response.css("pre")]}


process = CrawlerProcess({
    "LOG_ENABLED": False, "ROBOTSTXT_OBEY": True, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "TELNETCONSOLE_ENABLED": False,
})
process.crawl(Pages)
process.start()
"""
BLOCKS = "Scrapy, with the text of each `<pre>`"
RIVALS = ("wget", "Scrapy", BLOCKS)
ENDS = range(256)
"""Exit codes: a crawler that was refused pages has crawled all the same."""


class Crawl(NamedTuple):
    """What one run got, and what it took."""

    pages: int
    wall: float
    cpu: float
    mebibytes: int

    @property
    def each(self) -> float:
        """CPU milliseconds a page."""
        return self.cpu * 1000 / max(self.pages, 1)


class Bench:
    """The tools, in a folder of their own."""

    def __init__(self, work: Path) -> None:
        self.work = work
        venv.create(work / "scrapy", with_pip=True)
        self.python = work / "scrapy/bin/python"
        subprocess.run([self.python, "-m", "pip", "install", "-q", "scrapy>=2.11"], check=True)
        (work / "spider.py").write_text(SPIDER, encoding="utf-8")
        self.runs = 0

    def command(self, tool: str, url: str, state: Path) -> list[str]:
        """`state` is where docverify keeps its copies; the others write where nothing was."""
        if tool == "wget":
            options = ["--quiet", "--recursive", "--level=inf", "--no-parent", "--no-host-directories"]
            return ["wget", *options, f"--directory-prefix={self.fresh()}", url]
        if tool in ("Scrapy", BLOCKS):
            return [str(self.python), str(self.work / "spider.py"), url, *(["blocks"] if tool == BLOCKS else [])]
        return [*COMMAND, "pages", url, "--state", str(state)]

    def fresh(self) -> Path:
        self.runs += 1
        folder = self.work / f"run{self.runs}"
        folder.mkdir()
        return folder

    def run(self, tool: str, server: Server, *, limited: bool = False, state: Path | None = None) -> Crawl:
        name, url = ("limited", server.limited_url) if limited else ("free", server.url)
        server.log(name)
        cost = spent(self.command(tool, f"{url}index.html", state or self.fresh()), self.work, ENDS)
        return Crawl(len(pages_of(server.log(name))), cost.wall, cost.cpu, cost.mebibytes)


def pages_of(lines: Sequence[Line]) -> set[str]:
    return {line.path for line in lines if line.status in (200, 304) and line.path.endswith(".html")}


def unpacked(manual: Manual, work: Path) -> Path:
    """The folder of a manual, from its package."""
    target = work / manual.package
    target.mkdir()
    os.chmod(work, 0o755)  # the server's own user reads what lies below
    subprocess.run(["apt-get", "download", "-qq", manual.package], cwd=target, check=True, stderr=subprocess.DEVNULL)
    (package,) = target.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, target / "root"], check=True)
    return target / "root" / manual.folder


def compared(bench: Bench, manual: Manual, server: Server, rounds: int) -> list[tuple[object, ...]]:
    """A row a tool: the tools take turns, and each one's median counts."""
    tools = ("docverify", *RIVALS)
    costs: dict[str, list[Crawl]] = {tool: [] for tool in tools}
    for _ in range(rounds):
        for tool in tools:
            costs[tool].append(bench.run(tool, server))
            print(manual.name, tool, costs[tool][-1], file=sys.stderr)
    each = {tool: median(cost.each for cost in costs[tool]) for tool in tools}
    return [
        (
            manual.name,
            tool,
            max(cost.pages for cost in costs[tool]),
            f"{median(cost.pages / cost.wall for cost in costs[tool]):.0f}",
            f"{each[tool]:.2f} ms",
            f"{each[tool] / each['docverify']:.2f} ×",
            f"{max(cost.mebibytes for cost in costs[tool])} MiB",
        )
        for tool in tools
    ]


def repeated(bench: Bench, manual: Manual, server: Server) -> tuple[object, ...]:
    """A crawl of a site that did not change since."""
    state = bench.fresh()
    first = bench.run("docverify", server, state=state)
    began = time.perf_counter()
    cost = spent(bench.command("docverify", f"{server.url}index.html", state), bench.work, ENDS)
    lines = server.log()
    print(manual.name, "again", time.perf_counter() - began, file=sys.stderr)
    again = [line for line in lines if line.path.endswith(".html")]
    unchanged = sum(line.status == 304 for line in again)
    sent = sum(line.sent for line in again if line.status == 200)
    each = cost.cpu * 1000 / max(first.pages, 1)
    return (
        manual.name,
        first.pages,
        unchanged,
        sent,
        f"{each:.2f} ms",
        f"{each / first.each:.2f} ×",
        f"{cost.wall:.1f} s",
    )


def limited(bench: Bench, server: Server) -> list[tuple[object, ...]]:
    rows = []
    for tool in ("docverify", "wget", "Scrapy"):
        cost = bench.run(tool, server, limited=True)
        print("limited", tool, cost, file=sys.stderr)
        rows.append((tool, cost.pages, f"{cost.wall:.0f} s"))
    return rows


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="docverify-crawl-") as made:
        work = Path(made).resolve()
        bench = Bench(work)
        rows, again, behind = [], [], []
        for manual in MANUALS:
            with nginx(unpacked(manual, work), work / f"nginx-{manual.package}") as server:
                rows += compared(bench, manual, server, given.rounds)
                again.append(repeated(bench, manual, server))
                behind = behind or limited(bench, server)
    header = ("manual", "crawler", "pages", "pages a second", "CPU a page", "CPU against docverify", "memory")
    second = ("manual", "pages", "answers 304", "bytes of pages sent", "CPU a page", "of the first crawl", "wall")
    third = (f"behind {RATE} requests a second, {BURST} at once, 429 without Retry-After", "pages got", "seconds")
    tables = (table(header, rows), table(second, again), table(third, behind))
    note = (
        f"docverify extracts and reads every block of each page; wget and the first Scrapy follow links. {machine()}."
    )
    publish("crawl", "\n\n".join([*tables, note]), given.readme)


if __name__ == "__main__":
    main()
