"""What is documented, as a Python session has it installed: there `python_supply` looks for what a page leaves out."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import types

TYPE_CHECKING = False  # `typing` itself stays out: a session would have it from then on
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    Wanted = dict[str, Any]
    """What is told of one name: `name`, statements that may bring it (`imports`, `objects`, `familiar`), and how the
    examples use it (`called`, `typed`, `attributes`, `methods`, `paths`, `parts`, `forgotten`)."""


class Documented:
    """What is documented, as it is installed."""

    def __init__(self, packages: Iterable[str], wanted: Sequence[Wanted]) -> None:
        self.named = list(dict.fromkeys(distributions(packages))) if wanted else []
        self.own = [module for name in self.named for module in modules(name)]
        self.descriptions = [description(name) for name in self.named]
        self.theirs = [module for name in self.named for needed in required(name) for module in modules(needed)]
        """Modules of what it requires."""
        self.places: set[tuple[str, str]] = set()
        """Names with the modules that define them and that its top does not show."""

    def described(self, one: Wanted) -> list[str]:
        """As the package's own description imports it, often by a short name of its own."""
        tops = "|".join(re.escape(module.__name__) for module in self.own)
        path, name = rf"(?:{tops})(?:\.\w+)*", re.escape(one["name"])
        wanted = rf"\bimport {path} as {name}\b|\bfrom {path} import {name}\b"
        told = (found for text in self.descriptions for found in re.findall(wanted, text))
        return list(dict.fromkeys(told)) if self.own else []

    def look_inside(self, wanted: Sequence[Wanted]) -> None:
        names = [one["name"] for one in wanted if one["called"] or one["name"][0].isupper()]
        pattern = re.compile(rf"^(?:class|def|async def) ({'|'.join(names) or '$'})\b", re.MULTILINE)
        for file in (file for name in self.named for file in files(name)):
            if file.suffix != ".py" or {"test", "tests"} & {*file.parts}:
                continue
            try:
                text = file.locate().read_text("utf-8", "replace")
            except OSError:
                continue
            module = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
            self.places |= {(match[1], module) for match in pattern.finditer(text)}

    def where(self, one: Wanted) -> list[str]:
        found = sorted({module for name, module in self.places if name == one["name"]})
        return [module for module in found if "._" not in module] or found

    def is_in_use(self, one: Wanted) -> bool:
        """True when the examples take something from the very part of the package that has it."""
        return [module.rpartition(".")[2] in one["parts"] for module in self.where(one)] == [True]


def imported(name: str) -> types.ModuleType | None:
    try:
        return importlib.import_module(name)
    except BaseException:
        return None


def distributions(packages: Iterable[str]) -> Iterator[str]:
    """Names of those that the requirements ask for, and of those that are installed from a folder."""
    for text in packages:
        match = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", text)
        if match:
            yield match[0]
    for one in importlib.metadata.distributions():
        if '"dir_info"' in (one.read_text("direct_url.json") or ""):
            yield one.metadata["Name"]


def files(name: str) -> Iterable[Any]:
    try:
        return importlib.metadata.files(name) or ()
    except importlib.metadata.PackageNotFoundError:
        return ()


def modules(name: str) -> Iterator[types.ModuleType]:
    tops = {file.parts[0].removesuffix(".py") for file in files(name) if file.name.endswith((".py", ".so"))}
    public = (top for top in sorted(tops) if top.isidentifier() and not top.startswith("_"))
    yield from filter(None, map(imported, public))


def required(name: str) -> list[str]:
    try:
        texts = importlib.metadata.requires(name) or ()
    except importlib.metadata.PackageNotFoundError:
        return []
    return [match[0] for match in (re.match(r"[\w.-]+", text) for text in texts if ";" not in text) if match]


def description(name: str) -> str:
    try:
        told: Any = importlib.metadata.metadata(name)
        return str(told.get("Description") or told.get_payload() or "")
    except BaseException:
        return ""
