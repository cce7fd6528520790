"""IPython's lines that set a notebook up and are no part of the program."""

import re

_SILENT = re.compile(
    r"^([ \t]*)((?:%(?:matplotlib|(?:re)?load_ext|autoreload|config|pip|conda|mamba)"
    r"|!(?:\{?sys\.executable\}? -m |python3? -m )?pip3?[ \t]+install)\b[^\n]*)$",
    re.MULTILINE,
)
"""How figures look, what is reloaded, and what is installed: that is the environment's business."""


def without_settings(code: str) -> str:
    """The code with such lines as comments, so that all others stay where they are."""
    return _SILENT.sub(r"\1# \2", code) if "%" in code or "!" in code else code
