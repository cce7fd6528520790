"""What the user asked a check for."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from docverify.model import Config, Provided, SourceConfig
from docverify.ports import Place, Progress

if TYPE_CHECKING:
    from docverify.pipeline.backing import Backing
    from docverify.pipeline.tape import Tape

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
    tape: "Tape | None" = None
    """Keeps what examples ask backends."""

    def backing(self) -> "Backing | None":
        """What stands behind the names that examples call; None where nothing is configured."""
        if not self.config.backends:
            return None
        from docverify.pipeline.backing import Backing  # most runs have none

        return Backing(self.config.backends, self.root, self.environ, self.tape)

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
            provided=provided(self.config),
        )


def provided(config: Config) -> Provided:
    """What pages are read with, besides their text."""
    if not config.backends:
        return Provided(config.placeholders) if config.placeholders else Provided()
    from docverify.plan.network import provided as by_backends  # most configs have none

    return by_backends(config.backends, config.placeholders)
