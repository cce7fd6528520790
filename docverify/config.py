"""Reads a configuration: the text of a `docverify.toml`, or `[tool.docverify]` of a `pyproject.toml`, into a `Config`.

Which keys there are, and of which type, is said by the Structs alone.
What is wrong is said with the file, the line as it is written, the key, and the nearest key that exists.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, NoReturn, get_args, get_origin

import msgspec
from msgspec import Struct

from docverify.errors import UsageError
from docverify.model import DRIFT_KINDS, Config, SourceConfig
from docverify.tomlplace import find_line, quote_line, split_position

Choices = Mapping[str, Collection[str]]
"""Dotted key to the words that it may hold; for a table of tables, to the names that they may have."""

RANGES = {
    "limits.seconds": (0.01, 86_400),
    "limits.memory": (16, 1_048_576),
    "limits.output": (1, 65_536),
    "limits.processes": (1, 32_768),
    "tracker.open_per_run": (0, 1_000),
    "tracker.open_at_once": (0, 1_000),
}
"""The least and the greatest value of each number."""

TABLE = ("tool", "docverify")
"""Where a `pyproject.toml` holds our table."""

_WORDS = {
    str: 'text in quotes, like "docs"',
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a list in square brackets",
    dict: "a table",
}
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_GIT_URL = re.compile(r"(?:git|ssh|file)://|git\+|[\w.-]+@[\w.-]+:")
_PIP_GIT = re.compile(r"git\+(?P<url>\w+://[^/]*/[^@]+)(?:@(?P<revision>.+))?")


class _Text(Struct, frozen=True):
    """A configuration as it is written: everything that a message about it needs."""

    text: str
    where: str
    table: tuple[str, ...] = ()

    def refuse(self, path: tuple[str | int, ...], what: str, hint: str = "", *, quote: bool = True) -> NoReturn:
        """Raises what is wrong with the key: where it stands, its dotted name, `what`, and the line."""
        line = find_line(self.text, self.table + path)
        written = f", in the line: {quote_line(self.text, line)}" if quote else ""
        raise UsageError(f'{self.where}:{line}: "{_dotted(self.table + path)}" {what}{written}', hint)


def parse(text: str, where: str, *, choices: Choices | None = None) -> Config:
    """The configuration that a `docverify.toml` holds; `where` names the file in messages."""
    return _convert(_load(text, where), _Text(text, where), choices or {})


def parse_table(text: str, where: str, *, choices: Choices | None = None) -> Config | None:
    """The configuration that `[tool.docverify]` of a `pyproject.toml` holds; None when it has no such table."""
    data: Any = _load(text, where)
    for name in TABLE:
        if not isinstance(data, dict) or name not in data:
            return None
        data = data[name]
    return _convert(data, _Text(text, where, TABLE), choices or {})


def sources_from_arguments(arguments: Sequence[str], folder: str = "") -> tuple[SourceConfig, ...]:
    """What the SOURCE arguments of a command name; paths are relative to `folder`, the working folder."""
    return tuple(_source_from_argument(argument, folder) for argument in arguments)


def nearest(word: str, words: Iterable[str]) -> str:
    """The word of `words` that was most likely meant; empty when none is near."""
    from difflib import get_close_matches  # only ever needed for a mistake

    return next(iter(get_close_matches(word, list(words), n=1, cutoff=0.55)), "")


def _load(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line = split_position(error, text)
        raise UsageError(f"{where}:{line}: not valid TOML: {message}, in the line: {quote_line(text, line)}") from None
    except RecursionError:
        raise UsageError(f"{where}: not valid TOML: too deeply nested") from None


def _convert(data: Any, written: _Text, choices: Choices) -> Config:
    _check(data, Config, (), written)
    config = msgspec.convert(data, Config)
    _check_words(config, written, {"fail_on": DRIFT_KINDS, **choices})
    _check_ranges(config, written)
    for index, source in enumerate(config.sources):
        _check_source(source, index, written)
    for language, environment in config.environments.items():
        for index, requirement in enumerate(environment.install):
            _check_requirement(requirement, ("environments", language, "install", index), written)
    _check_tracker(config, written)
    return config


def _check(value: Any, kind: Any, path: tuple[str | int, ...], written: _Text) -> None:
    """Walks value and type side by side, so that the first key that is unknown or of a wrong type is named."""
    origin = get_origin(kind) or kind
    if issubclass(origin, Struct):
        _check_table(value, origin, path, written)
    elif origin is dict and isinstance(value, dict):
        for name, inner in value.items():
            _check(inner, get_args(kind)[1], (*path, name), written)
    elif origin is tuple and isinstance(value, list):
        for index, inner in enumerate(value):
            _check(inner, get_args(kind)[0], (*path, index), written)
    else:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            hint = f"write [[{_dotted(written.table + path)}]]" if isinstance(value, dict) and origin is tuple else ""
            written.refuse(path, f"must be {_WORDS[origin]}", hint)


def _check_table(value: Any, kind: type[Struct], path: tuple[str | int, ...], written: _Text) -> None:
    if not isinstance(value, dict):
        written.refuse(path, "must be a table")
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    for name, inner in value.items():
        if name not in fields:
            written.refuse((*path, name), "is not a known key", _propose(name, fields, written.table + path))
        _check(inner, fields[name], (*path, name), written)


def _check_words(config: Config, written: _Text, choices: Choices) -> None:
    for key, words in choices.items():
        path = tuple(key.split("."))
        value = _value(config, path)
        for inner, word in [(path, value)] if isinstance(value, str) else _members(path, value):
            if word not in words:
                near = nearest(word, words)
                hint = f'did you mean "{near}"?' if near else f"known are: {', '.join(words)}"
                written.refuse(inner, f'does not know "{word}"', hint)


def _members(path: tuple[str, ...], value: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Each name of a table of tables, or each word of a list, with its path."""
    if isinstance(value, dict):
        return [((*path, name), name) for name in value]
    return [((*path, index), word) for index, word in enumerate(value)]


