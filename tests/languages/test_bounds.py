"""What is too large for the sandbox is no fault of the page, in whatever words its language says so."""

import pytest

from docverify.model import Shown, StepRun
from docverify.registry import members
from tests.languages.building import read, run

WORDS = {
    "cpp": ("int main() { brew(); }", "terminate called after throwing an instance of 'std::bad_alloc'\n"),
    "rust": ("fn main() { brew(); }", "memory allocation of 3221225472 bytes failed\n"),
    "perl": ("brew();", "Out of memory!\n"),
    "php": ("<?php brew();", "mmap() failed: [12] Cannot allocate memory\nOut of memory\n"),
}


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_program_that_got_no_memory_met_a_limit(name: str) -> None:
    code, said = WORDS[name]
    one = read(code, name)
    ended = {"ended": "exit", "exit_code": 1} if name in ("perl", "php") else {"ended": "signal", "signal": "SIGABRT"}
    reason, detail = members("languages")[name].reason(one, run(one, StepRun(stderr=said), **ended), [one])
    assert (reason, detail.partition(":")[0]) == ("resource-limit", "met a limit of the sandbox")


def test_memory_of_web_assembly_is_memory_too() -> None:
    one = read("new WebAssembly.Memory({ initial: 30000 });", "javascript")
    shown = Shown("RangeError", "WebAssembly.Memory(): could not allocate memory", 11)
    assert members("languages")["javascript"].reason(one, run(one, ended="exception", exception=shown), [one]) == (
        "resource-limit",
        "met a limit of the sandbox: could not allocate memory",
    )
