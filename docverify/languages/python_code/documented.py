"""Examples in docstrings see the names of the module that they stand in, as doctest has it."""

from msgspec.structs import replace

from docverify.model import Example, Step

DOCUMENTS = "documents"
"""Attribute of a block in a docstring: the dotted name of its module."""
_SUPPLY = """\
try:
    globals().update({{
        name: value
        for name, value in vars(__import__("importlib").import_module({module!r})).items()
        if not name.startswith("__") and name not in globals()
    }})
except Exception:
    pass"""
"""What the session has under a name stays; a module that is not installed supplies nothing."""
_PROGRAMS = ("__main__", "conftest", "setup")
"""Modules that do their work when they are imported."""


def with_names(example: Example) -> Example:
    """The example with the names of the module that it documents, where it documents one."""
    module = example.block.attributes.get(DOCUMENTS, "")
    parts = module.split(".")
    if not example.steps or not all(part.isidentifier() for part in parts) or parts[-1] in _PROGRAMS:
        return example
    return replace(example, steps=(Step(_SUPPLY.format(module=module), example.block.line), *example.steps))
