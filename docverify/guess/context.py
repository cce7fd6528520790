"""What a page says of a block's language outside of the block."""

from collections import Counter
from collections.abc import Iterable

from docverify.model import Block

SUFFIXES = {
    "c": "c",
    "cc": "cpp",
    "cjs": "javascript",
    "cpp": "cpp",
    "cs": "csharp",
    "css": "css",
    "go": "go",
    "graphql": "graphql",
    "html": "html",
    "ini": "ini",
    "java": "java",
    "js": "javascript",
    "json": "json",
    "jsx": "jsx",
    "kt": "kotlin",
    "mjs": "javascript",
    "php": "php",
    "pl": "perl",
    "py": "python",
    "rb": "ruby",
    "rs": "rust",
    "sh": "bash",
    "sql": "sql",
    "swift": "swift",
    "toml": "toml",
    "ts": "typescript",
    "tsx": "tsx",
    "xml": "xml",
    "yaml": "yaml",
    "yml": "yaml",
}
"""End of a file name to the label of what such a file holds."""
NAMES = {"dockerfile": "dockerfile", "makefile": "makefile"}
TABS = {
    "bash": "bash",
    "c": "c",
    "c#": "csharp",
    "c++": "cpp",
    "curl": "bash",
    "go": "go",
    "java": "java",
    "javascript": "javascript",
    "json": "json",
    "kotlin": "kotlin",
    "node": "javascript",
    "node.js": "javascript",
    "perl": "perl",
    "php": "php",
    "python": "python",
    "ruby": "ruby",
    "rust": "rust",
    "shell": "bash",
    "swift": "swift",
    "toml": "toml",
    "typescript": "typescript",
    "yaml": "yaml",
}
"""Text of a tab, in lower case, to the label of the blocks in it."""
FEWEST = 3
"""Labelled blocks that a page must have before most of them say something."""


def say_attributes(block: Block) -> str:
    """By the file that the block is shown as, or the tab that it stands in."""
    name = (block.attributes.get("title") or block.attributes.get("filename") or "").rpartition("/")[2].lower()
    label = SUFFIXES.get(name.rpartition(".")[2] if "." in name else "", "") or NAMES.get(name, "")
    return label or TABS.get(block.tab.rpartition("/")[2].strip().lower(), "")


def count_labels(page: Iterable[Block]) -> Counter[str]:
    """How many blocks of a page have each label, by the page itself: what was guessed has no say."""
    return Counter(one.language for one in page if one.language and not one.guessed)


def say_page(labels: Counter[str]) -> str:
    """The label that more than half of a page's labelled blocks have, by their counts."""
    label, count = next(iter(labels.most_common(1)), ("", 0))
    return label if count >= FEWEST and count * 2 > labels.total() else ""
