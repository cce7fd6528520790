"""YAML as a stream of events: nothing is built, so that what refers to itself ends, and no tag does anything."""

from collections.abc import Iterator
from typing import Any

_HIDDEN = {0x85: 0xE085, 0x2028: 0xE086, 0x2029: 0xE087}
"""What ends a line for YAML and for nobody who counts lines, with what stands in its place while YAML reads."""
_SHOWN = {instead: character for character, instead in _HIDDEN.items()}


class NotYaml(ValueError):
    """What is wrong, with the 0-based line and the offset of where; neither is known of a character YAML lacks."""

    def __init__(self, what: str, line: int = -1, at: int = -1) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.at = at


def events(text: str) -> Iterator[Any]:
    """PyYAML's events of every document; raises NotYaml. Their values are for `shown`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same events, from C where it was built
    try:
        yield from yaml.parse(text.translate(_HIDDEN), Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = str(error.problem or error.context)
        raise (NotYaml(what, mark.line, mark.index) if mark else NotYaml(what)) from None
    except (yaml.YAMLError, UnicodeError):
        raise NotYaml("it holds characters that YAML does not know") from None


def shown(text: str) -> str:
    """The value of an event, as it stands in the text."""
    return text if text.isascii() else text.translate(_SHOWN)
