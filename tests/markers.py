"""The table of markers in the docs, made from the table in the code: `python tests/markers.py docs/markers.md`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from docverify.infostring import read as read_info
from docverify.infostring import words
from docverify.instructions import COMMENTS, FLAGS, KINDS, LINES, WORDS, Convention
from docverify.instructions.code import flags
from docverify.instructions.words import texts

DELIMITERS = re.compile(r"<!--(?P<html>.*)-->|\{/\*(?P<mdx>.*)\*/\}|(?://|\.\.) (?P<rest>.*)")
OPTION = re.compile(r"(?:#\| |:)?(?P<key>[\w-]+):\s+(?P<value>.*)")
DIRECTIVE = re.compile(r"\.\. (?P<name>[\w-]+)::(?P<words>.*)")

HEAD = """# Markers

Authors already tell other tools what to do with their examples.
docverify reads what they wrote, so that adopting it changes no page.
These are all the markers that it knows, and what it does with each.
`python tests/markers.py docs/markers.md` writes this page from the code.

A marker that is known and not honoured is never passed over in silence.
Where it would change what happens, the example is skipped, and its row says which marker docverify could not follow.
Where it would not, the example runs, and the marker is among the page's problems.

Conditions are decided before anything runs: releases of Python, and the names of systems and interpreters.
Whatever else a condition asks for skips the example.

Markers of languages that docverify does not run are read too: one that skips an example is then its row's reason.

† stands beside what is generally known and was not held against the tool itself.
"""
SECTIONS = (
    (
        "In comments",
        "In whatever a format has for comments: `<!-- … -->`, `{/* … */}`, `% …`, `.. …`, `// …`.\n"
        "They stand above their block; those of Elasticsearch, and some of Knit, stand below it.",
        COMMENTS,
    ),
    ("In info strings, and in the options of directives and cells", "", WORDS),
    ("Behind a statement", "A line with nothing but flags is about all that follow in the block.", FLAGS),
    ("On a line of its own in the code", "", LINES),
)


def page() -> str:
    parts = [HEAD]
    for title, text, table in SECTIONS:
        rows = sorted((row(one) for one in table), key=lambda cells: cells[0].lower())
        parts += [f"## {title}\n", *([f"{text}\n"] if text else []), markdown(rows)]
    return "\n".join(parts)


def row(one: Convention) -> tuple[str, str, str, str]:
    return one.tool + ("" if one.known else " †"), code(one.written), one.means, answer(one)


def answer(one: Convention) -> str:
    """What docverify does, by its own account: the convention answers its own example."""
    match = next(match for text in spoken(one) if (match := re.compile(one.pattern, re.DOTALL).match(text)))
    kinds = dict.fromkeys(instruction.kind for instruction in one.answer(match))
    said = [KINDS[kind] for kind in kinds if kind != "ignore-output" or "reported" not in kinds]
    return "; ".join([*said, *([one.note] if one.note else [])])


def spoken(one: Convention) -> Iterator[str]:
    """The texts in its example that a table may know."""
    if one in COMMENTS:
        match = DELIMITERS.fullmatch(one.written)
        assert match, one.written
        yield (match["html"] or match["mdx"] or match["rest"]).strip()
    elif one in WORDS:
        attributes, context = attributes_of(one.written)
        for key, value in attributes.items():
            yield from texts(key, value, context)
    elif one in FLAGS:
        yield from (known for _, known in flags(one.written.rpartition(": ")[2]))
    else:
        yield one.written.lstrip("#/ ")


def attributes_of(written: str) -> tuple[dict[str, str], str]:
    directive = DIRECTIVE.fullmatch(written)
    if directive:
        return {"directive": directive["name"], **words(directive["words"])}, directive["name"]
    if written.startswith("```"):
        info = read_info(written.lstrip("`"))
        return info.attributes, info.language
    option = OPTION.fullmatch(written)
    if option:
        return {option["key"]: option["value"]}, ""
    return {written.strip(":"): ""}, ""


def code(text: str) -> str:
    """A code span, whatever the text holds."""
    if "`" not in text:
        return f"`{text}`"
    marks = "`" * (max(len(run) for run in re.findall("`+", text)) + 1)
    return f"{marks} {text} {marks}"


def markdown(rows: list[tuple[str, str, str, str]]) -> str:
    lines = [("tool", "written", "there it means", "docverify"), ("---",) * 4, *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
