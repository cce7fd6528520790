"""Names, modules and files that an example needs and does not find: whose lack is it?"""

import re
from collections.abc import Iterator, Sequence

from docverify.languages.javascript_code.intents import is_module
from docverify.languages.javascript_code.supplies import imports
from docverify.languages.javascript_code.surroundings import (
    BROWSER,
    BUILTIN,
    NEWER,
    OTHERS,
    PREFIXES,
    RUNNERS,
    TYPED,
)
from docverify.languages.javascript_code.this import is_of_a_class
from docverify.languages.javascript_code.tokens import bare
from docverify.model import Example, Shown
from docverify.order import above, below

Reason = tuple[str, str] | None

SHORTEST_TYPO = 5
"""Letters of a name from which a near miss of it is a typo and not another name."""
NEAREST = 200
"""Examples above that a typo is looked for in: a page may have ten thousand."""
_PLACEHOLDER = re.compile(r"(?:YOUR|MY|your|my)_?[A-Z]\w*|[A-Z]+(?:_[A-Z]+)*_HERE|xxx+|foo|bar|baz|qux", re.ASCII)
_MODULE = re.compile(r"Cannot find (?:module|package) '([^']+)'")
_NO_EXPORT = re.compile(r"The requested module '([^']+)' does not provide")
_SCHEME = re.compile(r"Received protocol '([\w.+-]+:)'")
_ARRAY = re.compile(r"\brequire\(\s*[\[{]")
"""How modules are required asynchronously, in browsers."""
_ASYNCHRONOUS = re.compile(r'The "id" argument must be of type string|require\.\w+ is not a function')
"""What the `require` of Node makes of that."""
_FOLDER = re.compile(r"Directory import '([^']+)' is not supported")
_TRANSPORT = re.compile(r"unable to (?:determine|find|load|resolve) [\w ]+ for \"([^\"]+)\"")
"""How libraries say that they cannot load a module whose name is one of their options."""
_NO_BUILTIN = re.compile(r"No such built-in module: (\S+)")
_ABSENT = re.compile(r"([\w$]+) is not (?:a function|a constructor|defined|iterable)")
_READING = re.compile(r"of (?:undefined|null) \((?:reading|setting) '([^']*)'\)")
_AMBIENT = re.compile(r"\bdeclare\s+(?:abstract\s+)?(?:const|let|var|function|class|enum|namespace)\s+([\w$]+)")
_HOOK = re.compile(r"of null \(reading 'use[A-Z]\w*'\)")
_ROOT = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)")


def missing_name(name: str, example: Example, page: Sequence[Example]) -> Reason:
    """Why a name is not there; None when the page is wrong: a typo, or a use before the definition."""
    word = re.escape(name)
    earlier = [one for one in above(example, page) if name in one.defines]
    if earlier:
        return "fragment", f"needs `{name}`, which `{earlier[-1].id}` defines"
    if _PLACEHOLDER.fullmatch(name):
        return "placeholder", f"`{name}` stands for something of the reader's"
    if re.search(rf"\b(?:const|let|var) {word}\s*=[^;\n]*(?<![.\w$]){word}(?![\w$])", example.block.code):
        return "fragment", f"makes its `{name}` of one that no example on the page defines"
    if any(match[1] == name for match in _AMBIENT.finditer(example.block.code)):
        return "fragment", f"says of what type `{name}` is, and not what it is"
    if name in KNOWN and name in example.defines:
        return "incomplete", f"gives `{name}`, which Node has too, another meaning"
    return _of_others(name) or (None if name in example.defines else _undefined(name, example, page))


def _of_others(name: str) -> Reason:
    """For a name that is there in other runtimes, or in newer releases."""
    if name in BROWSER:
        return "needs-display", f"needs `{name}`, which only browsers have"
    if name in OTHERS:
        return "missing-toolchain", f"needs `{name}`, which belongs to {OTHERS[name]}"
    if name in RUNNERS:
        return "fragment", f"needs `{name}`, which a test runner defines"
    is_global = name in NEWER and name[0].isupper()
    return ("missing-toolchain", f"`{name}` needs Node {NEWER[name]}") if is_global else None


