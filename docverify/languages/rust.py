"""Rust: programs, and snippets that are wrapped as rustdoc does it."""

import re
from collections.abc import Sequence

from docverify.model import Example, Merged, Program, Run

_SPEAKS = re.compile(r"\be?print(?:ln)?!|\bwrite(?:ln)?!|\bdbg!|\bstdout\(\)|\bpanic!|\blog::|\binfo!|\bdebug!")
_VARIES = re.compile(
    r"\bHash(?:Map|Set)\b|\bInstant\b|SystemTime|\bthread::|\bspawn\b|\brand\b|\{:p\}|\bas \*(?:const|mut)\b"
    r"|\btype_name\b|\benv::|\bprocess::id\b|\bThreadId\b|\bRandomState\b|\bHasher\b|\bsize_of|\bdbg!|\bbacktrace\b|\bfile!|\bline!"
    r"|\belapsed\(",
    re.IGNORECASE,
)
_HASHED = re.compile(r"Hash|\buse (?!std::)|\bextern\b")
"""What may print in the order of hashes, code of others included."""


class Rust:
    """Reads Rust blocks, makes programs of them, and knows which ends say nothing against a page."""

    name = "rust"
    aliases = ("rs", "rust2018", "rust2021", "rustdoc")
    family = "rust"
    driver = "program"
    programs = ("rustc", "cc")
    install = "sudo apt-get install -y rustc gcc"

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: nothing makes a block certainly Rust)
        return False

    def may_vary(self, code: str) -> bool:
        return bool(_HASHED.search(code))

    def read(self, example: Example) -> Example:
        from docverify.languages.built_code.blocks import read_block  # only who has a block in it needs its reader
        from docverify.languages.built_code.notation import RUST

        return read_block(example, RUST, _VARIES, _SPEAKS)

    def program(self, example: Example, layer: str) -> Program:
        from docverify.languages.rust_code import wrapping

        return wrapping.program(example, layer)

    def merged(self, examples: Sequence[Example], layer: str) -> Merged | None:
        from docverify.languages.rust_code import wrapping

        return wrapping.merged(examples, layer)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.built_code.endings import reason  # only what ran has an ending
        from docverify.languages.built_code.notation import RUST
        from docverify.languages.rust_code import wrapping
        from docverify.languages.rust_code.endings import ENDINGS
        from docverify.languages.script_code.text import read

        return reason(example, run, page, read(wrapping.seen(example.block.code), RUST), ENDINGS)


rust = Rust()
