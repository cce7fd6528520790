"""IPython's lines that set a notebook up and are no part of the program."""

import re

_SILENT = re.compile(
    r"^([ \t]*)((?:%(?:matplotlib|(?:re)?load_ext|autoreload|config|pip|conda|mamba)"
    r"|!(?:\{?sys\.executable\}? -m |python3? -m )?pip3?[ \t]+install)\b[^\n]*"
    r"|@(?:savefig [\w./-]+\.\w+(?: \w+=\S+)*|verbatim|suppress|ok(?:except|warning)|doctest)[ \t]*)$",
    re.MULTILINE,
)
"""How figures look, what is reloaded, and what is installed: that is the environment's business.

So is what Sphinx's directive for IPython makes of the statement below: `@savefig tea.png`.
"""


def without_settings(code: str) -> str:
    """The code with such lines as comments, so that all others stay where they are."""
    return _SILENT.sub(r"\1# \2", code) if any(mark in code for mark in "%!@") else code
