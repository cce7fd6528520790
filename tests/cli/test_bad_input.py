"""Bad input gets a clear error, and nothing is lost: each with its message and exit code."""

import json
import subprocess

import pytest

GOOD = "# Good\n\n```python\nprint(1)\n```\n\n```\n1\n```\n"
WRONG = "# Wrong\n\n```python\n{}['k']\n```\n"


def test_a_missing_path_is_named_with_the_nearest_that_exists(docverify, write):
    write("docs/install.md", GOOD)
    said = docverify("check", "doc")
    assert (said.code, said.out) == (2, "")
    assert said.err == 'docverify: there is no "doc"\n  next: did you mean "docs"?\n'


def test_no_source_at_all_says_what_to_type(docverify):
    said = docverify("check")
    assert (said.code, said.err) == (
        2,
        "docverify: no SOURCE given, and there is no docverify.toml here or above\n  next: docverify check docs\n",
    )


def test_a_folder_with_no_pages_is_said_so(docverify, write):
    write("docs/logo.svg", "<svg/>")
    said = docverify("check", "docs")
    assert said.code == 2
    assert "no pages of a known format" in said.out
    assert ".md" in said.out


def test_a_page_that_is_not_utf_8_is_read_with_replacement_and_reported(docverify, folder):
    (folder / "a.md").write_bytes(GOOD.encode() + b"caf\xe9\n")
    said = docverify("check", "a.md")
    assert said.code == 0
    assert "1 matched" in said.out
    assert "UTF-8" in said.out


def test_a_binary_file_is_not_checked_and_the_others_are(docverify, folder, write):
    write("docs/good.md", GOOD)
    (folder / "docs" / "image.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 20)
    said = docverify("check", "docs")
    assert said.code == 2
    assert "docs/image.md" in said.out
    assert "1 matched" in said.out


def test_an_unclosed_fence_is_reported_and_its_code_is_not_lost(docverify, write):
    write("a.md", "# A\n\n```python\nprint(1)\n")
    said = docverify("check", "a.md", "--format", "json")
    result = json.loads(said.out)
    assert [row["code"] for row in result["examples"]] == ["print(1)"]
    assert [(problem["where"], problem["line"]) for problem in result["problems"]] == [("a.md", 3)]


def test_a_page_of_50_mb_is_checked(docverify, folder):
    prose = "Words that say nothing of interest, again and again.\n\n" * 1000
    (folder / "a.md").write_text(GOOD + prose * (50 * 1024 * 1024 // len(prose)) + GOOD.replace("Good", "Last"))
    said = docverify("check", "a.md")
    assert said.code == 0
    assert "4 blocks on 1 page" in said.out


def test_a_page_with_ten_thousand_blocks_has_ten_thousand_verdicts(docverify, folder):
    (folder / "a.md").write_text("# A\n\n" + "".join(f"```python\nx{n} = {n}\n```\n\n" for n in range(10_000)))
    said = docverify("check", "a.md", "--format", "json")
    result = json.loads(said.out)
    assert said.code == 0
    assert result["summary"]["verdicts"] == {"pass": 10_000}
    assert result["examples"][-1]["id"] == "a.md#a:python:10000"


def test_an_empty_block_is_a_row_and_no_finding(docverify, write):
    write("a.md", "# A\n\n```python\n```\n")
    said = docverify("check", "a.md", "--format", "json")
    assert said.code == 0
    assert [(row["verdict"], row["reason"]) for row in json.loads(said.out)["examples"]] == [
        ("unverified", "not-executable")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[limits]\nsecnds = 5\n", ("limits.secnds", "docverify.toml:2", "secnds = 5", "seconds")),
        ('[limits]\nseconds = "five"\n', ("limits.seconds", "docverify.toml:2", 'seconds = "five"')),
        ("[tracker\n", ("docverify.toml", "1")),
    ],
)
def test_a_wrong_config_is_named_with_its_line_and_the_nearest_key(docverify, write, text, told):
    write("docverify.toml", text)
    write("a.md", GOOD)
    said = docverify("check", "a.md")
    assert said.code == 2
    for part in told:
        assert part in said.err


def test_an_unreachable_git_url_is_named(docverify, folder):
    said = docverify("check", f"file://{folder}/none.git")
    assert (said.code, said.out) == (2, "")
    assert "none.git" in said.err


def test_a_missing_revision_of_a_git_source_is_named(docverify, folder, write):
    write("origin/a.md", GOOD)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(folder / "origin")]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True)
    write("docverify.toml", f'[[sources]]\ngit = "file://{folder}/origin"\nrevision = "v9"\n')
    said = docverify("check")
    assert said.code == 2
    assert "v9" in said.err


