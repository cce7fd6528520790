"""Finds the configuration that applies to a folder: the nearest `docverify.toml` or `pyproject.toml` of ours."""

import os
from pathlib import Path

from docverify.config import TABLE, Choices, parse, parse_table
from docverify.errors import UsageError
from docverify.model import Config

NAME = "docverify.toml"
PROJECT = "pyproject.toml"


def load(start: Path, *, choices: Choices | None = None) -> tuple[Config, Path, Path | None]:
    """The configuration, the folder that page paths are relative to, and the file that was read.

    The search begins in `start` and goes upward; without a file the defaults hold and the folder is `start` itself.
    """
    start = Path(os.path.abspath(start))
    for folder in (start, *start.parents):
        found = _load_folder(folder, start, choices)
        if found is not None:
            return found[0], folder, found[1]
    return Config(), start, None


def _load_folder(folder: Path, start: Path, choices: Choices | None) -> tuple[Config, Path] | None:
    own = folder / NAME
    data = _read(own)
    if data is not None:
        return parse(_decode(data, own, start), _show(own, start), choices=choices), own
    project = folder / PROJECT
    data = _read(project)
    if data is None or not all(word.encode() in data for word in TABLE):
        return None  # most projects on the way up are not ours, and need not be parsed, or even be valid
    config = parse_table(_decode(data, project, start), _show(project, start), choices=choices)
    return None if config is None else (config, project)


def _read(file: Path) -> bytes | None:
    if not file.is_file():
        return None
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", "check its permissions") from None


def _decode(data: bytes, file: Path, start: Path) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        raise UsageError(f"{_show(file, start)}:{line}: not UTF-8: {byte}", "save it as UTF-8") from None


def _show(file: Path, start: Path) -> str:
    """As someone who stands in `start` would write it."""
    return os.path.relpath(file, start)
