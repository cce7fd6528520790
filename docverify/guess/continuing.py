"""Blocks without a label that go on with the Python of their page: they use what its examples define, or define it."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from docverify.languages.python_code.names import names
from docverify.languages.python_code.syntax import compiles, tree
from docverify.model import Block, Example

Names = tuple[frozenset[str], frozenset[str]]
"""What a block of Python defines, and what it needs."""

PYTHON = frozenset({"doctest", "ipython", "ipython3", "py", "pycon", "python", "python3"})
BESIDE = frozenset(
    {
        *("bash", "console", "sh", "shell", "shell-session", "zsh", "text", "txt", "none", "output", "plain"),
        *("json", "yaml", "yml", "toml", "ini", "cfg", "html", "xml", "diff", "rst", "md", "markdown", "csv"),
    }
)
"""Labels that stand beside Python and are no other language to write the same example in."""
LONGEST = 20_000
"""Characters of a block that are looked at."""
ROUNDS = 3
"""How often a page is gone through: what one block defines may tell what another is."""
_FROM = re.compile(r"^[ \t]*(?:>>> )?from ([A-Za-z_]\w*)[\w.]* import (\*)?", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_]\w*")


def continue_python(blocks: Sequence[Block], examples: Sequence[Example], labels: Counter[str]) -> list[Block]:
    """The blocks, those that surely go on with Python with its label; `labels` are those that the page itself gives.

    `examples` are what the blocks were read as before they had labels.
    """
    known = {number: part for number, part in enumerate(map(_names, blocks, examples)) if part}
    if not known or not (PYTHON | BESIDE).issuperset(labels):
        return list(blocks)
    open_blocks = {
        number: names(tree(block.code))
        for number, (block, example) in enumerate(zip(blocks, examples, strict=True))
        if number not in known and _is_open(block, example) and compiles(block.code)
    }
    for _ in range(ROUNDS):
        more = _going_on(blocks, known, open_blocks)
        known |= more
        open_blocks = {number: part for number, part in open_blocks.items() if number not in more}
        if not (more and open_blocks):
            break
    return [_labelled(block, example) if n in known else block for n, (block, example) in _counted(blocks, examples)]


def _counted(blocks: Sequence[Block], examples: Sequence[Example]) -> list[tuple[int, tuple[Block, Example]]]:
    return list(enumerate(zip(blocks, examples, strict=True)))


def _labelled(block: Block, example: Example) -> Block:
    return replace(block, language="python", guessed=True) if _is_open(block, example) else block


def _is_open(block: Block, example: Example) -> bool:
    unknown = example.refusal is not None and example.refusal.reason == "unknown-language"
    return unknown and not (block.language or example.expected_by) and len(block.code) <= LONGEST


def _names(block: Block, example: Example) -> Names | None:
    """None for any other block than of Python."""
    if example.language == "python":
        return example.defines, example.needs
    if block.language not in PYTHON or not compiles(block.code):
        return None
    return names(tree(block.code))


def _going_on(blocks: Sequence[Block], known: Mapping[int, Names], others: Mapping[int, Names]) -> dict[int, Names]:
    """Those of the others, by their number, that go on with those which are known to be Python.

    What the page's Python takes for granted is there for the others too, and so is what it has from elsewhere.
    """
    sought = frozenset().union(*(needs for _, needs in known.values()))
    above = sought.union(*(_brought(blocks[number].code) for number in known))
    found: dict[int, Names] = {}
    for number in sorted({*known, *others}):
        part = known.get(number)
        if part is None and goes_on(blocks[number].code, above, sought):
            part = found[number] = others[number]
        above |= part[0] if part else frozenset()
    return found


def _brought(code: str) -> set[str]:
    """What it imports from; what it uses with `from x import *` may be of that."""
    modules = _FROM.findall(code)
    return {name for name, _ in modules}.union(_WORD.findall(code) if any(star for _, star in modules) else ())


def goes_on(code: str, known: Collection[str], sought: Collection[str]) -> bool:
    """Whether Python needs nothing but what is known, and uses some of that, makes what others seek, or prints.

    A name alone, or one with arguments, may as well be an output: it does something, or says below what it is worth.
    A module of the standard library is known where more is done with it than what an output shows too.
    """
    module = tree(code)
    defines, needs = names(module)
    lacks = needs.difference(known)
    if lacks:
        return lacks.issubset(sys.stdlib_module_names & _roots(module)) and all(map(_works, module.body))
    if not needs:
        makes = not defines.isdisjoint(sought) and not any(isinstance(one, ast.AnnAssign) for one in module.body)
        return makes or any(map(_prints, module.body))
    return any(map(_does_something, module.body)) or (bool(module.body) and _says(code))


def _does_something(statement: ast.stmt) -> bool:
    """A part of something is taken, or set, or a method of it called."""
    if isinstance(statement, ast.Expr):
        return any(isinstance(node, ast.Attribute | ast.Subscript) for node in ast.walk(statement.value))
    return not isinstance(statement, ast.AnnAssign)


def _works(statement: ast.stmt) -> bool:
    """It keeps what a call gives, or calls a method of that: `io.BytesIO()` alone may as well be an output."""
    if isinstance(statement, ast.Assign):
        return isinstance(statement.value, ast.Call)
    called = statement.value.func if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) else None
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Call)


def _roots(module: ast.Module) -> set[str]:
    """The names of which a part is taken."""
    taken = (one.value for one in ast.walk(module) if isinstance(one, ast.Attribute))
    return {one.id for one in taken if isinstance(one, ast.Name)}


def _prints(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and ast.unparse(statement.value).startswith("print(")


def _says(code: str) -> bool:
    """A comment stands below a statement."""
    return any(line.lstrip().startswith("#") for line in code.strip().split("\n")[1:])
