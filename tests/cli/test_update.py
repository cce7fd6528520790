"""`docverify update` makes pages tell what their examples show, and changes nothing else of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command

MARKDOWN = """\
# Tea

- item

  ```pycon
  >>> 1 + 1
  3
  >>> print("a\\n\\nb")
  a
  >>> object()
  <object object at 0x7f00112233>
  >>> raise ValueError("new")
  Traceback (most recent call last):
    ...
  ValueError: old
  ```

> ```console
> $ echo one; echo two
> one
> three
> $ seq 5
> 1
> ...
> 6
> ```

```python
x = 1 + 1  # => 3
print(x)  # prints 5
```\t

```python
print("cups:", 4)
```

```text
cups: 5
```
"""
MARKDOWN_NEW = (
    MARKDOWN.replace("  3\n", "  2\n")
    .replace("  a\n", "  a\n  <BLANKLINE>\n  b\n")
    .replace(": old", ": new")
    .replace("three", "two")
    .replace("> 6", "> 5")
    .replace("=> 3", "=> 2")
    .replace("prints 5", "prints 2")
    .replace("\ncups: 5", "\ncups: 4")
)
RST = """\
Tea
===

Code::

    >>> 2 + 2
    5

>>> print("x")
y

.. code-block:: python

   print("q")

.. code-block:: text

   r
"""
RST_NEW = RST.replace("    5", "    4").replace("\ny\n", "\nx\n").replace("   r\n", "   q\n")
MODULE = '''\
def steep():
    """Steeps.

    >>> print("a\\\\\\\\b")
    a\\\\c
    """


def brew():
    r"""Brews.

    >>> print("a\\\\b")
    a\\c
    """
'''
MODULE_NEW = MODULE.replace("    a\\\\c", "    a\\\\b").replace("    a\\c", "    a\\b")


def notebook(first: str, second: str, indent: int | None) -> str:
    """Two cells with what they were saved with."""
    printed = {"name": "stdout", "output_type": "stream", "text": ["a\n", first]}
    value = {"data": {"text/plain": [second]}, "execution_count": 2, "metadata": {}, "output_type": "execute_result"}
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [printed], "source": ["print('a')\n", "print('b \"é\"')"]},
        {"cell_type": "code", "metadata": {}, "outputs": [value], "source": ["2 + 2"]},
    ]
    kernel = {"kernelspec": {"language": "python", "name": "python3"}}
    return json.dumps(
        {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, indent=indent, ensure_ascii=False
    )


PAGES = {
    "a.md": (MARKDOWN, MARKDOWN_NEW),
    "crlf.md": (MARKDOWN.replace("\n", "\r\n"), MARKDOWN_NEW.replace("\n", "\r\n")),
    "a.rst": (RST, RST_NEW),
    "tea.py": (MODULE, MODULE_NEW),
    "a.ipynb": (notebook("c\n", "5", 1), notebook('b "é"\n', "4", 1)),
    "line.ipynb": (notebook("c\n", "5", None), notebook('b "é"\n', "4", None)),
}


@pytest.mark.parametrize("name", PAGES)
def test_update_then_check_passes_and_nothing_else_changed(docverify: Command, folder: Path, name: str) -> None:
    before, after = (text.encode() for text in PAGES[name])
    (folder / name).write_bytes(before)
    assert docverify("update", name, "--yes").code == 0
    assert (folder / name).read_bytes() == after
    assert docverify("check", name).code == 0
    again = docverify("update", name, "--yes")
    assert (again.code, again.out) == (0, "nothing to rewrite\n")
    assert (folder / name).read_bytes() == after


INCLUDING = """\
# Tea

```python
print(1)
#> 2
```

--8<-- "part/milk.md"

```{literalinclude} ../cups.py
:language: python
```
"""
MILK = """\
> ```pycon
> >>> 2 + 2
> 5
> ```
"""
CUPS = "x = 3\nprint(x)\n#> 4\n"


def test_what_pages_include_is_corrected_once_in_its_own_file(
    docverify: Command, write: Callable[[str, str], Path]
) -> None:
    pages = [write(f"docs/{name}.md", INCLUDING) for name in "ab"]
    part, cups = write("docs/part/milk.md", MILK), write("cups.py", CUPS)
    assert docverify("update", "docs", "--yes").code == 0
    assert [page.read_text() for page in pages] == [INCLUDING.replace("> 2", "> 1")] * 2
    assert (part.read_text(), cups.read_text()) == (MILK.replace("5", "4"), CUPS.replace("> 4", "> 3"))
    assert docverify("check", "docs").code == 0
    assert docverify("update", "docs", "--yes").out == "nothing to rewrite\n"


@pytest.mark.parametrize("lines", [True, False])
def test_what_authors_write_in_the_cells_of_a_notebook_is_corrected(
    docverify: Command, folder: Path, lines: bool
) -> None:
    def made(*results: int) -> str:
        code = "x = 1\nx + 1  # => {}\nprint(7)\n#> {}".format(*results)
        text = "# Tea\n\n```python\nprint(9)\n```\n\n```text\n{}\n```".format(*results[2:])
        sources = [one.splitlines(keepends=True) if lines else one for one in (code, text)]
        cells = [
            {"cell_type": kind, "metadata": {}, "source": source}
            for kind, source in zip(("code", "markdown"), sources, strict=True)
        ]
        return json.dumps({"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4}, indent=1)

    (folder / "a.ipynb").write_text(made(3, 8, 8))
    assert docverify("update", "a.ipynb", "--yes").code == 0
    assert (folder / "a.ipynb").read_text() == made(2, 7, 9)
    assert docverify("check", "a.ipynb").code == 0


def test_nobody_to_ask_writes_nothing(docverify: Command, write: Callable[[str, str], Path]) -> None:
    page = write("a.md", MARKDOWN)
    said = docverify("update", "a.md")
    assert said.code == 1
    assert page.read_text() == MARKDOWN
    assert "+cups: 4" in said.out
    assert said.out.endswith("on 1 page; 0 pages written\nnext: docverify update --yes a.md\n")


def test_output_that_is_another_in_each_run_is_left_as_it_is(
    docverify: Command, write: Callable[[str, str], Path]
) -> None:
    page = write("a.md", "```python\nimport time\nprint(time.time_ns(), 'x')\n```\n\n```text\n17 y\n```\n")
    before = page.read_text()
    docverify("update", "a.md", "--yes")
    assert page.read_text() == before


def test_a_site_is_refused_with_what_to_do(docverify: Command) -> None:
    said = docverify("update", "https://docs.example/")
    assert said.code == 2
    assert "only files of this machine can be rewritten" in said.err
    assert "next: docverify update FILE" in said.err


def test_a_page_behind_a_link_is_left_as_it_is(docverify: Command, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.md"
    target.write_text(MARKDOWN)
    (folder / "a.md").symlink_to(target)
    said = docverify("update", "a.md", "--yes")
    assert said.code == 1
    assert "symbolic link" in said.err
    assert target.read_text() == MARKDOWN


def test_only_the_chosen_example_is_rewritten(docverify: Command, write: Callable[[str, str], Path]) -> None:
    page = write("a.md", MARKDOWN)
    docverify("update", "a.md", "--yes", "-k", "tea:python:3")
    assert page.read_text() == MARKDOWN.replace("\ncups: 5", "\ncups: 4")
