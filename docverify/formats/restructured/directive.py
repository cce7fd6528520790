"""One directive, taken apart: its name, argument, options and content."""

import re
from collections.abc import Mapping

from docutils.statemachine import StringList
from msgspec import Struct

_OPTION = re.compile(r":([\w-]+(?:[ :.+][\w-]+)*):(?:$| +(.*))")


class Directive(Struct, frozen=True):
    """A directive, taken apart."""

    name: str
    argument: str
    options: dict[str, str]
    block: StringList
    """With the first line, which holds the argument."""
    start: int
    """Lines of the block before the content."""
    detached: bool = True
    """Whether a blank line stands above the content."""

    @property
    def content(self) -> StringList:
        return self.block[self.start :]

    @property
    def written(self) -> str:
        return f".. {self.name}:: {self.argument}".rstrip()

    def attributes(self, argument: Mapping[str, str] | None = None) -> dict[str, str]:
        """As of a block; `argument` is what its argument says beside the language."""
        return {"directive": self.name, **(argument or {}), **self.options}


def read(name: str, block: StringList) -> Directive:
    """Argument, options and content of a directive's lines."""
    lines = block.data
    found: list[tuple[str, list[str]]] = []
    start = 1
    for line in lines[1:]:
        option = _OPTION.fullmatch(line)
        if option:
            found.append((option[1].lower(), [option[2] or ""]))
        elif found and line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            break
        start += 1
    detached = start >= len(lines) or not lines[start]
    while start < len(lines) and not lines[start]:
        start += 1
    options = {key: " ".join(parts).strip() for key, parts in found}
    return Directive(name.lower(), lines[0].strip() if lines else "", options, block, start, detached)


def nothing(directive: Directive) -> StringList:
    """A block in place of the content of a directive that has none."""
    block = directive.block[:1]
    block.data[:1] = [""]
    return block


def dedented(content: StringList, options: dict[str, str]) -> StringList:
    """Without the columns that `:dedent:` takes off; without a number, those that all lines share."""
    if "dedent" not in options:
        return content
    asked = options["dedent"][:4]
    shared = min((len(line) - len(line.lstrip()) for line in content.data if line), default=0)
    content.trim_left(int(asked) if asked.isdecimal() else shared)
    return content
