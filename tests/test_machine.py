"""The machine has what the tests need, and one that has not says so."""

import pytest

from tests import machine


def test_everything_that_the_tests_need_is_here() -> None:
    machine.needs(*machine.programs())


def test_what_is_missing_fails_a_test_and_tells_what_brings_it() -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        machine.needs("sh", "no-such-kettle", "no-such-pot")
    assert str(caught.value) == f"this machine has no no-such-kettle, no no-such-pot: {machine.HOW}"
