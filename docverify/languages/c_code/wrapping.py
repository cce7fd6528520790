"""How a block of C or C++ becomes a program: as it stands, or as the body of `main`."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.languages.built_code.commands import is_last, tried
from docverify.languages.built_code.notation import C, Part, parts
from docverify.languages.script_code.text import Text, read
from docverify.model import Example, Merged, Program, WrittenFile

WHOLE = re.compile(r"\bmain\s*\([^;{}]*\)\s*(?:noexcept\s*)?(?:try\s*)?\{")
_WITHOUT_STATUS = re.compile(r"\bvoid\s+main\s*\(")
_FUNCTION = re.compile(
    r"\s*(?!(?:if|for|while|switch|do|else|return|try|case|default)\b)(?:\[\[[^\]]*\]\]\s*)?"
    r"[A-Za-z_][\w\s*&<>:,~\[\]]*?[\s*&:>~]\w+\s*\([^;{}]*\)[\w\s:,()&*<>-]*\{",
)
_TOP = re.compile(
    r"\s*(?:#|template\b|namespace\b|using\s+namespace\b|typedef\b|class\b|concept\b|extern\b"
    r"|(?:struct|enum|union)\b[^;={]*\{)"
)
_INCLUDES = re.compile(r"\s*#\s*include")
_FLAGS = ("-w", "-pthread", "-fno-diagnostics-color", "-Wl,--wrap=main")
_LIBRARIES = ("-lm",)
_END = """
{external}{open}int __real_main(int, char **, char **);
long docverify_write(int, const void *, unsigned long) __asm__("write");
int __wrap_main(int count, char **words, char **variables) {{
  int status = __real_main(count, words, variables);
  docverify_write(3, "end", 3);
  return {status};
}}{close}
"""


class Dialect(Struct, frozen=True, gc=False):
    compiler: str
    family: str
    suffix: str
    releases: tuple[str, ...]
    """Of its standard, the newest first."""
    supplied: str
    """What is included for a snippet that includes nothing and is no program, in one line of a file of its own."""
    plus: bool = False


def program(example: Example, dialect: Dialect) -> Program:
    """The linker puts a function of ours between the start of the program and `main`, which sees it return."""
    source = f"example{dialect.suffix}"
    command = (dialect.compiler, *_FLAGS, "-o", "example", source, *_LIBRARIES)
    return replace(
        _program(example, "example", dialect),
        files=(WrittenFile(source, _text(example, source, dialect)), WrittenFile("supplied.h", dialect.supplied)),
        build=(tried(command, "-std=", dialect.releases),),
    )


def merged(examples: Sequence[Example], dialect: Dialect) -> Merged | None:
    """The headers that are supplied to snippets are compiled once; each snippet stays a program of its own."""
    shared = {f"e{number}": one for number, one in enumerate(examples) if not _stands_alone(one)}
    if len(shared) < 2:
        return None
    files = [WrittenFile("supplied.h", dialect.supplied)]
    files += [
        WrittenFile(f"{name}{dialect.suffix}", _text(one, f"{name}{dialect.suffix}", dialect))
        for name, one in shared.items()
    ]
    compile_each = (
        f'for file in e*{dialect.suffix}; do "$@" -o ${{file%.*}} $file {" ".join(_LIBRARIES)} || failed=1; done'
    )
    script = f'"$@" -c supplied.h || exit 1; {compile_each}; exit ${{failed:-0}}'
    command = (dialect.compiler, f"-std={dialect.releases[0]}", *_FLAGS)
    programs = {one.id: _program(one, name, dialect) for name, one in shared.items()}
    return Merged(dialect.family, tuple(files), (("sh", "-c", script, "sh", *command),), programs)


def _program(example: Example, name: str, dialect: Dialect) -> Program:
    """Without what it is built from."""
    return Program(
        files=(),
        build=(),
        run=(f"{{build}}/{name}",),
        source=f"{name}{dialect.suffix}",
        offset=example.block.line - 1 if _is_whole(read(example.block.code, C)) else 0,
        unmarked="end" if is_last(example.block.code, "exit(") else "exit",
    )


def _text(example: Example, source: str, dialect: Dialect) -> str:
    code = example.block.code
    text = read(code, C)
    body = code if _is_whole(text) else _wrapped(text, example.block.line, source, dialect)
    return body + _end(code, dialect)


def _is_whole(text: Text) -> bool:
    return bool(WHOLE.search("\n".join(text.bare)))


def _stands_alone(example: Example) -> bool:
    """True for a program, and for what includes something itself: nothing is supplied to it."""
    text = read(example.block.code, C)
    return _is_whole(text) or any(_INCLUDES.match(line) for line in text.bare)


def _end(code: str, dialect: Dialect) -> str:
    """A `main` that returns nothing has no status that means anything."""
    status = "0" if _WITHOUT_STATUS.search(code) else "status"
    external, opened, closed = ('extern "C" ', "{\n", "\n}") if dialect.plus else ("", "", "")
    return _END.format(status=status, external=external, open=opened, close=closed)


def _wrapped(text: Text, first: int, source: str, dialect: Dialect) -> str:
    found = list(parts(text))
    functions = "\n".join(part.bare for part in found if _FUNCTION.match(part.bare))
    top = [part for part in found if _is_top(part, functions, dialect)]
    body = [part for part in found if part not in top]
    includes = any(_INCLUDES.match(line) for line in text.bare)
    lines = [] if includes else ['#include "supplied.h"']
    if not includes and dialect.plus and "std::" not in "\n".join(text.bare):
        lines.append("using namespace std;")
    lines += [f'#line {first + part.line} "{source}"\n{part.code}' for part in top]
    lines += ["int main(void) {", *(f'#line {first + part.line} "{source}"\n{part.code}' for part in body), "}"]
    return "\n".join(lines) + "\n"


def _is_top(part: Part, functions: str, dialect: Dialect) -> bool:
    """What functions of the snippet use is declared above them, and not in `main`."""
    if _TOP.match(part.bare) or _FUNCTION.match(part.bare):
        return True
    if dialect.plus and re.match(r"\s*using\s+\w+(?:::|\s*=)", part.bare):
        return True
    declared = re.match(r"\s*(?:static |const |constexpr |extern )*[\w:<>]+[\s*&]+(\w+)\s*(?:[=;\[(]|\{)", part.bare)
    return bool(declared and re.search(rf"\b{declared[1]}\b", functions)) or _is_prototype(part)


def _is_prototype(part: Part) -> bool:
    return bool(re.match(r"\s*[A-Za-z_][\w\s*]*[\s*]\w+\s*\((?:void|[\w\s*,\[\]]*\w[\s*]+\w+)\)\s*;\s*$", part.bare))
