"""What a cell showed when the notebook was saved."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from docverify.escape import without_sequences
from docverify.formats.trees.node import Node
from docverify.formats.trees.text import Text, join, read_text

_PICTURES = re.compile(r"(?:image|application|video|audio)/|(?:png|jpeg|svg|pdf|javascript|json)$")
"""Kinds of data that a reader sees in place of the text beside it."""


class Shown(Struct, frozen=True):
    """One piece of text below a cell."""

    text: Text
    kind: str = ""
    """`printed` for what the code prints, `value` for what it is worth; empty for text that nobody can hold it to."""


def read_outputs(outputs: Sequence[Node]) -> list[Shown]:
    """What was printed, with the error that ended it, then the value, then all other text.

    Printed text is one piece, though pictures may stand between its parts: it is one run of the code.
    """
    parts = [(output, _kind(output)) for output in outputs]
    printed = [text for output, kind in parts if kind == "stdout" for text in _stream(output)]
    printed += [text for output, kind in parts if kind == "error" for text in _error(output)]
    values = [text for output, kind in parts if kind == "value" for text in _data(output)]
    others = [text for output, kind in parts if kind == "display" for text in _data(output)]
    others += [text for output, kind in parts if kind == "stderr" for text in _stream(output)]
    shown = [Shown(_joined(printed), "printed")] if printed else []
    shown += [Shown(text, "" if printed or len(values) > 1 else "value") for text in values]
    return [one for one in (*shown, *map(Shown, others)) if one.text.text.strip()]


def _kind(output: Node) -> str:
    kind = output.text("output_type")
    if kind == "stream":
        return "stderr" if "stderr" in (output.text("name"), output.text("stream")) else "stdout"
    return _KINDS.get(kind, "")


_KINDS = {
    "execute_result": "value",
    "pyout": "value",
    "display_data": "display",
    "error": "error",
    "pyerr": "error",
}


def _stream(output: Node) -> Iterator[Text]:
    text = read_text(output.get("text"))
    if text:
        yield visible(text)


def _error(output: Node) -> Iterator[Text]:
    """The traceback; without one, its last line."""
    text = read_text(output.get("traceback"), "\n")
    name = output.text("ename")
    if text and text.text.strip():
        yield visible(text)
    elif name:
        yield Text(f"{name}: {output.text('evalue')}".split("\n")[0], (output.line,))


def _data(output: Node) -> Iterator[Text]:
    """The text of a value; nothing where a reader sees a picture instead."""
    data = output.get("data") or output
    if any(_PICTURES.match(kind) for kind, _ in data.items()):
        return
    text = read_text(data.get("text/plain") or data.get("text"))
    if text:
        yield visible(text)


def _joined(texts: Sequence[Text]) -> Text:
    whole = texts[0]
    for text in texts[1:]:
        whole = join(whole, text)
    return whole


def visible(text: Text) -> Text:
    """As a terminal shows it: without colours, and of a line that was written anew, what it said last."""
    lines = without_sequences(_ends(text.text)).split("\n")
    return Text("\n".join(lines), text.lines[: len(lines)])


def _ends(text: str) -> str:
    if "\r" not in text:
        return text
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
