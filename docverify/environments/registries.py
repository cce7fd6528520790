"""Where packages come from, as this machine is set up: what pip is told is said to uv too, where uv is told nothing.

uv reads its own variables, `uv.toml`, the proxy variables and `.netrc` by itself; it knows nothing of pip's settings.
"""

import configparser
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct


class _Option(Struct, frozen=True):
    """One option of pip, and how uv is told the same."""

    names: tuple[str, ...]
    variable: str
    decided: tuple[str, ...] = ()
    """Further variables that, when set, have already decided it for uv."""
    separator: str = ""
    """Between the values of a list; empty for one value."""
    is_index: bool = False


OPTIONS = (
    _Option(("index-url",), "UV_DEFAULT_INDEX", ("UV_INDEX_URL",), is_index=True),
    _Option(("extra-index-url",), "UV_INDEX", ("UV_EXTRA_INDEX_URL",), separator=" ", is_index=True),
    _Option(("find-links",), "UV_FIND_LINKS", separator=",", is_index=True),
    _Option(("trusted-host",), "UV_INSECURE_HOST", separator=" "),
    _Option(("cert",), "SSL_CERT_FILE"),
    _Option(("client-cert",), "SSL_CLIENT_CERT"),
    _Option(("proxy",), "ALL_PROXY", ("all_proxy", "HTTPS_PROXY", "https_proxy")),
    _Option(("timeout", "default-timeout"), "UV_HTTP_TIMEOUT"),
)
VARIABLES = tuple(name for option in OPTIONS if option.is_index for name in (option.variable, *option.decided))
"""What decides where uv gets packages from."""
TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
"""What pip reads as yes."""
_NAMED = re.compile(r"^[\w-]+=(?=[a-z]+://)")
UV_INDEXES = frozenset({"index", "index-url", "extra-index-url", "default-index", "find-links", "no-index"})
"""Keys of uv's own configuration that say where packages come from."""


OPTIONS_OF_DEFAULT = ("UV_DEFAULT_INDEX", "UV_INDEX_URL")
PUBLIC = "https://pypi.org/simple"
"""Where uv gets packages from when it is told nothing."""
PUBLIC_HOST = "https://pypi.org/"
PUBLIC_FILES = "https://files.pythonhosted.org/"
"""Where the public index has its files."""


class Registries(Struct, frozen=True):
    """Where uv is to get packages from."""

    environ: Mapping[str, str]
    """The machine's own variables, and what pip's settings add to them."""
    arguments: tuple[str, ...] = ()
    """What uv can be told in no variable."""

    def identify(self) -> list[str]:
        """What a resolution depends on."""
        return [*self.arguments, *(self.environ.get(name, "") for name in VARIABLES)]


def list_urls(environ: Mapping[str, str], root: Path) -> list[str]:
    """All places that uv may get packages from, as the variables that it is given and its own files have them."""
    told = [environ[name] for name in VARIABLES if environ.get(name)]
    tables = [inner for table in _uv_tables(environ, root) for inner in (table, _table(table, "pip"))]
    listed = [url for table in tables for url in _table_urls(table)]
    urls = [_NAMED.sub("", word) for value in told for word in re.split(r"[\s,]+", value) if word]
    is_replaced = any(environ.get(name) for name in OPTIONS_OF_DEFAULT) or any(map(_replaces_default, tables))
    public = [] if is_replaced else [PUBLIC]
    found = [*urls, *listed, *public]
    return [*found, PUBLIC_FILES] if any(url.startswith(PUBLIC_HOST) for url in found) else found


def _table_urls(table: Mapping[str, Any]) -> Iterator[str]:
    for name in UV_INDEXES & table.keys():
        values = table[name] if isinstance(table[name], list) else [table[name]]
        yield from (str(value.get("url", "") if isinstance(value, dict) else value) for value in values)


def _replaces_default(table: Mapping[str, Any]) -> bool:
    """True when uv does not ask the public index by itself."""
    indexes = table.get("index", [])
    named = indexes if isinstance(indexes, list) else []
    is_other = any(isinstance(one, dict) and one.get("default") for one in named)
    return is_other or bool({"index-url", "default-index"} & table.keys()) or table.get("no-index") is True


