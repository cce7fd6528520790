"""Dockerfiles: no image is built here."""

from collections.abc import Sequence

from docverify.languages.data_code.instructions import explain, load, repairs
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
        return parse(example, DOCKERFILE)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


dockerfile = Dockerfile()
DOCKERFILE = Syntax("Dockerfile", load, explain, repairs)
