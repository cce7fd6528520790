"""Reads blocks of a page by the grammars of their languages: each in a process of its own, which may crash or not end.

Commands come on descriptor 3 and reports go to descriptor 4, one JSON object a line.
A grammar is a program of others, and what it reads is text of strangers: nothing of it is ever loaded outside.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import textwrap
from importlib import import_module

TYPE_CHECKING = False  # as everywhere in here: `typing` costs more than all else
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

COMMANDS, REPORTS = 3, 4
SECONDS = 3
"""Of the processor, for one block: far more than a grammar takes that comes to an end."""
CHUNK = 64
READS = 200
"""How often, on average, a grammar may come back to a chunk of the code: some begin again at every sign."""
MOST_WORK = 200_000
"""Characters times errors beyond which nothing around the code would make it valid."""
PIECEWISE = -1
"""Stands for the number of a wrapping where each piece of the code is valid in one or the other."""
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_PIECES = re.compile(r"\n(?:[ \t]*\n)+")


class Session:
    """The grammars that the page needed so far."""

    def __init__(self, commands: Any, reports: int) -> None:
        self.commands = commands
        self.reports = reports
        hello = json.loads(commands.readline())
        self.nonce = hello["nonce"]
        self.engines: dict[str, Any] = {}
        sys.path += filter(None, hello["layer"].split(os.pathsep))

    def serve(self) -> None:
        for line in self.commands:
            self.run(json.loads(line))

    def run(self, task: dict[str, Any]) -> None:
        number, parser = task["run"], task["parser"]
        self.report({"begin": number})
        try:
            engine = self.engine(parser["module"], parser["function"])
        except (ImportError, AttributeError, ValueError) as error:
            self.report({"exception": number, "shown": {"type": type(error).__name__, "message": str(error)}})
            return
        found = apart(Reading(engine, parser), "\n".join(step["code"] for step in task["steps"]))
        self.report({"end": number, "code": None, "value": json.dumps(found), "text": None})

    def engine(self, module: str, function: str) -> Any:
        name = f"{module}.{function}"
        if name not in self.engines:
            library = import_module("tree_sitter")
            language = library.Language(getattr(import_module(module), function)())
            self.engines[name] = library.Parser(language)
        return self.engines[name]

    def report(self, message: dict[str, Any]) -> None:
        os.write(self.reports, f"{self.nonce} {json.dumps(message)}\n".encode())


class Reading:
    """One grammar, and what its language may be wrapped in."""

    def __init__(self, engine: Any, parser: dict[str, Any]) -> None:
        self.engine = engine
        self.wrappings = parser["wrappings"]
        self.endless = re.compile(parser["endless"]) if parser["endless"] else None

    def of(self, code: str) -> dict[str, Any]:
        """What is said of the code; `place` is the wrapping in which it is valid, where it is so in one."""
        found = self.parse(code)
        if found["slow"] or found["whole"] or found["errors"] * len(code) > MOST_WORK:
            return found
        return {**found, **self.place(textwrap.dedent(code))}

    def place(self, code: str) -> dict[str, int]:
        for number, wrapping in enumerate(self.wrappings):
            if self.is_whole(code, wrapping):
                return {"place": number}
        anywhere = [{"before": "", "after": ""}, *self.wrappings]
        pieces = [textwrap.dedent(piece) for piece in _PIECES.split(code) if piece.strip()]
        if len(pieces) > 1 and all(any(self.is_whole(piece, one) for one in anywhere) for piece in pieces):
            return {"place": PIECEWISE}
        return {}

    def is_whole(self, code: str, wrapping: dict[str, str]) -> bool:
        if self.endless and self.endless.search(code):
            return False
        return bool(self.parse(f"{wrapping['before']}{code}{wrapping['after']}")["whole"])

    def parse(self, text: str) -> dict[str, Any]:
        code = text.encode("utf-8", "replace")
        left = READS * (len(code) // CHUNK + 1)

        def read(at: int, _: object) -> bytes:
            nonlocal left
            left -= at < len(code)
            return code[at : at + CHUNK] if left > 0 else b""

        tree = self.engine.parse(read)
        if left <= 0 or tree is None:
            return {"slow": True, "whole": False}
        return {"slow": False, **judge(tree.root_node, code)}


def judge(root: Any, code: bytes) -> dict[str, Any]:
    """Whether everything has its place; else where it does not, and the one bracket that would mend it."""
    if not root.has_error:
        return {"whole": True}
    wrong = list(wrong_nodes(root))
    found = {"whole": False, "errors": len(wrong), "at": first_place(wrong)}
    if len(wrong) != 1 or not wrong[0].is_missing or wrong[0].type not in (")", "]"):
        return found
    bracket, at = wrong[0].type, wrong[0].start_byte
    opened = [node.type for node in leaves(root) if node.type in _BRACKETS or node.type in _BRACKETS.values()]
    unmatched = sum(_BRACKETS.get(kind) == bracket for kind in opened) - opened.count(bracket)
    is_known = unmatched == 0 and bool(code[at:].strip())
    return {**found, "missing": bracket} if is_known else found


def first_place(wrong: list[Any]) -> int:
    """Where the code first goes wrong: an error that holds others is as long as what could not be understood."""
    inner = [node for node in wrong if not any(one.is_error or one.is_missing for one in node.children)]
    return min((node.start_byte for node in inner or wrong), default=0)


def wrong_nodes(root: Any) -> Iterator[Any]:
    left = [root]
    while left:
        node = left.pop()
        if node.is_error or node.is_missing:
            yield node
        if node.has_error:
            left.extend(node.children)


def leaves(root: Any) -> Iterator[Any]:
    left = [root]
    while left:
        node = left.pop()
        if node.child_count:
            left.extend(node.children)
        else:
            yield node


def apart(reading: Reading, code: str) -> dict[str, Any]:
    """What a process of its own finds, or the signal that ended it."""
    source, target = os.pipe()
    pid = os.fork()
    if pid == 0:
        find(reading, code, target)
    os.close(target)
    with open(source, "rb") as pipe:
        said = pipe.read()
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        return {"died": os.WTERMSIG(status)}
    return json.loads(said) if status == 0 else {"died": 0}


def find(reading: Reading, code: str, target: int) -> None:
    """In that process: to the end, or to the end of its time."""
    try:
        for descriptor in (COMMANDS, REPORTS):
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        said = json.dumps(reading.of(code)).encode()
        while said:
            said = said[os.write(target, said) :]
        os._exit(0)
    finally:
        os._exit(1)


if __name__ == "__main__":
    Session(os.fdopen(COMMANDS, encoding="utf-8"), REPORTS).serve()
