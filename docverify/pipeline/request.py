"""What the user asked a check for."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from docverify.model import Config, SourceConfig
from docverify.ports import Place, Progress

STORE = "store.db"
LAST_RESULT = "result.json"
"""Files below the state."""


class Request(Struct, frozen=True):
    """What the user asked for."""

    config: Config
    sources: tuple[SourceConfig, ...]
    root: Path
    state: Path
    jobs: int
    select: str = ""
    """Only examples whose id or name contains this text are in the result; what they build on runs too."""
    confirm: bool = False
    offline: bool = False
    fresh: bool = False
    """Whatever an earlier run left is not used."""
    environ: Mapping[str, str] = {}
    audit: float = 0.0
    """Percent of the pages whose answers are known and that run all the same."""

    def place(self, progress: Progress, known: Iterable[str] = ()) -> Place:
        """`known`: paths of the pages that an earlier run judged examples of."""
        from docverify.pipeline.pages import make_place  # who has the answer reads no page

        return make_place(
            self.root,
            self.state,
            progress=progress,
            offline=self.offline,
            credentials=self.config.credentials,
            environ=self.environ,
            known=frozenset(known),
        )
