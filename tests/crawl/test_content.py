"""What kind of content a reply holds."""

import pytest

from docverify.crawl.content import choose_format, is_wanted, read_content_type
from docverify.ports import Place

PLACE = Place(
    *(None, None),  # type: ignore[arg-type] # nothing is read or kept here
    suffixes={".md": "markdown", ".md.txt": "markdown", ".html": "html"},
    named_suffixes={".py": "docstrings"},
    media_types={"text/html": "html", "text/markdown": "markdown"},
)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("text/html; charset=UTF-8", ("text/html", "utf-8")),
        ('TEXT/HTML;charset="shift_jis"', ("text/html", "shift_jis")),
        ("text/plain; format=flowed; charset = 'x'", ("text/plain", "x")),
        ("text/html;charset=", ("text/html", "")),
        ("", ("", "")),
        (";", ("", "")),
        ("text/html; charset=" + "x" * 100, ("text/html", "x" * 40)),
    ],
)
def test_a_content_type_is_taken_apart(header: str, found: tuple[str, str]) -> None:
    assert read_content_type(header) == found


@pytest.mark.parametrize(
    ("path", "media_type", "name"),
    [
        ("/a", "text/html", "html"),
        ("/a.png", "text/html", "html"),
        ("/a", "text/markdown", "markdown"),
        ("/a.md", "text/plain", "markdown"),
        ("/%E8%8C%B6.md?raw", "application/octet-stream", "markdown"),
        ("/a.md", "", "markdown"),
        ("/a.html", "text/plain", "html"),
        ("/llms-full.txt", "text/plain", "markdown"),
        ("/a.txt", "text/plain", ""),
        ("/a.py", "text/plain", ""),
        ("/a.md", "image/png", ""),
        ("/a.html", "application/pdf", ""),
    ],
)
def test_a_format_is_chosen_by_type_and_then_by_name(path: str, media_type: str, name: str) -> None:
    assert choose_format(f"https://tea.example{path}", media_type, PLACE) == name


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        *(("text/html", True), ("application/xhtml+xml", True), ("application/vnd.oai.openapi+json", True), ("", True)),
        *(("application/gzip", True), ("application/x-yaml; charset=x", True), ("application/x-ipynb+json", True)),
        *(("image/svg", False), ("application/pdf", False), ("application/zip", False), ("video/mp4", False)),
    ],
)
def test_only_what_may_be_text_is_read(kind: str, wanted: bool) -> None:
    assert is_wanted({"content-type": kind}) is wanted
