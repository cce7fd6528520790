"""The first config of a project names what was found there, and is one that can be read."""

from hypothesis import example, given
from hypothesis import strategies as st

from docverify.config import parse
from docverify.init import Found, compose, spelled
from docverify.model import Config, EnvironmentConfig, SourceConfig, TrackerConfig
from docverify.placeholders import find

TEXT = """\
# docverify checks that the examples of these pages do what the pages say: docverify check

# Left out: it describes earlier versions, and their examples need not work any more.
# [[sources]]
# path = "CHANGELOG.md"

# One page.
[[sources]]
path = "README.md"

# 2 pages.
[[sources]]
path = "docs"

# Found: 4 blocks of python, 1 block of shell.

# Examples may import tea, built from this folder, and what else is named here.
[environments.python]
install = ["."]

# What one example may use; these are the defaults.
# [limits]
# seconds = 10
# memory = 1024     # MiB

# Issues are filed into the folder .docverify/outbox, and only by: docverify issues --apply
# To file them on GitHub, with the token that the environment variable GITHUB_TOKEN holds:
# [tracker]
# kind = "github"
# repository = "cups/tea"
"""


def read(found: Found) -> Config:
    return parse(compose(found), "docverify.toml")


def uncommented(text: str) -> str:
    """What a user makes of the suggestions: TOML lines behind `# ` without their mark, prose left alone."""
    starts = ("# [", "# path", "# install", "# inferred", "# seconds", "# memory", "# kind", "# repository", "# attrs")
    return "\n".join(line[2:] if line.startswith(starts) else line for line in text.split("\n"))


def test_each_line_says_what_was_found() -> None:
    found = Found(
        pages=("README.md", "docs/a.md", "docs/b/c.md", "CHANGELOG.md"),
        languages={"python": 4, "shell": 1},
        project="tea",
        repository="cups/tea",
    )
    assert compose(found) == TEXT


def test_what_was_found_is_what_is_read() -> None:
    found = Found(pages=("README.md", "docs/a.md"), project="tea")
    assert read(found) == Config(
        sources=(SourceConfig(path="README.md"), SourceConfig(path="docs")),
        environments={"python": EnvironmentConfig(install=(".",))},
    )


def test_many_pages_in_the_folder_itself_are_one_source() -> None:
    pages = ("a.md", "b.md", "c.md", "d.md", "e.md", "CHANGES[1].md", "docs/f.md")
    assert read(Found(pages=pages)).sources == (SourceConfig(path=".", exclude=("/CHANGES\\[1\\].md",)),)


def test_nothing_found_still_names_a_source() -> None:
    assert read(Found()).sources == (SourceConfig(path="."),)


def test_without_a_project_an_environment_is_only_suggested() -> None:
    text = compose(Found(pages=("a.md",), languages={"python": 1}))
    assert parse(text, "x").environments == {}
    assert parse(uncommented(text), "x").environments == {"python": EnvironmentConfig(install=("attrs==25.3",))}


def test_packages_that_pages_name_are_only_suggested() -> None:
    named = {"python": ("cup", "tea"), "rust": tuple(f"leaf{number}" for number in range(7))}
    text = compose(Found(pages=("a.md",), project="tea", named=named))
    assert "install: cup.\n" in text
    assert "install: leaf0, leaf1, leaf2, leaf3, leaf4 and 2 others.\n" in text
    assert parse(text, "x").environments == {"python": EnvironmentConfig(install=(".",))}
    assert parse(uncommented(text), "x").environments == {
        "python": EnvironmentConfig(install=(".",), inferred=True),
        "rust": EnvironmentConfig(inferred=True),
    }


def test_what_is_suggested_can_be_read_too() -> None:
    config = parse(uncommented(TEXT), "docverify.toml")
    assert config.tracker == TrackerConfig("github", "cups/tea")
    assert [source.path for source in config.sources] == ["CHANGELOG.md", "README.md", "docs"]


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1)


@example(["\x7f.md", "a\n.md"], '"\n[x]', "\u2028[y]")
@given(st.lists(st.lists(names, min_size=1, max_size=3).map("/".join), max_size=8), names, names)
def test_whatever_was_found_the_config_can_be_read(pages: list[str], language: str, project: str) -> None:
    found = Found(tuple(pages), {language: 1}, project, "cups/tea", {"python": (language,)})
    parse(compose(found), "docverify.toml")


def test_placeholders_are_listed_with_their_styles_and_how_often_they_stand_there() -> None:
    code = "curl /cups/<cupId> /cups/{cup_id} /cups/<cupId> -H 'key: YOUR_KEY'"
    text = compose(Found(placeholders=spelled(find(code))))
    assert (
        """\
# What stands for values on the pages: 2 in the style <name>, 1 in the style {name}, 1 in the style YOUR_NAME.
# One line is enough for all styles of a name.
# [placeholders]
# "<cupId>" = "…"   # 3 times, also as {cup_id}
# "YOUR_KEY" = "…"   # 1 time
"""
        in text
    )
    assert parse(text.replace("# [pl", "[pl").replace('# "', '"'), "docverify.toml").placeholders == {
        "<cupId>": "…",
        "YOUR_KEY": "…",
    }


@given(st.text(alphabet="{}<>$:/aI_\\\"' YOUR-\x7f"))
def test_whatever_stands_on_pages_leaves_a_config_that_can_be_read(code: str) -> None:
    read(Found(placeholders=spelled(find(code))))
