"""`include::name[…]`: which file it names, and which of its lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from posixpath import normpath

_TAG = re.compile(r"\b(?:tag|(?P<end>end))::(?P<name>[^\s\[]+)\[\](?=\s|$|-->|\*/)")
_RANGE = re.compile(r"(?P<first>\d{1,9})(?:(?P<to>\.\.)(?P<last>-?\d{1,9})?)?")
_RESOURCE = re.compile(r"(?:(?P<module>[\w.-]+):)?(?P<family>example|partial|page|attachment)\$/?(?P<rest>.*)")
_MODULE = re.compile(r"(?P<above>.*?)(?P<inside>(?:pages|partials|examples)/.*)")
_SEPARATORS = re.compile(r"[;,]")

Numbered = tuple[int, str]
"""A line of a file with its 1-based number."""


def find_name(target: str, page: str) -> str:
    """The name to look a file up by; empty when no file is meant. `page` is the path of the page that is read."""
    if "://" in target or not target.strip():
        return ""
    resource = _RESOURCE.fullmatch(target)
    return _resource(resource, page) if resource else target


def is_resource(target: str) -> bool:
    """Whether the name counts from its module, and not from the file that it stands in."""
    return bool(_RESOURCE.fullmatch(target))


def select(text: str, options: Mapping[str, str]) -> tuple[list[Numbered], list[str]]:
    """The lines that an include asks for, and the tags that it names and the file does not have."""
    lines = list(enumerate(text.split("\n"), 1))
    if lines and not lines[-1][1]:
        lines.pop()
    asked = options.get("tag", "") or options.get("tags", "")
    if options.get("lines", "").strip():
        return _dedent(_by_number(lines, options["lines"]), options), []
    if asked.strip():
        tags = dict(_read_tags(asked))
        found = _Tags(tags)
        chosen = [line for line in lines if found.takes(line[1])]
        absent = [tag for tag, wanted in tags.items() if wanted and "*" not in tag and tag not in found.seen]
        return _dedent(chosen, options), absent
    return _dedent(lines, options), []


def _resource(resource: re.Match[str], page: str) -> str:
    """Antora's names: a family of a module, seen from a page of one."""
    match = _MODULE.fullmatch(page.rpartition("//")[2].rpartition("modules/")[2])
    if match is None:
        return ""
    up = "../" * match["inside"].count("/")
    module = f"../{resource['module']}/" if resource["module"] else ""
    return normpath(f"{up}{module}{resource['family']}s/{resource['rest']}")


def _by_number(lines: Sequence[Numbered], asked: str) -> list[Numbered]:
    wanted: set[int] = set()
    for part in _SEPARATORS.split(asked.strip("\"' ")):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            continue
        first = int(match["first"])
        last = int(match["last"] or -1) if match["to"] else first
        wanted.update(range(max(first, 1), (len(lines) if last < 0 else min(last, len(lines))) + 1))
    return [line for line in lines if line[0] in wanted]


def _read_tags(asked: str) -> Iterator[tuple[str, bool]]:
    for tag in _SEPARATORS.split(asked.strip("\"' ")):
        name = tag.strip().removeprefix("!")
        if name:
            yield name, not tag.strip().startswith("!")


class _Tags:
    """Which lines stand in the regions that are asked for; told every line in turn."""

    def __init__(self, tags: Mapping[str, bool]) -> None:
        self.seen: set[str] = set()
        self._tags = {name: wanted for name, wanted in tags.items() if name not in ("*", "**")}
        self._rest = self._outside(tags)
        """Whether lines outside of every region that is named are taken."""
        self._others = self._wildcard(tags)
        """Whether regions that are not named are taken; None when they are lines like any other."""
        self._open: list[tuple[str, bool]] = []

    def takes(self, line: str) -> bool:
        match = _TAG.search(line) if "::" in line and "[]" in line else None
        if match is None:
            return self._open[-1][1] if self._open else self._rest
        self._close(match["name"]) if match["end"] else self._begin(match["name"])
        return False

    def _begin(self, name: str) -> None:
        self.seen.add(name)
        if name in self._tags:
            self._open.append((name, self._tags[name]))
        elif self._others is not None:
            excluded = bool(self._open) and not self._open[-1][1]
            self._open.append((name, False if excluded else self._others))

    def _close(self, name: str) -> None:
        for index in range(len(self._open) - 1, max(len(self._open) - 50, -1), -1):
            if self._open[index][0] == name:
                del self._open[index]
                return

    @staticmethod
    def _outside(tags: Mapping[str, bool]) -> bool:
        if "**" in tags:
            return tags["**"]
        if "*" in tags:
            return not tags["*"] if next(iter(tags)) == "*" else False
        return True not in tags.values()

    @staticmethod
    def _wildcard(tags: Mapping[str, bool]) -> bool | None:
        if "*" in tags:
            return tags["*"]
        return True if tags.get("**") is False and next(iter(tags.values())) is False else None


def _dedent(lines: list[Numbered], options: Mapping[str, str]) -> list[Numbered]:
    """With the indent that the include asks for in place of their own."""
    asked = options.get("indent", "")
    if not asked.isdecimal():
        return lines
    return list(zip((number for number, _ in lines), reindent([text for _, text in lines], asked), strict=True))


def reindent(lines: Sequence[str], columns: str = "0") -> list[str]:
    """The lines without the indent that they share, and with this one in its place."""
    full = [line for line in lines if line.strip()]
    shared = min((len(line) - len(line.lstrip(" \t")) for line in full), default=0)
    indent = " " * min(int(columns[:3]) if columns.isdecimal() else 0, 100)
    return [indent + line[shared:] if line.strip() else line[shared:] for line in lines]
