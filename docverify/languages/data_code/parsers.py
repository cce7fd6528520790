"""Grammars of languages that docverify runs, for machines without what runs them: more is then known than nothing."""

from docverify.languages.data_code.trees import Tree, read_tree
from docverify.model import Example, Parser, Refusal, Run, Wrapping

_IN_FUNCTION = Wrapping("inside a function", "void example(void) {\n", "\n}")
_JAVASCRIPT = (
    Wrapping("inside a function", "async function example() {\n", "\n}"),
    Wrapping("inside a class", "class Example {\n", "\n}"),
    Wrapping("as an expression", "(\n", "\n)"),
)
PARSERS = {
    "c": Parser("tree_sitter_c", wrappings=(_IN_FUNCTION,)),
    "cpp": Parser("tree_sitter_cpp", wrappings=(_IN_FUNCTION, Wrapping("inside a class", "class Example {\n", "\n};"))),
    "go": Parser("tree_sitter_go", wrappings=(Wrapping("inside a function", "func example() {\n", "\n}"),)),
    "java": Parser(
        "tree_sitter_java",
        wrappings=(
            Wrapping("inside a method", "class Example { void run() {\n", "\n} }"),
            Wrapping("inside a class", "class Example {\n", "\n}"),
        ),
    ),
    "javascript": Parser("tree_sitter_javascript", wrappings=_JAVASCRIPT),
    "jsx": Parser("tree_sitter_javascript", wrappings=_JAVASCRIPT),
    "perl": Parser("tree_sitter_perl"),
    "php": Parser("tree_sitter_php", "language_php_only", (Wrapping("inside a class", "class Example {\n", "\n}"),)),
    "ruby": Parser("tree_sitter_ruby"),
    "rust": Parser("tree_sitter_rust", wrappings=(Wrapping("inside a function", "fn example() {\n", "\n}"),)),
    "tsx": Parser("tree_sitter_typescript", "language_tsx", _JAVASCRIPT),
    "typescript": Parser("tree_sitter_typescript", "language_typescript", _JAVASCRIPT),
}
"""By the name of the language."""
_TEMPLATE = Parser("tree_sitter_php", "language_php")
"""PHP with its opening tag, before which everything is text."""


def parser_of(example: Example) -> Parser | None:
    """The grammar of an example's language; None where there is none."""
    return _TEMPLATE if example.language == "php" and "<?" in code_of(example) else PARSERS.get(example.language)


def code_of(example: Example) -> str:
    """What would run of the block, or all of it: a transcript is no code, and what was typed at its prompts is."""
    code = "\n".join(step.code for step in example.steps) or example.block.code
    return code.encode("utf-8", "replace").decode()  # a notebook may hold half of a surrogate pair


def read_instead(example: Example, run: Run) -> Refusal | None:
    """What is said of the example besides that its toolchain is missing; None where its grammar says nothing."""
    found = read_tree(run, example.language)
    if isinstance(found, Refusal):
        return None
    if found.whole or found.place is not None:
        parser = parser_of(example)
        place = found.place_in(parser.wrappings if parser else ())
        return Refusal("unverified", "missing-toolchain", f"parsed{f', {place}' if place else ''}", "parsed")
    said = f"not parsed: line {_line(example, found)} is not as its grammar has it"
    return Refusal("unverified", "missing-toolchain", said)


def _line(example: Example, found: Tree) -> int:
    """On the page, of where it first goes wrong."""
    left = code_of(example)[: found.offset(code_of(example))].count("\n")
    for step in example.steps:
        lines = step.code.count("\n") + 1
        if left < lines:
            return step.line + left
        left -= lines
    return example.block.end_line
