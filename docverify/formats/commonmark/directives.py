"""What stands in the directives of MyST: Markdown, code, or neither."""

_ADMONITIONS = {
    *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "todo"),
    "warning",
}
_VERSIONS = {"deprecated", "versionadded", "versionchanged", "versionremoved"}
_LAYOUT = {
    *("aside", "block-quote", "card", "card-carousel", "collapse", "compound", "container", "details", "div"),
    *("dropdown", "epigraph", "example", "exercise", "exercise-start", "figure", "figure-md", "glossary", "grid"),
    *("grid-item", "grid-item-card", "highlights", "ifconfig", "list-table", "margin", "only", "pull-quote", "rubric"),
    *("sidebar", "solution", "solution-start", "table", "topic"),
}

TABS = frozenset({"group-tab", "tab", "tab-item", "tabbed"})
"""Directives that are one tab; their argument is its label."""

GROUPS = frozenset({"code-group", "code-tabs", "tab-set-code", "tabs"})
"""Containers whose blocks may each be a tab."""

HOLDS_MARKDOWN = frozenset(_ADMONITIONS | _VERSIONS | _LAYOUT | TABS | GROUPS | {"tab-set"})
"""Directives whose content is Markdown."""

HOLDS_NOTHING = frozenset(
    {
        *("autoattribute", "autoclass", "autodata", "autodoc", "autodoc2-object", "autodoc2-summary", "autoenum"),
        *("autoexception", "autofunction", "automethod", "automodule", "autoprogram", "autoproperty", "autosummary"),
        *("bibliography", "button-link", "button-ref", "contents", "csv-table", "currentmodule", "default-domain"),
        *("div-end", "exercise-end", "footbibliography", "highlight", "image", "index", "jupyter-config", "math"),
        *("meta", "module", "program", "raw", "sectionauthor", "solution-end", "tableofcontents", "toctree", "video"),
        *("youtube", "iframe", "click", "typer", "argparse"),
    }
)
"""Directives in which there is neither Markdown nor anything that a reader takes for code."""