def test_an_unknown_sandbox_or_format_is_named_with_the_known_ones(docverify, write):
    write("a.md", GOOD)
    for words, known in ((("--sandbox", "jail"), "bwrap"), (("--format", "pdf"), "json")):
        said = docverify("check", "a.md", *words)
        assert said.code == 2
        assert known in said.err


def test_without_a_wall_examples_are_parsed_and_never_run(docverify, write, monkeypatch, folder):
    write("a.md", GOOD)
    monkeypatch.setenv("PATH", str(folder))
    said = docverify("check", "a.md")
    assert said.code == 3
    assert "apt-get install -y bubblewrap" in said.out
    result = json.loads(docverify("report", "--format", "json").out)
    row = result["examples"][0]
    assert (row["verdict"], row["level"], row["reason"]) == ("unverified", "parsed", "no-sandbox")


def test_no_sandbox_must_be_typed_and_prints_a_banner(docverify, write):
    write("a.md", GOOD)
    said = docverify("check", "a.md", "--sandbox", "none")
    assert said.code == 0
    assert "NO SANDBOX" in said.out
    assert docverify("issues").out == "nothing: the examples did not run in a sandbox\n"


def test_state_that_cannot_be_written_is_named(docverify, write):
    write("a.md", GOOD)
    write("state", "a file")
    said = docverify("check", "a.md", "--state", "state")
    assert said.code == 2
    assert "state" in said.err
    assert "--state" in said.err


def test_issues_before_any_check_says_what_to_run_first(docverify):
    said = docverify("issues")
    assert said.code == 2
    assert said.err.endswith("  next: docverify check\n")


@pytest.mark.parametrize("status", [401, 403, 404, 410, 422, 429, 500])
def test_a_tracker_that_refuses_opens_nothing_and_says_why(docverify, write, github, status):
    write("a.md", WRONG)
    assert docverify("check", "a.md").code == 1
    github.fail("GET", "/issues", status=status, times=99)
    said = docverify("issues", "--apply")
    assert said.code == 2
    assert said.err.startswith("docverify: ")
    assert "next: " in said.err
    assert github.token not in said.err + said.out
    assert github.repository.issues == []


@pytest.mark.usefixtures("github")
def test_a_tracker_that_does_not_answer_opens_nothing_and_says_so(docverify, write, monkeypatch):
    write("a.md", WRONG)
    assert docverify("check", "a.md").code == 1
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    said = docverify("issues", "--apply")
    assert said.code == 2
    assert said.err.startswith("docverify: GitHub at 127.0.0.1 does not answer; nothing was opened")


@pytest.mark.usefixtures("github")
def test_a_missing_token_is_named_by_its_variable(docverify, write, monkeypatch):
    write("a.md", WRONG)
    docverify("check", "a.md")
    monkeypatch.delenv("GITHUB_TOKEN")
    said = docverify("issues")
    assert said.code == 2
    assert "GITHUB_TOKEN" in said.err


def test_a_choice_that_fits_no_example_is_a_mistake_and_never_a_clean_run(docverify, write):
    write("a.md", GOOD)
    said = docverify("check", "a.md", "-k", "zzz")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("docverify: no example has 'zzz' in its id or name\n")
