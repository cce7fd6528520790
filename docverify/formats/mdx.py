"""MDX: Markdown with components, as Docusaurus, Nextra, Mintlify and their like read it."""

from docverify.formats.commonmark.dialect import Dialect

mdx = Dialect("mdx", suffixes=(".mdx",), media_types=("text/mdx",), has_components=True)
"""MDX: its indented lines are text, its tags components, and its comments stand in braces."""
