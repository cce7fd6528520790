"""What packages do not find in or beside each other is no fault of a page that speaks of neither."""

import pytest

from docverify.languages.python import python
from tests.languages.building import raising, read

FROM_LIBRARY = ("__main__", "tea", "tea.pot")


def reason(code: str, said: str, kind: str = "ImportError", frames: tuple[str, ...] = FROM_LIBRARY) -> str:
    one = read(code)
    return (python.reason(one, raising(one, kind, said, frames=frames), [one]) or ("",))[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Kettles not found. Please update stove and gas.", "missing-package"),
        ("`Samovar` has been moved to the `pots` package", ""),
        ("Please import Samovar from pots", ""),
        ("cannot import name 'Samovar' from 'tea'", ""),
    ],
)
def test_an_error_of_imports_in_a_librarys_own_words_is_of_what_it_lacks(said: str, expected: str) -> None:
    assert reason("tea.brew()", said) == expected
    assert reason("tea.brew()", said, frames=("__main__",)) == ""


@pytest.mark.parametrize(
    ("code", "kind", "said", "expected"),
    [
        ("import tea", "ImportError", "cannot import name 'lid' from 'samovar' (/lib/samovar.py)", "missing-package"),
        ("import tea", "ImportError", "cannot import name 'lid' from 'samovar.lids' (/lib/lids.py)", "missing-package"),
        ("import tea", "AttributeError", "module 'samovar' has no attribute 'lid'", "missing-package"),
        ("import tea, samovar", "ImportError", "cannot import name 'lid' from 'samovar' (/lib/samovar.py)", ""),
        ("tea.brew(lid=1)", "ImportError", "cannot import name 'lid' from 'samovar' (/lib/samovar.py)", ""),
        ("import tea", "ImportError", "cannot import name 'lid' from 'tea.lids' (/lib/tea/lids.py)", ""),
        ("import tea", "ModuleNotFoundError", "No module named 'samovar.lids.lid'", "missing-package"),
        ("import samovar.lids", "ModuleNotFoundError", "No module named 'samovar.lids.lid'", ""),
        (
            "import tea\nfrom samovar import pot",
            "ImportError",
            "cannot import name 'lid' from 'samovar.lids'",
            "missing-package",
        ),
    ],
)
def test_a_package_may_not_find_what_it_needs_in_another(code: str, kind: str, said: str, expected: str) -> None:
    assert reason(code, said, kind) == expected
    assert reason(code, said, kind, frames=("__main__",)) == ""


@pytest.mark.parametrize(
    ("file", "where", "said", "expected"),
    [
        ("/lib/site-packages/samovar/lids.py", "<module>", "no lids", "missing-package"),
        ("/lib/site-packages/samovar/__init__.py", "<module>", "no lids", "missing-package"),
        ("/lib/site-packages/samovar/lids.py", "boil", "no lids", ""),
        ("/lib/site-packages/samovar/__main__.py", "<module>", "no lids", ""),
        ("/page/samovar.py", "<module>", "no lids", ""),
        ("/lib/site-packages/samovar/lids.py", "<module>", "lids have moved to pots", ""),
    ],
)
def test_what_a_module_raises_while_it_is_imported_is_of_what_is_installed(
    file: str, where: str, said: str, expected: str
) -> None:
    one = read("import tea\ntea.brew()")
    trace = f'  File "a.md", line 11, in <module>\n    tea.brew()\n  File "{file}", line 3, in {where}\n    x\n'
    ended = raising(one, "TypeError", said, line=11, frames=FROM_LIBRARY, traceback=trace)
    assert (python.reason(one, ended, [one]) or ("",))[0] == expected


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("TeaError", "settings are not configured", "fragment"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'tea.toml'", "missing-file"),
        ("TeaError", "no API key was given", "needs-credentials"),
    ],
)
def test_what_an_error_says_itself_explains_it_before_that(kind: str, said: str, expected: str) -> None:
    one, trace = read("import tea"), 'File "/lib/site-packages/tea/pot.py", line 3, in <module>\n'
    ended = raising(one, kind, said, line=10, frames=FROM_LIBRARY, traceback=trace)
    assert (python.reason(one, ended, [one]) or ("",))[0] == expected
