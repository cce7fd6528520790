"""YAML: configuration, in which nothing runs."""

from collections.abc import Sequence

from docverify.languages.data_code.documents import explain, load, repairs
from docverify.model import Example, Run
from docverify.parsed import Syntax, parse


class Yaml:
    name = "yaml"
    aliases = ("yaml", "yml", "application/yaml", "text/yaml", "eyaml", "docker-compose", "compose")
    family = "yaml"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        return parse(example, YAML)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


yaml = Yaml()
YAML = Syntax("YAML", load, explain, repairs)
