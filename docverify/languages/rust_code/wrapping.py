"""How a block of Rust becomes a program: as rustdoc does it, with a `main` of ours that sees its own return."""

import re
from collections.abc import Sequence

from msgspec import Struct

from docverify.languages.built_code.commands import is_last, refused, tried
from docverify.languages.built_code.endings import error_codes, must_not_compile
from docverify.languages.built_code.notation import RUST, parts
from docverify.languages.script_code.text import read
from docverify.model import Example, Merged, Program, WrittenFile

WHOLE = re.compile(r"^\s*(?:pub(?:\([^)]*\))?\s+)?fn\s+main\s*\(\s*\)", re.MULTILINE)
EDITIONS = ("2021", "2024", "2018", "2015")
_ANNOUNCED = ("2021", "2018", "2015")
"""Editions in one of which an error has the code that the page shows."""
_ITEM = re.compile(
    r"\s*(?:#!?\[|(?:pub(?:\([^)]*\))?\s+)?(?:default\s+)?(?:const\s+|async\s+|unsafe\s+|extern\s+(?:''\s*)?)*"
    r"(?:fn|struct|enum|union|trait|impl|mod|use|const|static|type|macro_rules!|extern\b))"
)
_HIDDEN = re.compile(r"^(\s*)#(?: |$)", re.MULTILINE)
_ESCAPED = re.compile(r"^(\s*)##", re.MULTILINE)
_CRATE = re.compile(r"^\s*(?:#!\[[^\n]*\]|(?:#\[macro_use\]\s*)?extern crate [^\n;]*;)\s*$", re.MULTILINE)
_ASKS = re.compile(r"[\w)\]}>]\s*\?\s*[;.),]|\?\s*$", re.MULTILINE)
_APART = re.compile(
    r"#!\[|\bextern crate\b|\bcrate::|\$crate|macro_export|no_mangle|export_name|global_allocator|panic_handler"
    r"|\blink\b|type_name|module_path!|\bfile!|\bdbg!|TypeId|track_caller|Location::|\bLINE\b|\bbacktrace\b"
    r"|current_exe|env::args|\binclude(?:_str|_bytes)?!|\bsuper::",
)
"""What tells one crate from another, or belongs to a whole crate: such an example is never a part of a shared one."""
_END = """
fn docverify_end() {
    use ::std::io::Write as _;
    let end = unsafe { <::std::fs::File as ::std::os::unix::io::FromRawFd>::from_raw_fd(3) };
    let _ = ::std::mem::ManuallyDrop::new(end).write_all(b"end");
}
"""
_RUN = """
VISIBLE fn NAME() -> ::std::process::ExitCode {
    let ended = docverify_example();
    docverify_end();
    ::std::process::Termination::report(ended)
}
"""
_ROOT = """
fn main() -> ::std::process::ExitCode {{
    let name = ::std::env::args().next().unwrap_or_default();
    match name.rsplit('/').next().unwrap_or_default() {{
{arms}
        _ => ::std::process::ExitCode::FAILURE,
    }}
}}
"""
_COMMAND = (
    "rustc",
    "-A",
    "warnings",
    "--cap-lints",
    "allow",
    "--force-warn",
    "deprecated",
    "-C",
    "debuginfo=0",
    "-C",
    "link-arg=-s",
    "--color",
    "never",
)


class Wrapped(Struct, frozen=True, gc=False):
    text: str
    offset: int
    """What has to be added to its lines to have those of the page."""


def program(example: Example, layer: str) -> Program:
    """The file is called as in the reader's own project: messages of a panic name it."""
    wrapped = wrap(example)
    text = wrapped.text + _END + _run("", "main")
    return Program(
        files=(WrittenFile("src/main.rs", text),),
        build=(_build((*_COMMAND, *_crates(layer), "-o", "example", "src/main.rs"), example),),
        run=("{build}/example",),
        source="src/main.rs",
        offset=wrapped.offset,
        unmarked=_unmarked(example),
    )


