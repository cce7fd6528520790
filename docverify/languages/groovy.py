"""Groovy, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

groovy = Grammar(
    name="groovy",
    title="Groovy",
    aliases=("groovy", "gradle", "jenkinsfile"),
    module="tree_sitter_groovy",
    program="groovy",
    wrappings=(Wrapping("inside a class", "class Example {\n", "\n}"),),
)
