"""What each directive of docutils, Sphinx and their extensions holds: code, text to read on, tabs, or nothing.

One that is not known here holds text, which is read on: no name stops a page.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from docverify.draft import Piece
from docverify.formats.restructured import inline
from docverify.formats.restructured.directive import Directive, dedented, nothing
from docverify.formats.restructured.lines import read_code
from docverify.infostring import LANGUAGE_IMPLIED, words
from docverify.infostring import read as read_info

if TYPE_CHECKING:
    from docverify.formats.restructured.reading import Reader

_BY_SITE = ("default", "guess")
"""Labels that leave the language to a guess."""

HIDDEN = frozenset({"testcleanup", "testsetup"})
PYTHON = frozenset({"altair-plot", "bokeh-plot", "exec_code", "execute_code", "plot", "pyvista-plot"})
DOCTEST_PLUS = frozenset(
    {
        *("doctest-remote-data", "doctest-requires", "doctest-skip"),
        *("doctest-remote-data-all", "doctest-requires-all", "doctest-skip-all"),
    }
)

INVISIBLE = frozenset(
    {
        *("currentmodule", "default-role", "index", "meta", "module", "program", "py:currentmodule", "py:module"),
        *("role", "sectionauthor", "tabularcolumns", "title"),
    }
)
OPAQUE = frozenset(
    {
        *("aafig", "autosummary", "blockdiag", "contents", "csv-table", "digraph", "graph", "graphviz", "image"),
        *("inheritance-diagram", "math", "mermaid", "plantuml", "productionlist", "seqdiag", "tikz", "toctree", "uml"),
    }
)
"""What a reader sees of these is neither code nor text of the page."""

WITHOUT_ARGUMENT = frozenset(
    {
        *("attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "todo", "warning"),
        *("block-quote", "centered", "compound", "epigraph", "glossary", "highlights", "line-block", "pull-quote"),
    }
)
"""Directives whose first line is text."""


def read_content(reader: "Reader", directive: Directive) -> None:
    """Text: the argument is part of it where it announces code, or where the directive takes none."""
    reader.bar(directive.argument)
    if directive.name in WITHOUT_ARGUMENT or directive.argument.endswith("::"):
        rest = directive.block[1:] if not directive.options else directive.content
        reader.parse(directive.block[:1] + rest if directive.argument else rest, titles=True)
    else:
        reader.parse(directive.content, titles=True)


def _read_condition(reader: "Reader", directive: Directive) -> None:
    """`only` and the like: whether it holds is up to the build, so the content is kept."""
    reader.parse(directive.content, titles=True)


def _read_code(reader: "Reader", directive: Directive) -> None:
    info = read_info(directive.argument)
    language = info.language or reader.default_language
    attributes = directive.attributes(info.attributes)
    _add(reader, directive, Piece("", 0, "" if language in _BY_SITE else language, attributes=attributes))


def _read_implied(reader: "Reader", directive: Directive) -> None:
    """Sphinx's doctest directives: the argument names groups."""
    style = "hidden" if directive.name in HIDDEN else "fence"
    attributes = directive.attributes(words(directive.argument))
    _add(reader, directive, Piece("", 0, LANGUAGE_IMPLIED[directive.name], attributes=attributes, style=style))


def _read_doctest_plus(reader: "Reader", directive: Directive) -> None:
    """pytest-doctestplus: a doctest, or without one what a comment would say of those below."""
    if any(directive.content.data):
        attributes = directive.attributes({directive.argument: ""} if directive.argument else {})
        _add(reader, directive, Piece("", 0, "doctest", attributes=attributes))
    else:
        written = directive.written
        reader.draft.comment(written.removeprefix(".. "), reader.line(directive.block), written)


def _read_python(reader: "Reader", directive: Directive) -> None:
    if directive.argument and not directive.content:
        _read_file(reader, directive)
    else:
        _add(reader, directive, Piece("", 0, "python", attributes=directive.attributes()))


def _read_ipython(reader: "Reader", directive: Directive) -> None:
    _add(reader, directive, Piece("", 0, "ipython", attributes=directive.attributes()))


def _read_cell(reader: "Reader", directive: Directive) -> None:
    if directive.name == "jupyter-kernel":
        reader.kernel = directive.argument.lower() or "python"
    elif directive.name == "jupyter-output":
        _add(reader, directive, Piece("", 0, "output", attributes=directive.attributes()))
    elif directive.name == "jupyter-execute" and directive.argument:
        _read_file(reader, directive)
    else:
        language = directive.argument.lower() or reader.kernel
        _add(reader, directive, Piece("", 0, language, attributes=directive.attributes()))


