"""From a block of Perl to the steps of an example."""

import re

from msgspec.structs import replace

from docverify.languages.perl_code.names import in_strings, names
from docverify.languages.perl_code.notation import CLAIMED, NOTATION
from docverify.languages.script_code.claims import steps
from docverify.languages.script_code.scripts import settled
from docverify.languages.script_code.text import read
from docverify.model import Example, Refusal

_SPEAKS = re.compile(
    r"\b(?:print|say|printf|warn|die|system|exec|dump|Dumper|syswrite|write|ok|is|is_deeply|done_testing)\b|`"
)
_VARIES = re.compile(
    r"\b(?:time|localtime|gmtime|rand|srand|shuffle|sleep|getpwuid|hostname|caller|glob|readdir|stat|times)\b|\$\$|\$0\b"
    r"|%ENV|\$ENV\{|\b__(?:FILE|LINE)__|\$\^[A-Z]|\$\]|\bkeys\b|\bvalues\b|\beach\b|Dumper|\$VERSION|->VERSION|\bcwd\b"
)
"""The order of a hash is a matter of chance."""
_LOOPS = re.compile(r"\s*#!\S*perl\S*[^\n]* -\w*[np]")
_DATA = re.compile(r"^__(?:END|DATA)__[ \t]*$", re.MULTILINE)


def read_block(example: Example) -> Example:
    if _LOOPS.match(example.block.code):
        looping = Refusal("unverified", "needs-input", "is run once for each line of its input", "parsed")
        return replace(example, refusal=looping)
    code, data = program(example.block.code)
    text = read(code, NOTATION)
    if not any(line.strip() for line in text.bare):
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
    defines, needs = names("\n".join(text.bare))
    needs |= in_strings(code) - defines
    made = steps(text, example.block.line, CLAIMED)
    if data:
        made = (*made[:-1], replace(made[-1], code=made[-1].code.rstrip("\n") + "\n" + data))
    whole = replace(example, steps=made, defines=defines, needs=needs, refusal=None)
    return settled(whole, varies=_VARIES, speaks=_SPEAKS)


def program(code: str) -> tuple[str, str]:
    """The program, and what stands below it for the program to read, with the mark that begins that."""
    mark = _DATA.search(code)
    return (code[: mark.start()], code[mark.start() :]) if mark else (code, "")
