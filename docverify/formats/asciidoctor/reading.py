"""A page from its first line to its last."""

from docverify.draft import Draft
from docverify.formats.asciidoctor.attributes import Attributes
from docverify.formats.asciidoctor.lines import Lines
from docverify.formats.asciidoctor.scanner import Known, Scanner
from docverify.formats.asciidoctor.tabs import Tabs
from docverify.model import Page


def read(page: Page, draft: Draft) -> list[str]:
    """Tells the draft all that stands on the page, and returns the names of included files that are not there yet."""
    attributes = Attributes(page)
    lines = Lines(page, draft, attributes)
    Scanner(Known(draft, attributes, Tabs()), lines).scan()
    return list(lines.library.wanted)
