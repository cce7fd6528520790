"""Bodies as they arrive."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from docverify.crawl.inflate import Body, Refused, gunzip

TEXT = b"A cup of tea. " * 500


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


WAYS = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP ": gzip.compress,
    "deflate": zlib.compress,
    " deflate": raw_deflate,
}


def fed(coding: str, data: bytes, most: int = 1_000_000, size: int = 100) -> Body:
    body = Body(coding, most)
    for start in range(0, len(data), size):
        body.feed(data[start : start + size])
    return body


@pytest.mark.parametrize("coding", WAYS)
@pytest.mark.parametrize("data", [TEXT, b"", b"x", bytes(range(256))])
def test_a_body_is_what_was_packed(coding: str, data: bytes) -> None:
    packed = WAYS[coding](data)
    assert [fed(coding, packed, size=size).end() for size in (1, 100, 10**6)] == [data] * 3


def test_files_that_follow_each_other_are_one_body() -> None:
    assert fed("gzip", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0").end() == b"one two"


def test_a_body_is_kept_as_it_came_when_it_is_one_file() -> None:
    packed = gzip.compress(TEXT)
    assert fed("gzip", packed).packed == packed
    assert [fed("gzip", packed * 2).packed, fed("", TEXT).packed] == [b"", b""]


def test_a_body_that_breaks_off_may_be_whole_the_next_time() -> None:
    with pytest.raises(Refused, match="breaks off") as caught:
        fed("gzip", gzip.compress(TEXT)[:-9]).end()
    assert caught.value.again


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "x"])
def test_an_encoding_that_nobody_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(Refused, match=f"is encoded as {coding}, which was not asked for"):
        Body(coding, 100)


@pytest.mark.parametrize("coding", ["", "gzip", "deflate"])
def test_no_more_is_unpacked_than_is_allowed(coding: str) -> None:
    data = bytes(50_000_000)
    body = Body(coding, 2_000_000)
    with pytest.raises(Refused, match=r"is larger than 1\.90735 MiB"):
        body.feed(WAYS[coding](data))
    assert body.size <= 2_000_001 or not coding


@given(some.binary(max_size=200), some.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_a_body_or_refused(data: bytes, coding: str) -> None:
    try:
        fed(coding, data, size=7).end()
    except Refused:
        return


def test_a_packed_file_is_unpacked() -> None:
    assert gunzip(gzip.compress(TEXT), 10_000) == TEXT
