"""Which names a piece of Python code binds at its top level, and which it needs from somewhere else."""

import ast
import builtins
from collections.abc import Iterator
from functools import lru_cache

from docverify.languages.python_code.syntax import KEPT

GIVEN = frozenset(dir(builtins)) | {"__file__", "__path__", "__builtins__", "__annotations__", "__class__"}
"""Names that every module has."""


@lru_cache(maxsize=KEPT)
def names(module: ast.Module) -> tuple[frozenset[str], frozenset[str]]:
    """The names that the code binds, and those that it reads before it binds them, or only inside functions."""
    scope = Scope()
    scope.walk(module.body)
    if scope.star:  # `from x import *` may bind anything
        return frozenset(scope.bound), frozenset()
    needed = scope.read | (scope.later - scope.bound)
    return frozenset(scope.bound), frozenset(needed - GIVEN)


class Scope(ast.NodeVisitor):
    """One scope, walked in the order in which it runs."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.read: set[str] = set()
        """Names read before they were bound here."""
        self.later: set[str] = set()
        """Names that functions defined here will look up when they are called."""
        self.outer: set[str] = set()
        """Names that `global` or `nonlocal` gives to another scope."""
        self.star = False

    def walk(self, nodes: list[ast.stmt]) -> None:
        for node in nodes:
            self.visit(node)

    def bind(self, *found: str | None) -> None:
        self.bound.update(name for name in found if name)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.bind(node.id)
        elif node.id not in self.bound:
            self.read.add(node.id)

    def visit(self, node: ast.AST) -> None:
        """As `ast` has it, but for what has neither names nor parts: most nodes are that."""
        if not isinstance(node, _BARE):
            super().visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        """Values before the targets that they are bound to."""
        if isinstance(node, _NAMING):
            self.bind(*_plain_names(node))
        for child in _in_order(node):
            self.visit(child)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name) and node.target.id not in self.bound:
            self.read.add(node.target.id)
        self.visit(node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is None and isinstance(node.target, ast.Name):  # tells a type, and binds nothing
            self.visit(node.annotation)
        else:
            self.generic_visit(node)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.visit(node.target)
        self.walk(node.body)
        self.walk(node.orelse)

    visit_AsyncFor = visit_For  # noqa: N815

    def visit_ImportFrom(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self.star = self.star or alias.name == "*"
            self.bind(alias.asname or alias.name.split(".")[0].strip("*"))

    visit_Import = visit_ImportFrom  # noqa: N815

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        self.outer.update(node.names)

    visit_Nonlocal = visit_Global  # noqa: N815

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (*node.decorator_list, node.args, node.returns):
            if part:
                self.visit(part)
        self.bind(node.name)
        self.enter(node.args, list(node.body))

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.args)
        self.enter(node.args, [node.body])

    def visit_arg(self, node: ast.arg) -> None:
        if node.annotation:
            self.visit(node.annotation)

    def enter(self, args: ast.arguments, body: list[ast.AST]) -> None:
        """A function's body: it runs later, and what it does not bind is looked up then."""
        inner = Scope()
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        inner.bind(*(arg.arg for arg in every if arg))
        for node in body:
            inner.visit(node)
        self.later |= inner.free()
        self.bind(*(inner.outer & inner.bound))

    def free(self) -> set[str]:
        return (self.read | self.later) - (self.bound - self.outer)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        inner = Scope()
        inner.walk(node.body)
        self.read |= inner.read - self.bound
        self.later |= inner.later - {node.name}
        self.bind(node.name)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        inner = Scope()
        for generator in node.generators:
            inner.visit(generator.iter)
            inner.visit(generator.target)
            for condition in generator.ifs:
                inner.visit(condition)
        for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            inner.visit(part)
        self.read |= inner.free() - self.bound
        self.bind(*(one.target.id for one in ast.walk(node) if isinstance(one, ast.NamedExpr)))

    visit_SetComp = visit_GeneratorExp = visit_DictComp = visit_ListComp  # noqa: N815


_BARE = (ast.Constant, ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)
_NAMING = (ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping)
_TARGETS = frozenset({"target", "targets"})


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node, targets last."""
    fields = node._fields
    if not _TARGETS.isdisjoint(fields):
        fields = (*(name for name in fields if name not in _TARGETS), *(name for name in fields if name in _TARGETS))
    for name in fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            yield from (child for child in value if isinstance(child, ast.AST))
        elif isinstance(value, ast.AST):
            yield value


def _plain_names(node: ast.AST) -> tuple[str | None, ...]:
    """Names that a node binds as text: in `except … as e` and in patterns."""
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return (node.name,)
    return (node.rest,) if isinstance(node, ast.MatchMapping) else ()
