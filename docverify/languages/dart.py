"""Dart, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

dart = Grammar(
    name="dart",
    title="Dart",
    aliases=("dart", "flutter"),
    module="tree_sitter_dart",
    program="dart",
    wrappings=(
        Wrapping("inside a class", "class Example {\n", "\n}"),
        Wrapping("inside a function", "void example() {\n", "\n}"),
        Wrapping("as an expression", "var it =\n", "\n;"),
    ),
)
