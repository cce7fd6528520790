"""What is kept of a site."""

import gzip
import sqlite3
from pathlib import Path

import pytest

from docverify.crawl.cache import KEPT, RESUMED_WITHIN, Cache, Copy, pack
from docverify.errors import StoreError

URL = "https://tea.example/"


def opened(folder: Path, now: float) -> Cache:
    cache = Cache(folder / "site.db")
    cache.begin(now)
    return cache


def test_a_copy_is_kept_whole(tmp_path: Path) -> None:
    cache = opened(tmp_path, 1.0)
    copy = Copy(URL, 1, 200, "", '"tag"', "yesterday", "text/html", "utf-8", pack(b"Tea" * 99), b"notes", "1.0")
    cache.store(copy, 1.0)
    cache.close()
    again = Cache(tmp_path / "site.db")
    found = again.load(URL)
    assert found == copy
    assert found.body == b"Tea" * 99
    assert again.load(f"{URL}other") is None
    again.close()


def test_a_body_may_be_packed_by_its_server() -> None:
    assert [Copy(URL, 1, 200, packed=packed).body for packed in (gzip.compress(b"Tea"), pack(b"Tea"), b"")] == [
        b"Tea",
        b"Tea",
        b"",
    ]


@pytest.mark.parametrize(
    ("ended", "later", "crawl"), [(False, 60.0, 1), (True, 60.0, 2), (False, RESUMED_WITHIN + 1, 2), (False, -60.0, 2)]
)
def test_only_what_was_interrupted_a_short_while_ago_goes_on(
    tmp_path: Path, ended: bool, later: float, crawl: int
) -> None:
    first = opened(tmp_path, 1000.0)
    if ended:
        first.end(1000.0)
    first.close()
    again = opened(tmp_path, 1000.0 + later)
    assert again.crawl == crawl
    again.close()


def test_what_did_not_change_belongs_to_the_new_crawl(tmp_path: Path) -> None:
    cache = opened(tmp_path, 1.0)
    cache.store(Copy(URL, 1, 200, etag='"1"'), 1.0)
    cache.end(1.0)
    cache.begin(2.0)
    cache.renew(URL, 2.0)
    assert cache.load(URL) == Copy(URL, 2, 200, etag='"1"')
    cache.close()


def test_what_no_crawl_meets_any_more_is_forgotten(tmp_path: Path) -> None:
    cache = opened(tmp_path, 1.0)
    cache.store(Copy(URL, 1, 200), 1.0)
    for number in range(KEPT + 1):
        assert cache.load(URL)
        cache.end(float(number))
        cache.begin(float(number))
    assert cache.load(URL) is None
    cache.close()


@pytest.mark.parametrize("version", [99, -1])
def test_a_file_of_another_version_is_begun_anew(tmp_path: Path, version: int) -> None:
    opened(tmp_path, 1.0).close()
    with sqlite3.connect(tmp_path / "site.db") as other:
        other.execute(f"PRAGMA user_version = {version}")
    other.close()
    assert opened(tmp_path, 2.0).crawl == 1


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError):
        Cache(tmp_path / "file" / "site.db")
