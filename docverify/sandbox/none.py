"""No wall at all: for one's own documentation, only when the user types it, and every report says so."""

import os
import sys
import tempfile
from pathlib import Path

import msgspec

from docverify.model import SandboxReport, SourceConfig
from docverify.sandbox.inside.withheld import withheld
from docverify.sandbox.wall import command, surroundings
from docverify.sandbox.wall.host import Needs, Start, Wall, launcher_words
from docverify.sandbox.wall.interpreter import interpreter


class Unwalled:
    """The tier `none`."""

    name = "none"

    def probe(self, state: Path) -> tuple[SandboxReport, list[tuple[str, bool, str]]]:  # noqa: ARG002  nothing to probe
        text = "no isolation: examples run with all rights of the user who starts docverify"
        return SandboxReport(tier=self.name, description=text, surroundings=surroundings.HERE), []

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
    environ = {**os.environ, **surroundings.variables(needs.hash_seed, needs.zone), "HOME": folder}
    if "python" in needs.layers:
        environ["PYTHONPATH"] = needs.layers["python"]
    for name in ("VIRTUAL_ENV", "LC_ALL"):
        environ.pop(name, None)
    own = [*command.commands(needs.layers), os.path.dirname(sys.executable)]
    environ["PATH"] = os.pathsep.join([*own, environ.get("PATH", "")])
    environ, late = withheld(environ)
    config = {
        "walled": False,
        "places": {"base": folder, "forget": command.ours(), "programs": str(command.INSIDE)},
        "limits": msgspec.to_builtins(needs.limits),
        "environ": late,
    }
    words = launcher_words(interpreter()[0], str(command.INSIDE / "launcher.py"), control, config)
    grammars = dict.fromkeys(os.path.dirname(one.folder) for one in needs.toolchains if one.grammar)
    layers = {**needs.layers, "grammar": os.pathsep.join(grammars)}
    return Start(list(words), (), environ, layers, folder, walled=False)
