"""One value that another release, another tool or a narrower page writes in another way."""

import pytest

from docverify.judge.match import matches

LONG = "The kettle cannot be filled with anything that is neither water nor milk of any kind."


@pytest.mark.parametrize(
    ("page", "run", "agrees"),
    [
        ("Menu({'green': 3, 'black': [1, 2]})", "Menu([('green', 3), ('black', [1, 2])])", True),
        ("Menu([('red', Menu([('pot', 1)])), ('cups', ())])", "Menu({'red': Menu({'pot': 1}), 'cups': ()})", True),
        ("Menu({'black': 1, 'green': 3})", "Menu([('green', 3), ('black', 1)])", False),
        ("Menu({'green': 4})", "Menu([('green', 3)])", False),
        ("{'green': 3}", "[('green', 3)]", False),
    ],
)
def test_a_map_that_keeps_its_order_may_be_written_as_pairs(page: str, run: str, agrees: bool) -> None:
    assert matches(page, run) is agrees


@pytest.mark.parametrize(
    ("page", "run", "agrees"),
    [
        ('{\n "hot": true,\n "milk": null\n}', "{'hot': True, 'milk': None}", True),
        ('{"hot": true, "cups": 1}', "{'hot': True, 'cups': True}", False),
        ('{"hot": true}', "{'hot': False}", False),
    ],
)
def test_a_value_may_be_shown_as_json(page: str, run: str, agrees: bool) -> None:
    assert matches(page, run) is agrees


@pytest.mark.parametrize(
    ("page", "run", "agrees"),
    [
        (f"{LONG.replace(' of any', chr(10) + 'of any')}\nReady.", f"{LONG}\nReady.", True),
        (LONG.replace(" of any", "\nof some"), LONG, False),
        (f"{LONG.replace(' of any', chr(10) + 'of any')}\nReady.", LONG, False),
        ("green\ntea", "green tea", False),
    ],
)
def test_a_long_line_may_be_broken_at_blanks(page: str, run: str, agrees: bool) -> None:
    assert matches(page, run) is agrees


@pytest.mark.parametrize(
    ("page", "run", "agrees"),
    [
        ("[set([1, 2]), set(['pot'])]", "[{1, 2}, {'pot'}]", True),
        ("Menu(teas=frozenset(['green']))", "Menu(teas=frozenset({'green'}))", True),
        ("{'teas': set([])}", "{'teas': set()}", True),
        ("[set([1, 2])]", "[{1, 3}]", False),
        ("[set([1, 2])]", "[[1, 2]]", False),
        ("[reset([1, 2])]", "[{1, 2}]", False),
    ],
)
def test_a_set_may_be_written_as_a_list_in_a_call(page: str, run: str, agrees: bool) -> None:
    assert matches(page, run) is agrees