def _undefined(name: str, example: Example, page: Sequence[Example]) -> Reason:
    """For a name that nothing above defines."""
    later = next((one for one in below(example, page) if name in one.defines), None)
    if later:
        return "fragment", f"needs `{name}`, which only `{later.id}` below defines"
    if any(name.lower() == other.lower() for other in imports(example)):
        return None
    near = [*above(example, page)[-NEAREST:], example]
    if name in BUILTIN or _is_used(name, example, [*near, *below(example, page)[: NEAREST - 1]]):
        return "fragment", f"needs `{name}`, which no example on the page defines"
    known = {known for one in near for known in one.defines}
    if any(is_typo(name, other) for other in known):
        return None
    return "fragment", f"needs `{name}`, which no example on the page defines"


def _is_used(name: str, example: Example, page: Sequence[Example]) -> bool:
    """True when other examples need the name too: nobody mistypes it twice."""
    return any(name in one.needs for one in page if one.id != example.id)


def is_typo(name: str, known: str) -> bool:
    """True when one letter inside the name is wrong, or two changed places: other endings make other words."""
    if min(len(known), len(name)) < SHORTEST_TYPO or name.lower() == known.lower() or len(name) != len(known):
        return False
    wrong = [index for index, (one, other) in enumerate(zip(name, known, strict=True)) if one != other]
    if 0 in wrong or len(name) - 1 in wrong or not name.isalpha():
        return False
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and name[wrong[0]] == known[wrong[1]]
    return len(wrong) == 1 or swapped


def missing_module(example: Example, shown: Shown) -> Reason:
    """A module that is not there; None for one that is, and lacks what the page names."""
    builtin = _NO_BUILTIN.search(shown.message)
    if builtin:
        return "missing-toolchain", f"needs the module `{builtin[1]}`, which this release of Node does not have"
    scheme = _SCHEME.search(shown.message)
    if scheme:
        if scheme[1] in ("https:", "http:"):
            return "needs-network", "imports a module from the network"
        return "missing-toolchain", f"imports by `{scheme[1]}`, which Node does not know"
    if _ASYNCHRONOUS.match(shown.message) and _ARRAY.search(example.block.code):
        return "missing-toolchain", "needs an asynchronous `require`, as browsers load it"
    folder = _FOLDER.search(shown.message)
    if folder:
        return "missing-toolchain", "imports a folder, which bundlers look into and Node does not"
    match = _MODULE.search(shown.message) or _TRANSPORT.search(shown.message)
    lacks = _NO_EXPORT.search(shown.message)
    if lacks and _is_file(lacks[1]):
        return "missing-file", f"needs `{shown.name}` in the file `{lacks[1]}`, which the page does not show whole"
    if lacks and _may_be_type(shown.name, example):
        return "fragment", f"imports `{shown.name}`, which `{lacks[1]}` does not have when it runs: it may be a type"
    return _lacking(match[1]) if match else None


def _may_be_type(name: str, example: Example) -> bool:
    """False for what is called there, or made: no type is."""
    code, word = example.block.code, rf"(?<![\w$.]){re.escape(name)}"
    if re.search(rf"{word}\(", bare(code)):
        return False
    return example.language in TYPED or bool(re.search(rf"{word}<\w", code))


def _is_file(name: str) -> bool:
    return name.startswith((".", "/", "file:"))


def _lacking(name: str) -> Reason:
    _, inside, part = name.rpartition("/node_modules/")
    if inside:
        return "missing-file", f"needs `{part}`, which the installed package does not have"
    if _is_file(name):
        return "missing-file", f"needs the file `{name.rpartition('/')[2]}`, which no example on the page creates"
    other = next((runtime for prefix, runtime in PREFIXES.items() if name.startswith(prefix)), "")
    if other:
        return "missing-toolchain", f"needs the module `{name}`, which belongs to {other}"
    if name.removeprefix("node:").partition("/")[0] in BUILTIN:
        return "missing-toolchain", f"needs the module `{name}`, which this release of Node does not have"
    if name.startswith(("@/", "~", "#", "$")):
        return "missing-file", f"needs the file `{name}`, which no example on the page creates"
    return "missing-package", f"needs the package `{name}`, which is not installed"


