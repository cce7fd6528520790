"""Every benchmark says how it is run, and has a place for its table."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SCRIPTS = sorted(one.name for one in HERE.glob("*.py") if re.search(r"^def main\(", one.read_text("utf-8"), re.M))
ROWS = dict(re.findall(r"^\| `(\w+\.py)` \| .* \| (\S+) \|$", (HERE / "README.md").read_text("utf-8"), re.M))


def test_each_script_is_explained_and_nothing_else() -> None:
    assert sorted(ROWS) == SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS)
def test_its_table_has_a_place(script: str) -> None:
    page = (ROOT / ROWS[script].replace("README", "README.md")).read_text("utf-8")
    assert f"<!-- bench: {script.removesuffix('.py')} -->\n" in page


def test_what_has_its_table_among_the_measured_has_a_session() -> None:
    listed = re.search(r"^MEASURED = \((.*?)^\)", (ROOT / "noxfile.py").read_text("utf-8"), re.M | re.S)
    assert listed
    assert {f"{name}.py" for name in re.findall(r'"(\w+)"', listed[1])} == {
        script for script, page in ROWS.items() if page.startswith("docs/")
    }
