"""Labels that say what a block is when it is no code that anyone runs."""

OUTPUT = frozenset(
    {
        "bash-output",
        "console-output",
        "console-result",
        "out",
        "output",
        "py-traceback",
        "py3tb",
        "pycon-output",
        "pytb",
        "python-output",
        "python-traceback",
        "python3-traceback",
        "result",
        "shell-output",
        "stdout",
        "testoutput",
        "traceback",
    }
)
"""The page says that it is output."""

TRANSCRIPT = frozenset({"ipython", "pycon", "pycon3", "pyrepl", "python-console", "python-repl"})
"""The page says that it is a prompt's: a traceback without any prompt is output there."""

PLAIN = frozenset(
    {
        "ascii",
        "log",
        "logs",
        "no-highlight",
        "nohighlight",
        "none",
        "plain",
        "plain-text",
        "plaintext",
        "raw",
        "text",
        "txt",
    }
)
"""The page says only that it is no code: output for the most part."""

SCREEN = frozenset({"bash-session", "console", "sh-session", "shell-session", "terminal"})
"""The page says that it is a terminal's: output where nothing in it has a prompt."""

DATA = frozenset({"json", "json5", "jsonc", "sql", "toml", "yaml", "yml"})
"""A program may print it: output where the page says so in words."""

_CHANGES = {"diff", "patch", "udiff"}
_DRAWINGS = {"dot", "graphviz", "math", "mermaid", "plantuml", "svg", "tree"}
_SETTINGS = {"cfg", "conf", "config", "dotenv", "editorconfig", "env", "gitignore", "ini", "nginx", "properties"}
_TABLES = {"csv", "tsv"}

NOT_EXECUTABLE = OUTPUT | PLAIN | _CHANGES | _DRAWINGS | _SETTINGS | _TABLES

UNREAD = "\ufffd"
"""What stands where the bytes of a page are no text in its encoding."""