def _check_ranges(config: Config, written: _Text) -> None:
    for key, (least, greatest) in RANGES.items():
        path = tuple(key.split("."))
        if not least <= _value(config, path) <= greatest:  # this order refuses `nan` too
            written.refuse(path, f"must be from {least} to {greatest}")


def _check_source(source: SourceConfig, index: int, written: _Text) -> None:
    named = [name for name in ("path", "git", "url") if getattr(source, name)]
    if len(named) != 1:
        found = f"this one has {' and '.join(named)}" if named else "this one has none"
        written.refuse(("sources", index), f"must have exactly one of path, git and url; {found}")
    if source.revision and not source.git:
        written.refuse(("sources", index, "revision"), "belongs to a git source; this one has " + named[0])


def _check_requirement(requirement: str, path: tuple[str | int, ...], written: _Text) -> None:
    if not requirement.strip():
        written.refuse(path, "holds an empty requirement")
    if requirement.strip().startswith("-") or "\n" in requirement:
        hint = 'write "attrs==25.3", or "." for the project beside the file; indexes are set for pip or uv'
        written.refuse(path, "takes requirements, not options", hint, quote=False)  # an address may hold a password


def _check_tracker(config: Config, written: _Text) -> None:
    tracker = config.tracker
    if tracker.kind == "github" and not tracker.repository:
        written.refuse(("tracker",), "of kind github needs a repository", 'add repository = "owner/name"')
    if tracker.repository and not _REPOSITORY.fullmatch(tracker.repository):
        written.refuse(("tracker", "repository"), 'must be "owner/name"')
    if tracker.base_url and not tracker.base_url.startswith(("https://", "http://")):
        written.refuse(("tracker", "base_url"), "must begin with https://")
    if not _VARIABLE.fullmatch(tracker.token_env):
        # A token may have been pasted here, so the line is not shown.
        hint = "write the variable's name, and keep the token itself out of the file"
        written.refuse(("tracker", "token_env"), "must be the name of an environment variable", hint, quote=False)


def _source_from_argument(argument: str, folder: str) -> SourceConfig:
    if argument.startswith("git+"):
        match = _PIP_GIT.fullmatch(argument)
        if match is None:
            raise UsageError(
                f'"{argument}" names no repository', "write git+https://…, with @REVISION at its end if need be"
            )
        return SourceConfig(git=match["url"], revision=match["revision"] or "")
    if _GIT_URL.match(argument):
        return SourceConfig(git=argument)
    if argument.startswith(("http://", "https://")):
        return SourceConfig(git=argument) if argument.rstrip("/").endswith(".git") else SourceConfig(url=argument)
    if not argument:
        raise UsageError("an empty SOURCE argument", "name a file, a folder, a git URL or a site")
    path = str(PurePath(folder, argument))
    return SourceConfig(git=path) if path.endswith(".git") and len(PurePath(path).name) > 4 else SourceConfig(path=path)


def _propose(name: str, known: Iterable[str], path: tuple[str | int, ...]) -> str:
    near = nearest(name, known)
    return f'did you mean "{_dotted((*path, near))}"?' if near else f"known keys here: {', '.join(known)}"


def _value(config: Config, path: tuple[str, ...]) -> Any:
    value: Any = config
    for part in path:
        value = getattr(value, part)
    return value


def _dotted(path: tuple[str | int, ...]) -> str:
    """As TOML writes it, without the places in lists."""
    parts = [part for part in path if isinstance(part, str)]
    return ".".join(part if _BARE.fullmatch(part) else '"' + part.replace('"', '\\"') + '"' for part in parts)
