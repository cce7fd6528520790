"""YAML: configuration, in which nothing runs."""

from collections.abc import Sequence

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
        from docverify.languages.data_code import documents  # only who has a block in it needs its reader

        return parse(example, Syntax("YAML", documents.load, documents.explain, documents.repairs))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


yaml = Yaml()
