"""A frame that is too long is seen by its head, however the bytes are cut."""

import pytest

from docverify.proxy.frames import LONGEST, Lengths

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(length: int) -> bytes:
    return length.to_bytes(3) + bytes(6) + b"\xff" * length


@pytest.mark.parametrize("step", [1, 5, 9, 100_000])
def test_frames_that_are_not_too_long_hold(step: int) -> None:
    said = PREFACE + frame(0) + frame(LONGEST) + frame(0) + frame(7)
    lengths = Lengths()
    assert all(lengths.hold(said[at : at + step]) for at in range(0, len(said), step))


@pytest.mark.parametrize("step", [1, 5, 9, 100_000])
def test_one_that_is_too_long_does_not(step: int) -> None:
    said = PREFACE + frame(5) + frame(LONGEST + 1)[:9]
    lengths = Lengths()
    held = [lengths.hold(said[at : at + step]) for at in range(0, len(said), step)]
    assert held[-1] is False
    assert all(held[:-1])
