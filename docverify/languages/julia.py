"""Julia, by its grammar."""

from docverify.languages.data_code.grammar import Grammar

julia = Grammar(
    name="julia",
    title="Julia",
    aliases=("julia", "jl"),
    module="tree_sitter_julia",
    program="julia",
)
