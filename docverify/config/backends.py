"""What must hold in a table of a backend, besides the types of its keys."""

import re
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from docverify.config.checks import SITE, VARIABLE, check_placeholders, refuse_variable
from docverify.config.written import Written, nearest
from docverify.model import BackendConfig
from docverify.model.config import HASH, STRICT

SCOPES = ("page", "session", "run")
TAKEN = ("port", "base_url", "page")
"""What stands in braces for something else."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_HOST = re.compile(r"(?:\*\.)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?::\d{1,5})?")
_CAPTURE = re.compile(r"\{capture\.([^{}]*)\}")
_REQUEST = re.compile(r"[A-Z]+ /\S*")


class Mistake(Struct, frozen=True):
    """A key that cannot be as it is."""

    path: tuple[str | int, ...]
    what: str
    hint: str = ""


def check_backend(name: str, backend: BackendConfig, written: Written) -> None:
    path = ("backends", name)
    for key, value in backend.secrets.items():
        if not value.startswith("env:") or not VARIABLE.fullmatch(value.removeprefix("env:")):
            refuse_variable((*path, "secrets", key), written)
    check_placeholders(backend.placeholders, (*path, "placeholders"), written)
    of_keys = (_of_itself(name, backend), *(check(backend) for check in _CHECKS))
    for one in chain.from_iterable(of_keys):
        written.refuse((*path, *one.path), one.what, one.hint)


def _of_itself(name: str, backend: BackendConfig) -> Iterator[Mistake]:
    if not _NAME.fullmatch(name):
        yield Mistake((), "is no name", "write it in lower-case letters, digits and dashes")
    kinds = bool(backend.start) + bool(backend.url) + bool(backend.openapi)
    if kinds > 1 or not (kinds or backend.replay):
        yield Mistake((), "must have one of start, url, openapi and replay")
    if backend.tcp and not backend.start and not backend.url:
        yield Mistake(("tcp",), "is for what is there, a backend with start or url")
    if backend.url and not SITE.fullmatch(backend.url):
        yield Mistake(("url",), "must be an http or https URL without user or password")


def _of_its_state(backend: BackendConfig) -> Iterator[Mistake]:
    if backend.scope not in SCOPES:
        yield Mistake(("scope",), f"must be one of: {', '.join(SCOPES)}")
    cleans = backend.reset.http or backend.reset.exec or backend.tenant.var
    if backend.url and backend.scope != "run" and not cleans:
        hint = 'write reset = { http = "POST /reset" }, or scope = "run" where pages may see what others left'
        yield Mistake((), "has nothing that makes it clean for each page", hint)
    if "{page}" in backend.seed and backend.scope == "run":
        yield Mistake(("seed",), 'has a {page}, and scope = "run" fills it once for all of them')
    if not 0.1 <= backend.ready.seconds <= 3600:
        yield Mistake(("ready", "seconds"), "must be from 0.1 to 3600")
    if backend.ready.http and not backend.ready.http.startswith("/"):
        yield Mistake(("ready", "http"), "must be a path", 'write "/health"')
    if backend.reset.http and not _REQUEST.fullmatch(backend.reset.http):
        yield Mistake(("reset", "http"), "must be a method and a path", 'write "POST /reset"')


def _of_its_files(backend: BackendConfig) -> Iterator[Mistake]:
    for key, path in (("seed", backend.seed), ("openapi", backend.openapi), ("replay", backend.replay)):
        if path.startswith("/") or ".." in path.split("/"):
            yield Mistake((key,), "must be a path below the folder of this file")


def _of_its_strictness(backend: BackendConfig) -> Iterator[Mistake]:
    for index, rule in enumerate(backend.strict):
        if rule not in STRICT:
            near = nearest(rule, STRICT)
            hint = f'did you mean "{near}"?' if near else f"known are: {', '.join(STRICT)}"
            yield Mistake(("strict", index), f'does not know "{rule}"', hint)
    if "unknown-query" in backend.strict and not backend.openapi:
        yield Mistake(("strict",), "needs openapi to know a query", "leave unknown-query out")


def _of_its_tenant(backend: BackendConfig) -> Iterator[Mistake]:
    tenant, hint = backend.tenant, 'write tenant = { var = "APP_ID", value = "p{page_hash}" }'
    if bool(tenant.var) != bool(tenant.value):
        yield Mistake(("tenant",), "must have var and value", hint)
    elif tenant.var and (not VARIABLE.fullmatch(tenant.var) or tenant.var in TAKEN):
        yield Mistake(("tenant", "var"), f'is no name of its own: "{tenant.var}"', hint)
    elif tenant.var and HASH not in tenant.value:
        yield Mistake(("tenant", "value"), f"is the same for all pages without {HASH}", hint)


def _of_its_captures(backend: BackendConfig) -> Iterator[Mistake]:
    for name, capture in backend.captures.items():
        if not _REQUEST.fullmatch(capture.request):
            yield Mistake(("captures", name, "request"), "must be a method and a path", 'write "POST /cups"')
        if not capture.member:
            yield Mistake(("captures", name, "member"), "must say where the value stands", 'write "id"')
    for text, value in backend.placeholders.items():
        for named in _CAPTURE.findall(value):
            if named not in backend.captures:
                yield Mistake(("placeholders", text), f'names no capture: "{named}"', "add it to captures")


def _of_its_names(backend: BackendConfig) -> Iterator[Mistake]:
    for index, host in enumerate(backend.hosts):
        if not _HOST.fullmatch(host):
            hint = 'write "api.example.com", "*.example.com" or "localhost:8080"'
            yield Mistake(("hosts", index), f'holds no host: "{host}"', hint)
    for port in backend.tcp:
        if not port.isdigit() or not 0 < int(port) < 65_536:
            yield Mistake(("tcp",), f'has a key that is no port: "{port}"', 'write tcp = { 6379 = "{port}" }')


_CHECKS = (_of_its_strictness, _of_its_files, _of_its_tenant, _of_its_state, _of_its_captures, _of_its_names)
"""In the order in which mistakes are told."""
