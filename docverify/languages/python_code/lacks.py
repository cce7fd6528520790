"""What an example finds to lack something: a package that is not there, a part that it does not have."""

import ast
import importlib
import re
import sys
from collections.abc import Sequence
from pathlib import PurePosixPath

from docverify.languages.python_code.familiar import module_of
from docverify.languages.python_code.intents import line_of
from docverify.languages.python_code.missing import missing_module, newer_python
from docverify.languages.python_code.setups import strange_object
from docverify.languages.python_code.syntax import compiles, tree
from docverify.model import Example, Shown
from docverify.tracebacks import MISUSES, ends_outside, last_part

Reason = tuple[str, str] | None

LONGEST_MESSAGE = 2_000
"""Characters of a message that are looked through."""
_STAND_IN = re.compile(
    r"my(?!sql|st|py|riad|self)\w+|whatever|\w*[Ss]omething|stuff|foo|bar|baz|spam|eggs|attribute"
    r"|attribute_?[Nn]ame|some_\w+"
)
"""What nobody calls a part of a library."""
_STAND_IN_OF_MODULE = re.compile(
    r"(?:cannot import name|module '[\w.]+' has no attribute) '(?:method|function|class)_?[Nn]ame'"
)
"""What nobody calls a part of a module; an object may tell by such a name to what it belongs."""
_ELSEWHERE = re.compile(
    r"\b(?:only|just|not) (?:be )?(?:available|supported|part|present|in|for|with)\b|\b(?:available|supported) only\b",
    re.IGNORECASE,
)
"""Words by which a page says that not every release, or every system, has what follows."""
MOVES_PATH = re.compile(r"\bsys\.path(?:\.(?:insert|append|extend)\(| *\+?= |\[[^\]\n]*\] *=)")
"""Code that looks for modules in other folders too."""
_OTHER_SYSTEM = re.compile(
    r"_?(?:[Ww]in(?:32|64)|WIN(?:32|64|DOWS)|Windows(?=[A-Z_])|WinAPI|[Mm]svcrt|Mac(?:OS|os)|[Dd]arwin)(?![a-z])\w*"
)
"""A name that tells of the one system that has it."""
_STANDARD = ("logging", "threading", "queue", "pathlib", "datetime", "collections", "socket", "argparse")
"""Modules whose classes other libraries name theirs after."""
_LIBRARY = re.compile(r"^(lib[\w.+-]+\.so[\w.]*): cannot open shared object")
_INSTALL = re.compile(r"(?:pip|conda|uv|poetry) (?:install|add) [\"'`]?([\w.\[\]-]+)", re.IGNORECASE)
_REQUIRES = re.compile(r"(?:install|requires?) `?([\w.-]+)|['\"`]?\b([\w.-]{2,60})['\"`]? is required\b", re.IGNORECASE)
_SETTING = re.compile(r"\brequires? ([A-Z][A-Z_]{3,}=\w+)")
"""A way of its own in which a library has to be set up."""
_NOT_INSTALLED = re.compile(
    r"[`'\"]?\b([\w.-]{2,60})[`'\"]?(?: (?:library|module|package))? (?:must be|needs? to be|is not|isn't) installed"
    r"|(?:not able|unable|failed|could ?n[o']t|cannot|can't) (?:to )?(?:be )?import(?:ed)?"
    r"(?: the)?(?: (?:module|package))? (?!name\b)[`'\"]?([\w.-]{2,60})\b"
    r"|\b[Dd]o you have ([\w.-]{2,60}) installed"
    r"|(?:^|[:.] )(?!(?:the|an?|this|that|your|no)\b)['\"`]?([\w.-]{2,60})['\"`]?(?: \w+)?"
    r" (?:driver|library|package|extension|prerequisite|dependency)"
    r" (?:was |is |could )?not (?:be )?(?:found|available|installed)",
    re.IGNORECASE,
)
_NO_PLUGIN = re.compile(
    r"\bno (?:plug-?in|backend|driver|dialect|engine|adapter)s? (?:is |was )?(?:registered|installed|available|found)\b"
    r"(?: (?:for|named|called))?:? \(?['\"`]?([\w.-]{2,60})",
    re.IGNORECASE,
)
"""What a library says that takes parts of it from other packages."""
_OF_MACHINE = re.compile(
    r"\b(?:on|for|in|by|of) (?:your|this|the current|the present)"
    r" (?:system|platform|machine|computer|device|environment|operating system|os|terminal|console)\b"
    r"|\byour (?:system|platform|machine|computer|device|operating system|os|terminal|console)"
    r" (?:does(?: not|n't)|is not|isn't|has no|lacks|cannot|can't)\b",
    re.IGNORECASE,
)
"""What a library says that finds no way to do something where it is."""
_NO_MODULE = re.compile(r"(N|n)o module named ['\"]?([\w.]+)")
"""As the interpreter says it, or a library that knows it beforehand."""
_ASKS_FOR_MORE = re.compile(
    r"\b(?:need|have|want) to install\b|\bmissing (?:required )?(?:dependenc(?:y|ies)|requirements?|packages?)\b"
    r"|\b(?:dependenc(?:y|ies)|requirements?|packages?|librar(?:y|ies)) (?:may|might|must|seems? to)? ?"
    r"(?:not be|be not|are not|aren['’]t|is not|isn['’]t) installed\b",
    re.IGNORECASE,
)
_OF_INTERPRETER = re.compile(r"cannot import name|attempted relative|bad magic|dynamic module|DLL load|/|$|\w+$")
"""How the interpreter's own errors of imports begin."""
IS_NO_MORE = re.compile(
    r"\b(?:no longer|instead|moved|removed|renamed|dropped|deprecated|replaced|use|import)\b", re.IGNORECASE
)
"""A library tells where that is which the page imports from it."""
_EXTRA = re.compile(r"\binstall\w*\b.{0,80}['\"`\[]([\w.-]+)['\"`\]] extra", re.IGNORECASE)
_NO_ATTRIBUTE = re.compile(r"(?:'([\w.]+)' object|type object '([\w.]+)') has no attribute '(\w+)'")
_LACKS = re.compile(r"module '(\w+)' has no attribute '(\w+)'|cannot import name '(\w+)' from '(\w+)'")
_STOOD_IN = frozenset({"NoneType", "function", "type", "object"})
"""What packages put in the place of an optional module that is not there."""
_LACKED = re.compile(r"(?:has no attribute|cannot import name) '(\w+)'")


