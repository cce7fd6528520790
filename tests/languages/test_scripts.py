"""What Ruby, Perl, PHP and SQL blocks claim, and whose fault their errors are."""

from time import process_time
from typing import Any

import pytest

from docverify.judge import reading
from docverify.languages.sql_code.tables import rows
from docverify.model import Block, Example, StepRun
from docverify.registry import members
from tests.cases import read_cases
from tests.languages.building import page, raising, read, run, show

LANGUAGES = ("ruby", "perl", "php", "sql")
CASES = [(name, *case.values) for name in LANGUAGES for case in read_cases(f"{name}.cases", __file__)]


@pytest.mark.parametrize(("name", "code", "expected"), CASES)
def test_a_block_is_read_as_its_author_means_it(name: str, code: str, expected: str) -> None:
    assert show(read(code, name)) == expected


def why(one: Example, *, of: list[Example] | None = None, **shown: Any) -> str | None:
    ended = raising(one, shown.pop("type"), shown.pop("message", ""), **shown)
    found = members("languages")[one.language].reason(one, ended, of or [one])
    return found and found[0]


RUBY = [
    ("cups.frist", {"type": "NoMethodError", "name": "frist", "message": "…\nDid you mean?  first"}, None),
    (
        "cups.pour",
        {"type": "NoMethodError", "name": "pour", "message": "undefined method `pour' for []:Array"},
        "fragment",
    ),
    ("Teapot.new", {"type": "NameError", "name": "Teapot", "message": "uninitialized constant Teapot"}, "fragment"),
    ("require 'tea'", {"type": "LoadError", "message": "cannot load such file -- tea"}, "missing-package"),
    ("require './tea'", {"type": "LoadError", "message": "cannot load such file -- ./tea"}, "missing-file"),
    ("gem 'tea'", {"type": "Gem::MissingSpecError", "message": "Could not find 'tea'"}, "missing-package"),
    (
        "File.read('a')",
        {"type": "Errno::ENOENT", "message": "No such file or directory @ rb_sysopen - a"},
        "missing-file",
    ),
    (
        "gets.chomp",
        {"type": "NoMethodError", "name": "chomp", "message": "undefined method `chomp' for nil"},
        "needs-input",
    ),
    ("Integer('x')", {"type": "ArgumentError", "message": "invalid value for Integer()"}, None),
    ("Integer('x') # raises", {"type": "ArgumentError", "message": "invalid value for Integer()"}, "incomplete"),
    ("a.freeze\na << 1", {"type": "FrozenError", "line": 11}, "incomplete"),
    ("a << 1\na.freeze", {"type": "FrozenError", "line": 10}, None),
    ("x = [1, 2\nputs x", {"type": "SyntaxError", "message": "unexpected local variable", "line": 11}, None),
    ("x = [1, 2", {"type": "SyntaxError", "message": "unexpected end-of-input"}, "fragment"),
    ("x = [1, ...]\nputs x", {"type": "SyntaxError", "message": "unexpected ]"}, "pseudo-code"),
    ("$ gem install tea", {"type": "SyntaxError", "message": "unexpected"}, "not-executable"),
    ("tea.pour(cup) -> cup", {"type": "SyntaxError", "message": "unexpected ->"}, "pseudo-code"),
    ("x = tea.pour 'cup'\n\n➔ a cup of tea", {"type": "SyntaxError", "message": "…", "line": 12}, "pseudo-code"),
    (
        "Tea.post '/cups', 1",
        {"type": "URI::InvalidURIError", "message": "bad URI(no host provided): http:///cups"},
        "needs-network",
    ),
    ("Tea.key = 'YOUR_KEY'", {"type": "ArgumentError", "message": "bad"}, "placeholder"),
    ("get '/' do\n  .. show something ..\nend", {"type": "SyntaxError", "message": "unexpected .."}, "pseudo-code"),
    ("ask('Cups?')", {"type": "EOFError", "message": "The input stream is exhausted."}, "needs-input"),
    (
        "require 'tea/kettle'",
        {"type": "RuntimeError", "message": "The kettle has been extracted into its own gem."},
        "missing-package",
    ),
    (":cup => 1", {"type": "NoMatchingPatternKeyError", "message": "1"}, "fragment"),
    ("brew('/etc/tea')", {"type": "TypeError", "message": "bad"}, "incomplete"),
    ("brew('tea')", {"type": "TypeError", "message": "bad"}, None),
    ("brew hot water", {"type": "NoMethodError", "message": "bad"}, "pseudo-code"),
    (
        "def brew\n  boil\nend\n\n\nbrew # raises",
        {"type": "ArgumentError", "message": "bad", "line": 11, "traceback": "a.md:11:in `brew'\na.md:15:in `<main>'"},
        "incomplete",
    ),
]
PERL = [
    ("use Tea::Pot;", {"type": "die", "message": "Can't locate Tea/Pot.pm in @INC (…)"}, "missing-package"),
    ("$pot = 1;", {"type": "die", "message": 'Global symbol "$pot" requires explicit package name'}, "fragment"),
    (
        "my $kettle; $ketle = 1;",
        {"type": "die", "message": 'Global symbol "$ketle" requires explicit package name'},
        None,
    ),
    ("pour();", {"type": "die", "message": "Undefined subroutine &main::pour called"}, "fragment"),
    ("$pot->pour;", {"type": "die", "message": 'Can\'t call method "pour" on an undefined value'}, "fragment"),
    ("my $x = decode($json);", {"type": "die", "message": "malformed JSON string"}, "fragment"),
    ("my $x = 1 / 0;\nprint $x;", {"type": "die", "message": "Illegal division by zero"}, None),
    ("my $x = 1 / 0;", {"type": "die", "message": "Illegal division by zero"}, "incomplete"),
    ("die 'cold';", {"type": "die", "message": "cold"}, "incomplete"),
    ('my $a = "x"\nmy $b = 1;', {"type": "SyntaxError", "message": "syntax error near", "line": 11}, None),
    ('my $a = "x";\nsay $a;', {"type": "SyntaxError", "message": "syntax error near", "line": 11}, "fragment"),
    ("my $x = sub BLOCK;", {"type": "SyntaxError", "message": "syntax error"}, "pseudo-code"),
]
PHP = [
    ("brew();", {"type": "Error", "message": "Call to undefined function brew()"}, "fragment"),
    ("new Tea\\Pot;", {"type": "Error", "message": 'Class "Tea\\Pot" not found'}, "missing-package"),
    ("mb_strlen('a');", {"type": "Error", "message": "Call to undefined function mb_strlen()"}, "missing-package"),
    ("function kettle() {} ketle();", {"type": "Error", "message": "Call to undefined function ketle()"}, None),
    ("$pot->pour();", {"type": "Error", "message": "Call to a member function pour() on null"}, "fragment"),
    (
        "$a = 'x'\n$b = 1;",
        {"type": "ParseError", "message": 'syntax error, unexpected variable "$b"', "line": 11},
        None,
    ),
    ("public $x;", {"type": "ParseError", "message": 'syntax error, unexpected token "public"'}, "fragment"),
    ("throw new Cold();", {"type": "Cold", "message": "cold"}, "incomplete"),
    ("$tea->pour(?callable $to = null);", {"type": "ParseError", "message": "unexpected variable"}, "pseudo-code"),
    ("pour(array|Tea\\Cups $all, int $n);", {"type": "ParseError", "message": "unexpected |"}, "pseudo-code"),
    ("$x = 1\npour(fn(Cup $c) => 1);", {"type": "ParseError", "message": "unexpected", "line": 11}, None),
    ("$tea->...();", {"type": "ParseError", "message": 'unexpected token "..."'}, "pseudo-code"),
    ("strlen([]);", {"type": "TypeError", "message": "strlen(): Argument #1 must be of type string"}, None),
]
SQL = [
    ("SELECT * FROM tea;", {"type": "OperationalError", "message": "no such table: tea"}, "fragment"),
    ("SELECT now();", {"type": "OperationalError", "message": "no such function: now"}, "unsupported-by-backend"),
    ("SELECT 1::text;", {"type": "OperationalError", "message": 'unrecognized token: ":"'}, "unsupported-by-backend"),
    ("SELCT 1;", {"type": "OperationalError", "message": 'near "SELCT": syntax error'}, None),
    ("SELECT ?;", {"type": "ProgrammingError", "message": "Incorrect number of bindings supplied"}, "placeholder"),
    (
        "CREATE TABLE t (a UNIQUE);\nINSERT INTO t VALUES (1), (1);",
        {"type": "IntegrityError", "message": "UNIQUE constraint failed: t.a"},
        None,
    ),
    (
        "CREATE TABLE t (a UNIQUE);\nINSERT INTO t VALUES (1), (1); -- fails",
        {"type": "IntegrityError", "message": "UNIQUE constraint failed: t.a"},
        "incomplete",
    ),
    (
        "INSERT INTO t VALUES (1);",
        {"type": "IntegrityError", "message": "UNIQUE constraint failed: t.a"},
        "unsupported-by-backend",
    ),
    (
        "CREATE TABLE t (minutes);\nSELECT minuets FROM t;",
        {"type": "OperationalError", "message": "no such column: minuets"},
        None,
    ),
    ("SELECT cups FROM t;", {"type": "OperationalError", "message": "no such column: cups"}, "fragment"),
]
ENDS = [(name, *case) for name, cases in (("ruby", RUBY), ("perl", PERL), ("php", PHP), ("sql", SQL)) for case in cases]


