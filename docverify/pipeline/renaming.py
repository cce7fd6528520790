"""What is called one thing on pages and another one where they run."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

Noun = TypeVar("Noun")
FEWEST = 8
"""Characters of a value that means the same wherever it stands."""


def is_unmistakable(value: str) -> bool:
    """True for what no page shows by chance, and so may be called otherwise wherever it stands."""
    return len(value) >= FEWEST and any(one.isdigit() for one in value)


def rename(noun: Noun, kind: Any, names: Mapping[str, str]) -> Noun:
    """A noun of this type with each of the texts in it as what the names say."""
    if not names:
        return noun
    as_bytes = {old.encode(): new.encode() for old, new in names.items()}
    plain = msgspec.to_builtins(noun, builtin_types=(bytes,))
    renamed: Noun = msgspec.convert(_renamed(plain, names, as_bytes), kind, builtin_types=(bytes,))
    return renamed


def _renamed(value: Any, names: Mapping[str, str], as_bytes: Mapping[bytes, bytes]) -> Any:
    if isinstance(value, str):
        for old, new in names.items():
            value = value.replace(old, new)
    elif isinstance(value, bytes):
        for before, after in as_bytes.items():
            value = value.replace(before, after)
    elif isinstance(value, dict):
        return {_renamed(key, names, as_bytes): _renamed(one, names, as_bytes) for key, one in value.items()}
    elif isinstance(value, list | tuple):
        return [_renamed(one, names, as_bytes) for one in value]
    return value
