"""Which code may print in the order of hashes."""

import pytest

from docverify.languages.java import java
from docverify.languages.perl import perl
from docverify.languages.python import python
from docverify.languages.rust import rust


@pytest.mark.parametrize(
    "code",
    [
        "print({3, 1, 2})",
        "print(next(iter({n % 3 for n in values})))",
        "set('abc').pop()",
        "print(hash('pot'))",
        "old.keys() - new.keys()",
        "old.keys() & new.keys()",
        "from collections.abc import Set\nimport potter",
        "from . import shelf",
        "done, left = asyncio.run(main())\nimport asyncio",
        "class Cup:\n    def __hash__(self): return 1",
        "eval(told)",
        "no code at all",
    ],
)
def test_python_that_makes_sets_or_runs_the_code_of_others_may_vary(code: str) -> None:
    assert python.may_vary(code)


@pytest.mark.parametrize(
    "code",
    [
        "print({1: 'a'})",
        "import json, os.path\nprint(json.dumps({'b': 1, 'a': 2}))",
        "total = len(cups) - 1",
        "print(f'{cup}')",
        "[n ** 2 for n in range(3)]",
    ],
)
def test_python_that_keeps_its_order_does_not(code: str) -> None:
    assert not python.may_vary(code)


def test_other_languages_have_their_own_words_for_it() -> None:
    assert java.may_vary("System.out.println(Set.of(1, 2));")
    assert not java.may_vary("System.out.println(1 + 2);")
    assert perl.may_vary("print join ',', keys %cups;")
    assert not perl.may_vary("print 1 + 2;")
    assert rust.may_vary("use std::collections::HashMap;")
    assert not rust.may_vary('println!("{}", 1 + 2);')
