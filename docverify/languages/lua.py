"""Lua, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

lua = Grammar(
    name="lua",
    title="Lua",
    aliases=("lua",),
    module="tree_sitter_lua",
    program="lua",
    wrappings=(Wrapping("as an expression", "return\n", ""),),
)
