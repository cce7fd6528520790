"""From a block of PHP to the steps of an example."""

import re

from msgspec.structs import replace

from docverify.languages.php_code.names import names
from docverify.languages.php_code.notation import CLAIMED, NOTATION, is_expression
from docverify.languages.php_code.prompts import is_transcript, transcript
from docverify.languages.script_code.claims import steps
from docverify.languages.script_code.scripts import settled
from docverify.languages.script_code.text import Text, read
from docverify.model import Example, Refusal, Step

_SPEAKS = re.compile(
    r"\b(?:echo|print|printf|vprintf|var_dump|print_r|var_export|readfile|passthru|trigger_error|dump)\b|<\?=|\?>"
)
_VARIES = re.compile(
    r"\b(?:time|date|microtime|hrtime|now|rand|mt_rand|random_int|random_bytes|shuffle|array_rand|uniqid|getmypid|getenv"
    r"|spl_object_id|spl_object_hash|memory_get_usage|phpversion|php_uname|sys_get_temp_dir|tempnam|getcwd|glob|scandir"
    r"|debug_backtrace|password_hash|setlocale|gethostname|sleep|usleep)\s*\(|\bPHP_\w+|\b__(?:FILE|DIR|LINE)__"
    r"|new \\?Date|Random\\|\bgetTrace|\bgetLine\b|\bgetFile\b|\$_SERVER|\$_ENV",
    re.IGNORECASE,
)

_WHOLE = re.compile(r"\s*(?:use|namespace|declare)\b")


def read_block(example: Example) -> Example:
    if is_transcript(example.block.code):
        return settled(transcript(example), varies=_VARIES, speaks=_SPEAKS)
    text = read(example.block.code, NOTATION)
    if not any(line.strip() for line in text.bare):
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
    defines, needs = names("\n".join(text.bare))
    made = _steps(text, example.block.line)
    whole = replace(example, steps=made, defines=defines, needs=needs, refusal=None)
    return settled(whole, varies=_VARIES, speaks=_SPEAKS)


def _steps(text: Text, first: int) -> tuple[Step, ...]:
    """What a file says of itself at its top holds for all of it: such a one stays whole."""
    if any(_WHOLE.match(line) for line in text.bare):
        return (Step("\n".join(text.lines), first),)
    return tuple(_evaluated(step, text, first) for step in steps(text, first, CLAIMED))


def _evaluated(step: Step, text: Text, first: int) -> Step:
    """Only an expression has a value that can be asked for."""
    begun = step.line - first
    bare = "\n".join(text.bare[begun : begun + step.code.count("\n") + 1])
    if step.mode != "value" or is_expression(bare):
        return step
    return replace(step, mode="exec", expected=None, flags=())
