"""Python: scripts, and transcripts of its prompts."""

import ast
import re
from collections.abc import Sequence
from itertools import pairwise
from textwrap import dedent

from msgspec.structs import replace

from docverify.languages.python_code import prompts
from docverify.languages.python_code.claims import is_value
from docverify.languages.python_code.documented import with_names
from docverify.languages.python_code.flags import Asked, Flags
from docverify.languages.python_code.leading import leading_imports
from docverify.languages.python_code.magics import without_settings
from docverify.languages.python_code.names import names
from docverify.languages.python_code.refusals import refusal
from docverify.languages.python_code.scripts import Script
from docverify.languages.python_code.syntax import compiles, problem, tree
from docverify.model import VALUE, Block, Example, Expectation, Refusal, Run, Step
from docverify.ports import Lack, Opinion, Supplied
from docverify.tracebacks import shows_error

_DESCRIBED = re.compile(r"<[a-z]+(?: [a-z'’,-]+){3,}>")
"""What is shown, in words: no `repr` is a sentence."""
_HELP = re.compile(r"help\([\w.]+\)")
"""Asks for what a library says of itself: pages shorten it, and each release of Python sets it in another way."""
_SYNTAX_ERRORS = ("SyntaxError", "IndentationError", "TabError")


class Python:
    """Reads Python blocks, and knows which ends of a run say nothing against a page."""

    name = "python"
    aliases = (
        *("python", "py", "python3", "py3", "pycon", "pycon3", "python-repl", "python-console", "pyrepl", "doctest"),
        *("ipython", "ipython3", "ipy", "ipythonconsole", "python-doctest", "pydoctest"),
    )
    family = "python"
    driver = "python"
    checker = "python"
    compiler = ("", "python3")
    is_checked = True
    asks_all = False

    def recognises(self, code: str) -> bool:
        return prompts.is_transcript(code) and not prompts.is_foreign(code)

    def read(self, example: Example) -> Example:
        try:
            return with_names(self._read(example))
        except RecursionError:
            return replace(example, refusal=Refusal("unverified", "resource-limit", "is nested too deep to be read"))

    def _read(self, example: Example) -> Example:
        code = example.block.code
        if prompts.is_transcript(code):
            return transcript(example)
        straight = code if compiles(code) else dedent(code)
        error = problem(straight)
        if error is None:
            return script(example, straight)
        told = prompts.with_told_output(straight)
        if told != straight and compiles(told) and tree(told).body:
            return script(example, told)
        if prompts.has_prompts(code):
            return transcript(example)
        program = without_settings(straight)
        if program != straight and compiles(program) and tree(program).body:
            return script(example, program)
        return replace(example, refusal=refusal(straight, error, example.block))

    def may_vary(self, code: str) -> bool:
        from docverify.languages.python_code.hashes import may_vary  # only what differs has another reading

        return may_vary(code)

    def imports(self, example: Example) -> tuple[str, ...]:
        return leading_imports(example.steps)

    def supplies(self, session: Sequence[Example], lack: Lack, packages: Sequence[str]) -> tuple[Step, ...]:
        from docverify.languages.python_code.supplies import supplies  # only pages that lack something need it

        return supplies(session, lack, packages)

    def supplied(self, run: Run) -> Supplied:
        from docverify.languages.endings.supplied import supplied

        return supplied(run)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.python_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)

    def question(self, example: Example) -> Step | None:
        from docverify.languages.python_code.lookups import question  # only what could not run is looked up

        return question(example)

    def opinion(self, example: Example, said: str, page: Sequence[Example]) -> Opinion | None:
        from docverify.languages.python_code.lookups import opinion

        return opinion(example, said, page)

    def disproof(self, example: Example, page: Sequence[Example]) -> tuple[str, str, int] | None:
        """Nothing is known of an example that needs no name from elsewhere."""
        if not example.needs:
            return None
        from docverify.languages.python_code.forgotten import disproof

        return disproof(example, page)


python = Python()


def script(example: Example, code: str) -> Example:
    module = tree(code)
    if not module.body:
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
    found = Script(code, example.block.line, module)
    has_output = example.expectation.kind == "output"
    steps = found.steps(remarked=not has_output)
    if has_output and len(steps) == 1:
        steps = known_value(example.expectation, found.with_last_value()) or steps
    defines, needs = names(module)
    return replace(
        example, steps=steps, expectation=expectation(example, steps), defines=defines, needs=needs, refusal=None
    )


