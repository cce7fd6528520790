"""Zig, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

zig = Grammar(
    name="zig",
    title="Zig",
    aliases=("zig",),
    module="tree_sitter_zig",
    program="zig",
    wrappings=(Wrapping("inside a function", "fn example() void {\n", "\n}"),),
)
