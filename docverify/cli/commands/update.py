"""`docverify update`: what ran is right: rewrites the pages, and takes what is not as before as it is now.

It shows what would change, and asks.
"""

import argparse
import difflib
import os
import sys
from collections.abc import Callable, Iterator, Sequence

from docverify.cli import acceptance, workplace
from docverify.cli.commands.check import limited
from docverify.cli.progress import progress
from docverify.errors import UsageError
from docverify.escape import terminal
from docverify.model import Page, Problem, Row, SourceConfig
from docverify.pipeline.correcting import Corrected
from docverify.pipeline.premises import settle
from docverify.pipeline.request import Request
from docverify.pipeline.rows import ABSENT, had_problems
from docverify.pipeline.walls import RunWall, find_tier
from docverify.ports import Progress
from docverify.reading import Unwritten, write_page
from docverify.reports.tables.writing import count
from docverify.reproduce import same_command
from docverify.rewrite.texts import Rewritten

NEXT = {True: "docverify check", False: "docverify update --yes"}
COLOURS = {"-": "31", "+": "32", "@": "36"}


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    sources = workplace.sources(arguments.sources, place)
    aged = acceptance.find(place.state, place.root, sources, arguments.select)
    request = Request(
        limited(place.config, arguments.timeout),
        in_files(sources) if aged else writable(sources, named=bool(arguments.sources)),
        place.root,
        place.state,
        jobs=1,
        select=arguments.select,
        fresh=arguments.fresh,
        environ=os.environ,
    )
    workplace.make_state(place.state)
    tier = find_tier(arguments.sandbox)
    with progress(sys.stderr) as shown:
        wall = RunWall(tier, place.state, request.backing())
        found = list(corrected(request, wall, shown))
    if wall.report.tier == ABSENT:
        sys.stderr.write(
            f"docverify: nothing can run here: there is no sandbox\n  next: {terminal(wall.report.hint)}\n"
        )
        return 3
    asked = answers(yes=arguments.yes)
    left = finish(found, str(place.root), asked)
    is_settled = acceptance.settle(aged, place.state, asked)
    sys.stdout.write(closing(found, aged, NEXT[is_settled and not left], arguments.sources))
    if any(had_problems(one.problems) for one in found):
        return 2
    return int(bool(left) or not is_settled)


def in_files(sources: Sequence[SourceConfig]) -> tuple[SourceConfig, ...]:
    """Those whose pages are files of this machine."""
    return tuple(source for source in sources if source.path)


def writable(sources: Sequence[SourceConfig], *, named: bool) -> tuple[SourceConfig, ...]:
    """The same; who names another one is told, for nothing else can be written."""
    found = in_files(sources)
    others = ", ".join(source.git or source.url for source in sources if not source.path)
    if others and (named or not found):
        raise UsageError(
            f"only files of this machine can be rewritten, and not {others}", "docverify update FILE, in a checkout"
        )
    if others:
        sys.stderr.write(f"docverify: left out, since nothing can be written there: {terminal(others)}\n")
    return found


def corrected(request: Request, wall: RunWall, shown: Progress) -> Iterator[Corrected]:
    from docverify.pipeline.check import remembered  # a command that refuses its sources runs none of this
    from docverify.pipeline.updating import Updating

    shown.phase("preparing environments")
    premises = settle(request, wall.tier, shown)
    store = workplace.open_store(request.state)
    try:
        before = store.histories()
    finally:
        store.close()
    shown.phase("running")
    with remembered(request, premises, before) as memory:
        yield from Updating(request, wall, premises.prepared, memory, shown).pages()


def finish(found: Sequence[Corrected], root: str, asked: Callable[[str], bool]) -> int:
    """Writes what is agreed to; how many documented outputs, or pages of them, are left as they were."""
    left = 0
    written = 0
    for one in found:
        workplace.write_problems(one.problems)
        left += len(one.problems)
        if not one.changed:
            continue
        for file in one.files:
            workplace.write(diff(file, colour=workplace.colour()))
        problem = write(one, root, asked)
        left += problem is not None
        written += problem is None
        if problem and problem.what:
            workplace.write_problems([problem])
    if any(one.changed for one in found):
        sys.stdout.write(f"{said(found, written)}\n")
    return left


def closing(found: Sequence[Corrected], aged: Sequence[Row], command: str, sources: Sequence[str]) -> str:
    """What to run next, about the same sources."""
    if not aged and not any(one.changed for one in found):
        return "nothing to rewrite\n"
    return f"next: {terminal(same_command(command, sources))}\n"


def write(one: Corrected, root: str, asked: Callable[[str], bool]) -> Problem | None:
    """None when the page and all that it includes was written; a problem without words when nobody agreed to it."""
    if not asked(f"write {' and '.join(file.path for file in one.files)}?"):
        return Problem(one.page.path, "")
    for file in one.files:
        local = one.page.local if file.path == one.page.path else os.path.join(root, file.path)
        try:
            write_page(Page(file.path, "", file.before, local=local), file.after, root)
        except Unwritten as error:
            return Problem(file.path, f"is left as it is: {error}")
    return None


def said(found: Sequence[Corrected], written: int) -> str:
    outputs = sum(len(one.changed) for one in found)
    pages = sum(bool(one.changed) for one in found)
    return f"{count(outputs, 'output')} on {count(pages, 'page')}; {count(written, 'page')} written"


def diff(file: Rewritten, *, colour: bool) -> str:
    """A unified diff, as untrusted as the output that is in it."""
    before, after = (text.replace("\r\n", "\n").split("\n") for text in (file.before, file.after))
    names = (f"a/{file.path}", f"b/{file.path}")
    lines = [terminal(line.expandtabs(4)) for line in difflib.unified_diff(before, after, *names, lineterm="")]
    if colour:
        lines = [painted(line, number) for number, line in enumerate(lines)]
    return "\n".join(lines)


def painted(line: str, number: int) -> str:
    code = "1" if number < 2 else COLOURS.get(line[:1], "")
    return f"\x1b[{code}m{line}\x1b[0m" if code else line


def answers(*, yes: bool) -> Callable[[str], bool]:
    """What decides each question: `--yes`, the person at the terminal, or nobody: then nothing changes."""
    if yes:
        return lambda _: True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return lambda _: False
    return Asking().ask


class Asking:
    """Asks one question after the other."""

    def __init__(self) -> None:
        self.rest: bool | None = None
        """The answer to all further questions, once it is given."""

    def ask(self, question: str) -> bool:
        if self.rest is not None:
            return self.rest
        sys.stdout.write(f"{terminal(question)} [y]es, [N]o, [a]ll, [q]uit: ")
        sys.stdout.flush()
        answer = sys.stdin.readline().strip().lower()[:1]
        if answer in ("a", "q"):
            self.rest = answer == "a"
        return answer in ("y", "a")
