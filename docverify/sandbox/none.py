"""No wall at all: for one's own documentation, only when the user types it, and every report says so."""

import os
import sys
import tempfile
from pathlib import Path

import msgspec

from docverify.model import SandboxReport, SourceConfig
from docverify.sandbox.wall import command
from docverify.sandbox.wall.host import Needs, Start, Wall, launcher_words


class Unwalled:
    """The tier `none`."""

    name = "none"

    def probe(self, state: Path) -> tuple[SandboxReport, list[tuple[str, bool, str]]]:  # noqa: ARG002  nothing to probe
        text = "no isolation: examples ran with the rights of the user who started docverify"
        return SandboxReport(tier=self.name, description=text), []

    def trusts(self, source: SourceConfig) -> bool:
        """Only what lies on this machine: a site, or a repository elsewhere, may be another one tomorrow."""
        scheme, separator, _ = source.git.partition("://")
        remote = scheme != "file" if separator else ":" in source.git.partition("/")[0]
        return not source.url and not remote

    def open(self, state: Path, slot: int) -> Wall:  # noqa: ARG002  all of its folders are temporary
        return Wall(_start)


tier = Unwalled()


def _start(needs: Needs, control: int) -> Start:
    folder = tempfile.mkdtemp(prefix="docverify-")
    config = {
        "walled": False,
        "places": {"base": folder, "forget": command.ours(), "programs": str(command.INSIDE)},
        "filter": "",
        "limits": msgspec.to_builtins(needs.limits),
    }
    words = launcher_words(command.interpreter()[0], str(command.INSIDE / "launcher.py"), control, config)
    environ = {**os.environ, "HOME": folder}
    if "python" in needs.layers:
        environ["PYTHONPATH"] = needs.layers["python"]
    environ.pop("VIRTUAL_ENV", None)
    environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), environ.get("PATH", "")])
    return Start(list(words), (), environ, needs.layers, folder, walled=False)
