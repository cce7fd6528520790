"""Packages of Python, as pip and its relatives are told to install them."""

import re
from collections.abc import Sequence

from docverify.mentions.mention import Manager, Named, all_or_none, is_stand_in, read_words

_HARMLESS = (
    "-U --upgrade -q --quiet -v --verbose --user --no-cache-dir --system --break-system-packages --dev -D --no-input"
    " --disable-pip-version-check --prefer-binary"
)
HARMLESS = frozenset(_HARMLESS.split())
"""Options that change no package."""
TOOLS = frozenset(
    {"pip", "setuptools", "wheel", "virtualenv", "uv", "poetry", "pipenv", "pipx", "pdm", "hatch", "conda"}
)
"""What is installed to install with."""

_CLAUSE = r"\s*(?:===?|~=|!=|<=?|>=?)\s*\d[\w.*+!-]*"
_REQUIREMENT = re.compile(
    rf"(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?P<extras>\[[\w., -]+\])?(?P<clauses>{_CLAUSE}(?:,{_CLAUSE})*)?",
    re.ASCII,
)
_FILE = re.compile(r".*\.(?:txt|toml|whl|gz|zip|py|cfg|lock|in)", re.IGNORECASE)


def read(words: Sequence[str]) -> list[Named]:
    found = all_or_none(read_words(words, HARMLESS, read_requirement))
    return [named for named in found if named.name not in TOOLS]


def read_requirement(word: str) -> Named | None:
    """Name, extras and versions; no marker, no address, no path."""
    match = _REQUIREMENT.fullmatch(word)
    if match is None or _FILE.fullmatch(word) or is_stand_in(match["name"]):
        return None
    extras, clauses = (re.sub(r"\s", "", match[group] or "") for group in ("extras", "clauses"))
    return Named(normalise(match["name"]), f"{match['name']}{extras}{clauses}")


def normalise(name: str) -> str:
    """As registries compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()


MANAGER = Manager(
    re.compile(
        r"(?:sudo (?:-H )?)?(?:(?:python|py)[\d.]* (?:-\d[\d.]* )?-m )?(?:uv )?pip[\d.]* install |"
        r"(?:uv|poetry|pdm|rye) add |pipenv install "
    ),
    read,
)
