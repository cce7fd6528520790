"""What a shell script only prints: no command of its own, and nothing to fill in."""

import re

_WORDS = r"""(?>(?:[ \t]++(?>(?:'[^'\n]*'|"(?>(?:\\.|[^"\\\n$`]|\$(?!\())*)"|[^\s;&|<>'"()`#$\\])+))+)"""
"""Arguments that start no program of their own."""
_PRINTED = re.compile(rf"(?<![\w./-])(?:echo|printf){_WORDS}")
_SHOWN = re.compile(rf"{_PRINTED.pattern}(?=[ \t]*(?:;|&&|\|\||$))", re.MULTILINE)
_SAYS = re.compile(r"^([\w.+-]{1,50}): .*\n?", re.MULTILINE)


def without_shown(code: str) -> str:
    """The code without what it prints to its reader."""
    return _SHOWN.sub("echo", code)


def without_strangers(said: str, code: str) -> str:
    """What was said without the lines of programs that the code names only in text that it prints, say into a file:
    who runs that file is another program, which answers for it."""
    bare = _PRINTED.sub("", code)

    def is_stranger(name: str) -> bool:
        return name in code and name not in bare

    return _SAYS.sub(lambda line: "" if is_stranger(line[1]) else line[0], said)
