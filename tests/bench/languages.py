"""How often a guessed language is right: blocks whose pages label them, with the labels hidden.

DOCVERIFY_CORPORA names a folder of documentation; further folders may be given, for instance of built sites.
With `docverify[guess]` installed the model votes too, and both ways are in the table.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace
from tables import machine, parser, publish, table

from docverify.guess import Voter, guess, is_same
from docverify.guess.context import count_labels
from docverify.model import Block, Page
from docverify.reading import find_format, read_page
from docverify.registry import members
from docverify.voter import load_voter

EACH = 100
"""Blocks of one label that are asked at most, so that no language decides the figure."""
NO_LANGUAGE = frozenset({"console-output", "default", "none", "output", "plain", "plaintext", "text", "txt"})


def pages(folders: Iterable[Path]) -> Iterator[Page]:
    formats = members("formats")
    suffixes = {suffix: name for name, member in formats.items() for suffix in member.suffixes}
    for folder in folders:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            name = find_format(path.name, suffixes)
            page = read_page(str(path), path.as_posix(), name) if name else None
            if isinstance(page, Page):
                yield page


def labelled(found: Iterable[Page]) -> Iterator[tuple[Block, Counter[str]]]:
    """Each labelled block, with the labels of the others on its page."""
    counts: Counter[str] = Counter()
    formats = members("formats")
    for page in found:
        blocks, _ = formats[page.format].blocks(page)
        labels = count_labels(blocks)
        for block in blocks:
            if block.language and block.language not in NO_LANGUAGE and counts[block.language] < EACH:
                counts[block.language] += 1
                yield block, labels - Counter([block.language])


def line(name: str, asked: list[tuple[Block, Counter[str]]], voter: Voter | None) -> tuple[object, ...]:
    began = time.process_time()
    answers = [
        (block.language, guess(replace(block, language="", attributes={}, tab=""), labels, voter))
        for block, labels in asked
    ]
    spent = time.process_time() - began
    answered = [(label, found) for label, found in answers if found]
    wrong = [(label, found) for label, found in answered if not is_same(found, label)]
    print(name, Counter(wrong).most_common(20), file=sys.stderr)
    share = 100 * len(answered) / max(len(asked), 1)
    right = 100 * (1 - len(wrong) / max(len(answered), 1))
    return name, len(asked), f"{share:.0f} %", f"{right:.1f} %", f"{1000 * spent / max(len(asked), 1):.2f}"


def main() -> None:
    options = parser(__doc__)
    options.add_argument("folders", nargs="*", type=Path)
    given = options.parse_args()
    folders = [*map(Path, filter(None, [os.environ.get("DOCVERIFY_CORPORA")])), *given.folders]
    asked = list(labelled(pages(folders)))
    voter = load_voter()
    lines = [line("rules, with a parser or the page", asked, None)]
    lines += [line("the same, or with the model", asked, voter)] if voter else []
    header = ("voters", "labelled blocks", "answered", "right when answered", "CPU ms a block")
    publish("languages", f"{table(header, lines)}\n\n{machine()}.", given.readme)


if __name__ == "__main__":
    main()
