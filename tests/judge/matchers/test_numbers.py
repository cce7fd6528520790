"""Numbers agree as far as they are written, and no further."""

import pytest

from docverify.judge.matchers.numbers import LONGEST, rounded


@pytest.mark.parametrize(
    ("page", "run", "agrees"),
    [
        ("0.3", "0.30000000000000004", True),
        ("0.30000000000000004", "0.3", True),
        ("-33.33", "-33.333333333333336", True),
        ("14.003702498106215", "14.003702498106211", True),
        ("14.003702498106215", "14.003702498106155", False),
        ("33.3", "-33.333333333333336", False),
        ("3.14159", "3.141592653589793", True),
        ("3.1415", "3.141592653589793", True),
        ("3.141", "3.141592653589793", False),
        ("3.1414", "3.141592653589793", False),
        ("9.7881e-06", "9.788193477661228e-06", True),
        ("9.7881e-05", "9.788193477661228e-06", False),
        ("0.85714285714285", "0.8571428571428572", True),
        ("0.85714285714285", "0.8571428571428752", False),
        ("0.85714285714284", "0.8571428571428572", False),
        ("3.141592653589793", "3.1415926535897936", True),
        ("3.141592653589793", "3.141592653589783", False),
        ("0.0", "1.2246467991473532e-16", True),
        ("[1.0, 6.1e-17]", "[1.0, -3.3e-16]", True),
        ("[1.0, 6.1e-17]", "[1.0, 0.001]", False),
        ("[1.0, 1.602e-19]", "[1.0, 1.603e-19]", False),
        ("1e-16", "2e-16", False),
        ("3", "3.141592653589793", False),
        ("1.5", "1.52", False),
        ("100", "100.0", False),
        ("1e5", "100000.0", False),
        ("10000000001", "10000000002", False),
        ("a1.5", "a1.5000000000000002", False),
        ("(-9.878987731663194-8.021894345786002j)", "(-9.878987731663194-8.021894345785999j)", True),
        ("(-9.878987731663194-8.021894345786002j)", "(-9.878987731663194+8.021894345785999j)", False),
        ("(-9.878987731663194-8.021894345786002j)", "(-9.878987731663194-8.021894345885999j)", False),
        ("(1+2j)", "(1+3j)", False),
        ("8.021894345786002k", "8.021894345785999k", False),
        ("1.5.0", "1.5.00000000000000", False),
        ("0.1", "0.1" + "0" * LONGEST + "1", False),
    ],
)
def test_a_fraction_may_be_shortened_where_it_is_long(page: str, run: str, agrees: bool) -> None:
    assert (rounded(page, run) == page) is agrees


@pytest.mark.parametrize(
    ("page", "run", "flag", "agrees"),
    [
        ("3.14", "3.142", "NUMBER", True),
        ("3.15", "3.142", "NUMBER", False),
        ("3.1415926", "3.1415927", "NUMBER", False),
        ("3.1415926", "3.1415927", "FLOAT_CMP", True),
        ("1.50e3", "1504.0", "NUMBER", True),
        ("1.50e3", "1506.0", "NUMBER", False),
        ("10000001", "10000002", "FLOAT_CMP", False),
        ("1.5e999", "1.5", "NUMBER", False),
    ],
)
def test_pages_ask_for_more(page: str, run: str, flag: str, agrees: bool) -> None:
    assert (rounded(page, run, (flag,)) == page) is agrees


def test_nobody_knows_which_numbers_are_which_of_others() -> None:
    assert rounded("0.3 and 0.6", "0.3333333333333333") == "0.3333333333333333"
