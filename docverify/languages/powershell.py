"""PowerShell, by its grammar."""

from docverify.languages.data_code.grammar import Grammar

powershell = Grammar(
    name="powershell",
    title="PowerShell",
    aliases=("powershell", "ps1", "pwsh", "posh", "ps"),
    module="tree_sitter_powershell",
    program="pwsh",
)
