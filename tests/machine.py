"""What tests need of the machine that they run on. What is missing fails its tests, and skips none of them."""

import shutil

import pytest

from docverify.registry import members

HOW = 'sudo apt-get satisfy "$(paste -sd, tests/packages.txt)" installs all that the tests need'
BESIDES = ("bwrap", "cargo", "curl", "git", "jq", "mvn", "npm", "ps", "tsc")
"""Programs that no language asks for."""


def programs() -> list[str]:
    asked = (one for language in members("languages").values() for one in getattr(language, "programs", ()))
    return sorted({*BESIDES, *asked})


def lacking(*wanted: str) -> str:
    """What is missing of the programs, and what to do; empty when nothing is."""
    missing = [one for one in wanted if not shutil.which(one)]
    return f"this machine has no {', no '.join(missing)}: {HOW}" if missing else ""


def needs(*wanted: str) -> None:
    if problem := lacking(*wanted):
        pytest.fail(problem, pytrace=False)
