"""What the Ruby driver promises, told to it over pipes as the warden does."""

from collections.abc import Iterator

import pytest

from tests.sandbox.interpreters import Session, session


@pytest.fixture
def ruby() -> Iterator[Session]:
    with session("ruby") as found:
        yield found


def test_names_flow_down_the_page_and_lines_are_the_pages(ruby: Session) -> None:
    ruby.run("cups = [1, 2]", "def brew(n) = n * 2\nputs brew(cups.sum)")
    shown = ruby.last("# a comment\ncups.frist", line=40)["shown"]
    assert ruby.printed() == "6\n"
    assert (shown["type"], shown["line"], shown["name"]) == ("NoMethodError", 41, "frist")
    assert "Did you mean?  first" in shown["message"]
    assert shown["bases"][:2] == ["NameError", "StandardError"]


def test_an_example_that_fails_costs_no_other_one_its_session(ruby: Session) -> None:
    ruby.run("x = 1")
    assert ruby.last("raise ArgumentError, 'cold'")["shown"]["message"] == "cold"
    assert ruby.last("foo(")["shown"]["type"] == "SyntaxError"
    assert ruby.last("throw :nobody")["shown"]["type"] == "UncaughtThrowError"
    assert ruby.last("x", mode="value")["value"] == "1"


def test_a_value_is_told_in_both_notations(ruby: Session) -> None:
    reports = ruby.run("'a'", "[{'a' => :b}]", "nil", mode="value")[1:]
    assert [(report["value"], report["text"]) for report in reports] == [
        ('"a"', "a"),
        ('[{"a"=>:b}]', None),
        ("nil", None),
    ]


def test_each_step_tells_how_much_was_printed_until_then(ruby: Session) -> None:
    reports = ruby.run("puts 1", "puts 22; warn 3", "puts 4")
    assert [(one["out"], one["err"]) for one in reports if "step" in one] == [(2, 0), (5, 2)]


def test_a_prompt_shows_values_and_errors(ruby: Session) -> None:
    ruby.run("1 + 1", "nope", mode="raises")
    assert ruby.printed() == "=> 2\n"
    assert ruby.printed("err").startswith("Traceback (most recent call last):\nNameError: undefined local variable")


def test_only_an_exit_from_the_last_line_is_an_end(ruby: Session) -> None:
    assert ruby.last("puts 1\nexit 3") == {"end": 2 - 1, "code": 3}
    assert ruby.last("exit 4\nputs 1") == {"exit": 2, "code": 4}


@pytest.mark.parametrize("name", ["JSON", "StringIO", "Set"])
def test_nothing_is_there_that_an_example_has_not_required(ruby: Session, name: str) -> None:
    """`Set` is there by itself since Ruby 3.2, and then it is for every reader."""
    found = ruby.last(f"defined?({name}) && $LOADED_FEATURES.grep(/{name.lower()}/).any?", mode="value")
    assert found["value"] in ("nil", "false")


def test_the_driver_has_no_names_and_no_files_of_the_pages(ruby: Session) -> None:
    found = ruby.last("[local_variables, Dir.children('.'), __FILE__ == $0, self.to_s]", mode="value")
    assert found["value"] == '[[], [], true, "main"]'


def test_examples_that_change_what_the_driver_uses_are_still_heard(ruby: Session) -> None:
    ruby.run("class IO; def syswrite(*) = nil; def gets(*) = nil; end; module Process; def self.pid = 0; end")
    ruby.run("$stdout = Object.new; def $stdout.write(*) = 0")
    assert ruby.last("1 + 1", mode="value")["value"] == "2"


def test_a_child_that_comes_back_from_a_fork_is_no_second_session(ruby: Session) -> None:
    assert ruby.last("fork\nputs 1") == {"end": 1, "code": None, "warned": []}
    assert ruby.last("Process.wait; 7", mode="value")["value"] == "7"


def test_text_of_all_planes_arrives_as_it_is(ruby: Session) -> None:
    text = 'é \u2028 😀 #{1} \\u0041 "'
    assert ruby.last("'é \u2028 😀 #{1} \\\\u0041 \"'", mode="value")["text"] == text


def test_deprecations_are_told_and_shown_only_where_they_are_asked_for(ruby: Session) -> None:
    end = ruby.last('warn("old", category: :deprecated)\np Warning[:deprecated]')
    assert end["warned"] == ["deprecated: old"]
    assert ruby.printed() == "false\n"
    assert ruby.last("p 1")["warned"] == []
    ruby.run('Warning[:deprecated] = true\n$stderr = $stdout\nwarn("older", category: :deprecated)')
    assert "older" in ruby.printed()


def test_an_example_may_take_warnings_itself(ruby: Session) -> None:
    ruby.run('def Warning.warn(message) = print("took #{message}")\nwarn("hot")')
    assert "took hot" in ruby.printed()
