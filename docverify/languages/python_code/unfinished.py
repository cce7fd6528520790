"""Code that does not compile because the page leaves out what stands around it, or in it."""

import ast
import re

from docverify.languages.python_code.syntax import compiles, expression, incomplete, problem

_BODY = re.compile(r"outside|not in (?:a )?loop|'return'|'yield'|'await'")
_BARE = re.compile(
    r"\s*(?:async )?(?:(?:def|class)\b.*:\s*(?:#.*)?$"
    r"|(?:for|while|with|if|elif|else|try|except|finally)\b.*:\s*(?:#.*)?\n\s*#)",
    re.MULTILINE,
)
_DECORATOR = re.compile(r"^([ \t]*)@\w(?!.*^[ \t]*@\w)", re.MULTILINE | re.DOTALL)
"""The last one."""
MOST_COMPILED = 1_000_000
"""Characters that are compiled to give bodies to bare headers: the code is compiled anew for each of them."""


def is_body(code: str, error: SyntaxError) -> bool:
    """Valid inside a function that the page does not show: `return`, `yield`, `await`, `break`."""
    if not _BODY.search(str(error)):
        return False
    inside = "def _():\n while True:\n  " + code.replace("\n", "\n  ")
    return compiles(inside) or compiles("async " + inside)


def is_beginning(code: str, error: SyntaxError) -> bool:
    """Ends with a header whose body, or with a decorator whose function, is left out."""
    last = code.rstrip().rpartition("\n")[2]
    indent = " " * (len(last) - len(last.lstrip()))
    if "expected an indented block" in str(error) and compiles(f"{code.rstrip()}\n{indent}    pass"):
        return True
    decorator = _DECORATOR.search(code)
    return decorator is not None and compiles(f"{code.rstrip()}\n{decorator[1]}def _(): pass")


def is_left_open(code: str, _: SyntaxError) -> bool:
    """Ends with a comma and an empty line, or an empty prompt: that is where the page leaves out the rest."""
    return code.endswith("\n") and code.rstrip().endswith(",") and incomplete(code)


def is_arguments(code: str, _: SyntaxError) -> bool:
    """`lid=True, cups=2`, as it stands in the brackets of a call: one alone may be a statement on several lines."""
    call = expression(f"_({code}\n)") if "=" in code else None
    return isinstance(call, ast.Call) and len(call.args) + len(call.keywords) > 1


def is_bare_headers(code: str, error: SyntaxError) -> bool:
    """Every header of a function or class without a body stands for one whose body the page leaves out, and so does one
    of another statement with a comment instead of its body; of very many, the first do.
    """
    lines = code.split("\n")
    found: SyntaxError | None = error
    for _ in range(1 + MOST_COMPILED // len(code)):
        if found is None:
            return True
        match = re.search(r"expected an indented block.* on line (\d+)", str(found))
        number = int(match[1]) - 1 if match else -1
        if number < 0 or not _BARE.match("\n".join(lines[number : number + 2])):
            return False
        lines[number] = lines[number].rstrip().partition("#")[0] + " ..."
        found = problem("\n".join(lines))
    return True
