"""What the driver of grammars promises, told to it over pipes as the warden does, whatever a grammar does itself."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docverify.model import Parser, Wrapping
from docverify.sandbox.wall.toolchains import find_package
from tests.sandbox.interpreters import Session, session

ENGINE = """
import os, signal

class Language:
    def __init__(self, pointer): ...

class Node:
    has_error = False

class Tree:
    root_node = Node

class Parser:
    def __init__(self, language): ...

    def parse(self, read):
        code = read(0, None)
        while b"endless" in code:
            pass
        while b"again" in code:
            if not read(0, None):
                break
        if b"crash" in code:
            os.kill(os.getpid(), signal.SIGSEGV)
        if b"forge" in code:
            os.write(4, b"n0nce {}")
        if b"raise" in code:
            raise RuntimeError
        return Tree
"""
SWIFT = Parser("tree_sitter_swift", wrappings=(Wrapping("inside a function", "func example() {\n", "\n}"),))


def found(talker: Session, code: str, parser: Parser) -> dict[str, Any]:
    """What its grammar says of the code."""
    report = talker.last(code, parser=parser)
    value: dict[str, Any] = json.loads(report["value"]) if "end" in report else report
    return value


@pytest.fixture
def wild(tmp_path: Path) -> Iterator[Session]:
    """With a grammar that does what it reads."""
    (tmp_path / "tree_sitter.py").write_text(ENGINE)
    (tmp_path / "tree_sitter_wild.py").write_text("def language():\n    return 1\n")
    with session("grammar", str(tmp_path)) as opened:
        yield opened


@pytest.fixture
def swift() -> Iterator[Session]:
    with session("grammar", str(Path(find_package("tree_sitter_swift")).parent)) as opened:
        yield opened


WILD = Parser("tree_sitter_wild")


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("crash", {"died": signal.SIGSEGV}),
        ("endless", {"died": signal.SIGXCPU}),
        ("raise", {"died": 0}),
        ("forge", {"died": 0}),
        ("again", {"slow": True, "whole": False}),
    ],
)
def test_whatever_a_grammar_does_ends_with_its_block(wild: Session, code: str, end: dict[str, Any]) -> None:
    assert found(wild, code, WILD) == end
    assert found(wild, "fine", WILD)["whole"]


def test_a_grammar_that_is_not_there_is_told(wild: Session) -> None:
    told = found(wild, "fine", Parser("tree_sitter_tea"))
    assert told["shown"] == {"type": "ModuleNotFoundError", "message": "No module named 'tree_sitter_tea'"}


def test_code_is_read_as_it_stands_then_in_what_is_put_around_it_then_in_pieces(swift: Session) -> None:
    assert found(swift, "let cup = 1", SWIFT)["whole"]
    assert found(swift, "return cup)", SWIFT).get("place") is None
    assert found(swift, "defer { pour() }\nreturn cup", SWIFT).get("place", 0) == 0


def test_the_first_place_that_is_wrong_is_told(swift: Session) -> None:
    told = found(swift, "let cup = 1\nlet = = 2\nlet pot = 3", SWIFT)
    assert (told["whole"], told["at"]) == (False, len("let cup = 1\n"))
