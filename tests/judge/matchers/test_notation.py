"""One notation for what is written in several."""

import pytest

from docverify.judge.matchers.notation import plain

SAME = [
    ("'a'", '"a"'),
    ("u'a'", "'a'"),
    ("b'a'", 'b"a"'),
    ("'it\\'s'", '"it\'s"'),
    ("[ 1,2, ]", "[1, 2]"),
    ("{'a' : 1}", '{"a": 1}'),
    ("{:a=>1}", "{:a => 1}"),
    ("f(\n  x,\n  y\n)", "f(x, y)"),
    ("[a  b]", "[a b]"),
    ("f(x, )", "f(x)"),
]
OTHER = [
    ("'a'", "a"),
    ("'a '", "'a'"),
    ("['a  b']", "['a b']"),
    ("b'a'", "'a'"),
    ("a  b", "a b"),
    ("a\nb", "a b"),
    ("[a b]", "[ab]"),
    ("(1,)", "(1)"),
    ("[1], [2]", "[1],[2]"),
    ("[1\n2", "[1 2"),
    ("5' 6", '5" 6'),
    ("don't [ 'a' ]", "don't [ a ]"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_notation_does_not_matter(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_is_written_does(one: str, other: str) -> None:
    assert plain(one) != plain(other)
