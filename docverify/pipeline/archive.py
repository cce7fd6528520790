"""Earlier releases of packages, installed when a wrong example asks for one, each once."""

import threading
from collections.abc import Sequence
from pathlib import Path

from docverify.errors import InstallError
from docverify.model import Environment
from docverify.pipeline.prepared import Prepared
from docverify.ports import Progress


class Archived:
    """Of one run; asked from the threads of all its workers."""

    def __init__(self, prepared: Prepared, root: Path, progress: Progress) -> None:
        self.prepared = prepared
        self.root = root
        self.progress = progress
        self.refused: dict[tuple[str, ...], InstallError] = {}
        self.lock = threading.Lock()

    def releases(self, family: str, package: str) -> Sequence[str]:
        with self.lock:
            return self.prepared.environments.releases(family, self.prepared.config[family], package).versions

    def install(self, page: str, family: str, package: str, release: str) -> Environment:
        """What the page has, with that release; what could not be had is not asked for again."""
        from docverify.pipeline.matrix import with_release  # brings all installers, which most runs do without

        config = with_release(self.prepared.wanted(page, family), family, package, release, self.root)
        key = (family, *config.install)
        with self.lock:
            if key in self.refused:
                raise self.refused[key]
            self.progress.phase(f"installing {package} {release}")
            try:
                return self.prepared.environments.prepare(family, config)
            except InstallError as error:
                self.refused[key] = error
                raise
            finally:
                self.progress.phase("checking")
