"""The texts that code writes out, in whatever language."""

import re

_TEXT = re.compile(r"(['\"`])((?:(?!\1)[^\n\\]|\\.)*+)\1")


def quoted(code: str) -> list[str]:
    """Without their quotes, as they are written."""
    return [text[2] for text in _TEXT.finditer(code)]
