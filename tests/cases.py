"""Reads cases that are kept as text: a title, `.`, the input, `.`, what is expected, `.`, and an empty line."""

from pathlib import Path

import pytest


def read_cases(file: str, beside: str) -> list[pytest.param]:  # type: ignore[valid-type]
    """One parameter set (input, expected) a case, named by its title; the file lies beside a test module."""
    lines = Path(beside).with_name(file).read_text(encoding="utf-8").split("\n")
    cases = []
    while any(lines):
        title, given, expected = _take(lines), _take(lines), _take(lines)
        cases.append(pytest.param(given, expected, id=title.strip()))
    return cases


def _take(lines: list[str]) -> str:
    """What stands before the next line that is a dot."""
    end = lines.index(".")
    part = "".join(f"{line}\n" for line in lines[:end])
    del lines[: end + 1]
    return part
