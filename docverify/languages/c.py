"""C: programs, and snippets that are the body of one."""

from docverify.languages.c_code.readings import Reader
from docverify.languages.c_code.wrapping import Dialect

_HEADERS = "assert ctype errno limits math stdarg stdbool stddef stdint stdio stdlib string time"


class C(Reader):
    """Reads C blocks."""

    name = "c"
    aliases = ("c89", "c90", "c99", "c11", "c17", "c18", "c23", "ansi-c")
    family = "c"
    programs = ("gcc",)
    install = "sudo apt-get install -y gcc libc6-dev"
    dialect = Dialect(
        compiler="gcc",
        family="c",
        suffix=".c",
        releases=("gnu17", "gnu2x", "gnu89"),
        supplied="".join(f"#include <{name}.h>\n" for name in _HEADERS.split()),
    )


c = C()
