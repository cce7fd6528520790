"""Files that a page writes by showing them: a block's title or first comment names one that a later block uses."""

import re
import sys
from collections.abc import Iterable
from pathlib import PurePosixPath

from docverify.model import Example, WrittenFile

TITLE_KEYS = ("title", "filename", "file", "caption")
_FILE_NAME = re.compile(r"[\w.@+ -]+(?:/[\w.@+ -]+)*\.\w{1,12}|(?:[\w.-]+/)*(?:Makefile|Dockerfile)")
_COMMENT = re.compile(
    r"\s*#[ \t]*(?:in |file(?:name)?:? )?[`'\"]?((?:\w+/)*[A-Za-z_]\w*\.py)[`'\"]?:?[ \t]*\n", re.IGNORECASE
)
"""A comment above all code that is the name of a module's file."""
_IMPORTED = r"^[ \t]*(?:>>> )?from {module} import \(?((?:[\w \t,]|\n(?=[^()]*\)))+)"


def written(example: Example, following: Iterable[Example]) -> WrittenFile | None:
    """The file that the block's title names, when one of the examples that run below uses it."""
    title = next((example.block.attributes[key] for key in TITLE_KEYS if key in example.block.attributes), "")
    path = PurePosixPath(title)
    if not _FILE_NAME.fullmatch(title) or path.is_absolute() or ".." in path.parts:
        return _commented(example, following)
    names = (title, path.name, path.stem) if path.suffix == ".py" else (title, path.name)
    used = re.compile("|".join(rf"(?<![\w]){re.escape(name)}(?![\w])" for name in names))
    if not any(used.search(other.block.code) for other in following):
        return None
    return WrittenFile(path=str(path), text=example.block.code + "\n")


def _commented(example: Example, following: Iterable[Example]) -> WrittenFile | None:
    """The module that the first comment names, when an example below imports something that the block defines."""
    match = _COMMENT.match(example.block.code)
    path = PurePosixPath(match[1] if match else "")
    if match is None or path.parts[0].removesuffix(".py") in sys.stdlib_module_names:
        return None
    imported = re.compile(_IMPORTED.format(module=r"\.".join(path.with_suffix("").parts)), re.MULTILINE)
    for other in following:
        names = imported.search(other.block.code)
        taken = [part.split()[0] for part in names[1].split(",") if part.strip()] if names else []
        if taken and example.defines.issuperset(taken):
            return WrittenFile(path=str(path), text=example.block.code + "\n")
    return None