@pytest.mark.parametrize(("name", "code", "shown", "reason"), ENDS)
def test_an_error_is_the_pages_only_where_nothing_else_explains_it(
    name: str, code: str, shown: dict[str, Any], reason: str | None
) -> None:
    assert why(read(code, name), **shown) == reason


def test_a_missing_comma_is_certain_only_where_sqlite_is_meant() -> None:
    error = {"type": "OperationalError", "message": 'near "b": syntax error'}
    one = read("CREATE TABLE t (a INT b INT);", "sql")
    assert why(one, **error) == "unsupported-by-backend"
    block = Block("a.md", "sqlite", one.block.code, 10, 10)
    assert why(members("languages")["sql"].read(Example(one.id, block, "sql")), **error) is None


@pytest.mark.parametrize(
    ("code", "value", "verdict"),
    [
        ("Tea.pour # => 'green'", '#<Tea @kind="green">', "unverified incomplete"),
        ("Tea.pour # => 'green'", '"black"', "drift output"),
        ("Tea.pour # => 3", '#<Tea @kind="green">', "drift output"),
        ("Tea.class # => ::Pot::Tea", "Pot::Tea", "pass "),
    ],
)
def test_an_object_may_be_written_as_its_text_and_a_name_from_its_top(code: str, value: str, verdict: str) -> None:
    one = read(code, "ruby")
    found = reading(one, run(one, StepRun(value=value)), [one], members("languages")["ruby"])
    assert f"{found.verdict} {found.reason}" == verdict


