"""Dockerfiles: no image is built here."""

from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import Syntax, parse


class Dockerfile:
    name = "dockerfile"
    aliases = ("dockerfile", "docker", "containerfile")
    family = "dockerfile"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        from docverify.languages.data_code import instructions  # only who has a block in it needs its reader

        return parse(example, Syntax("Dockerfile", instructions.load, instructions.explain, instructions.repairs))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


dockerfile = Dockerfile()
