"""Files that a page writes by showing them: a block's title, its first comment or the sentence above it names one that
another block uses."""

import re
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import PurePosixPath

from docverify.model import Example, WrittenFile
from docverify.plan.told import changes, file_told

TITLE_KEYS = ("title", "filename", "file", "caption")
MOST = 50
"""Files of one page that sentences name."""
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
    return _file(example, path) if _uses(names, following) else None


def told(page: Sequence[Example], runs: Sequence[Example]) -> dict[str, tuple[WrittenFile, ...]]:
    """The files that sentences say blocks are, by the id of the example before which each is written.

    That is the first of those that run and use it, or, where the block runs itself, the first below it.
    One that the page shows again, or changes, is not written: it is another one further down.
    """
    found: dict[str, tuple[WrittenFile, ...]] = {}
    named = ((one, PurePosixPath(name)) for one in page if (name := file_told(one)))
    for example, path in islice(named, MOST):
        if ".." in path.parts or str(path.with_suffix("")) in sys.stdlib_module_names:
            continue
        if any(changes(one, str(path)) for one in page if one is not example):
            continue
        users = runs[runs.index(example) + 1 :] if example in runs else runs
        first = next((one for one in users if _uses((str(path), path.name), [one])), None)
        if first is not None:
            found[first.id] = (*found.get(first.id, ()), _file(example, path))
    return found


def _uses(names: Iterable[str], examples: Iterable[Example]) -> bool:
    used = re.compile("|".join(rf"(?<![\w]){re.escape(name)}(?![\w])" for name in names))
    return any(used.search(other.block.code) for other in examples)


def _file(example: Example, path: PurePosixPath) -> WrittenFile:
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
            return _file(example, path)
    return None
