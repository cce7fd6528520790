"""C#, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

csharp = Grammar(
    name="csharp",
    title="C#",
    aliases=("csharp", "cs", "c#", "c-sharp", "dotnet"),
    module="tree_sitter_c_sharp",
    program="dotnet",
    wrappings=(
        Wrapping("inside a class", "class Example {\n", "\n}"),
        Wrapping("inside a method", "class Example { void Run() {\n", "\n} }"),
        Wrapping("inside an interface", "interface Example {\n", "\n}"),
        Wrapping("as an expression", "var it =\n", "\n;"),
        Wrapping("inside a switch", "class Example { void Run() { switch (it) {\n", "\n} } }"),
    ),
)
