"""An unchanged page is not read twice; whatever it follows from makes it another page."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from docverify.model import Block, Page, Problem
from docverify.store.pages import PageCache, make_key

PAGE = Page("a.md", "markdown", "# Tea\n", files={"x.py": "1", "y.py": None})
READ = ([Block("a.md", "python", "print(1)", 3, 3, attributes={"title": "a"})], [Problem("a.md", "is odd", line=2)])


def reopened(path: Path) -> PageCache:
    return PageCache(path)


def test_what_was_put_is_there_the_next_time(tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "pages.db")
    cache.put(make_key(PAGE), READ)
    cache.close()
    assert reopened(tmp_path / "pages.db").get(make_key(PAGE)) == READ


@pytest.mark.parametrize(
    "change",
    [
        {"text": "# Tea"},
        {"path": "b.md"},
        {"format": "mdx"},
        {"language": "python"},
        {"files": {"x.py": "2", "y.py": None}},
        {"files": {"x.py": "1", "y.py": ""}},
        {"files": {"x.py": "1"}},
    ],
)
def test_another_page_is_not_known(tmp_path: Path, change: dict[str, object]) -> None:
    cache = PageCache(tmp_path / "pages.db")
    cache.put(make_key(PAGE), READ)
    assert cache.get(make_key(replace(PAGE, **change))) is None


def test_where_it_lies_on_this_machine_makes_no_other_page() -> None:
    assert make_key(PAGE) == make_key(replace(PAGE, local="/elsewhere/a.md", revision="1"))


def test_a_file_that_is_no_cache_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "pages.db").write_bytes(b"not a database" * 100)
    cache = PageCache(tmp_path / "pages.db")
    cache.put(make_key(PAGE), READ)
    assert cache.get(make_key(PAGE)) is None
    cache.close()


def test_a_folder_that_is_not_there_costs_nothing_but_time(tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "none" / "pages.db")
    cache.put(make_key(PAGE), READ)
    assert cache.get(make_key(PAGE)) is None
    cache.close()


def test_a_value_of_another_shape_is_read_anew(tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "pages.db")
    cache.put(make_key(PAGE), READ)
    assert cache._connection is not None
    cache._connection.execute("UPDATE pages SET value = x'00'")
    assert cache.get(make_key(PAGE)) is None
