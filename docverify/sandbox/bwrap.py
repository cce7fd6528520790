"""The default wall on Linux: bubblewrap, namespaces, a system call filter and limits, for root and ordinary users."""

import os
from pathlib import Path

from docverify.model import SandboxReport
from docverify.ports import Sandbox
from docverify.sandbox.wall.recipe import describe_machine, describe_program


class Bubblewrap:
    """The tier `bwrap`. What raises the wall is loaded once something has to run behind it."""

    name = "bwrap"

    def probe(self, state: Path) -> tuple[SandboxReport, list[tuple[str, bool, str]]]:  # noqa: ARG002
        from docverify.sandbox.wall import bubblewrap

        return bubblewrap.probe(self.name)

    def recipe(self) -> tuple[str, ...]:
        """What the runs behind it follow from, besides our own code."""
        user = "root" if os.getuid() == 0 else "user"
        return (self.name, user, describe_program("bwrap"), *describe_machine())

    def open(self, state: Path, slot: int) -> Sandbox:  # noqa: ARG002  a tier may keep state; this one has none
        from docverify.sandbox.wall import bubblewrap

        return bubblewrap.open_wall(slot)


tier = Bubblewrap()
