"""A page a compiled language, through the real check: each example gets the verdict that its heading begins with."""

import json
import shutil
from pathlib import Path

import pytest

import fixtures
from docverify.cli.main import run

FIXTURES = Path(fixtures.__file__).parent / "languages"
MARKED = [
    ("no_run", "loop {}", "skip built rust,no_run"),
    ("no_run", "fn main() { loop {} }", "skip built rust,no_run"),
    ("no_run", 'fn main() { let cups: i32 = "a"; }', "fail parsed BuildError"),
    ("no_run", "use tea_house::Cup;", "unverified parsed missing-package"),
    ("no_run", "pour(teapot);", "unverified parsed fragment"),
    ("should_panic", 'panic!("too hot");', "pass ran "),
    ("should_panic", 'println!("tea");', "fail ran no-error"),
    ("should_panic", 'fn main() { let cups: i32 = "a"; }', "fail parsed BuildError"),
    ("should_panic", "#[test]\nfn pours() { assert_eq!(1, 2); }", "unverified ran incomplete"),
    ("compile_fail", 'let cups: i32 = "a";', "pass ran "),
    ("compile_fail", 'panic!("too hot");', "fail built no-error"),
    ("compile_fail", "use tea_house::Cup;", "unverified parsed missing-package"),
    ("compile_fail,E0308", 'let cups: i32 = "a";', "pass matched "),
    ("compile_fail,E0382", 'let cups: i32 = "a";', "fail parsed other-error"),
    ("compile_fail,E0382", "pour(teapot);", "unverified parsed fragment"),
    ("compile_fail,E0670", "async fn pour() {}", "pass matched "),
    ("compile_fail,E0670,edition2021", "async fn pour() {}", "fail built no-error"),
    ("edition2015", "let async = 1;", "pass ran "),
    ("edition2021", "fn main() { let async = 1; }", "fail parsed BuildError"),
    ("edition2099", 'fn main() { println!("tea"); }', "unverified parsed missing-toolchain"),
    ("ignore", "pour(teapot);", "skip found rust,ignore"),
    ("", "fn pour() -> Result<(), io::Error> { Ok(()) }", "unverified parsed fragment"),
    ("", "use io::Cup;", "unverified parsed missing-package"),
    ("", '#[cfg(not(feature = "milk"))]\n{\n    assert_eq!(1, 2);\n}', "unverified parsed incomplete"),
]
"""Words of rustdoc, code, and what is concluded."""


@pytest.mark.parametrize("language", ["c", "cpp", "go", "java", "rust"])
def test_each_example_gets_the_verdict_of_its_heading(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(FIXTURES / f"{language}.md", tmp_path)
    monkeypatch.chdir(tmp_path)
    run(["check", f"{language}.md", "--timeout", "3", "--format", "json", "--output", "result.json"])
    rows = json.loads((tmp_path / "result.json").read_text())["examples"]
    found = [(row["heading"][-1], row["verdict"], row["detail"]) for row in rows if row["language"] == language]
    assert len(found) == (9 if language == "go" else 7)
    assert [one for one in found if one[1] != one[0].partition(":")[0].lower()] == []
    assert [row["reason"] for row in rows if row["verdict"] == "unverified" and row["language"] == language] == [
        "timeout",
        "fragment",
    ]


def test_words_of_rustdoc_ask_for_what_rustdoc_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are only built are so in the build that the page shares, too."""
    blocks = [f"```rust,{words}\n{code}\n```\n" for words, code, _ in MARKED]
    (tmp_path / "a.md").write_text("\n".join(blocks))
    monkeypatch.chdir(tmp_path)
    run(["check", "a.md", "--format", "json", "--output", "result.json"])
    rows = json.loads((tmp_path / "result.json").read_text())["examples"]
    found = [f"{row['verdict']} {row['level']} {row['reason'] if row['verdict'] != 'pass' else ''}" for row in rows]
    assert found == [expected for _, _, expected in MARKED]


def test_other_languages_have_their_examples_built_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {"go": "for {\n}", "java": "while (true) {}", "c": "for (;;) {}", "cpp": "for (;;) {}", "python": "1 / 0"}
    (tmp_path / "a.md").write_text("\n".join(f"```{name} no_run\n{code}\n```\n" for name, code in codes.items()))
    monkeypatch.chdir(tmp_path)
    run(["check", "a.md", "--format", "json", "--output", "result.json"])
    rows = json.loads((tmp_path / "result.json").read_text())["examples"]
    assert [(row["verdict"], row["level"]) for row in rows] == [("skip", "built")] * 4 + [("skip", "found")]


RUST = '#[deprecated(note = "use g")]\nfn f() -> i32 {\n    1\n}\nfn main() {\n    println!("{}", f());\n}'
JAVA = "System.out.println(new Integer(3));"


@pytest.mark.parametrize("shared", [False, True])
def test_what_compilers_warn_of_that_will_be_gone_is_known_and_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    others = [("rust", 'println!("3");'), ("java", "System.out.println(3);")] if shared else []
    blocks = [("rust", RUST), ("java", JAVA), *others]
    (tmp_path / "a.md").write_text("\n".join(f"```{name}\n{code}\n```\n" for name, code in blocks))
    monkeypatch.chdir(tmp_path)
    run(["check", "a.md", "--format", "json", "--output", "result.json"])
    rows = json.loads((tmp_path / "result.json").read_text())["examples"]
    assert [(row["verdict"], row["actual"]) for row in rows[:2]] == [("pass", "1\n"), ("pass", "3\n")]
    assert [row["deprecations"] for row in rows[:2]] == [
        ["deprecated: use of deprecated function `f`: use g"],
        ["deprecated: Integer(int) in Integer has been deprecated and marked for removal"],
    ]
    assert [row["deprecations"] for row in rows[2:]] == [[]] * len(others)
