"""What the Perl driver promises, told to it over pipes as the warden does."""

from collections.abc import Iterator

import pytest

from tests.sandbox.interpreters import Session, session


@pytest.fixture
def perl() -> Iterator[Session]:
    with session("perl") as found:
        yield found


def test_lexical_variables_and_pragmas_flow_down_the_page(perl: Session) -> None:
    perl.run("use strict; my @cups = (1, 2);", 'print "@cups\\n";')
    perl.run("push @cups, 3; sub brew { 2 * shift }")
    perl.run("print brew(scalar @cups), qq{\\n};")
    assert perl.printed() == "1 2\n6\n"
    assert 'Global symbol "$cup"' in perl.last("$cup = 1;", line=40)["shown"]["message"]


def test_an_example_that_dies_falls_back_to_the_scope_of_the_last_good_one(perl: Session) -> None:
    perl.run("my $x = 1;")
    shown = perl.last("my $x = 2;\ndie 'cold';", line=20)["shown"]
    assert (shown["type"], shown["message"], shown["line"]) == ("die", "cold", 21)
    assert perl.last("foo(")["shown"]["type"] == "SyntaxError"
    perl.run("print $x;")
    assert perl.printed() == "1"


def test_an_object_that_is_thrown_names_its_class(perl: Session) -> None:
    assert perl.last("die bless {}, 'Tea::Cold';")["shown"]["type"] == "Tea::Cold"


def test_each_step_tells_how_much_was_printed_until_then(perl: Session) -> None:
    reports = perl.run("print 1;", "print 22; warn qq{3\\n};", "print 4;")
    assert [(one["out"], one["err"]) for one in reports if "step" in one] == [(1, 0), (3, 2)]


def test_only_an_exit_from_the_last_line_is_an_end(perl: Session) -> None:
    end = perl.last("print 1;\nexit 3;")
    assert (end["end"], end["code"]) == (1, 3)
    assert perl.last("exit 4;\nprint 1;") == {"exit": 2, "code": 4}


@pytest.mark.parametrize("code", ["last;", "next;", "return 1;"])
def test_what_leaves_a_block_that_is_not_there_is_no_end(perl: Session, code: str) -> None:
    assert perl.last(code)["shown"]["message"] == "Can't leave a block outside of one"
    assert "end" in perl.last("print 1;")


def test_what_stands_below_the_program_is_its_data(perl: Session) -> None:
    perl.run("print while <DATA>;\n__END__\na\nb\n")
    perl.run("print 'c';\n\n=pod\n\nnever ended")
    assert perl.printed() == "a\nb\nc"


@pytest.mark.parametrize("module", ["JSON/PP.pm", "POSIX.pm", "IO/Handle.pm", "Data/Dumper.pm"])
def test_nothing_is_there_that_an_example_has_not_used(perl: Session, module: str) -> None:
    perl.run(f"print exists $INC{{'{module}'}} ? 'there' : 'none';")
    assert perl.printed() == "none"


def test_the_driver_has_no_names_in_the_examples_package(perl: Session) -> None:
    perl.run("print join ' ', grep { /^(?:start|next|command|json|text|nonce|report)$/ } keys %main::;")
    assert perl.printed() == ""


def test_bytes_and_text_arrive_as_they_are(perl: Session) -> None:
    perl.run("print 'é 😀', length('é');")
    assert perl.printed() == "é 😀2"
    assert perl.last("die 'é 😀' . \"\\n\";")["shown"]["message"].strip() == "é 😀"


def test_a_child_that_comes_back_from_a_fork_is_no_second_session(perl: Session) -> None:
    assert perl.last("fork;")["end"] == 1
    assert perl.last("wait;")["end"] == 2