def test_what_the_page_sets_twice_may_not_be_what_is_meant() -> None:
    examples = page("cup = 1", "cup = 2", "puts cup # => 1", language="ruby")
    differs = run(examples[2], StepRun("2\n"))
    assert members("languages")["ruby"].reason(examples[2], differs, examples) is not None
    assert members("languages")["ruby"].reason(examples[2], differs, examples[1:]) is None


def test_php_goes_on_without_a_variable_and_the_page_needs_it() -> None:
    one = read("echo $pot;", "php")
    warned = run(one, StepRun("\nWarning: Undefined variable $pot in /x.php(1) : eval()'d code on line 10\n"))
    assert members("languages")["php"].reason(one, warned, [one]) == (
        "fragment",
        "needs `$pot`, which no example on the page defines",
    )


def test_perl_goes_on_without_a_variable_and_the_page_needs_it() -> None:
    examples = page("my $cup = 1;", 'print "$cup $pot";', language="perl")
    found = members("languages")["perl"].reason(examples[1], run(examples[1]), examples)
    assert found == ("fragment", "needs `$pot`, which no example on the page defines")


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (" id | kind\n----+------\n  1 | green\n(1 row)", "1|green"),
        ("+----+------+\n| id | kind |\n+----+------+\n|  1 | NULL |\n+----+------+", "1|"),
        ("| id | kind |\n|----|:----:|\n| 1 | green |", "1|green"),
        ("1|green\n2|black", "1|green\n2|black"),
        ("green tea", "green tea"),
    ],
)
def test_a_table_is_read_however_it_is_drawn(drawn: str, expected: str) -> None:
    assert rows(drawn) == expected


@pytest.mark.parametrize(
    "label_and_code",
    ["ruby:irb(main):001:0> 1", "php:php > echo 1;", "sql:sqlite> SELECT 1;", "redis:127.0.0.1:6379> PING"],
)
def test_only_a_prompt_is_certain(label_and_code: str) -> None:
    name, code = label_and_code.split(":", 1)
    found = [one for one, language in members("languages").items() if language.recognises(code)]
    assert found == [name]


HOSTILE = (
    '"' * 50_001,
    "'" * 50_001,
    "(" * 50_000,
    "# => [" * 9_000,
    "<<A\n" * 20_000,
    "=begin\n" * 9_000,
    "/" * 90_000,
)
WORDS = (
    "if " * 30_000,
    "a = b\n" * 20_000,
    "# x\n" * 20_000,
    "x => y " * 20_000,
    "%w[" * 20_000,
    "q(" * 30_000,
    "-" * 90_000,
)


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("code", [*HOSTILE, *WORDS], ids=lambda code: repr(code[:8]))
def test_no_text_takes_long(name: str, code: str) -> None:
    start = process_time()
    one = read(code, name)
    if one.steps:
        why(one, type="SyntaxError", message="syntax error")
        why(one, type="OperationalError", message='near "x": syntax error')
    assert process_time() - start < 3
