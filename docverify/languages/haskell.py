"""Haskell, by its grammar."""

from docverify.languages.data_code.grammar import Grammar

haskell = Grammar(
    name="haskell",
    title="Haskell",
    aliases=("haskell", "hs"),
    module="tree_sitter_haskell",
    program="ghc",
)
