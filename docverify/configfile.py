"""Finds the configuration that applies to a folder: the nearest `docverify.toml` or `pyproject.toml` of ours."""

import os
from pathlib import Path

from msgspec.structs import replace

from docverify.config import TABLE, Choices, parse, parse_table
from docverify.config.written import Written
from docverify.errors import UsageError
from docverify.model import Config, Setup, SourceConfig

NAME = "docverify.toml"
PROJECT = "pyproject.toml"
LONGEST_SETUP = 200_000
"""Bytes of a file with a setup."""


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
        written = Written(_decode(data, own, start), _show(own, start))
        return _with_setups(parse(written.text, written.where, choices=choices), folder, written), own
    project = folder / PROJECT
    data = _read(project)
    if data is None or not all(word.encode() in data for word in TABLE):
        return None  # most projects on the way up are not ours, and need not be parsed, or even be valid
    written = Written(_decode(data, project, start), _show(project, start), TABLE)
    config = parse_table(written.text, written.where, choices=choices)
    return None if config is None else (_with_setups(config, folder, written), project)


def _with_setups(config: Config, folder: Path, written: Written) -> Config:
    """The config with the code of the files that its sources name as setups."""
    if not any(source.setup for source in config.sources):
        return config
    sources = (_with_setup(source, number, folder, written) for number, source in enumerate(config.sources))
    return replace(config, sources=tuple(sources))


def _with_setup(source: SourceConfig, number: int, folder: Path, written: Written) -> SourceConfig:
    setup = dict(source.setup)
    for language, one in setup.items():
        if one.file:
            try:
                code = _read_setup(folder / one.file)
            except ValueError as error:
                hint = f"give the file of a setup, in {language}, relative to the folder of {written.where}"
                written.refuse(("sources", number, "setup", language, "file"), str(error), hint)
            setup[language] = Setup(code, one.file)
    return replace(source, setup=setup)


def _read_setup(file: Path) -> str:
    """What the file holds; raises ValueError that says what keeps it from being a setup."""
    try:
        with open(file, "rb") as stream:
            data = stream.read(LONGEST_SETUP + 1)
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
    if len(data) > LONGEST_SETUP:
        raise ValueError(f"is longer than {LONGEST_SETUP:,} bytes")
    try:
        code = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    if not code.strip():
        raise ValueError("is empty")
    return code


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
