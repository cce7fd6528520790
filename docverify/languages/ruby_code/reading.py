"""From a block of Ruby to the steps of an example."""

import re

from msgspec.structs import replace

from docverify.languages.ruby_code import prompts
from docverify.languages.ruby_code.names import names
from docverify.languages.ruby_code.notation import CLAIMED, NOTATION
from docverify.languages.script_code.claims import steps
from docverify.languages.script_code.scripts import settled
from docverify.languages.script_code.text import read
from docverify.model import Example, Refusal

_SPEAKS = re.compile(r"\b(?:puts|print|p|pp|printf|putc|warn|display|write|system|exec|raise|abort|log|inspect)\b|<<|`")
_VARIES = re.compile(
    r"\bDateTime\.now\b|\bProcess\b|\bfork\b|\$\?|\bfileno\b|\bsysopen\b|\bclose_on_exec|\b\w*Socket\b|\bPTY\b"
    r"|\bARGF\b|\bSignal\.list\b|\([\"']\||\bIO\.for_fd\b|InstructionSequence|AbstractSyntaxTree"
    r"|\b(?:system|spawn|exec)\b[^\n]*\*"
    r"|\bTime\.(?:now|local|new|at|mktime|parse|strptime)\b"
    r"|\blocaltime\b|getlocal|\bDate\.today\b|\brand\b|\bshuffle|\bsample\b|Random|\bobject_id\b|\b__id__\b|\.hash\b"
    r"|\bRUBY_\w+|\bVERSION\b|\bENV\b|\bEtc\b|\$\$|\bgethostname\b|\bDir\b|Tempfile|\btmpdir\b|\bexpand_path\b"
    r"|\bFile\.(?:stat|mtime|atime|ctime)\b|\b__(?:FILE|dir)__|\bsleep\b|\bThread\b|\bRactor\b|(?:^|[=(] ?)`"
    r"|\bcaller|\bbacktrace|\bfull_message\b|\bbenchmark\b|\bmeasure\b|\bGC\b|\bObjectSpace\b|source_location\b"
    r"|\b(?:instance_|public_|private_|singleton_|protected_)?(?:methods|constants|variables)\b",
    re.IGNORECASE | re.MULTILINE,
)


def read_block(example: Example) -> Example:
    code = example.block.code
    if prompts.is_transcript(code):
        return settled(prompts.transcript(example), varies=_VARIES, speaks=_SPEAKS)
    text = read(code, NOTATION)
    if not any(line.strip() for line in text.bare):
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
    defines, needs = names("\n".join(text.bare))
    made = steps(text, example.block.line, CLAIMED)
    if len(made) == 1 and example.expectation.text.lstrip().startswith("=> "):
        made = (replace(made[0], mode="single"),)
    whole = replace(example, steps=made, defines=defines, needs=needs, refusal=None)
    return settled(whole, varies=_VARIES, speaks=_SPEAKS)