def find_registries(environ: Mapping[str, str], root: Path) -> Registries:
    """As pip and uv of this machine are set up, for work in this folder."""
    options = dict(_read_pip(environ))
    if environ.get("REQUESTS_CA_BUNDLE"):
        options.setdefault("cert", environ["REQUESTS_CA_BUNDLE"])
    with_indexes = not _knows_indexes(environ, root)
    is_closed = with_indexes and options.get("no-index", "").lower() in TRUE
    told = translate(options, environ, with_indexes=with_indexes)
    return Registries({**environ, **told}, ("--no-index",) if is_closed else ())


def translate(options: Mapping[str, str], environ: Mapping[str, str], *, with_indexes: bool) -> dict[str, str]:
    """What pip's options are in uv's variables; none that is set already is decided again."""
    told: dict[str, str] = {}
    for option in OPTIONS:
        value = next((options[name] for name in option.names if options.get(name)), "")
        is_decided = any(environ.get(name) for name in (option.variable, *option.decided))
        if not value or is_decided or (option.is_index and not with_indexes):
            continue
        values = _existing(value.split()) if option.variable == "UV_FIND_LINKS" else value.split()
        told[option.variable] = option.separator.join(values) if option.separator else value.strip()
    return {name: value for name, value in told.items() if value}


def _existing(places: list[str]) -> list[str]:
    """pip passes over a folder that does not exist; uv ends with an error."""
    return [place for place in places if "://" in place or os.path.exists(os.path.expanduser(place))]


def _read_pip(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Options in the order in which a later one wins: files from the machine's to the user's, then variables."""
    for file in _pip_files(environ):
        parser = configparser.RawConfigParser()
        try:
            parser.read(file, encoding="utf-8")
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            if parser.has_section(section):
                yield from ((name.lower().replace("_", "-"), value) for name, value in parser.items(section))
    for name, value in environ.items():
        if name.startswith("PIP_") and value:
            yield name.removeprefix("PIP_").lower().replace("_", "-"), value


def _pip_files(environ: Mapping[str, str]) -> list[Path]:
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return []
    home = Path(environ.get("HOME", "/"))
    shared = [Path(folder, "pip", "pip.conf") for folder in _folders(environ, "XDG_CONFIG_DIRS", "/etc/xdg")]
    own = Path(environ.get("XDG_CONFIG_HOME") or home / ".config", "pip", "pip.conf")
    files = [*shared, Path("/etc/pip.conf"), home / ".pip" / "pip.conf", own, Path(sys.prefix, "pip.conf")]
    return [*files, Path(named)] if named else files


def _knows_indexes(environ: Mapping[str, str], root: Path) -> bool:
    """True when uv's own configuration says where packages come from: then pip's is not asked."""
    return any(UV_INDEXES & (table.keys() | _table(table, "pip").keys()) for table in _uv_tables(environ, root))


def _uv_tables(environ: Mapping[str, str], root: Path) -> list[dict[str, Any]]:
    tables = [_read_toml(file) for file in uv_files(environ, root)]
    return [*tables, _table(_table(_read_toml(root / "pyproject.toml"), "tool"), "uv")]


def uv_files(environ: Mapping[str, str], root: Path) -> list[Path]:
    """Where uv looks for its own settings."""
    home = Path(environ.get("HOME", "/"))
    own = Path(environ.get("XDG_CONFIG_HOME") or home / ".config", "uv", "uv.toml")
    shared = [Path(folder, "uv", "uv.toml") for folder in _folders(environ, "XDG_CONFIG_DIRS", "/etc/xdg")]
    named = [Path(environ["UV_CONFIG_FILE"])] if environ.get("UV_CONFIG_FILE") else []
    return [*named, root / "uv.toml", own, *shared, Path("/etc/uv/uv.toml")]


def _folders(environ: Mapping[str, str], name: str, default: str) -> list[str]:
    return [folder for folder in (environ.get(name) or default).split(":") if folder]


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _table(table: dict[str, Any], name: str) -> dict[str, Any]:
    inner = table.get(name)
    return inner if isinstance(inner, dict) else {}
