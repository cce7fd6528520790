"""OpenAPI and Swagger documents."""

import re
from collections.abc import Sequence

from docverify.model import Block, Page, Problem

_ELSEWHERE = re.compile(r"externalValue|\$ref[\"']?[ \t]*:[ \t]*[\"']?[^#\"' \t\n]")
"""What may name another file."""

_KINDS = ("application/vnd.oai.openapi", "application/openapi")


class OpenApi:
    """Samples of code, examples of requests and responses, and code in descriptions."""

    name = "openapi"
    suffixes = tuple(f"{name}.{end}" for name in ("openapi", "swagger") for end in ("json", "yaml", "yml"))
    named_suffixes = (".json", ".yaml", ".yml")
    media_types = tuple(f"{kind}{end}" for kind in _KINDS for end in ("", "+json", "+yaml"))

    def wants(self, page: Page) -> Sequence[str]:
        from docverify.formats.apis.reading import Reader

        if not _ELSEWHERE.search(page.text):
            return ()
        reader = Reader(page)
        reader.read()
        return list(reader.wanted)

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        from docverify.formats.apis.reading import Reader

        reader = Reader(page)
        reader.read()
        return reader.draft.finish()


openapi = OpenApi()
