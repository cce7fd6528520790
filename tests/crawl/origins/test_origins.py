"""The source of a rendered page, from the nearest place to the farthest."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from docverify.crawl.answer import Answer
from docverify.errors import SourceError
from docverify.model import Page, Problem
from docverify.reading.repository import Snapshot, fetch
from tests.crawl.origins.site import TOP, Site, find_all, origins, page, where
from tests.repositories import commit, run_git

SPHINX = (
    '<html data-content_root="./"><script src="_static/documentation_options.js"></script>'
    "<p>How long the tea has to stand, and why."
)
EDIT = '<a href="https://github.com/tea/pot/edit/{rest}">Edit this page</a>'


def write(root: Path, **texts: str) -> None:
    """Files by their path, `__` for a slash and `_` for a dot before the suffix."""
    for name, text in texts.items():
        path, _, suffix = name.replace("__", "/").rpartition("_")
        file = root / f"{path}.{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def found(site: Site, root: Path, *pages: Page, **how: Any) -> list[str]:
    return [where(one) for one in find_all(origins(site, root, **how), *pages)]


def test_a_page_without_a_source_has_none(tmp_path: Path) -> None:
    site = Site()
    assert found(site, tmp_path, page("<p>tea</p>"), page("<p>more</p>", f"{TOP}more.html")) == ["-", "-"]
    assert site.asked == [f"{TOP}llms.txt", "https://tea.example/llms.txt"], "once, for all pages"


def test_a_checkout_is_nearer_than_anything_else(tmp_path: Path) -> None:
    write(tmp_path, pot__docs__steep_md="# Steep")
    html = '<link rel="alternate" type="text/markdown" href="steep.md">' + EDIT.format(rest="main/docs/steep.md")
    site = Site({f"{TOP}steep.md": "# Steep"})
    (one,) = find_all(origins(site, tmp_path, checkout="pot"), page(html))
    local = str(tmp_path / "pot/docs/steep.md")
    assert one == Page("pot/docs/steep.md", "markdown", "# Steep", local=local)
    assert site.asked == []


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (EDIT.format(rest="docs/v2/docs/guide/01-steep.md"), "any.html"),
        (EDIT.format(rest="main/pot/docs/guide/01-steep.md"), "any.html"),
        ('<a href="/docs/_sources/guide/steep.md.txt">source</a>', "any.html"),
        ("", "guide/steep.html"),
        ("", "guide/steep/"),
        ("", "guide/Steep"),
        ("", "guide/steep/index.html"),
    ],
)
def test_the_file_of_a_page_is_known_by_its_links_or_its_address(tmp_path: Path, html: str, url: str) -> None:
    write(tmp_path, **{"pot__docs__guide__01-steep_md": "# Steep", "pot__docs__brew_md": "# Brew"})
    assert found(Site(), tmp_path, page(html, TOP + url), checkout="pot") == ["pot/docs/guide/01-steep.md"]


def test_start_pages_are_files_of_their_folder(tmp_path: Path) -> None:
    write(tmp_path, pot__docs__index_md="# Tea", pot__docs__guide__README_md="# Guide")
    pages = page("", TOP), page("", f"{TOP}guide/")
    assert found(Site(), tmp_path, *pages, checkout="pot") == ["pot/docs/index.md", "pot/docs/guide/README.md"]


def test_files_that_could_both_be_the_page_are_neither(tmp_path: Path) -> None:
    write(tmp_path, pot__de__steep_md="# Ziehen", pot__en__steep_md="# Steep")
    pages = page("", f"{TOP}steep.html"), page("", f"{TOP}en/steep.html")
    assert found(Site(), tmp_path, *pages, checkout="pot") == ["-", "pot/en/steep.md"]


def test_a_checkout_that_is_a_link_keeps_its_name(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", steep_md="# Steep")
    root = tmp_path / "own"
    root.mkdir()
    (root / "pot").symlink_to(tmp_path / "elsewhere")
    assert found(Site(), root, page(), checkout="pot") == ["pot/steep.md"]


def test_nothing_leads_out_of_a_checkout(tmp_path: Path) -> None:
    write(tmp_path, secret_md="# Secret", pot__steep_md="# Steep")
    (tmp_path / "pot/link.md").symlink_to(tmp_path / "secret.md")
    links = [
        EDIT.format(rest="main/%2e%2e/secret.md"),
        EDIT.format(rest="main/../secret.md"),
        EDIT.format(rest="main/link.md"),
        EDIT.format(rest="main/" + "/".join(str(tmp_path / "secret.md").split("/"))),
    ]
    for html in links:
        pages = [page(html, f"{TOP}any.html")]
        assert found(Site(), tmp_path, *pages, checkout="pot", offline=True) == ["-"]


def test_the_twin_that_a_page_names_is_its_source(tmp_path: Path) -> None:
    html = '<link rel="alternate" type="text/markdown" href="steep.md">' + SPHINX
    site = Site({f"{TOP}steep.md": "# Steep", f"{TOP}_sources/steep.rst.txt": "Steep\n====="})
    (one,) = find_all(origins(site, tmp_path), page(html))
    assert one == Page(f"{TOP}steep.md", "markdown", "# Steep", source_url=f"{TOP}steep.md")


def test_the_twins_of_another_host_are_not_asked_for(tmp_path: Path) -> None:
    site = Site()
    found(site, tmp_path, page('<link rel="alternate" type="text/markdown" href="https://other.example/steep.md">'))
    assert not any("other" in url for url in site.asked)


def test_twins_that_the_sites_list_names(tmp_path: Path) -> None:
    listed = "# Tea\n- [Steep](steep.md)\n- [Guide](/docs/guide/index.md): x\n- [b](brew.html.md) [o](//o.example/a.md)"
    names = ("steep.md", "guide/index.md", "brew.html.md")
    site = Site({f"{TOP}llms.txt": listed, **{TOP + name: "# Tea" for name in names}})
    pages = page(), page("", f"{TOP}guide/"), page("", f"{TOP}brew.html"), page("", f"{TOP}other.html")
    assert found(site, tmp_path, *pages) == [*(TOP + name for name in names), "-"]


def test_a_page_that_stands_for_a_missing_text_is_none(tmp_path: Path) -> None:
    class Friendly(Site):
        async def get(self, url: str) -> Any:
            answer = await super().get(url)
            return type(answer)(url, 200, b"<h1>Not here</h1>", "text/html")

    html = '<link rel="alternate" type="text/markdown" href="steep.md">'
    assert found(Friendly(), tmp_path, page(html)) == ["-"]


def test_sphinx_keeps_copies_that_pages_link(tmp_path: Path) -> None:
    html = '<a href="_sources/steep.rst.txt" rel="nofollow">Show Source</a>'
    site = Site({f"{TOP}_sources/steep.rst.txt": "Steep\n====="})
    (one,) = find_all(origins(site, tmp_path), page(html))
    url = f"{TOP}_sources/steep.rst.txt"
    assert one == Page(url, "rst", "Steep\n=====", source_url=url)


def test_copies_that_nobody_links_are_tried(tmp_path: Path) -> None:
    pages = [
        page(SPHINX),
        page(SPHINX.replace("./", "../"), f"{TOP}guide/brew.html"),
        page(SPHINX.replace("./", "../"), f"{TOP}pour/"),
        page(SPHINX, TOP),
        page(SPHINX, f"{TOP}genindex.html"),
    ]
    names = ("steep.rst.txt", "guide/brew.rst.txt", "pour.rst.txt", "index.rst.txt")
    site = Site({f"{TOP}_sources/{name}": "Tea\n===" for name in names})
    assert found(site, tmp_path, *pages) == [*(f"{TOP}_sources/{name}" for name in names), "-"]
    assert not any("genindex" in url for url in site.asked)


def test_a_site_without_copies_is_soon_left_alone(tmp_path: Path) -> None:
    site = Site()
    found(site, tmp_path, *(page(SPHINX, f"{TOP}p{number}.html") for number in range(100)))
    assert len(site.asked) < 30


def test_what_a_source_includes_is_there_with_it(tmp_path: Path) -> None:
    write(tmp_path, pot__docs__steep_rst=".. literalinclude:: brew.py\n")
    write(tmp_path, pot__docs__brew_py="brew()")
    (one,) = find_all(origins(Site(), tmp_path, checkout="pot"), page())
    assert isinstance(one, Page)
    assert {text for text in one.files.values() if text} == {"brew()"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one page on `main`, and another on `docs/v2`."""
    folder = tmp_path / "upstream"
    folder.mkdir()
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, docs__steep_rst="Steep\n=====\n\n.. literalinclude:: brew.py\n", docs__brew_py="brew()")
    commit(folder)
    run_git(folder, "checkout", "--quiet", "-b", "docs/v2")
    write(folder, guide__pour_md="# Pour")
    commit(folder)
    return folder


