"""What npm has decided, as its `package-lock.json` has it: each package with version and checksum."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docverify.errors import InstallError

NAMES = "check the names and versions in the config"


def read_entries(lock: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Path below the folder to what npm has decided for it, without the folder itself."""
    packages: dict[str, dict[str, Any]] = json.loads(lock).get("packages", {})
    return ((path, entry) for path, entry in packages.items() if path)


def require_integrity(entries: Mapping[str, Mapping[str, Any]]) -> None:
    """What has no checksum comes from no registry: from a repository, or a folder of the author's machine."""
    for path, entry in entries.items():
        if not entry.get("integrity") or not entry.get("version"):
            what = f"{_package_name(path)} comes from {entry.get('resolved', 'somewhere')}"
            raise InstallError(f"cannot install {what}: not from a registry", NAMES)


def list_packages(entries: Mapping[str, Mapping[str, Any]], platform: Sequence[str]) -> Iterator[str]:
    """What is installed on this platform: a lock names the packages of all."""
    for path, entry in entries.items():
        if not entry.get("dev") and all(map(_fits, (entry.get("os"), entry.get("cpu")), platform)):
            yield f"{entry.get('name', _package_name(path))}=={entry['version']}"


def _fits(allowed: Sequence[str] | None, value: str) -> bool:
    """As npm reads `os` and `cpu`: names, or names with `!` that are excluded."""
    if not allowed:
        return True
    excluded = [name.removeprefix("!") for name in allowed if name.startswith("!")]
    return value in allowed if not excluded else value not in excluded


def _package_name(path: str) -> str:
    return path.rpartition("node_modules/")[2]
