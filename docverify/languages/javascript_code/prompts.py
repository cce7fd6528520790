"""Transcripts of a JavaScript prompt: Node's, Deno's, or that of a browser's console."""

import re

from docverify.languages.javascript_code.literals import value_of
from docverify.languages.javascript_code.tokens import tokens
from docverify.model import Step
from docverify.tracebacks import shows_error

_PROMPT = re.compile(r"(?:>{1,3}|node>|js>|deno>)(?: (.*)|$)")
_MORE = re.compile(r"(?:\.\.\.+|\||\.(?= ))(?: (.*)|$)")
_GIVES = re.compile(r"(?:<-|<·|<\.|<|←)(?: |$)")
_BANNER = re.compile(
    r"Welcome to Node\.js|Type \"?\.help|Deno \d|exit using ctrl|^\s*[$%#] (?:node|deno(?: repl)?)\s*$"
)
_DECLARES = re.compile(r"\s*(?:const|let|var)\s+[\w$]+\s*=(?!=)")
_REMARK = re.compile(r"(?<=\S)[ \t]+//[^\n]*\Z")
"""What is said of a value behind it."""
_COMMAND = re.compile(r"\.(?:exit|help|editor|load|save|break|clear)\b")
_ERROR = re.compile(
    r"^(?:Uncaught:?\s*|Thrown:\s*|Exception: )?(?:[\w$.]*\n)?(\w*(?:Error|Exception))\b(?: \[\w+\])?(:.*)?", re.DOTALL
)
_ENGINES = frozenset(("TypeError", "ReferenceError", "SyntaxError", "RangeError", "URIError", "EvalError"))
"""Errors whose words each engine, and each release, chooses anew."""


def is_transcript(code: str) -> bool:
    """True when it begins with a prompt: no script begins with an operator."""
    lines = [line for line in code.split("\n") if line.strip() and not _BANNER.search(line)]
    if not lines or not _PROMPT.match(lines[0]):
        return False
    return not re.match(r">{1,3} ?(?:npm|npx|node|yarn|pnpm|cd|git|curl)\b", lines[0])


def transcript(code: str, line: int) -> tuple[Step, ...]:
    """A step a prompt. `line` is the page's line of its first line."""
    made: list[Step] = []
    typed: list[str] = []
    shown: list[str] = []
    begun, depth = line, 0

    def end() -> None:
        if typed and not _COMMAND.match(typed[0]) and any(one.strip() for one in typed):
            made.append(_step("\n".join(typed), begun, "\n".join(shown)))

    for number, text in enumerate(code.split("\n"), line):
        prompt, more = _PROMPT.match(text), _MORE.match(text)
        if prompt and typed and not shown and depth > 0:
            typed.append(prompt[1] or "")
        elif prompt:
            end()
            typed, shown, begun, depth = [prompt[1] or ""], [], number, 0
        elif more and typed and not shown:
            typed.append(more[1] or "")
        elif typed:
            shown.append(text)
        depth += _opened(typed[-1]) if typed and not shown else 0
    end()
    return tuple(made)


def _opened(line: str) -> int:
    """How many more brackets a line opens than it closes: then the prompts below it go on with it."""
    found = [token.text for token in tokens(line) if token.kind == "operator"]
    return sum(text in ("(", "[", "{") for text in found) - sum(text in (")", "]", "}") for text in found)


def _step(code: str, line: int, shown: str) -> Step:
    text = "\n".join(_GIVES.sub("", one) for one in shown.rstrip().split("\n"))
    error = _ERROR.match(text.lstrip())
    if error:
        return Step(code, line, "raises", f"{error[1]}{_message(error[1], error[2] or '')}")
    if shows_error(text):
        return Step(code, line, "raises", text)
    text = re.sub(r"(?:^|\n)undefined\s*\Z", "", text)
    alone = _REMARK.sub("", text)
    text = alone if value_of(text) is None and value_of(alone) else text
    mode = "assigned" if text.strip() and _DECLARES.match(code) else "single"
    return Step(code, line, mode, text if shown.strip() else None)


def _message(kind: str, text: str) -> str:
    """The first line of a message, where it is the program's own."""
    return "..." if kind in _ENGINES else text.split("\n")[0]
