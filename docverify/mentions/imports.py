"""What examples import, by the text alone, and which packages bring it."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from docverify.mentions.distributions import find_distributions
from docverify.mentions.mention import Mention
from docverify.mentions.python import normalise
from docverify.model import Example

_PYTHON = re.compile(
    r"^[ \t]*(?:(?:>>>|\.\.\.|In \[\d+\]:) ?)?[ \t]*"
    r"(?:from[ \t]+(?P<of>[A-Za-z_][\w.]*)[ \t]+import[ \t]+(?P<first>\w+)"
    r"|import[ \t]+(?P<modules>[A-Za-z_][\w., \t]*))",
    re.MULTILINE,
)
_JAVASCRIPT = re.compile(
    r"(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(?P<quote>['\"`])(?P<name>(?:@[\w.~-]+/)?[\w.~-]+)(?:/[^'\"`\n]*)?(?P=quote)"
)
_GO = re.compile(r'"(?P<path>[a-z0-9-]+(?:\.[a-z0-9-]+)+/[\w./~-]+)"')
_RUST = re.compile(r"\b(?:use|extern crate)\s+(?:::)?(?P<name>[a-z_]\w*)|#\[(?P<attribute>[a-z_]\w*)::")
_JAVA = re.compile(r"^[ \t]*(?:jshell> )?import[ \t]+(?:static[ \t]+)?(?P<name>[a-z][\w.]*)", re.MULTILINE)
_OWN = frozenset({"std", "core", "alloc", "crate", "self", "super"})
_JDK = ("java.", "javax.", "jdk.", "sun.")


def read_imports(examples: Iterable[Example], family: str) -> frozenset[str]:
    """Modules, packages, paths or crates, without those that come with the language."""
    reader = _READERS.get(family)
    return frozenset(name for one in examples for name in reader(one.block.code)) if reader else frozenset()


def brings(mention: Mention, imported: str) -> bool:
    """True when the package is the one that this is imported from."""
    return _BRINGS[mention.language](mention.name, imported)


def _read_python(code: str) -> Iterator[str]:
    for match in _PYTHON.finditer(code):
        if match["of"]:
            found = [f"{match['of']}.{match['first']}"]
        else:
            found = [words[0] for part in match["modules"].split(",") if (words := part.split())]
        yield from (name for name in found if name.partition(".")[0] not in sys.stdlib_module_names)


def _read_javascript(code: str) -> Iterator[str]:
    yield from (match["name"] for match in _JAVASCRIPT.finditer(code) if not match["name"].startswith("."))


def _read_go(code: str) -> Iterator[str]:
    yield from (match["path"] for match in _GO.finditer(code))


def _read_rust(code: str) -> Iterator[str]:
    names = (match["name"] or match["attribute"] for match in _RUST.finditer(code))
    yield from (name for name in names if name not in _OWN)


def _read_java(code: str) -> Iterator[str]:
    yield from (match["name"] for match in _JAVA.finditer(code) if not match["name"].startswith(_JDK))


def _brings_python(name: str, module: str) -> bool:
    if name in map(normalise, find_distributions(module)):
        return True
    parts = module.split(".")
    return any(normalise(".".join(parts[:length])) == name for length in range(1, len(parts) + 1))


def _brings_java(name: str, imported: str) -> bool:
    """An artifact does not say which packages it holds, but they begin as its group does."""
    return name.partition(":")[0].split(".")[:2] == imported.split(".")[:2]


_READERS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "python": _read_python,
    "javascript": _read_javascript,
    "go": _read_go,
    "rust": _read_rust,
    "java": _read_java,
}
_BRINGS: Mapping[str, Callable[[str, str], bool]] = {
    "python": _brings_python,
    "javascript": lambda name, imported: name == imported,
    "go": lambda name, imported: f"{imported}/".startswith(f"{name}/"),
    "rust": lambda name, imported: name.replace("-", "_") == imported,
    "java": _brings_java,
}
