"""Files that pages include: where they are looked for, and which of their lines are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.formats.including import Included, Library, Selection, select
from docverify.formats.including.library import MOST, ROOM
from docverify.model import Page

FILE = """\
import tea
# region hot
def brew():
    # [START pot]
    return 1
    # [END pot]
# endregion
# ANCHOR: cold
x = 1
// #region deep
y = 2
// #endregion
z = 3
# ANCHOR_END: cold
# :snippet-start: s
w
# :snippet-end:
"""


def found(name: str, beside: str = "", page: str = "docs/a/b.md", **files: str | None) -> Included | None:
    named = {key.replace("__", "/").replace("_", "."): text for key, text in files.items()}
    return Library(Page(page, "markdown", "", files=named)).find(name, beside)


def asked(name: str, beside: str = "", page: str = "docs/a/b.md") -> list[str]:
    library = Library(Page(page, "markdown", ""))
    assert library.find(name, beside) is None
    return list(library.wanted)


@pytest.mark.parametrize(
    ("name", "beside", "names"),
    [
        ("c.py", "", ["c.py", "../c.py", "../../c.py"]),
        ("./c.py", "", ["c.py"]),
        ("../x/c.py", "", ["../x/c.py"]),
        ("c.py", "../inc/d.md", ["../inc/c.py", "c.py", "../c.py", "../../c.py"]),
        ("../c.py", "inc/d.md", ["c.py"]),
        ("/c.py", "inc/d.md", ["c.py", "../c.py", "../../c.py"]),
        ("@/c.py", "", ["c.py", "../c.py", "../../c.py"]),
        ("@site/c.py", "", ["c.py", "../c.py", "../../c.py"]),
        ("https://example.com/c.py", "", []),
        ("", "", []),
        ("a\0b", "", []),
    ],
)
def test_a_file_is_looked_for_beside_and_above(name: str, beside: str, names: list[str]) -> None:
    assert asked(name, beside) == names


def test_the_nearest_file_is_the_one() -> None:
    assert found("c.py", c_py="a", **{"../c_py": "b"}) == Included("c.py", "docs/a/c.py", "a")
    assert found("c.py", **{"c_py": None, "../c_py": "b\r\nc"}) == Included("../c.py", "docs/c.py", "b\nc")


def test_a_file_of_a_repository_is_named_as_its_pages_are() -> None:
    page = "https://example.com/r.git//docs/b.md"
    assert found("../c.py", page=page, **{"../c_py": "b"}) == Included(
        "../c.py", "https://example.com/r.git//c.py", "b"
    )


def test_a_page_includes_so_much_and_no_more() -> None:
    library = Library(Page("a.md", "markdown", "", files={"b": "x" * (ROOM // 2)}))
    assert [library.find("b") is not None for _ in range(3)] == [True, True, False]
    library = Library(Page("a.md", "markdown", "", files={"b": "x"}))
    assert sum(library.find("b") is not None for _ in range(MOST + 10)) == MOST


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(region="hot"), ("def brew():\n    return 1", 3, 5)),
        (Selection(region="pot"), ("    return 1", 5, 5)),
        (Selection(region="pot", dedent=True), ("return 1", 5, 5)),
        (Selection(region="cold"), ("x = 1\ny = 2\nz = 3", 9, 13)),
        (Selection(region="s"), ("w", 16, 16)),
        (Selection(region="none"), None),
        (Selection(name="brew"), ("def brew():\n    # [START pot]\n    return 1\n    # [END pot]", 3, 6)),
        (Selection(name="brew.x"), None),
        (Selection(lines="9,11-11"), ("x = 1\ny = 2", 9, 11)),
        (Selection(lines="-1"), ("import tea", 1, 1)),
        (Selection(lines="16-"), ("w\n# :snippet-end:", 16, 17)),
        (Selection(lines="-2:-2"), ("w", 16, 16)),
        (Selection(lines="99"), None),
        (Selection(lines="a,b"), None),
        (Selection(start_after="ANCHOR: cold", end_before="region deep"), ("x = 1", 9, 9)),
        (Selection(start_at="y = ", end_at="z = "), ("y = 2\n// #endregion\nz = 3", 11, 13)),
        (Selection(start_after="nowhere"), None),
        (Selection(start_at="x = 1", end_at="nowhere"), None),
    ],
)
def test_lines_are_chosen(selection: Selection, expected: tuple[str, int, int] | None) -> None:
    excerpt = select(FILE, selection)
    assert (excerpt and (excerpt.code, excerpt.line, excerpt.end_line)) == expected


PIECES = st.sampled_from(
    ["# region a", "# endregion", "# ANCHOR: a", "# [END a]", "  def a():", "@x", "a", "", "8<- [start:a]"]
)


@given(
    st.lists(PIECES, max_size=12).map("\n".join),
    st.builds(
        Selection,
        lines=st.text("0123456789-:,", max_size=8),
        region=st.sampled_from(["", "a"]),
        name=st.sampled_from(["", "a", "a.a"]),
        start_after=st.sampled_from(["", "a"]),
        end_at=st.sampled_from(["", "a"]),
        dedent=st.booleans(),
    ),
)
def test_any_selection_holds_lines_of_the_file(text: str, selection: Selection) -> None:
    excerpt = select(text, selection)
    if excerpt:
        lines = text.split("\n")
        shown = excerpt.code.split("\n")
        assert (lines[excerpt.line - 1].strip(), lines[excerpt.end_line - 1].strip()) == (
            shown[0].strip(),
            shown[-1].strip(),
        )
