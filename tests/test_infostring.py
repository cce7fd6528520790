"""An info string of any tool is read for its language and its attributes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.infostring import LONGEST, read
from tests.cases import read_cases


@pytest.mark.parametrize(("text", "expected"), read_cases("test_infostring.cases", __file__))
def test_an_info_string_is_read(text: str, expected: str) -> None:
    info = read(text.removesuffix("\n"))
    words = [info.language or "-", *(f"{key}={value!r}" for key, value in info.attributes.items())]
    assert " ".join(words) + "\n" == expected


@given(st.text(st.sampled_from("ab.#:={}[],; \t\"'-1é"), max_size=60))
def test_any_string_can_be_read(text: str) -> None:
    info = read(text)
    assert info.language == info.language.lower().strip()
    assert "" not in info.attributes


@pytest.mark.parametrize("sign", ["{", "[", '="', "a=", "'", "{.a ", "a"])
def test_a_long_string_is_read_in_no_time(sign: str) -> None:
    """Only its beginning counts."""
    assert read("python " + sign * 1_000_000) == read(("python " + sign * 1_000_000)[:LONGEST])
