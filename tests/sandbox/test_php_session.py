"""What the PHP driver promises, told to it over pipes as the warden does."""

from collections.abc import Iterator

import pytest

from tests.sandbox.interpreters import Session, session


@pytest.fixture
def php() -> Iterator[Session]:
    with session("php") as found:
        yield found


def test_names_flow_down_the_page_and_lines_are_the_pages(php: Session) -> None:
    php.run("<?php\nfunction brew($n) { return $n * 2; }\n$cups = [1, 2];", "echo brew(count($cups));")
    shown = php.last("<?php\n\nthrow new DomainException('cold');", line=40)["shown"]
    assert php.printed() == "4"
    assert (shown["type"], shown["message"], shown["line"]) == ("DomainException", "cold", 42)
    assert shown["bases"] == ["LogicException", "Exception"]


def test_an_example_that_fails_costs_no_other_one_its_session(php: Session) -> None:
    php.run("$x = 1;")
    assert php.last("f(")["shown"]["type"] == "ParseError"
    assert php.last("nobody();")["shown"]["message"] == "Call to undefined function nobody()"
    assert php.last("$x", mode="value")["value"] == "1"


def test_a_page_of_html_is_printed_with_what_its_code_prints(php: Session) -> None:
    php.run("<p><?= 1 + 1 ?></p>\n<?php if (true): ?>\nyes\n<?php endif ?>")
    assert php.printed() == "<p>2</p>\nyes\n"
    assert php.last("<b>\n<?php throw new Error('x');", line=50)["shown"]["line"] == 51


def test_values_are_told_in_one_line(php: Session) -> None:
    reports = php.run("[1, 2.0, true, null]", "['a' => [1]]", "'a'", "new ArrayObject", mode="value")[1:]
    assert [(one["value"], one["text"]) for one in reports] == [
        ("[1, 2.0, true, null]", None),
        ("['a' => [1]]", None),
        ("'a'", "a"),
        ("ArrayObject", None),
    ]


def test_each_step_tells_how_much_was_printed_until_then(php: Session) -> None:
    reports = php.run("echo 1;", "echo 22; fwrite(STDERR, '3');", "echo 4;")
    assert [(one["out"], one["err"]) for one in reports if "step" in one] == [(1, 0), (3, 1)]


def test_only_an_exit_that_is_the_last_statement_is_an_end(php: Session) -> None:
    assert php.last("echo 1;\nexit(3);")["code"] == 3
    assert php.last("exit;\necho 1;") == {"exit": 2, "code": 0}


@pytest.mark.parametrize("code", ["function f() {} function f() {}", "class A extends A {}", "interface A {} new A; }"])
def test_what_php_does_not_forgive_is_told(php: Session, code: str) -> None:
    last = php.last(code)
    assert last == {"exit": 1, "code": 255} or last["shown"]["type"] in ("ParseError", "Error")


def test_a_file_knows_where_it_stands(php: Session) -> None:
    php.run("<?php echo basename(__FILE__), ' ', __DIR__ === getcwd() ? 'here' : __DIR__;")
    assert php.printed() == "page.md here"


def test_buffers_that_an_example_leaves_open_are_its_output(php: Session) -> None:
    php.run("ob_start(); echo 'a';", "echo ob_get_clean() . 'b';")
    php.run("ob_start(); echo 'c';")
    assert php.printed() == "abc"


def test_the_driver_leaves_no_variables_and_the_modules_of_debian_are_there(php: Session) -> None:
    php.run("throw new Exception;")
    assert (
        php.last("array_values(array_filter(array_keys(get_defined_vars()), fn($n) => $n[0] !== '_'))", mode="value")[
            "value"
        ]
        == "['argv', 'argc']"
    )
    assert php.last("ctype_alpha('a')", mode="value")["value"] == "true"


def test_a_child_that_comes_back_from_a_fork_is_no_second_session(php: Session) -> None:
    assert php.last("pcntl_fork();")["end"] == 1
    assert php.last("pcntl_wait($status);")["end"] == 2


def test_deprecations_are_told_and_shown_as_ever(php: Session) -> None:
    end = php.last("<?php\ntrigger_error('old', E_USER_DEPRECATED);\n@trigger_error('hidden', E_USER_DEPRECATED);")
    assert end["warned"] == ["Deprecated: old", "Deprecated: hidden"]
    assert "Deprecated: old in " in php.printed()
    assert "hidden" not in php.printed()
    assert php.last("echo 1;")["warned"] == []
