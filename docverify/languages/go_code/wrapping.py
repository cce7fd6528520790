"""How a block of Go becomes a program: as it stands, or as the body of `main` with what belongs at the top above it."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.languages.built_code.commands import is_last
from docverify.languages.built_code.notation import GO, Part, parts
from docverify.languages.go_code.imports import specifications
from docverify.languages.script_code.text import Text, read
from docverify.model import Example, Merged, Program, WrittenFile

WHOLE = re.compile(r"^package main\b(?=.*^func main\(\))", re.MULTILINE | re.DOTALL)
PACKAGE = re.compile(r"^package \w+", re.MULTILINE)
_MAIN = re.compile(r"^func main\(\)", re.MULTILINE)
_EXAMPLE = re.compile(r"^func (Example\w*)\(\)", re.MULTILINE)
TOP = re.compile(r"\s*(?:func\s+(?:\([^)]*\)\s*)?\w+\s*[(\[]|type\b)")
BINDS = re.compile(r"\s*(?:(?:var|const)\s+)?(?P<names>[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\b(?P<sign>\s*:?=)?")
_END = """package main

import "os"

func main() {
	docverifyExample()
	os.NewFile(3, "end").WriteString("end")
}
"""
_BUILD = (
    '[ -d "$GOCACHE" ] || export GOCACHE="$PWD/cache"; '
    'go build -ldflags=-s "$@" 2> said && exit 0; grep -v "^#" said >&2; exit 1'
)
"""Lines that only name a package are no errors."""
ENVIRON = {
    "CGO_ENABLED": "0",
    "GO111MODULE": "off",
    "GOFLAGS": "-p=2",
    "GOMAXPROCS": "2",
    "GOPATH": "{build}/path",
    "GOTELEMETRY": "off",
    "GOTOOLCHAIN": "local",
}


_MODULE = WrittenFile("go.mod", "module example\n")


class Wrapped(Struct, frozen=True, gc=False):
    text: str
    offset: int
    """What has to be added to its lines to have those of the page."""


def program(example: Example, layer: str) -> Program:
    alone = _program(example, "example")
    build = (("sh", "-c", f"mkdir bin; {_BUILD}", "sh", "-o", "bin/", "./example"),)
    return replace(alone, files=(_MODULE, *_files(example, "example")), build=build, environ=_environ(layer))


def merged(examples: Sequence[Example], layer: str) -> Merged:
    """One call of the compiler; each example stays a program of its own, so that no name of it changes."""
    programs = {one.id: _program(one, f"e{number}") for number, one in enumerate(examples)}
    files = [_MODULE, *(file for number, one in enumerate(examples) for file in _files(one, f"e{number}"))]
    folders = [f"./e{number}" for number in range(len(examples))]
    existing = 'for folder in "$@"; do shift; [ -f $folder/main.go ] && set -- "$@" $folder; done; '
    build = ("sh", "-c", f'mkdir bin; {existing}set -- -o bin/ "$@"; {_BUILD}', "sh", *folders)
    return Merged("go", tuple(files), (build,), programs, _environ(layer))


def _program(example: Example, name: str) -> Program:
    return Program(
        files=(),
        build=(),
        run=(f"{{build}}/bin/{name}",),
        source=f"{name}/main.go",
        offset=wrap(example, name).offset,
        unmarked="end" if is_last(example.block.code, "os.Exit(") else "exit",
    )


def _environ(layer: str) -> dict[str, str]:
    """Modules are read where they are installed, and asked for nowhere."""
    if not layer:
        return ENVIRON
    modules = {"GO111MODULE": "on", "GOMODCACHE": f"{layer}/cache", "GOFLAGS": f"-p=2 -modfile={layer}/go.mod"}
    # An index of packages cannot be written where the cache is read-only, and the library would count as missing.
    return {**ENVIRON, **modules, "GOPROXY": "off", "GOSUMDB": "off", "GODEBUG": "goindex=0"}


def _files(example: Example, name: str) -> Iterator[WrittenFile]:
    yield WrittenFile(f"{name}/main.go", wrap(example, name).text)
    yield WrittenFile(f"{name}/end.go", _END)


def wrap(example: Example, name: str) -> Wrapped:
    """With a function that is called in place of `main`, so that somebody sees it return."""
    code, first = example.block.code, example.block.line
    text = read(code, GO)
    if PACKAGE.search("\n".join(text.bare)):
        code = PACKAGE.sub("package main", code, count=1)
        if any(_MAIN.match(line) for line in text.bare):
            return Wrapped(_renamed(code.split("\n"), text.bare) + "\n", first - 1)
        return Wrapped(f"{code}\n{_caller(text)}\n", first - 1)
    borrowed = [part for one in example.borrowed for part in parts(read(one, GO))]
    found = [*borrowed, *parts(text)]
    imports = [part.code for part in found if is_import(part)]
    others = [part for part in found if not is_import(part)]
    head = specifications(imports, "\n".join(part.bare for part in others))
    top, body = _sorted(others)
    lines = [f"package main; {head}"]
    for part in top:
        code = _renamed(part.code.split("\n"), part.bare.split("\n"))
        lines.append(f"{_place(name, first, part, borrowed)}\n{code}")
    if body:
        lines.append("func docverifyExample() {")
        lines += [f"{_place(name, first, part, borrowed)}\n{part.code}\n{_use(part)}" for part in body]
        lines.append("}")
    elif not any(_MAIN.match(line) for line in text.bare):
        lines.append(_caller(text))
    return Wrapped("\n".join(lines) + "\n", 0)


def _place(name: str, first: int, part: Part, borrowed: Sequence[Part]) -> str:
    """Where messages of the compiler find the part."""
    return f"//line {name}/borrowed.go:1" if part in borrowed else f"//line {name}/main.go:{first + part.line}"


def is_import(part: Part) -> bool:
    return part.bare.lstrip().startswith("import")


def _renamed(lines: Sequence[str], bare: Sequence[str]) -> str:
    """With another name for `main`, where that is no part of a string."""
    return "\n".join(
        _MAIN.sub("func docverifyExample()", line) if _MAIN.match(plain) else line
        for line, plain in zip(lines, bare, strict=True)
    )


def _caller(text: Text) -> str:
    """Examples in the sense of `go test` are called; what only declares something has nothing to do."""
    calls = "".join(f"{name}(); " for name in _EXAMPLE.findall("\n".join(text.bare)))
    return f"func docverifyExample() {{ {calls}}}"


def _sorted(found: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """What belongs at the top of the file, and what is the body of `main`; variables that functions use are of the
    first."""
    functions = "\n".join(part.bare for part in found if TOP.match(part.bare))
    top = [part for part in found if TOP.match(part.bare) or (functions and _is_shared(part, functions))]
    body = [part for part in found if part not in top]
    if all(re.match(r"\s*(?:var|const)\b", part.bare) for part in body):
        return list(found), []
    return top, body


def _is_shared(part: Part, functions: str) -> bool:
    binds = BINDS.match(part.bare)
    declares = binds and re.match(r"\s*(?:var|const)\b", part.bare)
    return bool(declares and binds and re.search(rf"\b{re.escape(binds['names'])}\b", functions))


def _use(part: Part) -> str:
    """A variable that the snippet itself has no use for is no error of the page."""
    binds = BINDS.match(part.bare)
    if binds is None or not (re.match(r"\s*var\s+\w", part.bare) or (binds["sign"] or "").strip() == ":="):
        return ""
    names = [name.strip() for name in binds["names"].split(",")]
    return "".join(f"_ = {name}; " for name in names if name != "_")
