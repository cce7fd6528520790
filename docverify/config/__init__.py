"""Reads a configuration: the text of a `docverify.toml`, or `[tool.docverify]` of a `pyproject.toml`, into a `Config`.

Which keys there are, and of which type, is said by the Structs alone.
What is wrong is said with the file, the line as it is written, the key, and the nearest key that exists.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

import msgspec
from msgspec import Struct

from docverify.config.arguments import sources_from_arguments
from docverify.config.checks import (
    check_credential,
    check_matrix,
    check_placeholders,
    check_requirement,
    check_source,
    check_tracker,
)
from docverify.config.written import Written, dotted, nearest, propose
from docverify.errors import UsageError
from docverify.model import DRIFT_KINDS, Config
from docverify.tomlplace import quote_line, split_position

__all__ = ["TABLE", "Choices", "nearest", "parse", "parse_table", "sources_from_arguments"]

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


def parse(text: str, where: str, *, choices: Choices | None = None) -> Config:
    """The configuration that a `docverify.toml` holds; `where` names the file in messages."""
    return _convert(_load(text, where), Written(text, where), choices or {})


def parse_table(text: str, where: str, *, choices: Choices | None = None) -> Config | None:
    """The configuration that `[tool.docverify]` of a `pyproject.toml` holds; None when it has no such table."""
    data: Any = _load(text, where)
    for name in TABLE:
        if not isinstance(data, dict) or name not in data:
            return None
        data = data[name]
    return _convert(data, Written(text, where, TABLE), choices or {})


def _load(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line = split_position(error, text)
        raise UsageError(f"{where}:{line}: not valid TOML: {message}, in the line: {quote_line(text, line)}") from None
    except RecursionError:
        raise UsageError(f"{where}: not valid TOML: too deeply nested") from None


def _convert(data: Any, written: Written, choices: Choices) -> Config:
    _check(data, Config, (), written)
    config = msgspec.convert(data, Config)
    _check_words(config, written, {"fail_on": DRIFT_KINDS, "tracker.drift": DRIFT_KINDS, **choices})
    _check_ranges(config, written)
    for index, source in enumerate(config.sources):
        check_source(source, index, written)
    for language, environment in config.environments.items():
        for index, requirement in enumerate(environment.install):
            check_requirement(requirement, ("environments", language, "install", index), written)
    for host, credential in config.credentials.items():
        check_credential(host, credential, written)
    for package, releases in config.matrix.items():
        check_matrix(package, releases, written)
    check_placeholders(config.placeholders, ("placeholders",), written)
    if config.backends:
        from docverify.config.backends import check_backend  # most configs have none

        for name, backend in config.backends.items():
            check_backend(name, backend, written)
    check_tracker(config, written)
    return config


def _check(value: Any, kind: Any, path: tuple[str | int, ...], written: Written) -> None:
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
            hint = f"write [[{dotted(written.table + path)}]]" if isinstance(value, dict) and origin is tuple else ""
            written.refuse(path, f"must be {_WORDS[origin]}", hint)


def _check_table(value: Any, kind: type[Struct], path: tuple[str | int, ...], written: Written) -> None:
    if not isinstance(value, dict):
        written.refuse(path, "must be a table")
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    for name, inner in value.items():
        if name not in fields:
            written.refuse((*path, name), "is not a known key", propose(name, fields, written.table + path))
        _check(inner, fields[name], (*path, name), written)


def _check_words(config: Config, written: Written, choices: Choices) -> None:
    for key, words in choices.items():
        held = (one for path, value in _values(config, key.split(".")) for one in _words_of(path, value))
        for inner, word in held:
            if word not in words:
                near = nearest(word, words)
                hint = f'did you mean "{near}"?' if near else f"known are: {', '.join(words)}"
                written.refuse(inner, f'does not know "{word}"', hint)


def _words_of(path: tuple[str | int, ...], value: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """The word itself, each name of a table of tables, or each word of a list, with its path."""
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, dict):
        return [((*path, name), name) for name in value]
    return [((*path, index), word) for index, word in enumerate(value)]


def _check_ranges(config: Config, written: Written) -> None:
    for key, (least, greatest) in RANGES.items():
        for path, value in _values(config, key.split(".")):
            if not least <= value <= greatest:  # this order refuses `nan` too
                written.refuse(path, f"must be from {least} to {greatest}")


def _values(
    table: Any, key: Sequence[str], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """What the key holds, with its path: of a list of tables, in each of them."""
    if not key:
        yield path, table
    elif isinstance(table, tuple):
        for index, one in enumerate(table):
            yield from _values(one, key, (*path, index))
    else:
        yield from _values(getattr(table, key[0]), key[1:], (*path, key[0]))
