"""What a block is on its page: an example, the output of one, the form of a call, or nothing that anyone would run."""

import re
from collections.abc import Sequence

from docverify.formats.hypertext.element import Element

EXAMPLE = ""
OUTPUT = "output"
"""The output of the block before it."""
SYNOPSIS = "synopsis"
"""How a call, a type or a command is written, not a call."""
NONE = "none"
"""Line numbers, prompts, prose, the listing of a whole source file."""

_OUTPUTS = re.compile(
    r"(?:^| )(?:nboutput|cell_output|cell-output|output_area|output_subarea|jp-OutputArea-output|sphx-glr-script-out"
    r"|Documentation-exampleOutput(?:Container)?|code-output|console-output|cell-output-\S*)(?= |$)"
)
_SYNOPSES = re.compile(
    r"(?:^| )(?:synopsis|Documentation-declaration|item-decl|funcsynopsis|cmdsynopsis|memproto|member-signature"
    r")(?= |$)"
)
_NOTHING = re.compile(
    r"(?:^| )(?:linenos?|lineno|linenodiv|gutter|rouge-gutter|prompt|listing_lines|line-numbers|hljs-ln-numbers"
    r"|code-with-filename-file|input_prompt|src-line-numbers|viewcode-block|source-view|verseblock"
    r"|source_code|method-source-code|jp-RenderedHTML|output_html|text_html|ttc)(?= |$)"
)
_NUMBERS = re.compile(r"\s*1(?:\s+\d+)+\s*|\s*\d+\s*")
_PROSE = frozenset({"display", "format", "smalldisplay", "smallformat", "menu-comment", "menu-preformatted"})
"""What Texinfo sets in lines that is no code."""
_DECLARATION = re.compile(r"fn|const|struct|trait|typedef|type|macro|enum|union|static|constant|mod|attr|derive")
"""rustdoc's class beside `rust` for what it documents."""
_LISTING = ("source-line-no", 'class="viewcode-')
"""What stands in the listing of a whole source file."""
_SHELL_LIKE = re.compile(r"^\s*(?:\([\w.-]+\) ?)?(?:[\w.@:~/\[\]-]* ?[$#%>]|=[>#]|>>>) \S", re.MULTILINE)


def find_role(chain: Sequence[Element], source: str) -> str:
    """The role of a block by the elements from the innermost out, and its HTML."""
    classes = [" ".join(element.classes) for element in chain]
    if any(_NOTHING.search(one) for one in classes) or any(word in source for word in _LISTING):
        return NONE
    if "linenos" in source and any("pdoc-code" in one for one in classes):
        return NONE
    if any(element.tag == "td" for element in chain) and _NUMBERS.fullmatch(chain[0].node.text()):
        return NONE
    own = next((element for element in chain if element.tag == "pre"), chain[0])
    if _PROSE & set(own.classes):
        return NONE
    if any(_OUTPUTS.search(one) for one in classes) or "Documentation-exampleOutput" in source:
        return OUTPUT
    if any(_SYNOPSES.search(one) for one in classes) or _is_declaration(own):
        return SYNOPSIS
    return EXAMPLE


def is_screen(chain: Sequence[Element], above: Sequence[Element], code: str) -> bool:
    """True when the block directly above is a listing and this one what a screen then shows."""
    return "screen" in _own(chain) and "programlisting" in _own(above) and not _SHELL_LIKE.search(code)


def _own(chain: Sequence[Element]) -> tuple[str, ...]:
    return next((element.classes for element in chain if element.tag == "pre"), ())


def _is_declaration(pre: Element) -> bool:
    return (
        "rust" in pre.classes
        and "rust-example-rendered" not in pre.classes
        and any(_DECLARATION.fullmatch(name) for name in pre.classes)
    )