def _build(command: Sequence[str], example: Example) -> tuple[str, ...]:
    """In the edition that the page asks for, else in those that it may mean."""
    asked = next((word[7:] for word in example.block.attributes if word.startswith("edition")), "")
    own = (asked,) if asked.isdigit() else ()
    if must_not_compile(example):
        return refused(command, "--edition=", own or _ANNOUNCED[: 3 if error_codes(example) else 2])
    return tried(command, "--edition=", own or EDITIONS)


def merged(examples: Sequence[Example], layer: str) -> Merged | None:
    """One crate with a module an example, which is told by the name that the program is called by."""
    shared = {f"e{number}": one for number, one in enumerate(examples) if is_shareable(one)}
    if len(shared) < 2:
        return None
    arms = [f'        #[cfg(has_{name})] "{name}" => {name}::docverify_main(),' for name in shared]
    modules = [f"#[cfg(has_{name})] mod {name};" for name in shared]
    files = [WrittenFile("main.rs", "\n".join(modules) + _ROOT.format(arms="\n".join(arms)))]
    programs = {}
    for name, one in shared.items():
        wrapped = wrap(one)
        files.append(WrittenFile(f"{name}.rs", wrapped.text + _END + _run("pub", "docverify_main")))
        run = (f"{{build}}/{name}",)
        programs[one.id] = Program((), (), run, f"{name}.rs", wrapped.offset, {}, _unmarked(one))
    script = 'for file in e*.rs; do name=${file%.rs}; ln -s program $name; set -- "$@" --cfg has_$name; done; exec "$@"'
    build = ("sh", "-c", script, "sh", *_COMMAND, *_crates(layer), "--edition=2021", "-o", "program", "main.rs")
    return Merged("rust", tuple(files), (build,), programs)


def _crates(layer: str) -> tuple[str, ...]:
    """Crates that are built already, with what they need themselves."""
    return (f"@{layer}/arguments", "-L", f"crate={layer}/crates", "-L", f"dependency={layer}/deps") if layer else ()


def is_shareable(example: Example) -> bool:
    words = example.block.attributes
    own = any(word.startswith(("edition", "standalone_crate")) and word != "edition2021" for word in words)
    return not own and not _APART.search(example.block.code)


def _run(visible: str, name: str) -> str:
    return _RUN.replace("VISIBLE ", f"{visible} " if visible else "").replace("NAME", name)


def _unmarked(example: Example) -> str:
    return "end" if is_last(example.block.code, "exit(") else "exit"


def seen(code: str) -> str:
    """The code as its compiler is to see it: with the lines that rustdoc hides from readers."""
    return _ESCAPED.sub(r"\1#", _HIDDEN.sub(r"\1", code))


def wrap(example: Example) -> Wrapped:
    """With a function `docverify_example` in place of `main`."""
    code, first = seen(example.block.code), example.block.line
    text = read(code, RUST)
    if WHOLE.search("\n".join(text.bare)):
        return Wrapped(_renamed(code) + "\n", first - 1)
    if all(_ITEM.match(part.bare) for part in parts(text)):
        return Wrapped(f"{code}\nfn docverify_example() {{}}\n", first - 1)
    crate = " ".join(match[0].strip() for match in _CRATE.finditer(code))
    body = _CRATE.sub(lambda match: "\n" * match[0].count("\n"), code)
    opening, closing = _entry("\n".join(text.bare))
    return Wrapped(f"{crate} {opening}\n{body}\n{closing}\n", first - 2)


def _entry(bare: str) -> tuple[str, str]:
    """What stands before and behind the body: code that asks with `?` needs a function that returns a result."""
    if bare.rstrip().endswith("(())"):
        return "fn docverify_example() -> Result<(), impl ::core::fmt::Debug> {", "}"
    if _ASKS.search(bare):
        opening = "fn docverify_example() -> ::std::result::Result<(), ::std::boxed::Box<dyn ::std::error::Error>> {"
        return opening, "; #[allow(unreachable_code)] Ok(()) }"
    return "fn docverify_example() {", ";}"


def _renamed(code: str) -> str:
    return WHOLE.sub(lambda match: match[0].replace("main", "docverify_example"), code, count=1)
