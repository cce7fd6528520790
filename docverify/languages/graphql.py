"""GraphQL: operations and schemas, of which no server is asked here."""

from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import Syntax, parse


class GraphQL:
    name = "graphql"
    aliases = ("graphql", "gql", "graphqls", "application/graphql", "graphql-schema")
    family = "graphql"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        from docverify.languages.data_code import queries  # only who has a block in it needs its reader

        return parse(example, Syntax("GraphQL", queries.load, queries.explain, queries.repairs, longest=50_000))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


graphql = GraphQL()
