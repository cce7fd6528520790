"""C++: programs, and snippets that are the body of one."""

from docverify.languages.c_code.readings import Reader
from docverify.languages.c_code.wrapping import Dialect

_HEADERS = """
algorithm array cassert cmath cstdint cstdio cstdlib cstring functional iostream map memory numeric optional set
stdexcept string tuple utility vector
"""


class Cpp(Reader):
    """Reads C++ blocks."""

    name = "cpp"
    aliases = ("c++", "cxx", "cc", "hpp", "cplusplus", "c++11", "c++14", "c++17", "c++20", "c++23", "cpp11", "cpp17")
    family = "cpp"
    programs = ("g++",)
    install = "sudo apt-get install -y g++"
    dialect = Dialect(
        compiler="g++",
        family="cpp",
        suffix=".cpp",
        releases=("gnu++17", "gnu++20", "gnu++98"),
        supplied="".join(f"#include <{name}>\n" for name in _HEADERS.split()),
        plus=True,
    )


cpp = Cpp()
