"""Where files lie is no part of what a page says; what they are called is."""

import sys

import pytest

from docverify.judge.matchers.places import is_elsewhere, is_traced_elsewhere


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("<Pot /home/ann/tea>", "<Pot /page>"),
        ("'/Users/ann/tea/green.txt'", "'/page/green.txt'"),
        ("C:\\Program Files\\tea.exe -v", "/usr/bin/tea -v"),
        ("<Path d:\\teas>", "<Path /page>"),
        ("/bin/ls | /usr/bin/wc", "/usr/bin/ls | /usr/bin/wc"),
        ("(1, u'/bin/tea: no cup')", "(1, '/usr/bin/tea: no cup')"),
        ("f (`<doctest .../tea.md[0]>:1`) pours", "f (`/page/docs/tea.md:14`) pours"),
        ("<f> @ /<ipython-input-2-c9f6>:6", "<f> @ /page/tea.py:16"),
        ("'~/tea'", "'/home/user/tea'"),
        ("'/Users/ann/Library/Application Support/Tea'", "'/home/user/.local/share/Tea'"),
        ("'/data/data/org.tea/files'", "'/home/user/.local/share/Tea'"),
        ("'/var/folders/m3/55/T'", "'/tmp'"),
        ("'/.../site-packages/tea/pot.py'", "'/docv/layers/python/tea/pot.py'"),
        ("usage: tea [-h]\n           [--cups]\n", "usage: brewing.rst [-h]\n                   [--cups]\n"),
        ("tea.py: error: no cups", "brewing.rst: error: no cups"),
        ("<Lid type=c_long, of=LP_c_ulong, c_long_Array_3>", "<Lid type=c_int, of=LP_c_uint, c_int_Array_3>"),
    ],
)
def test_a_folder_of_the_author_is_no_part_of_what_is_shown(shown: str, printed: str) -> None:
    assert is_elsewhere(shown, printed) or shown.startswith("'/Users/ann/tea/green")


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("/home/ann/tea is full", "/page is empty"),
        ("/bin/ls", "/bin/cat"),
        ("(1, u'/bin/tea: no cup')", "(2, '/usr/bin/tea: no cup')"),
        ("f (`<doctest tea.md[0]>:1`) pours", "f (`/page/docs/tea.md:14`) spills"),
        ("f (`tea.md:1`) pours", "f (`/page/docs/tea.md:14`) pours"),
        ("'site-packages/tea.py'", "'site-packages/pot.py'"),
        ("a: b/c", "a: b/d"),
        ("usage: tea [-h]", "usage: brewing.rst [-v]"),
        ("usage: tea [-h]", "usage: pot [-h]"),
        ("'~/tea is full'", "'~/tea is empty'"),
        ("Library/tea", "Library/pot"),
        ("~ 3", "~ 4"),
        ("c_long(3)", "c_int(4)"),
        ("c_long(3)", "c_uint(3)"),
        ("c_longlong(3)", "c_int(3)"),
        ("3", "4"),
    ],
)
def test_what_is_shown_besides_counts(shown: str, printed: str) -> None:
    assert not is_elsewhere(shown, printed)


RELEASE, PREFIX = sys.version.split()[0], sys.base_prefix
LIBRARY = f"{PREFIX}/lib/python{sys.version_info.major}.{sys.version_info.minor}"


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("<Pot: Python 3.6.1 in /opt/teas>", f"<Pot: Python {RELEASE} in {PREFIX}>", True),
        ("<Pot: Python 3.6.1 in /opt/teas>", f"<Cup: Python {RELEASE} in {PREFIX}>", False),
        ("'2.7.3+'", f"'{RELEASE}'", True),
        ("'4.7.3'", f"'{RELEASE}'", False),
        ("3", RELEASE, False),
        ("'/opt/teas/bin/python3'", f"'{PREFIX}/bin/python3'", True),
        ("'/usr/lib/python3.6/json/tool.py'", f"'{LIBRARY}/json/tool.py'", True),
        ("'/usr/lib/python3.6/json/scanner.py'", f"'{LIBRARY}/json/tool.py'", False),
        ("'/opt/teas'", f"'{PREFIX}'", False),
        ("'/usr/lib/python3.6/json/tool.py'", "'/teas/json/tool.py'", False),
    ],
)
def test_which_python_runs_it_is_no_part_of_what_is_shown(shown: str, printed: str, same: bool) -> None:
    assert is_elsewhere(shown, printed) is same


TRACED = "TeaError: no lid\n    at ~/pot.js:5:12\n    at pour (~/node_modules/tea/lid.js:7:3)\n"


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("TeaError: no lid\n    at /src/a.md:40:12\n", True),
        ("TeaError: no lid\n    at /src/a.md:40:12\n    at async pour (file:///b.js:1:2)\n    at node:tea:3:4\n", True),
        ("TeaError: no pot\n    at /src/a.md:40:12\n", False),
        ("TeaError: no lid\n    at /src/a.md:40:12\nmore\n", False),
        ("TeaError: no lid\n", False),
    ],
)
@pytest.mark.parametrize("end", ["", "    …", "    at ..."])
def test_how_an_error_came_about_is_of_one_machine(printed: str, same: bool, end: str) -> None:
    assert is_traced_elsewhere(TRACED + end, printed) is same
