"""What stands in braces in commands, requests and seeds of a backend."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit


def with_words(text: str, words: Mapping[str, str]) -> str:
    """The text with what its braces stand for; those that stand for nothing are its own."""
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def all_with_words(texts: Sequence[str], words: Mapping[str, str]) -> list[str]:
    return [with_words(text, words) for text in texts]


def value_with_words(value: Any, words: Mapping[str, str]) -> Any:
    """The same of all texts in a value of JSON."""
    if isinstance(value, str):
        return with_words(value, words)
    if isinstance(value, list):
        return [value_with_words(one, words) for one in value]
    if isinstance(value, dict):
        return {with_words(name, words): value_with_words(one, words) for name, one in value.items()}
    return value


def port_of(root: str) -> str:
    """The port of a backend's root."""
    place = urlsplit(root)
    return str(place.port or (443 if place.scheme == "https" else 80))
