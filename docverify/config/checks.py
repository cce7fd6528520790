"""What must hold between the keys of one table: the types alone do not say it."""

import re
from collections.abc import Mapping
from typing import NoReturn

import msgspec

from docverify.config.written import Written
from docverify.model import Config, Credential, Setup, SourceConfig
from docverify.model.config import NEWEST

SITE_RANGES = {"max_pages": (1, 10_000_000), "max_depth": (0, 10_000), "concurrency": (1, 64)}
SITE_KEYS = {
    field.name: field.default
    for field in msgspec.structs.fields(SourceConfig)
    if field.name in ("checkout", "contact", *SITE_RANGES)
}
"""Keys that only a site has, with their defaults."""

SITE = re.compile(r"https?://[^/\s@]+(?:/\S*)?", re.IGNORECASE)
_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


def check_source(source: SourceConfig, index: int, written: Written) -> None:
    named = [name for name in ("path", "git", "url") if getattr(source, name)]
    if len(named) != 1:
        found = f"this one has {' and '.join(named)}" if named else "this one has none"
        written.refuse(("sources", index), f"must have exactly one of path, git and url; {found}")
    if source.revision and not source.git:
        written.refuse(("sources", index, "revision"), "belongs to a git source; this one has " + named[0])
    for key, default in SITE_KEYS.items():
        if not source.url and getattr(source, key) != default:
            written.refuse(("sources", index, key), "belongs to a site, a source with url; this one has " + named[0])
    for key, (least, greatest) in SITE_RANGES.items():
        if not least <= getattr(source, key) <= greatest:
            written.refuse(("sources", index, key), f"must be from {least} to {greatest}")
    for language, setup in source.setup.items():
        check_setup(setup, ("sources", index, "setup", language), written)
    if source.url and not SITE.fullmatch(source.url):
        hint = "write https://docs.example/; what a site asks for stands in [credentials], never in its URL"
        what = "must be an http or https URL without user or password"
        written.refuse(("sources", index, "url"), what, hint, quote=False)


def check_setup(setup: Setup, path: tuple[str | int, ...], written: Written) -> None:
    if bool(setup.code.strip()) == bool(setup.file):
        hint = f'write [sources.setup.{path[-1]}], and below it code = """…""" or file = "docs/setup"'
        written.refuse(path, "must have exactly one of code and file", hint)
    if setup.file.startswith("/") or ".." in setup.file.split("/"):
        written.refuse((*path, "file"), "must be a path below the folder of this file")


def check_requirement(requirement: str, path: tuple[str | int, ...], written: Written) -> None:
    if not requirement.strip():
        written.refuse(path, "holds an empty requirement")
    if requirement.strip().startswith("-") or "\n" in requirement:
        hint = 'write "attrs==25.3", or "." for the project beside the file; registries are set for pip, uv or npm'
        written.refuse(path, "takes requirements, not options", hint, quote=False)  # an address may hold a password


def check_placeholders(placeholders: Mapping[str, str], path: tuple[str | int, ...], written: Written) -> None:
    for text, value in placeholders.items():
        if not text.strip():
            written.refuse(path, "has an empty key", 'write "<cupId>" = "c1"')
        if "\n" in text + value:  # lines of an example are lines of its page
            written.refuse((*path, text), "must be one line, and so must its value", quote=False)


def check_credential(host: str, credential: Credential, written: Written) -> None:
    path = ("credentials", host)
    if not _HOST.fullmatch(host):
        written.refuse(path, "is no host", 'write [credentials."docs.example"], or "docs.example:8443"')
    pair = bool(credential.user_env), bool(credential.password_env)
    if bool(credential.token_env) + all(pair) != 1 or any(pair) != all(pair):
        written.refuse(path, "must have token_env, or user_env and password_env")
    for key in ("token_env", "user_env", "password_env"):
        name = getattr(credential, key)
        if name and not VARIABLE.fullmatch(name):
            refuse_variable((*path, key), written)


def refuse_variable(path: tuple[str | int, ...], written: Written) -> NoReturn:
    """The secret itself may have been pasted here, so the line is not shown."""
    hint = "write the variable's name, and keep the secret itself out of the file"
    written.refuse(path, "must be the name of an environment variable", hint, quote=False)


def check_tracker(config: Config, written: Written) -> None:
    tracker = config.tracker
    if tracker.kind == "github" and not tracker.repository:
        written.refuse(("tracker",), "of kind github needs a repository", 'add repository = "owner/name"')
    if tracker.repository and not _REPOSITORY.fullmatch(tracker.repository):
        written.refuse(("tracker", "repository"), 'must be "owner/name"')
    if tracker.base_url and not tracker.base_url.startswith(("https://", "http://")):
        written.refuse(("tracker", "base_url"), "must begin with https://")
    if not VARIABLE.fullmatch(tracker.token_env):
        refuse_variable(("tracker", "token_env"), written)


def check_matrix(package: str, releases: tuple[str, ...], written: Written) -> None:
    from docverify.versions import is_version, order  # most configs have no matrix

    path = ("matrix", package)
    for index, release in enumerate(releases):
        if release != NEWEST and not is_version(release):
            written.refuse((*path, index), f'is no version: "{release}"', f'write "24.1", or "{NEWEST}"')
    known = [order(one) for one in releases if one != NEWEST]
    is_sorted = known == sorted(set(known)) and NEWEST not in releases[:-1]
    if len(releases) < 2 or not is_sorted:
        hint = f'write {package} = ["24.1", "{NEWEST}"]'
        written.refuse(path, "must name two releases or more, from the oldest to the one that is checked", hint)
