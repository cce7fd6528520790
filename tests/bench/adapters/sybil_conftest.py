"""The parsers that the tool's documentation begins with, for each format."""

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.parsers import myst, rest


def code_blocks(document):
    """Those without prompts: where its two parsers both find something, Sybil gives up the page."""
    return (one for one in rest.PythonCodeBlockParser()(document) if ">>>" not in one.parsed)


of_rst = Sybil([rest.DocTestParser(ELLIPSIS), code_blocks], patterns=["*.rst"])
of_markdown = Sybil(
    [myst.DocTestDirectiveParser(ELLIPSIS), myst.PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)],
    patterns=["*.md", "*.mdx"],
)
pytest_collect_file = (of_rst + of_markdown).pytest()
