"""What several tools for Python say in the same words: marks of pytest, modules that must be there."""

import re
from collections.abc import Iterator

from docverify.instructions.conditions import decide
from docverify.instructions.convention import Instruction, unless

_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_MARK = re.compile(r"([\w-]*)(.*)", re.DOTALL)


def read_mark(text: str) -> Iterator[Instruction]:
    """A mark of pytest, without `pytest.mark.`."""
    match = _MARK.match(text.strip())
    name, arguments = (match[1], match[2].strip()) if match else ("", "")
    if name == "skip":
        yield Instruction("skip")
    elif name == "skipif":
        yield unless(decide(arguments.removeprefix("(").removesuffix(")")))
    elif name == "xfail":
        yield Instruction("raises" if re.search(r"strict\s*=\s*True", arguments) else "may-raise")
    elif name in ("asyncio", "anyio", "trio", "codeblock"):
        yield Instruction("run")
    elif name in ("timeout", "slow", "flaky", "filterwarnings"):
        yield Instruction("reported", reason="docverify runs the example as it runs any other")
    else:
        yield Instruction("unsupported")


def mark(match: re.Match[str]) -> Iterator[Instruction]:
    """The answer to a comment whose group `mark` is a mark of pytest."""
    yield from read_mark(match["mark"])


def read_modules(text: str, scope: str = "next") -> Iterator[Instruction]:
    """Modules that must be there; of one with a version nobody can tell before the run."""
    for module in re.split(r"[,\s]+", text.strip("\"'() ")):
        name = module.strip("\"'")
        if name:
            yield Instruction("needs", scope, name) if _MODULE.fullmatch(name) else Instruction("unsupported", scope)


def modules(match: re.Match[str]) -> Iterator[Instruction]:
    """The answer to a marker whose group `modules` names them."""
    yield from read_modules(match["modules"])
