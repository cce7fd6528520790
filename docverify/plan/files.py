"""Files that a page writes by showing them: a block whose title names a file that a later block uses."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from docverify.model import Example, WrittenFile

TITLE_KEYS = ("title", "filename", "file")
_FILE_NAME = re.compile(r"[\w.@+ -]+(?:/[\w.@+ -]+)*\.\w{1,12}|(?:[\w.-]+/)*(?:Makefile|Dockerfile)")


def written(example: Example, following: Iterable[Example]) -> WrittenFile | None:
    """The file that the block's title names, when one of the examples that run below uses it."""
    title = next((example.block.attributes[key] for key in TITLE_KEYS if key in example.block.attributes), "")
    path = PurePosixPath(title)
    if not _FILE_NAME.fullmatch(title) or path.is_absolute() or ".." in path.parts:
        return None
    names = (title, path.name, path.stem) if path.suffix == ".py" else (title, path.name)
    used = re.compile("|".join(rf"(?<![\w]){re.escape(name)}(?![\w])" for name in names))
    if not any(used.search(other.block.code) for other in following):
        return None
    return WrittenFile(path=str(path), text=example.block.code + "\n")
