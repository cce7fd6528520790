"""Examples in docstrings see the names of the module that they stand in, as doctest has it."""

from msgspec.structs import replace

from docverify.model import Example, Step

DOCUMENTS = "documents"
"""Attribute of a block in a docstring: the dotted names that its module may have, the likeliest last."""
_SUPPLY = """\
def _supply(names, scope):
    from importlib import import_module

    for name in names:
        try:
            module = import_module(name)
        except Exception:
            continue
        scope.update({{
            name: value for name, value in vars(module).items() if not name.startswith("__") and name not in scope
        }})
        return


_supply({names!r}, globals())
del _supply"""
"""What the session has under a name stays; a module that is not installed supplies nothing."""
_PROGRAMS = ("__main__", "conftest", "setup")
"""Modules that do their work when they are imported."""


def with_names(example: Example) -> Example:
    """The example with the names of the module that it documents, where it documents one."""
    names = example.block.attributes.get(DOCUMENTS, "").split()
    if not example.steps or not names or names[-1].rpartition(".")[2] in _PROGRAMS:
        return example
    return replace(example, steps=(Step(_SUPPLY.format(names=names), example.block.line), *example.steps))
