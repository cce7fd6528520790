"""The hidden marker: how an issue says in its own text which cause it is about.

It stands on line 1 of the body and nowhere else counts, so an example's output that holds one forges nothing.
Our section of the body goes from it to the end marker; what stands below belongs to people.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

from msgspec import Struct

END = "<!-- docverify:end -->"
EXAMPLES_LIMIT = 8_000
"""Bytes of example ids that a marker carries; an issue about more names the first ones."""

_LINE = re.compile(r"<!-- docverify:v1 ([^<>\n]*) -->\s*")
_KEY = re.compile(r"[0-9a-f]{16}")
_SAFE = "/#:._-+~@!()[]{}=*'"


class Mark(Struct, frozen=True, gc=False):
    """What a marker says."""

    key: str
    """Key of the cause."""
    fingerprint: str = ""
    examples: tuple[str, ...] = ()
    closed: bool = False
    """True when docverify closed the issue, and not a person."""
    reopened: bool = False
    """True when docverify opened it again once; it never does so twice."""
    names: tuple[str, ...] = ()
    """Of the examples, in the same order: a name stays when its example moves; empty where it is not known."""


def write(mark: Mark) -> str:
    """The marker as line 1 of a body, without the newline."""
    fields = [f"key={mark.key}", f"fingerprint={mark.fingerprint}", f"examples={','.join(_written(mark.examples))}"]
    fields += [f"names={','.join(mark.names)}"] if any(mark.names) else []
    fields += ["closed=docverify"] if mark.closed else []
    fields += ["reopened=once"] if mark.reopened else []
    return f"<!-- docverify:v1 {' '.join(fields)} -->"


def read(body: str) -> Mark | None:
    """The marker on line 1; None when there is none that we wrote."""
    match = _LINE.fullmatch(body.split("\n", 1)[0])
    if match is None:
        return None
    fields = {name: value for name, _, value in (field.partition("=") for field in match[1].split())}
    if not _KEY.fullmatch(fields.get("key", "")):
        return None
    return Mark(
        key=fields["key"],
        fingerprint=fields.get("fingerprint", ""),
        examples=_read_examples(fields.get("examples", "")),
        closed=fields.get("closed") == "docverify",
        reopened="reopened" in fields,
        names=tuple(fields["names"].split(",")) if fields.get("names") else (),
    )


def carried(examples: Sequence[str]) -> tuple[str, ...]:
    """The examples that a marker has room for: the first is always among them."""
    room = EXAMPLES_LIMIT
    kept: list[str] = []
    for example, written in zip(examples, _written(examples), strict=True):
        room -= len(written.encode()) + 1
        if room < 0 and kept:
            break
        kept.append(example)
    return tuple(kept)


def split(body: str) -> tuple[str, str] | None:
    """Our section with its end marker, and what people wrote below it; None when the end marker is gone."""
    section, end, below = body.partition(END)
    return (section + end, below) if end else None


def join(section: str, body: str) -> str:
    """The body with our section replaced and what stands below it kept; unchanged when the end marker is gone."""
    parts = split(body)
    return section + parts[1] if parts else body


def restamp(body: str, mark: Mark) -> str:
    """Our section of the body under another marker; empty when the body is not ours to write any more."""
    parts = split(body)
    if parts is None or read(body) is None:
        return ""
    return write(mark) + "\n" + parts[0].split("\n", 1)[1]


def _written(examples: Sequence[str]) -> list[str]:
    """Ids fit for a comment; those on the page of the first one leave the page out."""
    page = examples[0].rpartition("#")[0] + "#" if examples else ""
    rest = ("#" + example[len(page) :] if example.startswith(page) else example for example in examples[1:])
    return [_quoted(example) for example in (*examples[:1], *rest)]


def _quoted(text: str) -> str:
    """Letters of every script stay readable; what could end the field or the comment does not stay."""
    return "".join(char if char.isalnum() or char in _SAFE else quote(char, safe="") for char in text)


def _read_examples(field: str) -> tuple[str, ...]:
    ids = [unquote(part) for part in field.split(",") if part]
    page = ids[0].rpartition("#")[0] if ids else ""
    return tuple(page + part if part.startswith("#") else part for part in ids)
