"""What only another shell reads is not held against its page, and bash's own code is never taken for it."""

from time import process_time

import pytest
from msgspec.structs import replace

from docverify.languages.console import console
from docverify.languages.shell import shell
from docverify.languages.shell_code.others import other_shell
from docverify.languages.shell_code.placeholders import LONGEST
from docverify.model import Example, StepRun
from tests.languages.building import read, run

OTHERS = {
    "setopt extendedglob": "needs zsh: `setopt`",
    "if true; then zmodload zsh/datetime; fi": "needs zsh: `zmodload`",
    "autoload -Uz compinit && compinit": "needs zsh: `autoload -Uz`",
    "print -P '%~'": "needs zsh: `print -P`",
    "repeat 3 echo tea": "needs zsh: `repeat 3`",
    "foreach cup (a b)\n  echo $cup\nend": "needs zsh: `foreach cup`",
    "for cup (*.txt) echo $cup": "needs zsh: `for cup (`",
    "alias -g L='| less'": "needs zsh: `alias -g`",
    "typeset -U path": "needs zsh: `typeset -U`",
    "() { echo tea }": "needs zsh: `() {`",
    "diff =(ls) =(ls)": "needs zsh: `=(`",
    "ls *(.)": "needs zsh: `*(.)`",
    "ls -d **/*(/)": "needs zsh: `*(/)`",
    "ls *(om[1,3])": "needs zsh: `*(om[1,3])`",
    "ls <->": "needs zsh: `<->`",
    "ls cup<1-5>": "needs zsh: `<1-5>`",
    'lines=("${(f)text}")': "needs zsh: `${(f)`",
    "echo ${file:h}": "needs zsh: `${file:h}`",
    "echo $cups[1]": "needs zsh: `$cups[1]`",
    "brew &!": "needs zsh: `&!`",
    "echo a >! b": "needs zsh: `>!`",
    "set -gx POT tea": "needs fish: `set -gx`",
    "set --universal POT tea": "needs fish: `set --universal`",
}
OWN = (
    "echo 'autoload -Uz compinit; compinit' >> ~/.zshrc",
    "cat <<'END' >> ~/.zshrc\nsetopt autocd\nls *(.)\nEND",
    "# setopt autocd\nls",
    "zsh -c 'print -P %~'",
    "for ((i = 0; i < 3; i++)); do echo $i; done",
    "cups=(a b); cups+=(c); echo ${cups[1]} ${#cups[@]}",
    "pour() { echo tea; }; pour",
    "shopt -s extglob; ls !(a|b) *(ab|cd) +([0-9])",
    "echo ${file:1} ${file:-h} ${file:0:2} ${file##*/}",
    "diff <(ls) >(cat)",
    "cat <<-END\na\nEND",
    "(cd pots && ls); { ls; }",
    "declare -A cups; local -i n; export -f pour; readonly cup",
    "set -eux; set -o pipefail; set -- a b",
    "if ! grep -q tea list; then brew & fi",
    ":(){ :|:& };:",
    'printf "%s\\n" "$cup" [0-9]* | sort > list',
)


@pytest.mark.parametrize("code", OTHERS)
def test_what_bash_would_read_otherwise_is_not_run(code: str) -> None:
    for one in (read(code, "shell"), read(f"$ {code}".replace("\n", "\n> "), "console")):
        assert one.refusal is not None
        assert (one.refusal.verdict, one.refusal.reason) == ("unverified", "missing-toolchain")
        assert one.refusal.detail == OTHERS[code]


@pytest.mark.parametrize("code", OWN)
def test_bash_is_bash(code: str) -> None:
    assert other_shell(code) is None


def labelled(code: str, label: str, language: str = "shell") -> Example:
    one = read(code, language)
    return replace(one, block=replace(one.block, language=label))


def test_what_fails_in_the_place_of_zsh_is_not_wrong() -> None:
    failed = StepRun(stderr="bash: line 1: syntax error near unexpected token `('", exit_code=2)
    for label, explained in (("zsh", True), ("bash", False)):
        one = labelled("ls (a|b)", label)
        assert bool(shell.reason(one, run(one, failed, exit_code=2), [one])) is explained


def test_what_no_shell_reads_may_be_what_a_benchmark_printed() -> None:
    failed = StepRun(stderr="bash: line 1: syntax error near unexpected token `('", exit_code=2)
    for code, explained in (("  brew x 2,232 ops/sec (89 runs)", True), ("brew 3 ±2% (a)", True), ("brew (a)", False)):
        one = read(code, "shell")
        found = shell.reason(one, run(one, failed, exit_code=2), [one])
        assert (found == ("not-executable", "output of a benchmark, not commands")) is explained


def test_what_is_shown_otherwise_in_the_place_of_zsh_is_not_wrong() -> None:
    for label, explained in (("zsh-session", True), ("console", False)):
        one = labelled("$ echo ${cups[1]}\ngreen", label, "console")
        assert bool(console.reason(one, run(one, StepRun("black\n", exit_code=0)), [one])) is explained


def test_a_block_for_zsh_that_runs_and_claims_nothing_is_not_explained_away() -> None:
    one = labelled("ls", "zsh")
    assert shell.reason(one, run(one, StepRun("a\n", exit_code=0), exit_code=0), [one]) is None


@pytest.mark.parametrize("part", ["for a ", "(", "${(", "*(.", "$a[1", "set -g", "'", "<1-", " =", "print -a"])
def test_no_script_takes_long(part: str) -> None:
    start = process_time()
    other_shell(part * (LONGEST // len(part)))
    assert process_time() - start < 3
