"""HCL, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

hcl = Grammar(
    name="hcl",
    title="HCL",
    aliases=("hcl", "terraform", "tf", "tfvars", "opentofu"),
    module="tree_sitter_hcl",
    wrappings=(Wrapping("inside a block", "example {\n", "\n}"),),
)
