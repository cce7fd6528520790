"""Text under a Python label that lists things, and is no code: rows, settings, entries, changes."""

import re

from docverify.languages.python_code.syntax import compiles, first_line, wrong_line

_ENTRY = re.compile(r"\s*+['\"][^'\"\n]*['\"]\s*:")
_SETTING = re.compile(r"#|;|\[[^\]\n]*\]$|[\w.-]+ *[=:] *\S")
_OF_SETTINGS = re.compile(r"\s*[\w.-]+ *= *(?:[~.]{0,2}/\S|\w+://\S|\w+(?: \w+)+\s*$)")
_CELL = re.compile(r"[\w.%$€-]+")
_DIFF = re.compile(r"^(?:[-+](?![-+=\d])\s?\S|@@ )", re.MULTILINE)


def is_entries(code: str, _: SyntaxError) -> bool:
    """`'key': value,`, as it stands inside braces."""
    return bool(_ENTRY.match(first_line(code))) and compiles("{\n" + code + "\n}")


def is_table(code: str, _: SyntaxError) -> bool:
    """Rows of as many words and numbers as the first one has, of which one at least is a number."""
    head, *rows = [line.split() for line in code.split("\n") if line.strip()] or [[]]
    cells = [cell for row in (head, *rows) for cell in row]
    widths = {len(row) for row in rows}
    even = len(widths) == 1 and max(widths) > 1 and len(head) in (max(widths), max(widths) - 1)
    return even and all(map(_CELL.fullmatch, cells)) and any(cell[0].isdigit() for cell in cells)


def is_settings(code: str, error: SyntaxError) -> bool:
    """Nothing but names with values, of which the first that is none of Python's is a path, an address or words."""
    lines = [line.strip() for line in code.split("\n") if line.strip()]
    return bool(_OF_SETTINGS.match(wrong_line(code, error))) and all(map(_SETTING.match, lines))


def is_diff(code: str, _: SyntaxError) -> bool:
    return bool(_DIFF.search(code)) and all(line[:1] in "+- @\t" for line in code.split("\n") if line)
