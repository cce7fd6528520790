"""Pages of a git repository: those of one commit, without anything of the repository ever acting."""

import os
import socket
from pathlib import Path

import pytest

from docverify.errors import SourceError
from docverify.model import Page, Problem, SourceConfig
from docverify.ports import Place
from docverify.sources.git import GitSource, git
from tests.folders import make_files
from tests.repositories import commit, run_git

SUFFIXES = {".md": "markdown"}
ACTED = "acted-by-docverify"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with a work tree, not yet with a commit."""
    folder = tmp_path / "work"
    folder.mkdir()
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def read(root: Path, url: str, revision: str = "", **globs: tuple[str, ...]) -> list[Page | Problem]:
    config = SourceConfig(git=url, revision=revision, **globs)
    return list(git.open(config, Place(root, root / "state", SUFFIXES)).pages())


def refusal(root: Path, url: str, revision: str = "", source: GitSource = git) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(source.open(SourceConfig(git=url, revision=revision), Place(root, root / "state", SUFFIXES)).pages())
    return caught.value


def test_pages_are_those_of_the_default_branch(tmp_path: Path, work: Path) -> None:
    head = commit(work, "README.md", "docs/b.md", "docs/a.md", "src/x.py", ".github/c.md")
    assert read(tmp_path, "work") == [
        Page(f"work//{name}", "markdown", name, revision=head) for name in ("README.md", "docs/a.md", "docs/b.md")
    ]


def test_a_revision_is_a_branch_a_tag_or_a_commit(tmp_path: Path, work: Path) -> None:
    first = commit(work, "a.md")
    run_git(work, "tag", "-a", "v1", "-m", "one")
    run_git(work, "checkout", "--quiet", "-b", "topic/x")
    second = commit(work, "b.md")
    run_git(work, "checkout", "--quiet", "main")
    third = commit(work, "c.md")
    revisions = {"": third, "main": third, "v1": first, "topic/x": second, "refs/heads/main": third, second: second}
    found = {name: read(tmp_path, "work", name) for name in revisions}
    assert {name: {one.revision for one in pages if isinstance(one, Page)} for name, pages in found.items()} == {
        name: {hash_} for name, hash_ in revisions.items()
    }
    assert [one.path for one in found["topic/x"] if isinstance(one, Page)] == ["work//a.md", "work//b.md"]


def test_a_branch_is_asked_for_again(tmp_path: Path, work: Path) -> None:
    commit(work, "a.md")
    assert len(read(tmp_path, "work", "main")) == 1
    commit(work, "b.md")
    assert len(read(tmp_path, "work", "main")) == 2


def test_a_repository_that_is_gone_is_never_answered_from_before(tmp_path: Path, work: Path) -> None:
    commit(work, "a.md")
    url = f"file://{work}"
    assert len(read(tmp_path, url)) == 1
    work.rename(tmp_path / "moved")
    assert refusal(tmp_path, url).message.startswith(f"cannot fetch {url}: ")


def test_a_commit_that_is_here_is_not_fetched_again(tmp_path: Path, work: Path) -> None:
    head = commit(work, "a.md")
    url = f"file://{work}"
    pages = read(tmp_path, url, head)
    work.rename(tmp_path / "moved")
    assert read(tmp_path, url, head) == pages


def test_a_bare_repository_is_read_under_its_path(tmp_path: Path, work: Path) -> None:
    head = commit(work, "a.md")
    run_git(tmp_path, "clone", "--quiet", "--bare", "work", "bare.git")
    page = Page("bare.git//a.md", "markdown", "a.md", revision=head)
    assert read(tmp_path, "bare.git") == [page]
    named = SourceConfig(path=str(tmp_path / "bare.git"))
    assert git.accepts(named)
    assert list(git.open(named, Place(tmp_path, tmp_path / "state", SUFFIXES)).pages()) == [page]


def test_what_is_ignored_and_committed_all_the_same_is_read(tmp_path: Path, work: Path) -> None:
    make_files(work, "a.md")
    (work / ".gitignore").write_text("*.md\n")
    commit(work)
    assert len(read(tmp_path, "work")) == 1


def test_globs_choose(tmp_path: Path, work: Path) -> None:
    commit(work, "a.md", "guide/b.md", "guide/drafts/c.md")
    found = read(tmp_path, "work", include=("guide/", "giude/"), exclude=("drafts/",))
    assert [one.where if isinstance(one, Problem) else one.path for one in found] == ["work", "work//guide/b.md"]


def test_a_link_is_read_once_and_only_within_the_repository(tmp_path: Path, work: Path) -> None:
    make_files(work, "a.md", "plain", "docs/")
    (work / "docs" / "again.md").symlink_to("../a.md")
    (work / "docs" / "plain.md").symlink_to("../plain")
    (work / "docs" / "chain.md").symlink_to("plain.md")
    (work / "docs" / "passwd.md").symlink_to("/etc/passwd")
    (work / "docs" / "above.md").symlink_to("../../state.md")
    (work / "docs" / "round.md").symlink_to("round.md")
    head = commit(work)
    what = "is a link to no file of the repository and was not followed"
    assert read(tmp_path, "work") == [
        *(Problem(f"work//docs/{name}.md", what) for name in ("above", "passwd", "round")),
        Page("work//a.md", "markdown", "a.md", revision=head),
        Page("work//docs/chain.md", "markdown", "plain", revision=head),
    ]


def test_a_submodule_is_said(tmp_path: Path, work: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    run_git(other, "init", "--quiet")
    commit(other, "b.md")
    commit(work, "a.md")
    run_git(work, "submodule", "--quiet", "add", str(other), "theme")
    head = commit(work)
    assert read(tmp_path, "work") == [
        Problem("work//theme", "is a submodule and was not read", "make it a source of its own"),
        Page("work//a.md", "markdown", "a.md", revision=head),
    ]


def test_a_bad_page_does_not_stop_the_rest(tmp_path: Path, work: Path) -> None:
    (work / "b.md").write_bytes(b"\0\0")
    head = commit(work, "a.md", "c.md")
    assert read(tmp_path, "work") == [
        Page("work//a.md", "markdown", "a.md", revision=head),
        Problem("work//b.md", "is not text: it holds NUL bytes", "if it is a page, save it as UTF-8", fatal=True),
        Page("work//c.md", "markdown", "c.md", revision=head),
    ]


def test_a_name_that_is_no_utf8_can_be_reported(tmp_path: Path, work: Path) -> None:
    (work / os.fsdecode(b"caf\xe9 \xc3\xa9\n.md")).write_text("x")
    commit(work)
    assert [one.path for one in read(tmp_path, "work") if isinstance(one, Page)] == ["work//caf\\xe9 \u00e9\n.md"]


def test_nothing_of_a_repository_acts(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = make_files(tmp_path / "home", "template/hooks/")
    hook = f"#!/bin/sh\ntouch {tmp_path}/acted\n"
    for name in ("reference-transaction", "post-checkout", "fsmonitor", "smudge"):
        (home / "template" / "hooks" / name).write_text(hook)
        (home / "template" / "hooks" / name).chmod(0o755)
    script = home / "template" / "hooks" / "smudge"
    (home / ".gitconfig").write_text(
        f"[init]\ntemplateDir = {home}/template\n[core]\nhooksPath = {home}/template/hooks\nfsmonitor = {script}\n"
        f"[filter.evil]\nsmudge = {script}\nclean = cat\n"
    )
    (work / ".gitattributes").write_text("*.md filter=evil\n")
    commit(work, "a.md")
    monkeypatch.setenv("HOME", str(home))
    assert [one.text for one in read(tmp_path, "work") if isinstance(one, Page)] == ["a.md"]
    assert not (tmp_path / "acted").exists()
    assert not list((tmp_path / "state").rglob("hooks/*"))


def test_inside_a_git_hook_the_users_own_repository_is_left_alone(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(work, "a.md")
    mine = make_files(tmp_path / "mine", "b.md")
    run_git(mine, "init", "--quiet")
    commit(mine)
    before = sorted(str(file) for file in mine.rglob("*"))
    monkeypatch.setenv("GIT_DIR", str(mine / ".git"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(mine / ".git" / "objects"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(mine / ".git" / "index"))
    assert [one.path for one in read(tmp_path, "work") if isinstance(one, Page)] == ["work//a.md"]
    assert sorted(str(file) for file in mine.rglob("*")) == before


def test_what_a_killed_fetch_left_is_no_hindrance(tmp_path: Path, work: Path) -> None:
    commit(work, "a.md")
    read(tmp_path, "work")
    [clone] = [folder for folder in (tmp_path / "state" / "git").iterdir() if folder.is_dir()]
    for name in ("shallow.lock", "FETCH_HEAD.lock", "config.lock"):
        (clone / name).touch()
    commit(work, "b.md")
    assert len(read(tmp_path, "work")) == 2


def test_an_unknown_revision_is_named(tmp_path: Path, work: Path) -> None:
    commit(work, "a.md")
    hint = "name a branch, a tag or the whole hash of a commit"
    for revision in ("v9", "0" * 40):
        error = refusal(tmp_path, f"file://{work}", revision)
        assert error.message == f'file://{work} has no branch, tag or commit "{revision}"'
        assert error.hint == hint


def test_a_repository_without_commits_is_said(tmp_path: Path, work: Path) -> None:
    assert refusal(tmp_path, f"file://{work}").message == f"file://{work} has no commits"


def test_an_unreachable_url_is_said_without_its_password(tmp_path: Path) -> None:
    with socket.socket() as taken:  # bound, and not listening: every connection is refused
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        error = refusal(tmp_path, f"https://me:secret@{address}/x.git")
    assert error.message.startswith(f"cannot fetch https://{address}/x.git: ")
    assert "secret" not in error.message + error.hint


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"git://127.0.0.1:{server.getsockname()[1]}/x"
        assert refusal(tmp_path, url, source=GitSource(seconds=0.5)).message == (
            f"cannot fetch {url}: git took more than 0.5 seconds"
        )


def test_a_missing_folder_is_told_from_a_near_one(tmp_path: Path) -> None:
    make_files(tmp_path, "docs.git/")
    error = refusal(tmp_path, "dosc.git")
    assert (error.message, error.hint) == (
        'there is no repository "dosc.git"',
        'did you mean "docs.git"?',
    )


@pytest.mark.parametrize(
    ("url", "revision"),
    [
        (f"--upload-pack=touch {ACTED}", ""),
        (f"ext::touch {ACTED}", ""),
        ("-x:y", ""),
        ("file:///x\n", ""),
        ("file:///x", f"--upload-pack=touch {ACTED}"),
        ("file:///x", "a:refs/heads/b"),
        ("file:///x", "a..b"),
        ("file:///x", "^a"),
    ],
)
def test_what_git_would_take_for_more_than_a_name_is_refused(
    tmp_path: Path, url: str, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".gitconfig").write_text('[protocol "ext"]\nallow = always\n')
    monkeypatch.setenv("HOME", str(tmp_path))
    refusal(tmp_path, url, revision)
    assert not list(tmp_path.rglob(ACTED))


def test_without_git_the_command_that_installs_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refusal(tmp_path, "https://git.example/x.git")
    assert (error.message, error.hint) == ("git is not installed", "sudo apt-get install git")


def test_it_accepts_git_sources_alone() -> None:
    configs = [SourceConfig(git="x"), SourceConfig(path="docs"), SourceConfig(url="https://docs.example")]
    assert [git.accepts(config) for config in configs] == [True, False, False]