def lacks_module(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """A package, one that it wraps, or a library of the system."""
    told = _NO_MODULE.match(shown.message)
    name = shown.name or (told[2] if told else "")
    if last_part(shown.type) == "ModuleNotFoundError" and name:
        if "." in name and _is_module(example.block.page, name):
            return "missing-package", f"stands in the module `{name}`, which is not installed with its package"
        if MOVES_PATH.search(example.block.code) and not missing_module(name):
            return "missing-file", f"takes `{name}` from a folder of its own, which the page does not create"
        return missing_module(name) or _module_of_page(example, name, page)
    if told and last_part(shown.type) == "ImportError":
        return missing_module(told[2] if told[1] == "N" else told[2].partition(".")[0])
    library = _LIBRARY.search(shown.message)
    return ("missing-package", f"needs the library `{library[1]}`") if library else _wrapped_module(shown)


def _module_of_page(example: Example, name: str, page: Sequence[Example]) -> Reason:
    """A file that the reader is to make of another example: that defines all that is imported from it."""
    for statement in (one for step in example.steps if compiles(step.code) for one in tree(step.code).body):
        if isinstance(statement, ast.ImportFrom) and statement.module == name:
            wanted = {alias.name for alias in statement.names}
            maker = next((one for one in page if one.id != example.id and wanted <= one.defines), None)
            if maker:
                return "fragment", f"needs the module `{name}`, of which `{maker.id}` holds what is imported"
    return None


def _is_module(page: str, name: str) -> bool:
    """True for the page that is the source of the module."""
    path = PurePosixPath(page)
    if path.suffix not in (".py", ".pyi"):
        return False
    place = path.parent if path.stem == "__init__" else path.with_suffix("")
    wanted = tuple(name.split("."))
    return place.parts[-len(wanted) :] == wanted


def _wrapped_module(shown: Shown) -> Reason:
    """A library's own way to say that an optional package is missing."""
    for cause in shown.causes:
        match = re.match(r"ModuleNotFoundError: No module named '([\w.]+)'", cause)
        if match:
            return missing_module(match[1])
    lacks = not_installed(shown.message)
    if lacks:
        return lacks
    speaks = _INSTALL.search(shown.message)
    if speaks is None and "ImportError" in (last_part(shown.type), *shown.bases):
        speaks = _REQUIRES.search(shown.message)
    if speaks:
        return "missing-package", f"needs the package `{next(filter(None, speaks.groups()))}`"
    extra = _EXTRA.search(shown.message)
    if extra:
        return "missing-package", f"needs the extra `{extra[1]}` of a package, which is not installed"
    setting = _SETTING.search(shown.message)
    if setting:
        return "missing-toolchain", f"needs `{setting[1]}`"
    if _ASKS_FOR_MORE.search(shown.message) or _asks_of_its_own(shown):
        return "missing-package", f"needs something that is not installed: {shown.message.strip()[:120]}"
    return None


def _asks_of_its_own(shown: Shown) -> bool:
    """True for an error of imports that a library raises in its own words, unless it speaks of what is no more."""
    said, kind = shown.message, last_part(shown.type)
    if kind == "ModuleNotFoundError":
        return True
    is_own = kind == "ImportError" and ends_outside(shown)
    return is_own and not (_OF_INTERPRETER.match(said) or IS_NO_MORE.search(said))


def not_installed(text: str) -> Reason:
    """A package of which the text says that it is not there."""
    lacks = _NOT_INSTALLED.search(text)
    if lacks:
        return "missing-package", f"needs the package `{next(filter(None, lacks.groups()))}`"
    plugin = _NO_PLUGIN.search(text)
    return ("missing-package", f"needs the plugin `{plugin[1]}`, which is not installed") if plugin else None


def lacks_of_machine(_: Example, shown: Shown, __: Sequence[Example]) -> Reason:
    """A clipboard, a keyring, a device: what a library does not find on this machine, by its own words."""
    if last_part(shown.type) in MISUSES or not _OF_MACHINE.search(shown.message[:LONGEST_MESSAGE]):
        return None
    return "missing-toolchain", f"needs what this machine does not have: {shown.message.strip().splitlines()[0][:120]}"


def lacks_attribute(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """An attribute of something that this example did not make itself, or that only other releases have."""
    if last_part(shown.type) not in ("AttributeError", "ImportError"):
        return None
    if _ELSEWHERE.search(example.block.lead):
        return "incomplete", "is there in other releases only, as the page says"
    lacking = _LACKED.search(shown.message)
    if lacking and (_STAND_IN.fullmatch(lacking[1]) or _STAND_IN_OF_MODULE.search(shown.message)):
        return "placeholder", f"`{lacking[1]}` stands for something of the reader's"
    if lacking and _OTHER_SYSTEM.fullmatch(lacking[1]):
        return "missing-toolchain", f"`{lacking[1]}` is there on other systems only"
    newer = _LACKS.search(shown.message)
    if newer:
        module, name = newer[1] or newer[4], newer[2] or newer[3]
        if name.startswith("_") and not name.startswith("__") and module in sys.stdlib_module_names:
            return "fragment", f"needs `{module}.{name}`, which who builds these pages sets"
        inside = shown.frames and module in sys.stdlib_module_names and name not in example.block.code
        other = ("missing-toolchain", f"imports a package for another Python: `{module}` has no `{name}`")
        return newer_python(module, name) or (other if inside else _part_of_page(module, page))
    match = _NO_ATTRIBUTE.search(shown.message)
    kind, name = (match[1] or match[2], match[3]) if match else ("", "")
    if kind in _STOOD_IN and len(shown.frames) > 1:
        optional = _optional_module(shown.traceback, name)
        if optional or kind == "NoneType":
            return optional
    module = _standard(example, kind, name)
    if module:
        return "fragment", f"may mean the `{kind}` of `{module}`, which has `{name}`"
    return strange_object(kind, name, line_of(example, shown.line), (example, page)) if name else None


def _standard(example: Example, kind: str, name: str) -> str:
    """The module of the standard library that the example speaks of, and whose class of this name has the attribute."""
    spoken = (module for module in _STANDARD if re.search(rf"\b{module}\.", example.block.code))
    found = (module for module in spoken if hasattr(getattr(importlib.import_module(module), kind, None), name))
    return next(found, "") if kind and name else ""


def _part_of_page(module: str, page: Sequence[Example]) -> Reason:
    """A package whose files the page shows one by one, as those of its reader: not all of them need be there.

    Or a module that a command of the page is to write.
    """
    titles = [title for one in page for title in (one.block.file, *one.block.attributes.values())]
    written = (re.search(rf">\s*{re.escape(module)}\.py\b", one.block.code) for one in page)
    shown = any(f"{module}/" in title for title in titles) or any(written)
    return ("fragment", f"takes a part of `{module}`, of which the page may not show all files") if shown else None


def _optional_module(traceback: str, name: str) -> Reason:
    """A well-known module that is not there: a package takes `name` of it, and has something else in its place."""
    taken = re.findall(rf"(?<![\w.])(\w+)\.{re.escape(name)}\b", traceback)
    module = module_of(taken[-1]) if taken else ""
    return ("missing-package", f"needs the package `{module}`, which is not installed") if module else None
