"""Crates of Rust, as `cargo add` and `Cargo.toml` name them."""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from docverify.mentions.mention import Manager, Manifest, Named, all_or_none, is_stand_in, read_words

HARMLESS = frozenset({"--dev", "-q", "--quiet", "--locked"})
FEATURES = ("--features", "-F")

_CRATE = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_VERSION = re.compile(r"[\^~=]?\s*\d[\w.+-]*(?:\.\*)?", re.ASCII)
_FEATURES = re.compile(r"[\w+-]+(?:[, ][\w+-]+)*", re.ASCII)
_FEATURE = re.compile(r"[\w+/-]+", re.ASCII)
_TABLE = re.compile(r"^\[dependencies\][^\n]*\n(?P<lines>(?:(?!\[)[^\n]*\n?)*)", re.MULTILINE)


def read(words: Sequence[str]) -> list[Named]:
    """`NAME…`, or one name with its features."""
    if len(words) >= 2 and words[-2] in FEATURES:
        words, features = words[:-2], words[-1]
    elif words and words[-1].startswith("--features="):
        words, features = words[:-1], words[-1].partition("=")[2]
    else:
        return all_or_none(read_words(words, HARMLESS, _read_crate))
    found = all_or_none(read_words(words, HARMLESS, _read_crate))
    if len(found) != 1 or not _FEATURES.fullmatch(features):
        return []
    name, _, version = found[0].requirement.partition("@")
    table = _line(name, {"version": version or "*", "features": re.split("[, ]", features)})
    return [Named(name, table)] if table else []


def _read_crate(word: str) -> Named | None:
    name, at, version = word.partition("@")
    if not _CRATE.fullmatch(name) or is_stand_in(name) or (at and not _VERSION.fullmatch(version)):
        return None
    return Named(name, word)


def read_manifest(text: str) -> Iterator[Named]:
    """The crates of `[dependencies]` that come from the registry; what comes from elsewhere is passed over."""
    match = _TABLE.search(text)
    if match is None:
        return
    try:
        table: dict[str, Any] = tomllib.loads(match["lines"])
    except (ValueError, RecursionError):
        return
    for name, value in table.items():
        requirement = _line(name, {"version": value} if isinstance(value, str) else value)
        if requirement:
            yield Named(name, requirement, text.count("\n", 0, match.start()))


def _line(name: str, value: Any) -> str:
    """The crate as the config takes it; empty for one that is not from the registry, or that is no name."""
    if not _CRATE.fullmatch(name) or is_stand_in(name) or not isinstance(value, dict):
        return ""
    given = {**value}
    version, features = given.pop("version", None), given.pop("features", [])
    defaults, is_optional = given.pop("default-features", True), given.pop("optional", False)
    is_plain = isinstance(version, str) and (version == "*" or _VERSION.fullmatch(version.strip()))
    if given or not is_plain or not isinstance(defaults, bool) or not isinstance(is_optional, bool):
        return ""
    if not isinstance(features, list) or not all(isinstance(one, str) and _FEATURE.fullmatch(one) for one in features):
        return ""
    if not features and defaults:
        return f"{name}@{version.strip()}" if version != "*" else name
    more = [f"features = {json.dumps(sorted(features))}"] if features else []
    more += [] if defaults else ["default-features = false"]
    return f"{name} = {{ version = {json.dumps(version)}, {', '.join(more)} }}"


MANAGER = Manager(re.compile(r"cargo add "), read)
MANIFEST = Manifest(frozenset({"toml", "cargo", "cargo.toml"}), read_manifest)
