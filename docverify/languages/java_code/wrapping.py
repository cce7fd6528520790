"""How a block of Java becomes a program: its own class with a `main`, or a class of ours around it."""

import re
from collections.abc import Sequence

from msgspec import Struct

from docverify.languages.built_code.commands import is_last
from docverify.languages.built_code.notation import JAVA, Part, parts
from docverify.languages.java_code.prompts import is_transcript, statements
from docverify.languages.script_code.text import read
from docverify.model import Example, Merged, Program, WrittenFile

WHOLE = re.compile(r"\bstatic\s+(?:final\s+)?(?:public\s+)?void\s+main\s*\(\s*(?:final\s+)?String\b")
IMPORTS = ["io", "math", "net", "nio.file", "util", "util.concurrent", "util.function", "util.regex", "util.stream"]
"""Packages that JShell imports by itself."""
OURS = "DocverifyExample"
_UNKNOWN = -(10**9)
"""Of a file whose lines are not in the order of the page."""
_MODIFIERS = r"(?:(?:@\w+(?:\([^)]*\))?|public|private|protected|static|final|abstract|sealed|non-sealed|strictfp)\s+)*"
_TYPE = re.compile(rf"\s*{_MODIFIERS}(?:class|interface|enum|record|@interface)\s+(?P<name>\w+)")
_PUBLIC = re.compile(
    rf"^\s*{_MODIFIERS}(?<=public )(?:[\w-]+\s+)*?(?:class|interface|enum|record)\s+(?P<name>\w+)", re.MULTILINE
)
_METHOD = re.compile(
    rf"\s*{_MODIFIERS}(?:default\s+|synchronized\s+|native\s+)*(?:<[^>()]*>+\s+)?"
    r"(?!(?:return|new|else|throw|if|for|while|switch|try|do|synchronized)\b)[\w.<>\[\]?,&]+(?:\s+[\w.<>\[\]?,&]+)*?"
    r"\s+(?P<name>\w+)\s*\([^;{}]*\)\s*(?:throws\s+[\w.,\s]+)?\{"
)
_FIELD = re.compile(r"\s*(?:@\w+\s+)*(?:public|private|protected|static)\b[^({]*(?:=|;)")
_PACKAGE = re.compile(r"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)
_APART = re.compile(
    r"\bpackage\b|getClass|\.class\b|forName|getName|getSimpleName|getTypeName|getPackage|StackTrace|StackWalker|Logger"
    r"|getResource|extends\s+\w*(?:Exception|Error|Throwable)\b|\bClass<|ClassLoader|ObjectOutputStream|\bmodule\b|Proxy"
    r"|^jshell> |toString\(\)|Unsafe|System\.getProperty|annotation\.processing",
    re.MULTILINE,
)
"""What tells the package of a class: such an example is never a part of a shared build, where each has its own."""
_RUNNER = r"""
public class DocverifyMain {
    static void show(String name, Object value) {
        System.out.println(name + " ==> " + written(value));
    }

    static String written(Object value) {
        if (value instanceof String) {
            return '"' + ((String) value).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
        }
        if (value instanceof Character) {
            return "'" + value + "'";
        }
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        int length = java.lang.reflect.Array.getLength(value);
        var parts = new java.util.ArrayList<String>();
        for (int place = 0; place < length; place++) {
            parts.add(written(java.lang.reflect.Array.get(value, place)));
        }
        String type = value.getClass().getComponentType().getSimpleName();
        return type + "[" + length + "] { " + String.join(", ", parts) + " }";
    }

    public static void main(String[] words) throws Throwable {
        var main = Class.forName(words[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) new String[0]);
        } catch (java.lang.reflect.InvocationTargetException error) {
            throw error.getCause();
        }
        System.out.flush();
        try (var end = new java.io.FileOutputStream("/proc/self/fd/3", true)) {
            end.write("end".getBytes());
        }
    }
}
"""
_LIGHT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m", "-XX:-UsePerfData")
_COMPILE = (
    "javac",
    *(f"-J{option}" for option in _LIGHT),
    *("-proc:none", "-Xlint:deprecation,removal", "-encoding", "UTF-8", "-Xmaxerrs", "20", "-d", "classes"),
)
_RUNNER_FILE = WrittenFile("DocverifyMain.java", _RUNNER)


class Wrapped(Struct, frozen=True, gc=False):
    text: str
    offset: int
    """What has to be added to its lines to have those of the page."""
    file: str
    """Without its folder."""
    main: str
    """The class whose `main` is the program."""


def program(example: Example, layer: str) -> Program:
    wrapped = wrap(example, "")
    files = (WrittenFile(wrapped.file, wrapped.text), _RUNNER_FILE)
    path = (f"{layer}/*",) if layer else ()
    known = ("-cp", path[0]) if path else ()
    return Program(
        files=files,
        build=((*_COMPILE, *known, "DocverifyMain.java", wrapped.file),),
        run=_run(wrapped.main, path),
        source=wrapped.file,
        offset=wrapped.offset,
        unmarked=_unmarked(example),
    )


def merged(examples: Sequence[Example], layer: str) -> Merged | None:
    """One call of the compiler, and a package an example."""
    shared = {f"e{number}": one for number, one in enumerate(examples) if not _APART.search(one.block.code)}
    if len(shared) < 2:
        return None
    path = (f"{layer}/*",) if layer else ()
    files, programs = [_RUNNER_FILE], {}
    for name, one in shared.items():
        wrapped = wrap(one, name)
        source = f"{name}/{wrapped.file}"
        files.append(WrittenFile(source, wrapped.text))
        run = _run(f"{name}.{wrapped.main}", path)
        programs[one.id] = Program((), (), run, source, wrapped.offset, {}, _unmarked(one))
    known = " ".join(["-cp", f"'{path[0]}'"]) if path else ""
    build = ("sh", "-c", f'exec "$@" {known} DocverifyMain.java e*/*.java', "sh", *_COMPILE)
    return Merged("java", tuple(files), (build,), programs)


def _run(main: str, path: Sequence[str]) -> tuple[str, ...]:
    return ("java", *_LIGHT, "-cp", ":".join(["{build}/classes", *path]), "DocverifyMain", main)


def _unmarked(example: Example) -> str:
    return "end" if is_last(example.block.code, "System.exit(") else "exit"


def source(code: str) -> str:
    """The block as a compiler can read it."""
    return statements(code) if is_transcript(code) else code


def wrap(example: Example, package: str) -> Wrapped:
    """`package` is what its classes are put into; empty for those that the page says."""
    code, first = source(example.block.code), example.block.line
    text = read(code, JAVA)
    found = list(parts(text))
    head = f"package {package}; " if package else ""
    types = [part for part in found if _TYPE.match(part.bare)]
    with_main = next((part for part in types if WHOLE.search(part.bare)), None)
    public = _PUBLIC.search("\n".join(part.bare for part in types))
    named = _PACKAGE.search(code)
    prefix = f"{named[1]}." if named and not package else ""
    if with_main is not None and all(_is_outside(part) for part in found):
        main = _name(with_main)
        return Wrapped(f"{head}{code}\n", first - 1, f"{public['name'] if public else main}.java", prefix + main)
    if types and all(_is_outside(part) for part in found):
        file = f"{public['name'] if public else OURS}.java"
        return Wrapped(f"{head}{_imports(found)}{code}\n{_ours('', '')}\n", first - 1, file, prefix + OURS)
    return _around(found, head, first)


def _is_outside(part: Part) -> bool:
    return bool(_TYPE.match(part.bare) or re.match(r"\s*(?:import|package)\b", part.bare))


def _name(part: Part) -> str:
    match = _TYPE.match(part.bare)
    return match["name"] if match else OURS


def _imports(found: Sequence[Part]) -> str:
    """For a snippet that imports nothing itself: what JShell knows, on the line of its first line."""
    own = any(re.match(r"\s*(?:import|package)\b", part.bare) for part in found)
    return "" if own else "".join(f"import java.{name}.*; " for name in IMPORTS)


def _around(found: Sequence[Part], head: str, first: int) -> Wrapped:
    """A class around methods and fields, and a `main` around statements."""
    outer = [part.code for part in found if _is_outside(part) and not _TYPE.match(part.bare)]
    types = [
        re.sub(r"\bpublic\s+(?=[\w\s]*?(?:class|interface|enum|record)\b)", "", part.code, count=1)
        for part in found
        if _TYPE.match(part.bare)
    ]
    inside = [part for part in found if not _is_outside(part)]
    members = [_shared(part) for part in inside if _METHOD.match(part.bare) or _FIELD.match(part.bare)]
    body = [part for part in inside if not (_METHOD.match(part.bare) or _FIELD.match(part.bare))]
    above = f"{head}{' '.join(one for one in outer if 'package' not in one)} {_imports(found)}".replace("\n", " ")
    if len(body) == len(found):
        statements = "\n".join(part.code for part in body)
        return Wrapped(f"{above}{_ours(statements, '')}\n", first - 2 + body[0].line, f"{OURS}.java", OURS)
    text = _ours("\n".join(part.code for part in body), "\n".join(members)) + "\n" + "\n".join(types)
    return Wrapped(f"{above}{text}\n", _UNKNOWN, f"{OURS}.java", OURS)


def _shared(part: Part) -> str:
    """A member that `main` can use without an object."""
    if re.search(r"\b(?:static|abstract)\b", part.bare.partition("(")[0]):
        return part.code
    place = len(part.code) - len(part.code.lstrip())
    head = re.match(r"(?:\s*(?://[^\n]*\n|/\*.*?\*/|@\w+(?:\([^)]*\))?))*\s*", part.code, re.DOTALL)
    place = head.end() if head else place
    return f"{part.code[:place]}static {part.code[place:].removeprefix('default ')}"


def _ours(statements: str, members: str) -> str:
    return (
        f"class {OURS} {{ public static void main(String[] args) throws Throwable {{\n{statements}\n}}\n{members}\n}}"
    )
