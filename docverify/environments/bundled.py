"""setuptools, as each virtual environment of a Python before 3.12 has it: older packages take it for granted."""

import os
import re
from pathlib import Path

SETUPTOOLS = "setuptools==65.5.0"
"""As the last Python brought it that did; later releases no longer have `pkg_resources`."""
_VERSION = re.compile(r"major=(\d+), minor=(\d+)")
_SINCE = (3, 12)
"""The first Python whose virtual environments are without it."""
_TAKES = re.compile(rb"^[ \t]*(?:import|from)[ \t]+pkg_resources\b", re.MULTILINE)
_LARGEST = 1_000_000
"""Bytes of a module that is looked into."""


def bundled(toolchain: str) -> str:
    """What an interpreter brings, whose `sys.version_info` stands in the text; empty when that is nothing."""
    match = _VERSION.search(toolchain)
    return SETUPTOOLS if match and (int(match[1]), int(match[2])) < _SINCE else ""


def is_missed(site: Path) -> bool:
    """True when a package that is installed there imports a part of setuptools that is not."""
    if (site / "pkg_resources").exists() or (site / "setuptools").exists():
        return False
    return any(_TAKES.search(one.read_bytes()) for one in site.rglob("*.py") if one.stat().st_size <= _LARGEST)


def merge(other: Path, site: Path) -> None:
    """Moves what the other folder holds into the site, and leaves what is there already."""
    for one in sorted(other.iterdir()):
        if not os.path.lexists(site / one.name):
            one.rename(site / one.name)
