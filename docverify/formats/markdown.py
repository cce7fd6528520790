"""Markdown with tables, as MyST, MkDocs, Docusaurus, Starlight, VitePress, mdBook, Hugo, Jekyll and Quarto have it."""

from docverify.formats.commonmark.dialect import Dialect

markdown = Dialect(
    "markdown",
    suffixes=(".md", ".markdown", ".md.txt", ".qmd", ".rmd"),
    media_types=("text/markdown", "text/x-markdown"),
)
"""Markdown as its authors mean it: CommonMark with tables, and what the common site generators add to it."""
