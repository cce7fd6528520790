"""Labels that say what a block is when it is no code that anyone runs."""

OUTPUT = frozenset(
    {
        "console-output",
        "console-result",
        "out",
        "output",
        "py3tb",
        "pytb",
        "result",
        "stdout",
        "testoutput",
        "traceback",
    }
)
"""The page says that it is output."""

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

_CHANGES = {"diff", "patch", "udiff"}
_DRAWINGS = {"dot", "graphviz", "math", "mermaid", "plantuml", "svg", "tree"}
_SETTINGS = {"cfg", "conf", "config", "dotenv", "editorconfig", "env", "gitignore", "ini", "nginx", "properties"}
_TABLES = {"csv", "tsv"}

NOT_EXECUTABLE = OUTPUT | PLAIN | _CHANGES | _DRAWINGS | _SETTINGS | _TABLES