class Clones:
    """Clones the repository whatever its address is, and notes what was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str]] = []

    def __call__(self, url: str, revision: str, clones: Path, seconds: float) -> Snapshot:
        self.asked.append((url, revision))
        return fetch(str(self.folder), revision, clones, seconds)


def test_an_edit_link_leads_to_the_file_at_a_commit(tmp_path: Path, repository: Path) -> None:
    clones = Clones(repository)
    pages = [page(EDIT.format(rest="main/docs/steep.rst")), page(EDIT.format(rest="main/docs/none.rst"))]
    one, other = find_all(origins(Site(), tmp_path, clone=clones), *pages)
    revision = run_git(repository, "rev-parse", "main").strip()
    assert isinstance(one, Page)
    assert "brew()" in one.files.values()
    assert replace(one, files={}) == Page(
        path="https://github.com/tea/pot//docs/steep.rst",
        format="rst",
        text="Steep\n=====\n\n.. literalinclude:: brew.py\n",
        source_url=f"https://github.com/tea/pot/blob/{revision}/docs/steep.rst",
        revision=revision,
    )
    assert other is None
    assert clones.asked[0] == ("https://github.com/tea/pot", "main")
    assert len(clones.asked) < 4, "one clone a branch"


def test_the_name_of_a_branch_may_have_slashes(tmp_path: Path, repository: Path) -> None:
    clones = Clones(repository)
    pages = [page(EDIT.format(rest="docs/v2/guide/pour.md"))] * 3
    assert found(Site(), tmp_path, *pages, clone=clones) == ["https://github.com/tea/pot//guide/pour.md"] * 3
    assert [revision for _, revision in clones.asked] == ["docs", "docs/v2"]


def test_only_repositories_of_forges_and_of_the_sites_own_host_are_cloned(tmp_path: Path, repository: Path) -> None:
    clones = Clones(repository)
    label = '<a href="{}">Edit this page</a>'
    urls = [
        "file:///o/r/edit/main/docs/steep.rst",
        "ssh://github.com/o/r/edit/main/docs/steep.rst",
        "https://evil.example/o/r/edit/main/docs/steep.rst",
        "http://tea.example/o/r/edit/main/docs/steep.rst",
        "http://user:secret@github.com/o/r/edit/main/docs/steep.rst",
    ]
    found(Site(), tmp_path, *(page(label.format(url)) for url in urls), clone=clones)
    assert {url for url, _ in clones.asked} == {"https://tea.example/o/r", "https://github.com/o/r"}


def test_a_site_may_name_few_repositories(tmp_path: Path, repository: Path) -> None:
    clones = Clones(repository)
    link = '<a href="https://github.com/o/r{}/edit/main/docs/steep.rst">x</a>'
    paths = found(Site(), tmp_path, *(page(link.format(number % 9)) for number in range(18)), clone=clones)
    assert len({url for url, _ in clones.asked}) == 3
    assert sum("pages of this site name more than 3" in path for path in paths) == 6, "said once a repository"


def test_few_branches_of_a_repository_are_asked_for(tmp_path: Path, repository: Path) -> None:
    clones = Clones(repository)
    pages = [page(EDIT.format(rest=f"branch-{number}/docs/steep.rst")) for number in range(50)]
    found(Site(), tmp_path, *pages, page(EDIT.format(rest="main/docs/steep.rst")), clone=clones)
    assert len(clones.asked) == 6


def test_a_text_that_lies_on_another_host_after_all_is_none(tmp_path: Path) -> None:
    class Leading(Site):
        async def get(self, url: str) -> Any:
            self.asked.append(url)
            return Answer("https://other.example/steep.md", 200, b"# Steep", "text/markdown")

    assert found(Leading(), tmp_path, page('<link rel="alternate" type="text/markdown" href="steep.md">')) == ["-"]


def test_a_repository_that_cannot_be_had_is_said_once_and_stops_nothing(tmp_path: Path) -> None:
    def broken(url: str, *_: Any) -> Snapshot:
        raise SourceError(f"cannot fetch {url}: no route to host")

    pages = [page(EDIT.format(rest="main/docs/steep.rst"))] * 2
    one, other = find_all(origins(Site(), tmp_path, clone=broken), *pages)
    assert one == Problem(
        "https://github.com/tea/pot",
        "the repository that pages are edited in cannot be had: cannot fetch https://github.com/tea/pot:"
        " no route to host; they are read without it",
        'name a folder with its files as "checkout"',
    )
    assert other is None


def test_offline_no_repository_is_asked(tmp_path: Path, repository: Path) -> None:
    clones = Clones(repository)
    assert found(Site(), tmp_path, page(EDIT.format(rest="main/docs/steep.rst")), clone=clones, offline=True) == ["-"]
    assert clones.asked == []


SHELL = '<body><div id="root"></div><script src="app.js"></script></body>'


def test_markdown_beside_an_empty_shell_is_its_source(tmp_path: Path) -> None:
    site = Site({f"{TOP}steep.md": "# Steep", f"{TOP}guide.md": "# Guide"})
    pages = page(SHELL), page(SHELL, f"{TOP}guide/"), page("<p>no shell</p>", f"{TOP}other.html")
    assert found(site, tmp_path, *pages) == [f"{TOP}steep.md", f"{TOP}guide.md", "-"]
    assert f"{TOP}other.md" not in site.asked


def test_an_apis_description_belongs_to_one_shell(tmp_path: Path) -> None:
    described = '{"openapi": "3.1.0", "paths": {}}'
    shell = SHELL.replace("<script", '<redoc spec-url="v1/tea.json"></redoc><script')
    site = Site({f"{TOP}v1/tea.json": described})
    pages = page(shell, TOP), page(shell, f"{TOP}index.html")
    assert found(site, tmp_path, *pages) in ([f"{TOP}v1/tea.json", "-"], ["-", "-"])
