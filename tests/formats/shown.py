"""Shows blocks and problems as text, so that a case is text; only what differs from the usual is shown."""

from docverify.model import Block, Marker, Page, Problem
from docverify.registry import members

TAB = "→"
"""Stands for a tab in cases."""


def read(text: str, format: str = "markdown") -> tuple[list[Block], list[Problem]]:  # noqa: A002  (the noun's field)
    return members("formats")[format].blocks(Page("a.md", format, text))


def show(blocks: list[Block], problems: list[Problem]) -> str:
    """A line for each block, its code lines behind `|`, and a line for each problem."""
    shown = [line for block in blocks for line in _show(block)]
    shown += [f"problem {problem.line}: {problem.what}" for problem in problems]
    return "".join(f"{line}\n" for line in shown).replace("\t", TAB)


def _show(block: Block) -> list[str]:
    words = [f"{block.line}-{block.end_line}", block.language or "-", block.style]
    words += ["adjacent"] if block.adjacent else []
    words += [f"file={block.file}"] if block.file else []
    words += [f"#{'/'.join(block.heading)}#{block.slug}"] if block.heading else []
    words += [f"[{block.tab}]"] if block.tab else []
    words += [f"lead={block.lead!r}"] if block.lead else []
    words += [f"{key}={value!r}" for key, value in block.attributes.items()]
    words += [f"{_kind(marker)}@{marker.line}={marker.text!r}" for marker in block.markers]
    return [" ".join(words), *(f"| {line}" if line else "|" for line in block.code.split("\n") if block.code)]


def _kind(marker: Marker) -> str:
    return f"{marker.kind}({marker.value})" if marker.value else marker.kind
