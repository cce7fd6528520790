"""Scala, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

scala = Grammar(
    name="scala",
    title="Scala",
    aliases=("scala", "scala3", "sbt", "sc"),
    module="tree_sitter_scala",
    program="scala",
    wrappings=(
        Wrapping("inside an object", "object Example {\n", "\n}"),
        Wrapping("inside a match", "val it = that match {\n", "\n}"),
    ),
)
