"""What the docs say of the code is what the code is."""

import re
from pathlib import Path

from docverify.proxy.limits import Limits
from tests import readable, runnable
from tests.components import FIXTURES

DOCS = Path(__file__).parents[1] / "docs"


def test_the_table_of_formats_is_that_of_the_registry() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert text == readable.page(text), "run: python tests/readable.py docs/formats.md"
    assert readable.table() in text


def test_the_table_of_languages_is_that_of_the_registry() -> None:
    text = (DOCS / "languages.md").read_text(encoding="utf-8")
    assert text == runnable.page(text), "run: python tests/runnable.py docs/languages.md"
    assert runnable.table() in text


def test_links_between_the_docs_lead_somewhere() -> None:
    links = [
        (page.name, link)
        for page in DOCS.glob("*.md")
        for link in re.findall(r"\]\(([^)#:]+)[)#]", page.read_text(encoding="utf-8"))
    ]
    assert links
    assert [(page, link) for page, link in links if not (DOCS / link).exists()] == []


def test_each_project_with_a_backend_is_named() -> None:
    text = (DOCS / "backends.md").read_text(encoding="utf-8")
    folders = sorted(path.parent.name for path in FIXTURES.glob("*/docverify.toml"))
    assert sorted(re.findall(r"\]\(\.\./fixtures/backends/([^)]+)\)", text)) == folders


def test_what_the_proxy_takes_is_what_the_docs_say() -> None:
    text = (DOCS / "backends.md").read_text(encoding="utf-8")
    limits = Limits()
    (told,) = re.findall(r"(\d+) MiB, of .* (\d+) KiB are recorded, .* (\d+) MiB; (\d+) connections", text)
    assert tuple(map(int, told)) == (
        limits.body >> 20,
        limits.kept >> 10,
        limits.recorded >> 20,
        limits.connections,
    )