def known_value(claimed: Expectation, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The last step with its value, where the page surely shows that, in a notation that everyone shares."""
    if not steps or VALUE not in claimed.flags or not is_value(claimed.text) or claimed.text.lstrip().startswith("<"):
        return steps
    return (*steps[:-1], replace(steps[-1], expected=claimed.text))


def transcript(example: Example) -> Example:
    """One step a statement; what stands before the first prompt is a script."""
    before, pieces = prompts.pieces(example.block.code)
    first = example.block.line
    steps: list[Step] = []
    if before.strip():
        error = problem(dedent(before))
        if error:
            return replace(example, refusal=refusal(dedent(before), error, example.block))
        steps.append(Step(dedent(before), first))
    attributes = example.block.attributes
    flags = Flags(
        attributes.get("options", ""), directive=attributes.get("directive", "") or bare_directive(example.block)
    )
    skipped: Asked | None = None
    for piece in pieces:
        asked, line = flags.read(piece.code), first + piece.line - 1
        if example.block.origin == "html" and has_lost_flag(piece.code):
            asked = replace(asked, compare=(*asked.compare, "UNCERTAIN"))
        if asked.skip:
            skipped = skipped or asked
            continue
        wrong, made = piece_steps(piece, asked, line)
        if wrong:
            at_prompt = refusal(piece.code, wrong, example.block, prompt=piece.line)
            return replace(example, refusal=at_prompt)
        steps += (Step(f'__import__("{name}")', line) for name in asked.needs if made)
        steps += made
    return with_steps(example, tuple(steps), skipped)


def has_lost_flag(code: str) -> bool:
    """Sphinx takes flags of doctest out of the HTML, and leaves the blanks before them: who knows which."""
    return any(line.strip() and line[-1] in " \t" for line in code.split("\n"))


def bare_directive(block: Block) -> str:
    """Prompts in the text of reStructuredText are tested by Sphinx as in its directive; HTML tells neither."""
    bare = block.style == "indented" or block.origin == "html"
    return "doctest" if block.language == "doctest" and bare else ""


def with_steps(example: Example, steps: tuple[Step, ...], skipped: Asked | None) -> Example:
    if not steps:
        none = Refusal("unverified", "not-executable", "holds no statement", "parsed")
        return replace(example, refusal=none if skipped is None else left_out(skipped))
    defines, needs = names(tree("\n".join(step.code for step in steps if compiles(step.code))))
    return replace(
        example, steps=steps, expectation=expectation(example, steps), defines=defines, needs=needs, refusal=None
    )


def left_out(asked: Asked) -> Refusal:
    """No statement of a transcript is run: the flag is the reason."""
    return Refusal("skip", f"# {asked.skip}", "" if asked.told else "docverify cannot tell what it asks for", "parsed")


def piece_steps(piece: prompts.Piece, asked: Asked, line: int) -> tuple[SyntaxError | None, list[Step]]:
    """The statements at one prompt, mostly one, or what is wrong with them."""
    code, shown, flags = dedent(piece.code).rstrip(), piece.shown() if asked.shown else None, asked.compare
    if shown and (_DESCRIBED.fullmatch(shown.strip()) or (_HELP.match(code) and shown.lstrip().startswith("Help on "))):
        flags += ("UNCERTAIN",)
    error = problem(code)
    if error:
        if shown and any(name in shown for name in _SYNTAX_ERRORS):
            return None, [Step(code, line, "raises", shown, flags)]
        return error, []
    body = tree(code).body
    mode = "raises" if shown and shows_error(shown) else "assigned" if shown and assigns(body) else "single"
    if len(body) < 2 or body[0].lineno == body[-1].lineno:
        return None, [Step(code, line, mode, shown, flags)] if body else []
    made = statements(code, line)
    made[-1] = replace(made[-1], mode=mode, expected=shown, flags=flags)
    return None, made


def assigns(body: Sequence[ast.stmt]) -> bool:
    """True where the last statement gives one name a value, of which a prompt shows nothing."""
    match body:
        case [
            *_,
            ast.Assign(targets=[ast.Name()])
            | ast.AnnAssign(target=ast.Name(), value=ast.expr())
            | ast.AugAssign(target=ast.Name()),
        ]:
            return True
    return False


def statements(code: str, line: int) -> list[Step]:
    """Several statements at one prompt, each as a step: a prompt takes one at a time."""
    lines, body = code.split("\n"), tree(code).body
    starts = sorted({min([one.lineno, *(d.lineno for d in getattr(one, "decorator_list", ()))]) for one in body})
    return [
        Step("\n".join(lines[here - 1 : there - 1]).rstrip(), line + here - 1, "single")
        for here, there in pairwise([*starts, len(lines) + 1])
    ]


def expectation(example: Example, steps: Sequence[Step]) -> Expectation:
    """What a fence below shows wins over what stands inside: both are compared."""
    if example.expectation.kind != "nothing":
        return example.expectation
    claimed = next((step for step in steps if step.expected is not None), None)
    return Expectation("steps", line=claimed.line) if claimed else example.expectation
