"""Objective-C, by its grammar."""

from docverify.languages.data_code.grammar import Grammar, Wrapping

objective_c = Grammar(
    name="objective-c",
    title="Objective-C",
    aliases=("objective-c", "objectivec", "objc", "obj-c", "objective c", "mm"),
    module="tree_sitter_objc",
    program="clang",
    wrappings=(
        Wrapping("inside an implementation", "@implementation Example\n", "\n@end"),
        Wrapping("inside an interface", "@interface Example : NSObject\n", "\n@end"),
        Wrapping("inside a function", "void example(void) {\n", "\n}"),
        Wrapping("as an expression", "void example(void) {\n", ";\n}"),
    ),
)
