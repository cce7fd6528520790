"""What a notebook's cell showed, and which of it the cell is held to."""

import re
from collections.abc import Sequence

from msgspec import Struct

from docverify.draft import Piece
from docverify.formats.hypertext.element import Element
from docverify.formats.hypertext.surroundings import Before
from docverify.tracebacks import shows_error

PRINTED, VALUE, ERROR, WARNED = "printed", "value", "error", "warned"
_WARNED = re.compile(r"(?:^| )(?:stderr|cell-output-stderr|output_stderr)(?= |$)")
_VALUES = re.compile(
    r"(?:^| )(?:text_plain|output_(?:result|pyout|execute_result)|jp-OutputArea-executeResult|cell-output-display)"
    r"(?= |$)"
)
_ERRORS = re.compile(r"(?:^| )(?:traceback|output_error|output_pyerr|cell-output-error)(?= |$)")
_TRACEBACK = "Traceback (most recent call last)"
_MIME = "data-mime-type"


class Output(Struct, frozen=True, gc=False):
    """One piece of text below a cell."""

    piece: Piece
    before: Before
    kind: str
    said: str
    """The class that says that it is output."""


def find_kind(chain: Sequence[Element], code: str) -> str:
    """What kind of output a block is; text whose kind the page does not say is printed."""
    classes = " ".join(name for element in chain for name in element.classes)
    mimes = " ".join(element.attributes.get(_MIME) or "" for element in chain)
    if _ERRORS.search(classes) or "jupyter.error" in mimes or _TRACEBACK in code:
        return ERROR
    if _WARNED.search(classes) or "jupyter.stderr" in mimes:
        return WARNED
    if shows_error(code):
        return ERROR
    return VALUE if _VALUES.search(classes) or _is_numbered(chain) else PRINTED


def find_claimed(outputs: Sequence[Output]) -> Output | None:
    """The one that the cell is held to: its error, else all that it printed, else its value; None when in doubt."""
    for kind in (ERROR, PRINTED, VALUE):
        found = [output for output in outputs if output.kind == kind]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_numbered(chain: Sequence[Element]) -> bool:
    """nbsphinx puts the number of its cell before a value, and nothing before what is printed."""
    for element in chain:
        if "nboutput" in element.classes:
            prompt = next(
                (child for child in element.node.iter() if "prompt" in (child.attributes.get("class") or "")), None
            )
            return prompt is not None and bool(prompt.text().strip())
    return False
