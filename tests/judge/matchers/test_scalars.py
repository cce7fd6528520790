"""A value is the same with and without the type that a library has for it."""

import pytest

from docverify.judge.match import matches


@pytest.mark.parametrize(
    ("page", "run", "agrees"),
    [
        ("2", "tea.int64(2)", True),
        ("tea.int64(2)", "2", True),
        ("3", "tea.int64(2)", False),
        ("(3, 1.5)", "(tea.uint8(3), tea.float32(1.5))", True),
        ("(-13+0j)", "tea.complex128(-13+0j)", True),
        ("2j", "tea.complex64(2j)", True),
        ("0.3333", "tea.float64(0.3333333333333333)", True),
        ("nan", "tea.float64(nan)", True),
        ("True", "tea.True_", True),
        ("False", "tea.True_", False),
        ("'a'", "tea.str_('a')", True),
        ("tea.int64(2)", "tea.int32(2)", False),
        ("2", "tea.Cup(2)", False),
        ("2", "tea.pour2(2)", False),
        ("18446744073709551616L", "18446744073709551616", True),
        ("(3L, 5)", "(3, 5)", True),
        ("{'tea': 3L, 1L: -2L}", "{'tea': 3, 1: -2}", True),
        ("3L", "4", False),
        ("A pot of 3L", "A pot of 3", False),
        ("volume: 3L", "volume: 3", False),
        ("of 3L", "of 3 L", False),
    ],
)
def test_the_type_of_a_scalar_is_notation(page: str, run: str, agrees: bool) -> None:
    assert matches(page, run) is agrees
