"""Files and folders that a page takes from its reader, by the paths that its code names."""

import ast
import re
from collections.abc import Iterable, Iterator

from docverify.languages.python_code.belongings import KINDS_OF_FILES
from docverify.languages.python_code.syntax import compiles, tree
from docverify.model import Step

MOST_PATHS = 20
"""Paths that are made for one session."""
LONGEST = 120
_PATH = re.compile(r"(?P<folders>/?(?:[\w@+-][\w.@+-]*/)*)(?P<name>[\w@+-][\w.@+-]*)/?")
_FILE = re.compile(rf".+\.(?:{KINDS_OF_FILES})", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"/?path/to/.+")
_SUFFIX = re.compile(r".*\w\.\w{1,8}")
_FOLDER = re.compile(r"dir(?:ectory|ectories|s)?|folders?|root", re.IGNORECASE)


def named_paths(steps: Iterable[Step], *, sought: bool) -> Iterator[tuple[str, bool]]:
    """Each path, and whether it is a folder; where nothing is `sought`, only those that are surely paths."""
    for step in steps:
        for node in ast.walk(tree(step.code)) if compiles(step.code) else ():
            if isinstance(node, ast.keyword) and sought and _FOLDER.search(node.arg or ""):
                yield from ((text, True) for text in _texts(node.value) if _is_path(text))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if _is_path(text) and (_is_surely_one(text) or (sought and ("/" in text or _SUFFIX.fullmatch(text)))):
                    yield text, not _SUFFIX.fullmatch(text) and "file" not in text.rpartition("/")[2]


def _texts(node: ast.AST) -> Iterator[str]:
    """A text, or those of a list."""
    parts = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    yield from (one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _is_path(text: str) -> bool:
    return len(text) <= LONGEST and ".." not in text and bool(_PATH.fullmatch(text))


def _is_surely_one(text: str) -> bool:
    return bool(_FILE.fullmatch(text) or _PLACEHOLDER.fullmatch(text))
