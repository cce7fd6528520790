"""Swift, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

swift = Grammar(
    name="swift",
    title="Swift",
    aliases=("swift", "swift5", "swiftui"),
    module="tree_sitter_swift",
    program="swift",
    wrappings=(
        Wrapping("inside a type", "class Example {\n", "\n}"),
        Wrapping("inside a function", "func example() {\n", "\n}"),
        Wrapping("inside a switch", "func example() { switch it {\n", "\n} }"),
        Wrapping("inside a protocol", "protocol Example {\n", "\n}"),
        Wrapping("inside an enumeration", "enum Example {\n", "\n}"),
    ),
)
