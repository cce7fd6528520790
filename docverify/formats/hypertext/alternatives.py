"""When code that stands together in one element is the same in several languages, of which a reader sees one."""

from collections.abc import Sequence

_SHOWN = frozenset(
    {
        *("text", "plaintext", "plain", "txt", "none", "nohighlight", "no-highlight", "output", "result", "log", "csv"),
        *("json", "json5", "jsonc", "yaml", "yml", "toml", "ini", "xml", "html", "http", "diff", "patch", "markdown"),
        *("console", "shell-session", "pycon", "pytb", "traceback", "terminal", "response"),
    }
)
"""Labels of what code shows or needs, which stands beside it and in the place of none."""


def are_alternatives(labels: Sequence[str]) -> bool:
    """True for two languages or more, each of them once, in which programs are written."""
    return len(labels) > 1 and all(labels) and len(set(labels)) == len(labels) and not _SHOWN & set(labels)
