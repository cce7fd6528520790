"""OCaml, by its grammar."""

from docverify.languages.data_code.grammar import Grammar

ocaml = Grammar(
    name="ocaml",
    title="OCaml",
    aliases=("ocaml", "ml"),
    module="tree_sitter_ocaml",
    program="ocaml",
    function="language_ocaml",
)
