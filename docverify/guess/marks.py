"""Marks that speak for a language; all of them together speak louder than any one."""

MARKS: dict[str, dict[int, tuple[str, ...]]] = {
    "bash": {
        3: (r"^[ \t]*if \[\[? .* \]\]?; then",),
        2: (
            r"^[ \t]*(?:export [A-Z_]+=|source \S|set -[eux]|fi$|done$|esac$)",
            r"^[ \t]*(?:sudo |apt(?:-get)? install|pip3? install|npm (?:install|i|run)\b)",
            r"^[ \t]*(?:cd \S|curl -|git (?:clone|commit))",
        ),
        1: (
            r"\$\{?[A-Z_]{2,}\}?",
            r" \\$",
        ),
    },
    "c": {
        3: (r"^[ \t]*#include <\w+\.h>",),
        2: (r"^[ \t]*int main\s*\(",),
        1: (
            r"\bprintf\s*\(\"",
            r"->\w+",
        ),
    },
    "cmake": {
        3: (r"^[ \t]*(?:cmake_minimum_required|add_executable|target_link_libraries|project)\s*\(",),
    },
    "cpp": {
        3: (
            r"^[ \t]*#include <\w+>",
            r"\bstd::\w+",
            r"\bcout\s*<<",
        ),
        2: (r"\btemplate\s*<",),
    },
    "csharp": {
        3: (
            r"^[ \t]*using [A-Z]\w+(?:\.\w+)*;",
            r"\bConsole\.Write",
        ),
        2: (r"\bnamespace [A-Z]",),
    },
    "css": {
        2: (r"@media\b",),
        1: (
            r"^[ \t]*[.#]?[\w-]+(?:[ ,>.#:][^{};]*)?\{[ \t]*$",
            r"^[ \t]*[a-z-]+:\s*[^;{}]+;[ \t]*$",
        ),
    },
    "dockerfile": {
        2: (
            r"\AFROM [\w./:-]+",
            r"^(?:RUN|COPY|ENTRYPOINT|WORKDIR|CMD) ",
        ),
    },
    "elixir": {
        3: (r"^[ \t]*defmodule \w+",),
        2: (r"^[ \t]*def \w+.*\bdo$",),
        1: (r"\|>\s*\w+",),
    },
    "go": {
        3: (
            r"^package \w+$",
            r"^func (?:\(\w+ \*?\w+\) )?\w+\(",
            r"\bfmt\.\w+\(",
        ),
        1: (r":= ",),
    },
    "graphql": {
        3: (r"^[ \t]*(?:query|mutation|subscription)\b[^\n=;]*\{",),
        1: (r"^type \w+ (?:implements \w+ )?\{",),
    },
    "haskell": {
        3: (
            r"^\w+ :: .*->",
            r"^main = do",
        ),
        1: (r"^import (?:qualified )?[A-Z]\w*(?:\.\w+)*(?:\s|$)",),
    },
    "html": {
        2: (
            r"<(?:div|p|span|body|head|ul|table|form|script|a|input)\b[^>]*>",
            r"</(?:div|p|span|body|ul)>",
        ),
    },
    "ini": {
        1: (
            r"^\[[\w .:-]+\][ \t]*$",
            r"""^[\w.-]+ *= *[^\"'\[{\s(][^\n()]*$""",
        ),
    },
    "java": {
        3: (
            r"^[ \t]*(?:public|private|protected) (?:static |final |abstract )*(?:class|interface|void|[A-Z]\w*)\b",
            r"\bSystem\.out\.print",
            r"^[ \t]*import (?:static )?[a-z]\w*(?:\.\w+)+(?:\.\*)?;",
        ),
        1: (r"\bnew [A-Z]\w*(?:<[^>]*>)?\(",),
    },
    "javascript": {
        3: (
            r"\bconsole\.(?:log|error)\(",
            r"""^[ \t]*import .* from ['\"]""",
            r"""\brequire\(['\"]""",
        ),
        2: (
            r"^[ \t]*(?:const|let|var) [\w{\[][^=\n]*= ",
            r"^[ \t]*(?:async )?function\b[^\n]*\{",
        ),
        1: (
            r"=>\s*[{(\w]",
            r"===",
        ),
    },
    "json": {
        2: (r'^[ \t]*"[^"\n]*"\s*:',),
        1: (r"\A\s*[\[{]",),
    },
    "julia": {
        5: (r"^julia> ",),
        2: (r"^[ \t]*using [A-Z]\w+",),
    },
    "kotlin": {
        3: (r"^[ \t]*fun \w+\(",),
        2: (r"^[ \t]*val \w+",),
        1: (r"\bprintln\(",),
    },
    "latex": {
        3: (r"\\(?:begin|documentclass|usepackage)\{",),
    },
    "makefile": {
        3: (
            r"^[\w.-]+:(?: [\w. -]*)?\n\t",
            r"^\.PHONY:",
        ),
        1: (r"\$\((?:CC|\w+)\)",),
    },
    "nginx": {
        2: (
            r"^[ \t]*(?:server|location [^\n]+|upstream \w+) \{",
            r"^[ \t]*proxy_pass ",
        ),
    },
    "perl": {
        3: (
            r"^[ \t]*use (?:strict|warnings)\b",
            r"^[ \t]*(?:my|our) [$@%]\w+",
        ),
        1: (r"\$\w+->",),
    },
    "php": {
        3: (
            r"<\?php",
            r"\$this->",
            r"^[ \t]*use \w+\\\w+",
        ),
        1: (r"\$\w+\s*=[^=>]",),
    },
    "python": {
        3: (
            r"^[ \t]*(?:async )?def \w+\(.*\)(?: *-> *[^:\n]+)?:",
            r"^[ \t]*class \w+(?:\([^)\n]*\))?:",
        ),
        2: (
            r"^[ \t]*(?:from [\w.]+ import |import [\w.]+(?: as \w+)?(?:, [\w.]+)*[ \t]*(?:#.*)?$)",
            r"^[ \t]*(?:for [\w, ()]+ in .+|(?:if|elif|with|while) .+|try|else|except.*):[ \t]*(?:#.*)?$",
            r"\bself\.\w+",
        ),
        1: (
            r"\b(?:None|True|False)\b",
            r"\bprint\(",
            r"""\bf['\"]""",
            r"^[ \t]*@\w+(?:\.\w+)*(?:\(.*\))?[ \t]*$",
        ),
    },
    "r": {
        3: (
            r"^[ \t]*library\(\w+\)",
            r"%>%",
        ),
        2: (r"\w+ <- ",),
    },
    "ruby": {
        3: (
            r"""^[ \t]*require ['\"]""",
            r"\bdo \|\w+",
        ),
        2: (
            r"^[ \t]*def \w+(?:\(.*\))?$",
            r"\bputs ",
        ),
        1: (r"^[ \t]*end$",),
    },
    "rust": {
        3: (
            r"\bfn \w+(?:<[^>]*>)?\(",
            r"\blet mut \w+",
            r"\bprintln!\(",
            r"^[ \t]*use \w+::",
        ),
        2: (r"#\[\w+",),
    },
    "sql": {
        3: (
            r"(?i)^[ \t]*select\b[^;]*\bfrom\b",
            r"(?i)^[ \t]*(?:insert into|update \w+ set|alter table|drop table|delete from)\b",
            r"(?i)^[ \t]*create (?:or replace )?(?:table|index|view|function)\b",
        ),
    },
    "swift": {
        3: (
            r"^[ \t]*import (?:Foundation|UIKit|SwiftUI)\b",
            r"\bguard let\b",
        ),
        2: (r"\bvar \w+: [A-Z]",),
        1: (r"\bfunc \w+\(",),
    },
    "toml": {
        1: (
            r"^\[{1,2}[\w.\"-]+\]{1,2}[ \t]*$",
            r"""^[\w.-]+ = (?:\"|'|\[|\{|\d|true|false)""",
        ),
    },
    "typescript": {
        3: (
            r"^[ \t]*(?:export )?(?:interface|type) \w+(?:<[^>]+>)? ?[={]",
            r"\b(?:const|let) \w+: \w+",
            r"\): (?:Promise<|void|string|number)",
        ),
    },
    "yaml": {
        2: (
            r"""^[ \t]*- [\w\"'-]+:""",
            r"\A---$",
        ),
        1: (
            r"^[\w.-]+:(?: [^\s{;][^;{]*)?$",
            r"^[ \t]+[\w.-]+:(?: [^\s{;][^;{]*)?$",
        ),
    },
}
"""Language to what speaks for it, by points."""
