"""Night after night: what a run finds becomes an issue, and a mended page closes it."""

import json
import shutil

import pytest

WRONG = """# Tea

```python
temperature = {"green": 80}
print(temperature["green"])
```

```
90
```

## Black tea

```python
temperature["black"]
```
"""
MENDED = WRONG.replace("90", "80").replace('temperature["black"]', 'temperature.get("black")')


def issues(said):
    return [line.split(" (")[0] for line in said.out.splitlines() if " (" in line]


@pytest.fixture
def nightly(docverify):
    def night():
        docverify("check", "tea.md")
        return docverify("issues", "--apply")

    return night


def in_outbox(folder):
    return {path.name: path.read_text() for path in (folder / ".docverify" / "outbox").glob("*.md")}


def test_a_failure_opens_an_issue_stays_quiet_while_it_lasts_and_closes_after_two_passes(nightly, write, folder):
    write("tea.md", WRONG)
    assert nightly().out.count("opened ") == 2
    first = in_outbox(folder)
    assert nightly().out == "0 actions done\n"
    assert in_outbox(folder) == first
    write("tea.md", MENDED)
    assert "closed" not in nightly().out
    assert nightly().out.count("closed ") == 2
    assert all("State: closed" in text for text in in_outbox(folder).values())
    assert nightly().out == "0 actions done\n"


def test_nothing_is_done_before_it_is_asked_for(docverify, write, folder):
    write("tea.md", WRONG)
    assert docverify("check", "tea.md").code == 1
    assert docverify("issues").out.count("would open") == 2
    assert in_outbox(folder) == {}


def test_github_and_the_outbox_hold_the_same_issues_after_the_same_nights(docverify, write, folder, github):
    config = (folder / "docverify.toml").read_text()
    for tracker in ("github", "outbox"):
        write("docverify.toml", config if tracker == "github" else "")
        shutil.rmtree(folder / ".docverify", ignore_errors=True)
        for text in (WRONG, WRONG.replace("90", "95")):
            write("tea.md", text)
            docverify("check", "tea.md", "--confirm")
            assert docverify("issues", "--apply").code == 0
    filed = {issue["title"]: issue["body"].replace("\r\n", "\n") for issue in github.repository.issues}
    assert len(filed) == 2
    kept = in_outbox(folder)
    assert len(kept) == 2
    for title, body in filed.items():
        same = next(text for text in kept.values() if f"# {title}\n" in text)
        ours = body.split("\n", 1)[1].partition("<!-- docverify:end -->")[0].strip()
        assert ours in same


@pytest.mark.parametrize("broken", ["sandbox", "tracker", "environment"])
def test_a_night_on_which_something_of_ours_is_broken_acts_on_nothing(
    docverify, write, folder, github, monkeypatch, broken
):
    write("tea.md", WRONG)
    docverify("check", "tea.md")
    docverify("issues", "--apply")
    before = json.dumps(sorted(map(str, github.repository.issues)))
    write("tea.md", MENDED)
    if broken == "sandbox":
        monkeypatch.setenv("PATH", str(folder))
    elif broken == "environment":
        text = (folder / "docverify.toml").read_text()
        write("docverify.toml", text + '[environments.python]\ninstall = ["./nowhere"]\n')
    else:
        github.fail("GET", "/issues", status=500, times=99)
    for _ in range(3):
        docverify("check", "tea.md")
        docverify("issues", "--apply")
    assert json.dumps(sorted(map(str, github.repository.issues))) == before


def test_checking_one_page_says_nothing_of_the_others(docverify, write):
    write("docs/tea.md", WRONG)
    write("docs/other.md", MENDED)
    docverify("check", "docs")
    docverify("issues", "--apply")
    for _ in range(3):
        docverify("check", "docs/other.md")
        assert docverify("issues", "--apply").out == "0 actions done\n"


CHAPTERS = """# Tea

## Green

```python
kettle = [80, 90]
print(kettle[0])
```

```
90
```

## Black

```python
print(len(kettle) + 1)
```

```
2
```

```python
kettle.index("black")
```
"""
ABOVE = """```python
leaves = {"oolong": 3}
print(sorted(leaves))
```

"""
BLACK = CHAPTERS.partition("## Black\n\n")[2]
FIRST, SECOND = BLACK[: BLACK.rindex("```python")], BLACK[BLACK.rindex("```python") :]
EDITS = {
    "a block above": lambda text: text.replace("## Green\n\n", f"## Green\n\n{ABOVE}").replace(FIRST, ABOVE + FIRST),
    "a heading above": lambda text: text.replace(FIRST, f"## Brewed\n\n{FIRST}"),
    "a heading renamed": lambda text: text.replace("## Green", "## White").replace("## Black", "## Dark"),
    "blocks swapped": lambda text: text.replace(FIRST + SECOND, f"{SECOND}\n{FIRST}"),
    "an edit": lambda text: text.replace("print(len(kettle) + 1)", "print(len(kettle) + 1)  # pots"),
    "nothing": lambda text: text,
}


def mended(text):
    return text.replace("\n90\n", "\n80\n").replace("\n2\n", "\n3\n").replace('index("black")', "index(90)")


@pytest.mark.parametrize("page", ["docs/tea.md", "docs/chai.md"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_page_keeps_its_issues(docverify, write, folder, page, edit):
    def night():
        docverify("check", "docs")
        said = docverify("issues", "--apply").out
        return {verb: count for verb in ("opened", "updated", "closed") if (count := said.count(f"{verb} "))}

    write("docs/tea.md", CHAPTERS)
    assert night() == {"opened": 3}
    (folder / "docs/tea.md").unlink()
    write(page, EDITS[edit](CHAPTERS))
    assert set(night()) <= {"updated"}
    assert night() == {}
    write(page, mended(EDITS[edit](CHAPTERS)))
    assert night() == {}
    assert night() == {"closed": 3}
    assert night() == {}
    assert len(in_outbox(folder)) == 3


def test_a_choice_of_examples_forgets_no_other_that_moved(docverify, write, folder):
    write("docs/tea.md", CHAPTERS)
    docverify("check", "docs")
    docverify("issues", "--apply")
    write("docs/tea.md", EDITS["a block above"](CHAPTERS))
    docverify("check", "docs", "-k", "green:python:2")
    docverify("issues", "--apply")
    docverify("check", "docs")
    docverify("issues", "--apply")
    docverify("check", "docs")
    assert docverify("issues", "--apply").out == "0 actions done\n"
    assert len(in_outbox(folder)) == 3


def test_a_removed_example_closes_its_issue_as_not_planned(docverify, write, folder):
    write("docs/tea.md", WRONG)
    docverify("check", "docs")
    docverify("issues", "--apply")
    write("docs/tea.md", "# Tea\n\n```python\nx = 1\n```\n")
    for _ in range(2):
        docverify("check", "docs")
        said = docverify("issues", "--apply")
    assert said.out.count("closed ") == 2
    assert all("not planned" in text for text in in_outbox(folder).values())
