"""What an example that could not run takes from installed modules is looked up there."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from docverify.languages.python import python
from docverify.model import Example
from tests.languages.building import example, page, read

FILES = {
    "kettle/__init__.py": "from kettle.spout import pour\nif False:\n    steam = 1\n",
    "kettle/spout.py": "def pour(): ...\n",
    "kettle/lid.py": "cups = 3\n",
    "whistle/__init__.py": "def __getattr__(name):\n    raise AttributeError(name)\n",
}


@pytest.fixture
def kettle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        monkeypatch.delitem(sys.modules, name.removesuffix("/__init__.py").removesuffix(".py").replace("/", "."), False)
    monkeypatch.syspath_prepend(str(tmp_path))


def told(one: Example, page: Sequence[Example] = ()) -> str:
    """What is wrong with the example; empty when nothing is, or when nothing was asked."""
    step = python.question(one)
    scope: dict[str, Any] = {}
    found = python.opinion(one, repr(eval(step.code, scope)), page or [one]) if step else None
    return found.problem if found else ""


@pytest.mark.usefixtures("kettle")
@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("import kettle\nkettle.brew()", "AttributeError: 'brew' is no part of 'kettle', as it is installed (line 11)"),
        ("def f():\n    import kettle as k\n    k.spout.brew", "'brew' is no part of 'kettle.spout'"),
        (
            "from kettle import brew",
            "ImportError: cannot import name 'brew' from 'kettle', as it is installed (line 10)",
        ),
        ("from kettle import pour, spout, lid", ""),
        ("import kettle\nkettle.pour(), kettle.spout.pour.cups, kettle.lid", ""),
        ("import kettle\nkettle.steam", ""),
        ("from whistle import brew", ""),
        ("from teapot import brew", ""),
        ("import os\nos.brew", ""),
        ("try:\n    from kettle import brew\nexcept ImportError: pass", ""),
        ("import kettle\nif kettle.version > 3:\n    kettle.brew()", ""),
        ("import kettle\nkettle.brew = 3\nkettle.brew", ""),
        ("import kettle\nkettle = kettle.spout\nkettle.brew", ""),
        ("import kettle\nkettle.brew()  # raises AttributeError", ""),
        ("import sys, kettle\nsys.path.insert(0, '..')\nkettle.brew()", ""),
    ],
)
def test_a_name_that_an_installed_module_has_not_is_wrong(code: str, wrong: str) -> None:
    assert wrong in (found := told(read(code)))
    assert bool(wrong) == bool(found)


@pytest.mark.usefixtures("kettle")
@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("from kettle.lid import cups\n\n@pour\ndef brew(): ...", ""),
        (
            "from kettle import lid\n\n@pour\ndef brew(): pass",
            "NameError: `pour` of 'kettle' is used and never imported",
        ),
        (">>> from kettle import lid\n>>> pour()", "(line 11)"),
        (">>> from kettle import lid\n>>> pour", ""),
        (">>> from kettle import lid\n>>> boil()", ""),
        (">>> from kettle import lid\n>>> pour(tea)", ""),
        (">>> tea = 1\n>>> from kettle import lid\n>>> pour()", ""),
        ("def f(g=pour()): pass\n\nfrom kettle import lid", ""),
    ],
)
def test_what_stands_beside_what_an_example_imports_is_forgotten(code: str, wrong: str) -> None:
    assert wrong in (found := told(read(code)))
    assert bool(wrong) == bool(found)


@pytest.mark.usefixtures("kettle")
@pytest.mark.parametrize("other", ["from kettle import pour", "pour()", "stir()"])
def test_a_page_that_leans_on_what_is_elsewhere_forgets_nothing(other: str) -> None:
    examples = page(other, ">>> from kettle import lid\n>>> pour()")
    assert told(examples[1], examples) == ""
    assert told(examples[1], page("print(3)", examples[1].block.code))


@pytest.mark.usefixtures("kettle")
@pytest.mark.parametrize("lead", ["Before this release:", "Brew it (available only in the preview):"])
def test_a_page_may_speak_of_what_was_there_before(lead: str) -> None:
    asked = example("import kettle\nkettle.brew()")
    old = structs.replace(asked, block=structs.replace(asked.block, lead=lead))
    assert told(python.read(asked))
    assert not told(python.read(old))
