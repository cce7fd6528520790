"""What a block is on its page: an example, the output of one, the form of a call, or nothing that anyone would run."""

import re
from collections.abc import Sequence

from msgspec import Struct

from docverify.formats.hypertext.element import Element, elements_after, elements_before, read

EXAMPLE = ""
OUTPUT = "output"
"""The output of the block before it."""
ASIDE = "aside"
"""Shown beside that output, which alone is compared: a warning, a second value."""
SYNOPSIS = "synopsis"
"""How a call, a type or a command is written, not a call."""
NONE = "none"
"""Line numbers, prompts, prose, the listing of a whole source file."""

_OUTPUTS = re.compile(
    r"(?:^| )(?:nboutput|cell_output|cell-output|output_area|output_subarea|jp-OutputArea-output|sphx-glr-script-out"
    r"|code-output|console-output|cell-output-\S*)(?= |$)"
)
_SYNOPSES = re.compile(
    r"(?:^| )(?:synopsis|Documentation-declaration|item-decl|funcsynopsis|cmdsynopsis|memproto|member-signature"
    r")(?= |$)"
)
_NOTHING = re.compile(
    r"(?:^| )(?:linenos?|lineno|linenodiv|gutter|rouge-gutter|prompt|listing_lines|hljs-ln-numbers"
    r"|code-with-filename-file|input_prompt|src-line-numbers|viewcode-block|source-view|verseblock"
    r"|source_code|method-source-code|jp-RenderedHTML|output_html|text_html|ttc)(?= |$)"
)
_NUMBERS = re.compile(r"\s*1(?:\s+\d+)+\s*|\s*\d+\s*")
_GO_OUTPUT = re.compile("Documentation-exampleOutput")
_PROSE = frozenset(
    {
        *("display", "format", "smalldisplay", "smallformat", "menu-comment", "menu-preformatted", "wp-block-verse"),
        *("display-preformatted", "format-preformatted", "smalldisplay-preformatted", "smallformat-preformatted"),
    }
)
"""What Texinfo and others set in lines that is no code."""
_DECLARATION = re.compile(r"fn|const|struct|trait|typedef|type|macro|enum|union|static|constant|mod|attr|derive")
"""rustdoc's class beside `rust` for what it documents."""
_LISTING = ("source-line-no", 'class="viewcode-')
"""What stands in the listing of a whole source file."""
_SHELL_LIKE = re.compile(r"^\s*(?:\([\w.-]+\) ?)?(?:[\w.@:~/\[\]-]* ?[$#%>]|=[>#]|>>>) \S", re.MULTILINE)


class Role(Struct, frozen=True, gc=False):
    """What a block is, and the class that says so."""

    name: str
    said: str = ""


def find_role(chain: Sequence[Element], source: str) -> Role:
    """The role of a block by the elements from the innermost out, and its HTML."""
    classes = " ".join(name for element in chain for name in element.classes)
    own = next((element for element in chain if element.tag == "pre"), chain[0])
    if _is_nothing(chain, own, classes, source):
        return Role(NONE)
    output = _OUTPUTS.search(classes) or _GO_OUTPUT.search(source)
    if output:
        return Role(OUTPUT, output[0].strip())
    synopsis = _SYNOPSES.search(classes)
    if synopsis or _is_declaration(own) or _is_declared(own):
        return Role(SYNOPSIS, synopsis[0].strip() if synopsis else " ".join(own.classes))
    return Role(EXAMPLE)


def _is_nothing(chain: Sequence[Element], own: Element, classes: str, source: str) -> bool:
    if _NOTHING.search(classes) or _PROSE & set(own.classes) or any(map(source.__contains__, _LISTING)):
        return True
    if {"source", "linenums"} <= set(own.classes):
        return True
    if "pdoc-code" in classes and "linenos" in source:
        return True
    if "line-numbers" in own.classes:
        return not own.node.text().strip("0123456789 \n")
    cell = next((element for element in chain if element.tag == "td"), None)
    return cell is not None and bool(_NUMBERS.fullmatch(cell.node.text())) and _is_beside_code(cell)


def _is_beside_code(cell: Element) -> bool:
    following = next((one for one in elements_after(cell.node, 2)), None)
    return following is not None and following.css_first("pre") is not None


def is_screen(chain: Sequence[Element], above: Sequence[Element], code: str) -> bool:
    """True when the block directly above is a listing and this one what a screen then shows."""
    return "screen" in _own(chain) and "programlisting" in _own(above) and not _SHELL_LIKE.search(code)


def _own(chain: Sequence[Element]) -> Sequence[str]:
    return next((element.classes for element in chain if element.tag == "pre"), ())


def _is_declared(pre: Element) -> bool:
    """gtk-doc's form of what the heading right before it names."""
    before = next(elements_before(pre.node, 1), None)
    if before is None or before.tag != "h3" or pre.node.parent is None:
        return False
    name = before.text().strip().removesuffix("()").strip()
    return "refsect2" in read(pre.node.parent).classes and " " not in name and name in pre.node.text()


def _is_declaration(pre: Element) -> bool:
    return (
        "rust" in pre.classes
        and "rust-example-rendered" not in pre.classes
        and any(_DECLARATION.fullmatch(name) for name in pre.classes)
    )