def _read_prompt(reader: "Reader", directive: Directive) -> None:
    """sphinx-prompt: the prompts are put there by the build, unless it is told to find them."""
    said, _, prompts = directive.argument.partition(" ")
    language = directive.options.get("language", said).lower()
    attributes = directive.attributes({"prompts": prompts} if prompts else {})
    _add(reader, directive, Piece("", 0, language, attributes=attributes))


def _read_parsed_literal(reader: "Reader", directive: Directive) -> None:
    """Code with markup in it: a reader sees it without."""
    content = directive.content if not directive.argument else directive.block
    code = read_code(content, reader.sources)
    if code:
        shown = "\n".join(inline.plain(line, reader.substitutions) for line in code.text.split("\n"))
        piece = Piece("", 0, info=directive.written, attributes=directive.attributes())
        reader.add_code(replace(code, text=shown), piece)


def _read_highlight(reader: "Reader", directive: Directive) -> None:
    label = directive.argument.lower()
    reader.default_language = "" if label in _BY_SITE else label


def _read_tab_set(reader: "Reader", directive: Directive) -> None:
    with reader.tabs.set(by_language=directive.name in ("example-code", "tab-set-code")):
        reader.parse(directive.content, titles=True)


def _read_tab(reader: "Reader", directive: Directive) -> None:
    with reader.tabs.tab(inline.plain(directive.argument, reader.substitutions), reader.met):
        reader.parse(directive.content, titles=True)
    reader.tabs.end(reader.met)


def _read_code_tab(reader: "Reader", directive: Directive) -> None:
    """sphinx-tabs: language, then the label where it differs."""
    language, _, label = directive.argument.partition(" ")
    with reader.tabs.tab(label.strip() or language, reader.met):
        _add(reader, directive, Piece("", 0, language.lower(), attributes=directive.attributes()))
    reader.tabs.end(reader.met)


def _read_raw(reader: "Reader", directive: Directive) -> None:
    """HTML may hold code, which stands on the page as it is."""
    from docverify.formats.commonmark import html  # only where there is some

    reader.bar()
    code = read_code(directive.content, reader.sources)
    if code is None or "html" not in directive.argument.lower().split():
        return
    for element in html.elements(html.without_comments(code.text)):
        line = code.line + element.line
        part = replace(code, text=element.code, line=line, end_line=line + element.code.count("\n"))
        reader.add_code(part, Piece("", 0, element.language, style="html"))


def _skip(_reader: "Reader", _directive: Directive) -> None:
    """Nothing that a reader sees."""


def _skip_visible(reader: "Reader", _directive: Directive) -> None:
    reader.bar()


def _read_file(reader: "Reader", directive: Directive) -> None:
    from docverify.formats.restructured.files import read_excerpt

    read_excerpt(reader, directive)


def _read_include(reader: "Reader", directive: Directive) -> None:
    from docverify.formats.restructured.files import read_include

    read_include(reader, directive)


def _add(reader: "Reader", directive: Directive, piece: Piece) -> None:
    if not directive.detached:
        what = f"no blank line stands between `{directive.written}` and its code"
        reader.report(directive.content, what, "add one, or the code is not shown")
    content = directive.content if any(directive.content.data) else nothing(directive)
    reader.add(dedented(content, directive.options), replace(piece, info=directive.written))


TABLE = {
    **dict.fromkeys(("code", "code-block", "sourcecode"), _read_code),
    **dict.fromkeys(LANGUAGE_IMPLIED, _read_implied),
    **dict.fromkeys(DOCTEST_PLUS, _read_doctest_plus),
    **dict.fromkeys(PYTHON, _read_python),
    **dict.fromkeys(("jupyter-execute", "jupyter-input", "jupyter-kernel", "jupyter-output"), _read_cell),
    **dict.fromkeys(("highlight", "highlightlang"), _read_highlight),
    **dict.fromkeys(("tabs", "tab-set", "tab-set-code", "md-tab-set", "example-code"), _read_tab_set),
    **dict.fromkeys(("tab", "tab-item", "md-tab-item", "group-tab", "tabbed"), _read_tab),
    **dict.fromkeys(("ifconfig", "only"), _read_condition),
    **dict.fromkeys(INVISIBLE, _skip),
    **dict.fromkeys(OPAQUE, _skip_visible),
    "code-tab": _read_code_tab,
    "include": _read_include,
    "ipython": _read_ipython,
    "literalinclude": _read_file,
    "parsed-literal": _read_parsed_literal,
    "prompt": _read_prompt,
    "raw": _read_raw,
}
"""Directive to what reads it; every other one is `read_content`."""
