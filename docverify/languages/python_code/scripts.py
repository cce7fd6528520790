"""A script as as few steps as possible: one, unless comments say what its statements print or are worth."""

import ast
import re
from collections.abc import Sequence

from msgspec.structs import replace

from docverify.languages.python_code.claims import Claim, claims, comments, is_literal, is_value
from docverify.languages.python_code.remarks import KIND, may_remark, remarks
from docverify.languages.python_code.syntax import awaits
from docverify.model import Step

_PRINTERS = re.compile(r"(?:\w+\.)*(?:print\w*|pprint|pp|echo|write|display|secho)$")
_SPEAKS = re.compile(r"print|write|echo|display|\bpp\(|log|warn|show|subprocess|os\.system|dump\(")


class Script:
    """A script that compiles, with the page line of its first line."""

    def __init__(self, code: str, line: int, module: ast.Module) -> None:
        self.lines = code.split("\n")
        self.line = line
        self.body = module.body
        self.spans = [(_first(node), node.end_lineno or node.lineno) for node in self.body]

    def steps(self, *, remarked: bool = True) -> tuple[Step, ...]:
        """`remarked`: comments may show something without a word that says so."""
        whole = self.step(1, len(self.lines))
        found = self.found(remarked=remarked)
        if not found or not self.body:
            return (whole,)
        if self.awaits():  # what one event loop made is of no use in the next one
            return (self.counted(1, [claim for claim in found if claim.kind == "printed"]),)
        return self.split(found) or (whole,)

    def found(self, *, remarked: bool) -> Sequence[Claim]:
        """What comments say, in order; where a word says so, that is what counts of a statement."""
        code = "\n".join(self.lines)
        worded = claims(code)
        if not (remarked and may_remark(code)):
            return worded
        owned = {index for index, _ in self.owned(worded)}
        others = [node for index, node in enumerate(self.body) if index not in owned]
        return sorted([*worded, *remarks(others, self.lines, comments(code))], key=lambda claim: claim.line)

    def split(self, found: Sequence[Claim]) -> tuple[Step, ...]:
        steps: list[Step] = []
        begun = 0  # index of the first statement that no step has taken
        for index, mine in self.owned(found):
            first = self.spans[index][0]
            if isinstance(self.body[index], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if any(claim.kind == "printed" for claim in mine):  # it prints when it is called, further down
                    rest = [claim for claim in found if claim.kind == "printed" and claim.line >= first]
                    return (*steps, *self.undocumented(begun, index), self.counted(first, rest))
                continue
            step = self.documented(index, begun, mine) if self.stands_alone(index) else None
            if step:
                steps += [*(() if "TAIL" in step.flags else self.undocumented(begun, index)), step]
                begun = index + 1
        return (*steps, *self.undocumented(begun, len(self.body))) if steps else ()

    def documented(self, index: int, begun: int, mine: Sequence[Claim]) -> Step | None:
        """The statement as a step of its own with what its comments claim; None when they claim nothing that counts."""
        node, (first, last) = self.body[index], self.spans[index]
        printed = [claim for claim in mine if claim.kind == "printed"]
        if printed:
            return self.printing(index, begun, printed)
        outer = [claim for claim in mine if claim.line >= last]
        if len(outer) != 1:
            return None
        claim = outer[0]
        if claim.kind == KIND:
            return self.remarked(node, first, last, claim)
        flags = () if claim.certain else ("UNCERTAIN",)
        if claim.own_line and claim.kind in ("prints", "output") and (_is_printer(node) or hasattr(node, "body")):
            return self.step(self.spans[begun][0], last, expected=claim.text, flags=("TAIL", *flags))
        if _is_printer(node):
            return self.step(first, last, expected=claim.text, flags=flags)
        if claim.kind == "prints" and isinstance(node, ast.Expr):  # what it is worth may be meant
            return self.step(first, last, mode="value", expected=claim.text, flags=flags)
        if _has_value(node) and is_value(claim.text):
            return self.step(first, last, mode="value", expected=claim.text)
        return None

    def remarked(self, node: ast.stmt, first: int, last: int, claim: Claim) -> Step:
        """The statement with a comment that shows, or describes, what comes of it."""
        mode = "value" if _has_value(node) and not _is_printer(node) else "exec"
        literal = ("LITERAL",) if isinstance(node, ast.Expr) and is_literal(claim.text) else ()
        return self.step(first, last, mode=mode, expected=claim.text, flags=("UNCERTAIN", "REMARK", *literal))

    def printing(self, index: int, begun: int, printed: Sequence[Claim]) -> Step:
        """The statement with its `#>` lines: what it is worth, where it prints nothing, or what those above printed."""
        node, (first, last) = self.body[index], self.spans[index]
        step = self.counted(first, printed, last)
        if _has_value(node) and not _is_printer(node):
            step = replace(step, mode="value")
        below = all(claim.own_line and claim.line > last for claim in printed)
        return replace(step, flags=(*step.flags, "SINCE")) if below and begun < index else step

    def counted(self, first: int, printed: Sequence[Claim], last: int = 0) -> Step:
        """A step whose `#>` lines come in order, or, from several places, in the order in which they run.

        Several statements up to the end of the script may also print what no comment shows.
        """
        expected = "\n".join(claim.text for claim in printed) if printed else None
        flags = ("SOME",) if printed and not last else ("UNORDERED",) if len(printed) > 1 else ()
        return self.step(first, last or len(self.lines), expected=expected, flags=flags)

    def undocumented(self, begun: int, end: int) -> tuple[Step, ...]:
        return (self.step(self.spans[begun][0], self.spans[end - 1][1]),) if begun < end else ()

    def step(
        self, first: int, last: int, *, mode: str = "exec", expected: str | None = None, flags: tuple[str, ...] = ()
    ) -> Step:
        code = "\n".join(self.lines[first - 1 : last])
        return Step(code, self.line + first - 1, mode, expected, flags)

    def owned(self, found: Sequence[Claim]) -> list[tuple[int, list[Claim]]]:
        """The top-level statements that claims are about, by index, in order, each with its claims."""
        owners: dict[int, list[Claim]] = {}
        index = 0
        for claim in found:
            while index + 1 < len(self.spans) and self.spans[index + 1][0] <= claim.line:
                index += 1
            if self.is_about(claim, index):
                owners.setdefault(index, []).append(claim)
        return list(owners.items())

    def is_about(self, claim: Claim, index: int) -> bool:
        """True when the claim stands in the statement, or below it with nothing but comments between."""
        first, last = self.spans[index]
        between = self.lines[last : claim.line - 1]
        return first <= claim.line and all(not line.strip() or line.lstrip().startswith("#") for line in between)

    def stands_alone(self, index: int) -> bool:
        """True when no other statement shares a line with it."""
        before = self.spans[index - 1][1] if index else 0
        after = self.spans[index + 1][0] if index + 1 < len(self.spans) else len(self.lines) + 1
        return before < self.spans[index][0] and self.spans[index][1] < after

    def awaits(self) -> bool:
        return awaits("\n".join(self.lines))

    def with_last_value(self) -> tuple[Step, ...]:
        """The steps of a script that prints nothing and ends in an expression: output below it may be its value."""
        last = self.body[-1] if self.body else None
        speaks = _SPEAKS.search("\n".join(self.lines))
        if not isinstance(last, ast.Expr) or speaks or not self.stands_alone(len(self.body) - 1) or self.awaits():
            return ()
        first = self.spans[-1][0]
        return (*self.undocumented(0, len(self.body) - 1), self.step(first, self.spans[-1][1], mode="value"))


def _first(node: ast.stmt) -> int:
    """The first line of a statement, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min(node.lineno, *(one.lineno for one in decorators)) if decorators else node.lineno


def _is_printer(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and bool(_PRINTERS.match(ast.unparse(call.func)))


def _has_value(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.target, ast.Name) and node.value is not None
    return isinstance(node, ast.Expr)