def strange_object(example: Example, shown: Shown, page: Sequence[Example], line: str) -> Reason:
    """Something that this example did not make itself is not what it takes it for."""
    absent, reading = _ABSENT.search(shown.message), _READING.search(shown.message)
    wanted = absent[1] if absent else reading[1] if reading else ""
    if wanted in NEWER:
        return "missing-toolchain", f"`{wanted}` may need Node {NEWER[wanted]}"
    if "process.env" in line:
        return "needs-credentials", "needs variables of the environment"
    if "process.argv" in line:
        return "needs-input", "needs arguments on its command line"
    if _HOOK.search(shown.message):
        return "fragment", "calls a hook outside of a component"
    if is_of_a_class(example, shown.line):
        return "fragment", "stands inside a class that the page does not show"
    shadowed = next((name for name in _ROOT.findall(line) if name in KNOWN and _is_page_s(name, example, page)), "")
    if shadowed:
        return "fragment", f"its `{shadowed}` is one that the page makes elsewhere"
    if absent and _is_bundled(shown.message, example, page):
        return "missing-toolchain", "imports the whole of a module, or its default, which bundlers have otherwise"
    named = f"{line} {shown.message}" if absent else line  # a call may stand on another line than its root
    roots = (*_ROOT.findall(named), *(_declared_roots(line, example, page) if reading else ()))
    needed = (name for name in roots if name in example.needs - BUILTIN - KNOWN)
    strange = next((name for name in needed if not _is_made_once(name, example, page)), "")
    strange = strange or next(_makers(line, example, page), "")
    if not (absent or reading) or not strange:
        return None
    if strange in BROWSER:
        return "needs-display", f"needs `{strange}` as browsers have it"
    return "fragment", f"its `{strange}` may be another one than that of the page"


def _is_bundled(message: str, example: Example, page: Sequence[Example]) -> bool:
    """True for a part of what is imported as a default or as a whole, and for a call of what is imported as a whole.

    Without types, where the page has it in two ways.
    """
    called = message.partition(" ")[0]
    root, codes = re.escape(called.partition(".")[0]), [one.block.code for one in (*page, example)]
    whole = any(re.search(rf"\bimport \* as {root}\b", code) for code in codes)
    default = any(re.search(rf"\bimport {root}\b", code) for code in codes)
    if example.language in TYPED:
        return default if "." in called else whole
    return whole and (default or any(re.search(rf"\b{root}\s*=\s*require\(", code) for code in codes))


def _is_page_s(name: str, example: Example, page: Sequence[Example]) -> bool:
    """True when another example gives a name that Node has too another meaning."""
    return name in example.needs and any(name in one.defines for one in page if one.id != example.id)


def _is_made_once(name: str, example: Example, page: Sequence[Example]) -> bool:
    """True when one example above defines the name, so that there is no doubt which one is meant.

    What the config declares may be another build of a library, and what a module makes is its own.
    """
    makers = [one for one in above(example, page) if name in one.defines and not one.declared]
    return len(makers) == 1 and not is_module(makers[0].block.code)


def _declared_roots(line: str, example: Example, page: Sequence[Example]) -> Iterator[str]:
    """What the config declares, where the example took of it what the line finds to be nothing."""
    declared = {name for one in page if one.declared for name in one.defines}
    for name in example.defines.intersection(_ROOT.findall(line)) if declared else ():
        made = re.search(rf"\b{re.escape(name)}\s*=\s*(?:await\s+)?([A-Za-z_$][\w$]*)", example.block.code)
        if made and made[1] in declared:
            yield made[1]


def _makers(line: str, example: Example, page: Sequence[Example]) -> Iterator[str]:
    """What the example calls to make the names of the line, where the page has several, or one of another section."""
    for name in example.defines.intersection(_ROOT.findall(line)):
        made = re.search(rf"(?<![\w$.]){re.escape(name)}\s*=\s*(?:await\s+)?([A-Za-z_$][\w$]*)\(", example.block.code)
        makers = [one for one in page if made and made[1] in example.needs & one.defines]
        if made and (len(makers) > 1 or any(one.block.heading != example.block.heading for one in makers)):
            yield made[1]


_KNOWN_WORDS = (
    "console Math JSON Object Array String Number Boolean Symbol BigInt Date RegExp Map Set WeakMap WeakSet Promise"
    " Proxy Reflect Intl Error TypeError RangeError parseInt parseFloat isNaN globalThis require module exports"
    " setTimeout setInterval structuredClone Function ArrayBuffer DataView Uint8Array Buffer URL URLSearchParams"
    " TextEncoder"
)
KNOWN = frozenset(_KNOWN_WORDS.split())
"""What every release of Node has."""
