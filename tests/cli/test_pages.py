"""`docverify pages` lists what the sources hold, and what could not be had."""

import json

import pytest


def test_a_line_a_page_and_the_sum(docverify, write):
    write("docs/a.md", "# A\n\n```python\n1\n```\n\n```\nx\n```\n")
    write("docs/b.md", "# B\n")
    said = docverify("pages", "docs")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "     2  markdown  docs/a.md",
        "     0  markdown  docs/b.md",
        "2 blocks on 2 pages",
    ]


def test_a_page_that_cannot_be_read_is_said(docverify, write, folder):
    write("docs/a.md", "# A\n")
    (folder / "docs" / "b.md").write_bytes(b"\0\0")
    said = docverify("pages", "docs")
    assert said.code == 2
    assert said.err == "problem docs/b.md is not text: it holds NUL bytes; if it is a page, save it as UTF-8\n"


def test_as_json_with_languages(docverify, write):
    write("a.md", "# A\n\n```python\n1\n```\n\n```\nx\n```\n")
    (line,) = docverify("pages", "a.md", "--format", "json").out.splitlines()
    page = json.loads(line)
    assert (page["path"], page["format"], page["blocks"]) == ("a.md", "markdown", 2)
    assert page["languages"] == {"python": 1, "none given": 1}


@pytest.mark.parametrize("command", ["examples", "pages"])
def test_a_page_that_changed_is_read_anew(docverify, write, command):
    write("a.md", "# A\n\n```python\n1\n```\n")
    first = docverify(command, "a.md", "--format", "json").out
    assert docverify(command, "a.md", "--format", "json").out == first
    write("a.md", "# A\n\n```python\n1\n```\n\n```python\n2\n```\n")
    changed = docverify(command, "a.md", "--format", "json").out
    assert changed != first
    assert docverify(command, "a.md", "--format", "json", "--fresh").out == changed
