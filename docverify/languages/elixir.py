"""Elixir, by its grammar."""

from docverify.languages.data_code.grammar import Grammar

elixir = Grammar(
    name="elixir",
    title="Elixir",
    aliases=("elixir", "ex", "exs"),
    module="tree_sitter_elixir",
    program="elixir",
)
