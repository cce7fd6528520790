"""Which files of a source are its pages, decided from their paths alone."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from pathspec import GitIgnoreSpec

from docverify.errors import UsageError
from docverify.model import Problem, SourceConfig


class Selection(Struct, frozen=True):
    """The globs of one source. Paths are POSIX and relative to it."""

    include: GitIgnoreSpec | None
    exclude: GitIgnoreSpec
    shown: frozenset[str]
    """Hidden names that a glob spells out, and that are therefore not skipped."""
    suffixes: Mapping[str, str]

    def enters(self, folder: str) -> bool:
        return not self._is_hidden(folder) and not self.exclude.match_file(folder + "/")

    def takes(self, file: str) -> bool:
        if self._is_hidden(file) or not find_format(file, self.suffixes) or self.exclude.match_file(file):
            return False
        return self.include is None or self.include.match_file(file)

    def _is_hidden(self, path: str) -> bool:
        name = path.rpartition("/")[2]
        return name.startswith(".") and name not in self.shown


def select(source: SourceConfig, suffixes: Mapping[str, str]) -> Selection:
    """The selection that a source asks for; hidden files and folders are skipped unless a glob names them."""
    parts = (part for pattern in source.include for part in pattern.split("/"))
    shown = frozenset(part for part in parts if part.startswith("."))
    include = make_spec(source.include, "include") if source.include else None
    return Selection(include, make_spec(source.exclude, "exclude"), shown, suffixes)


def widen(source: SourceConfig, suffixes: Mapping[str, str], named: Mapping[str, str]) -> Mapping[str, str]:
    """The suffixes of a folder's pages, with those that a glob of `include` ends like: `*.py`, or a whole name."""
    ends = [pattern.rstrip().lower() for pattern in source.include if not pattern.startswith(("!", "#"))]
    return {**suffixes, **{end: name for end, name in named.items() if any(one.endswith(end) for one in ends)}}


def make_spec(patterns: Sequence[str], key: str) -> GitIgnoreSpec:
    """The globs compiled; one that is none is a UsageError that names the key."""
    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(f'a pattern of "sources.{key}" is no glob in .gitignore syntax: {error}') from None


def find_format(file: str, suffixes: Mapping[str, str]) -> str:
    """Name of the format whose suffix the file name ends with, the longest one; empty when there is none."""
    name = file.rpartition("/")[2].lower()
    fitting = [suffix for suffix in suffixes if name.endswith(suffix)]
    return suffixes[max(fitting, key=len)] if fitting else ""


def describe_gaps(where: str, source: SourceConfig, suffixes: Mapping[str, str], files: Sequence[str]) -> list[Problem]:
    """What a source asks for and does not have: any page at all, or one for each of its globs."""
    if not files:
        asked = " that its globs let through" if source.include or source.exclude else ""
        hint = f"looked for {', '.join(sorted(suffixes))}; hidden files and those that .gitignore excludes are not read"
        return [Problem(where, f"no pages of a known format in it{asked}", hint, fatal=True)]
    patterns = [pattern for pattern in source.include if not pattern.startswith(("!", "#"))]
    unmatched = [pattern for pattern in patterns if not any(make_spec([pattern], "include").match_files(files))]
    return [Problem(where, f'no page matches the glob "{pattern}"', "mend or remove it") for pattern in unmatched]
