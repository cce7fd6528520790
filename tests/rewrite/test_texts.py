"""A page is made of its own text and of what it includes, however it calls that."""

from docverify.model import Page
from docverify.rewrite.texts import Rewritten, differing, texts_of, with_texts

PAGE = Page("docs/a.md", "markdown", "own", files={"b.md": "b", "../docs/b.md": "b", "../c.md": "c", "no.md": None})


def test_the_texts_of_a_page_go_by_their_identity() -> None:
    assert list(texts_of(PAGE).items()) == [("docs/a.md", "own"), ("docs/b.md", "b"), ("c.md", "c")]
    assert texts_of(Page("docs/a.md", "markdown", "own", files={"a.md": "on disk"})) == {"docs/a.md": "own"}


def test_a_file_has_one_text_whatever_the_page_calls_it() -> None:
    found = with_texts(PAGE, {"docs/b.md": "new", "other.md": "x", "docs/no.md": "x"})
    assert found.files == {"b.md": "new", "../docs/b.md": "new", "../c.md": "c", "no.md": None}
    assert differing(PAGE, found) == (Rewritten("docs/b.md", "b", "new"),)
    assert with_texts(PAGE, {"c.md": "c", "docs/a.md": "own"}) is PAGE
    assert differing(PAGE, with_texts(PAGE, {"c.md": "C", "docs/a.md": "mine"})) == (
        Rewritten("docs/a.md", "own", "mine"),
        Rewritten("c.md", "c", "C"),
    )
