"""Which releases of a package for Python there are, as the indexes and folders of the machine list them.

Asks each index once, as PEP 691 and PEP 503 say; uv has no command for it.
"""

import base64
import json
import netrc
import ssl
import urllib.request
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit, urlunsplit

from msgspec import Struct

from docverify.environments.allowed import find_route, read_place
from docverify.environments.names import normalise
from docverify.environments.registries import PUBLIC_FILES, Registries, list_urls
from docverify.errors import InstallError
from docverify.versions import allows

SECONDS = 30.0
LONGEST = 64 * 1024 * 1024
"""Bytes of an answer."""
KINDS = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
NETWORK = "check the network, and where pip or uv of this machine get packages from"
WHEEL, SOURCE = ".whl", (".tar.gz", ".zip")


class Listed(Struct, frozen=True):
    """One file of a release."""

    name: str
    python: str = ""
    """The versions of Python that it asks for."""
    yanked: bool = False


def list_releases(name: str, registries: Registries, root: Path, *, python: str, sources: bool) -> list[str]:
    """Versions of the package that this machine's Python can use; with `sources`, those too that have to be built.

    Raises InstallError when an index does not answer: what the others say is not all.
    """
    files: list[Listed] = []
    for url in list_urls(registries.environ, root):
        is_closed = bool(registries.arguments) and read_place(url) is not None
        try:
            files += [] if is_closed else _ask(url, normalise(name), registries.environ, root)
        except (OSError, HTTPException, ValueError) as error:
            raise InstallError(f"cannot list the releases of {name}: {_hidden(url)}: {error}", NETWORK) from None
    return sorted(choose(files, name, python=python, sources=sources))


def choose(files: Iterable[Listed], name: str, *, python: str, sources: bool) -> set[str]:
    """Versions of which a file is neither withdrawn nor for another Python."""
    fit = [one.name for one in files if not one.yanked and allows(one.python, python)]
    named = [_of_wheel(one, python) if one.endswith(WHEEL) else _of_source(one) if sources else ("", "") for one in fit]
    return {version for distribution, version in named if version and normalise(distribution) == normalise(name)}


def _of_wheel(file: str, python: str) -> tuple[str, str]:
    """Distribution and version; none for another Python."""
    parts = file.removesuffix(WHEEL).split("-")
    return (parts[0], parts[1]) if len(parts) >= 5 and _is_for(parts[-3], parts[-2], python) else ("", "")


def _is_for(pythons: str, abi: str, python: str) -> bool:
    major, minor = python.split(".")[:2]
    own = {f"py{major}", f"py{major}{minor}", f"cp{major}{minor}"}
    return not own.isdisjoint(pythons.split(".")) or (abi == f"abi{major}" and pythons.startswith(f"cp{major}"))


def _of_source(file: str) -> tuple[str, str]:
    stem = next((file.removesuffix(suffix) for suffix in SOURCE if file.endswith(suffix)), "")
    distribution, _, version = stem.rpartition("-")
    return distribution, version


def _ask(url: str, name: str, environ: Mapping[str, str], root: Path) -> list[Listed]:
    if url.startswith(PUBLIC_FILES):  # has files, and no lists of them
        return []
    if "://" not in url or url.startswith("file://"):
        folder = root / Path(unquote(url.removeprefix("file://"))).expanduser()
        return [Listed(one.name) for one in folder.iterdir()] if folder.is_dir() else []
    kind, text = _fetch(f"{url.rstrip('/')}/{name}/", environ)
    return read_json(text) if "json" in kind else read_html(text)


def read_json(text: str) -> list[Listed]:
    found: Any = json.loads(text)
    files = found.get("files", []) if isinstance(found, dict) else []
    return [
        Listed(str(one["filename"]), str(one.get("requires-python") or ""), one.get("yanked", False) is not False)
        for one in files
        if isinstance(one, dict) and "filename" in one
    ]


def read_html(text: str) -> list[Listed]:
    links = _Links()
    links.feed(text)
    return links.found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Listed] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            file = unquote(urlsplit(told["href"] or "").path).rpartition("/")[2]
            self.found.append(Listed(file, told.get("data-requires-python") or "", "data-yanked" in told))


def _fetch(url: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """Kind and text of the answer, by the way that uv would take; empty for a package that is not there."""
    place = read_place(url)
    if place is None:
        return "", ""
    parts = urlsplit(url)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    request = urllib.request.Request(bare, headers={"Accept": KINDS})
    if login := _login(url, environ):
        request.add_unredirected_header("Authorization", login)
    route = find_route(place, parts.scheme, environ)
    proxy = f"{route.credentials}@{route.place}".removeprefix("@") if route else ""
    proxies = {parts.scheme: f"http://{proxy}"} if proxy else {}
    context = ssl.create_default_context(cafile=environ.get("SSL_CERT_FILE") or None)
    handlers = (urllib.request.ProxyHandler(proxies), urllib.request.HTTPSHandler(context=context))
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=SECONDS) as answer:
            return answer.headers.get("Content-Type", ""), answer.read(LONGEST).decode("utf-8", "replace")
    except HTTPError as error:
        if error.code == 404:
            return "", ""
        raise


def _login(url: str, environ: Mapping[str, str]) -> str:
    """From the URL, else from the user's `.netrc`."""
    parts = urlsplit(url)
    login = unquote(parts.netloc.rpartition("@")[0])
    file = Path(environ.get("NETRC") or Path(environ.get("HOME", "/"), ".netrc"))
    if not login and file.is_file():
        try:
            known = netrc.netrc(str(file)).authenticators(parts.hostname or "")
        except (netrc.NetrcParseError, OSError):
            known = None
        login = f"{known[0]}:{known[2]}" if known else ""
    return f"Basic {base64.b64encode(login.encode()).decode()}" if login else ""


def _hidden(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if parts.netloc else url
