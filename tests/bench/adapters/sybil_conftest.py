"""The parsers that the tool's documentation begins with, for each format."""

from sybil import Sybil
from sybil.parsers import myst, rest

of_markdown = Sybil(parsers=[myst.DocTestDirectiveParser(), myst.PythonCodeBlockParser()], patterns=["*.md", "*.mdx"])
of_rst = Sybil(parsers=[rest.DocTestParser(), rest.PythonCodeBlockParser()], patterns=["*.rst"])
pytest_collect_file = (of_markdown + of_rst).pytest()
