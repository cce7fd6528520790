"""Who is told what is going on: a line on a terminal, elsewhere nobody."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from docverify.model import Row
from docverify.ports import Progress


@contextmanager
def progress(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Iterator[Progress]:
    """Progress on a stream, normally standard error, for as long as the context lasts."""
    if not stream.isatty() or environ.get("TERM", "dumb") == "dumb":
        yield Silence()
        return
    from docverify.cli.live import Live

    live = Live(stream)
    live.start()
    try:
        yield live
    finally:
        live.stop()


class Silence:
    """Progress that nobody watches."""

    def phase(self, text: str, total: int = 0) -> None: ...

    def started(self, example: str) -> None: ...

    def finished(self, row: Row) -> None: ...

    def crawled(self, pages: int, queued: int, rate: float) -> None: ...

    def found(self, blocks: int) -> None: ...
