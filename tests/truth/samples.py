"""What is known of real documentation: blocks with a label, and defects with the fix that their authors made."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

RIGHT = ("runnable-and-correct", "needs-setup")
"""Labels of blocks that do what they say, once their page's surroundings are there."""
BROKEN = "truly-broken"
UNCOUNTED = "cosmetic"
"""The right value in another notation: either verdict will do."""
REASONS = {
    "fragment": "fragment",
    "pseudo-code": "pseudo-code",
    "not-code": "not-executable",
    "needs-network": "needs-network",
}
"""By label, the reason that an honest verdict gives."""
Kind = TypeVar("Kind")
FAMILIES = {"pip": "python", "npm": "javascript"}
"""By the package manager that `install` names, the language of the packages."""


class Labelled(msgspec.Struct, frozen=True):
    """A block of a page as it was published."""

    repo: str
    path: str
    line: int
    """1-based line of its first code line."""
    lang: str
    label: str
    why: str = ""
    install: str = ""
    """`pip:name==version …` or `npm:name@version …`."""
    level: str = ""
    """`output-checked` or `executed`; empty when it was not run in the end."""

    @property
    def id(self) -> str:
        return f"{self.repo}/{self.path}:{self.line}"


class Defect(msgspec.Struct, frozen=True):
    """A block before and after its authors mended it."""

    id: str
    repo: str
    lang: str
    before: str
    after: str
    detect: str
    """How it can be found: `parse`, `run`, `output`, …"""
    tag_before: str = ""
    tag_after: str = ""
    install: str = ""
    context_setup: str = ""
    """What its page implies: an import, an object."""
    kind: str = ""
    verified: bool = False
    arguable: bool = False


def load(folder: Path) -> tuple[list[Labelled], list[Defect]]:
    """Both kinds of samples; a folder may hold either file alone."""
    return list(_read(folder / "truth.jsonl", Labelled)), list(_read(folder / "docbugs.jsonl", Defect))


def _read(file: Path, kind: type[Kind]) -> Iterator[Kind]:
    decoder = msgspec.json.Decoder(kind)
    content = file.read_bytes() if file.exists() else b""
    return (decoder.decode(line) for line in content.splitlines() if line.strip())


def requirements(install: str) -> tuple[str, Sequence[str]]:
    """The language whose packages they are, and the packages."""
    manager, _, names = install.partition(":")
    return FAMILIES.get(manager, ""), names.split()


def page_of(defect: Defect, block: str, tag: str) -> tuple[str, int]:
    """A page with the block below what its page implies, and the line on which the block's code begins."""
    before = f"{fenced(defect.context_setup, defect.lang)}\n" if defect.context_setup.strip() else ""
    text = f"# Example\n\n{before}"
    return text + fenced(block, tag or defect.lang), text.count("\n") + 2


def fenced(code: str, tag: str) -> str:
    fence = "````" if "```" in code else "```"
    return f"{fence}{tag}\n{code.rstrip(chr(10))}\n{fence}\n"
