"""Crates as they are asked for, and as `Cargo.lock` has them."""

import json
import re
import tomllib

from docverify.errors import InstallError

KEYS = frozenset({"version", "features", "default-features"})
"""What a dependency in the notation of `Cargo.toml` may have: it comes from the registry."""

_SHORT = re.compile(r"(?P<name>[A-Za-z_][\w-]*)(?:@(?P<version>[\w.+*^~<>=, -]+))?")


def name_of(requirement: str) -> str:
    return re.split(r"[@\s=]", requirement)[0]


def read_dependency(text: str) -> tuple[str, str]:
    """Name and value as `Cargo.toml` has them, of `itoa@1` or of a line as it stands there."""
    short = _SHORT.fullmatch(text)
    if short:
        return short["name"], json.dumps(short["version"] or "*")
    try:
        [(name, value)] = tomllib.loads(text).items()
    except ValueError:  # no TOML, or not one dependency
        name, value = "", None
    if isinstance(value, str):
        return name, json.dumps(value)
    if not isinstance(value, dict) or value.keys() - KEYS or "version" not in value:
        hint = 'write "itoa@1", or as in Cargo.toml: serde = { version = "1", features = ["derive"] }'
        raise InstallError(f'cannot install "{text}": not a crate of a registry', hint)
    return name, "{ " + ", ".join(f"{key} = {json.dumps(inner)}" for key, inner in value.items()) + " }"


def find_direct(lock: str) -> list[tuple[str, str]]:
    """Name and version of the crates that were asked for."""
    packages = tomllib.loads(lock)["package"]
    versions = {one["name"]: one["version"] for one in packages}
    wanted = next(one.get("dependencies", []) for one in packages if not one.get("source"))
    pairs = (entry.split(" ") for entry in wanted)  # a version stands there only where the name has several
    return [(words[0], words[1] if words[1:] else versions[words[0]]) for words in pairs]
