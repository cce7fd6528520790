"""`update`: the pages of local sources whose documented output drifted, each with what its examples show instead."""

from collections.abc import Iterator
from contextlib import ExitStack

import msgspec

from docverify.model import Page
from docverify.pipeline.correcting import Corrected, Correcting
from docverify.pipeline.memory import Memory
from docverify.pipeline.pages import ReadPage, read_anew, recall_pages, with_files
from docverify.pipeline.prepared import Prepared
from docverify.pipeline.readings import Reader
from docverify.pipeline.request import Request
from docverify.pipeline.running import Running
from docverify.pipeline.walls import RunWall
from docverify.ports import OpenSource, Progress
from docverify.registry import members
from docverify.rewrite.texts import with_texts
from docverify.store.answers import Answer


class Updating:
    """One run over the pages."""

    def __init__(self, request: Request, wall: RunWall, prepared: Prepared, memory: Memory, progress: Progress) -> None:
        self.request = request
        self.wall = wall
        self.prepared = prepared
        self.memory = memory
        self.progress = progress
        self.running = Running(request, wall, prepared, memory.before, progress)
        self.place = request.place(progress)
        self.texts: dict[str, str] = {}
        """Of the files that are corrected."""
        self._opened: list[OpenSource] = []

    def pages(self) -> Iterator[Corrected]:
        """Those that change, those with something that could not be corrected, and those that could not be read."""
        with ExitStack() as stack:
            reader = None
            for read, source in self._read():
                if fatal := tuple(problem for problem in read.problems if problem.fatal):
                    yield Corrected(read.page, problems=fatal)
                elif read.runnable():
                    reader = reader or self._open(stack)
                    found = self._corrected(read, source, reader)
                    if found.changed or found.problems:
                        yield found

    def _read(self) -> list[tuple[ReadPage, OpenSource]]:
        """The pages that may hold drift: of the others an earlier run says that they hold none."""
        pages = recall_pages(self.request.sources, self.place, self._recall, opened=self._opened.append)
        found = [(read, self._opened[-1]) for read in pages if isinstance(read, ReadPage)]
        if self.prepared.inferring:
            self.prepared.infer([read for read, _ in found])
        return found

    def _recall(self, page: Page) -> Answer | None:
        answer = None if self.prepared.inferring else self.memory.recall(page)
        is_drifted = answer and any(row.verdict == "drift" and row.kind == "output" for row in answer.rows)
        return None if is_drifted else answer

    def _open(self, stack: ExitStack) -> Reader | None:
        self.wall.probe(self.progress)
        return stack.enter_context(self.running.reader(0))

    def _corrected(self, read: ReadPage, source: OpenSource, reader: Reader | None) -> Corrected:
        reads = members("formats")[read.page.format]
        read = self._as_corrected(msgspec.structs.replace(read, page=with_files(read.page, reads, source)), source)
        select = self.request.select.lower()
        names = {one.id for one in read.examples if select in one.id.lower() or select in one.name.lower()}
        found = Correcting(
            read,
            reads,
            lambda page: self.running.verdicts(page, reader),
            lambda page: read_anew(page, self.place, source),
            names.__contains__,
        ).corrected()
        self.texts.update((file.path, file.after) for file in found.files)
        return found

    def _as_corrected(self, read: ReadPage, source: OpenSource) -> ReadPage:
        """With what was corrected on the pages before it: several may include one file, which may be a page too."""
        now = with_texts(read.page, self.texts)
        return read if now is read.page else read_anew(now, self.place, source)
