"""Kotlin, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

kotlin = Grammar(
    name="kotlin",
    title="Kotlin",
    aliases=("kotlin", "kt", "kts", "kotlin-script", "gradle-kotlin"),
    module="tree_sitter_kotlin",
    program="kotlinc",
    wrappings=(
        Wrapping("inside a class", "class Example {\n", "\n}"),
        Wrapping("inside a function", "fun example() {\n", "\n}"),
        Wrapping("inside a condition", "fun example() { when (it) {\n", "\n} }"),
    ),
    endless=r"@[\w.:]*(?:\([^()]*\))?\s*\Z",
)
