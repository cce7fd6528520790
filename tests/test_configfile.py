"""The nearest configuration applies, and a file that cannot be read is said."""

from pathlib import Path

import pytest

from docverify.configfile import load
from docverify.errors import UsageError
from docverify.model import Config, Limits, Setup, SourceConfig

DOCS = Config(sources=(SourceConfig(path="docs"),))


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_without_a_file_the_defaults_hold_where_one_stands(tmp_path: Path) -> None:
    assert load(tmp_path) == (Config(), tmp_path, None)


def test_the_nearest_file_upward_applies(tmp_path: Path) -> None:
    write(tmp_path / "docverify.toml", "fail_on = []")
    near = write(tmp_path / "a" / "docverify.toml", '[[sources]]\npath = "docs"')
    below = tmp_path / "a" / "b" / "c"
    below.mkdir(parents=True)
    assert load(below) == (DOCS, tmp_path / "a", near)


def test_a_project_file_applies_when_it_has_our_table(tmp_path: Path) -> None:
    ours = write(tmp_path / "pyproject.toml", "[tool.docverify.limits]\nseconds = 3")
    write(tmp_path / "a" / "pyproject.toml", '[project]\nname = "docverify"\n[tool.other]')
    assert load(tmp_path / "a") == (Config(limits=Limits(seconds=3.0)), tmp_path, ours)


def test_our_own_file_wins_over_the_project_file_beside_it(tmp_path: Path) -> None:
    own = write(tmp_path / "docverify.toml", '[[sources]]\npath = "docs"')
    write(tmp_path / "pyproject.toml", "[tool.docverify.limits]\nseconds = 3")
    assert load(tmp_path) == (DOCS, tmp_path, own)


def test_a_project_file_of_others_need_not_be_valid(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[project\n")
    assert load(tmp_path) == (Config(), tmp_path, None)


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "docverify.toml"
    file.write_bytes(b'\xef\xbb\xbf[[sources]]\r\npath = "docs"\r\n')
    assert load(tmp_path) == (DOCS, tmp_path, file)


def test_a_file_is_named_as_seen_from_where_one_stands(tmp_path: Path) -> None:
    write(tmp_path / "docverify.toml", "[limits]\nsecnds = 3")
    (tmp_path / "a").mkdir()
    with pytest.raises(UsageError, match=r'^\.\./docverify.toml:2: "limits.secnds"'):
        load(tmp_path / "a")


def test_a_file_that_is_not_utf8_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "docverify.toml").write_bytes(b"# one\n# caf\xe9\n")
    with pytest.raises(UsageError) as caught:
        load(tmp_path)
    assert caught.value.message == "docverify.toml:2: not UTF-8: byte 0xe9 at offset 11"


def test_choices_are_passed_on(tmp_path: Path) -> None:
    write(tmp_path / "docverify.toml", '[tracker]\nkind = "outbx"')
    with pytest.raises(UsageError) as caught:
        load(tmp_path, choices={"tracker.kind": ("outbox", "github")})
    assert caught.value.hint == 'did you mean "outbox"?'


SETUP = '[[sources]]\npath = "docs"\n\n[sources.setup.python]\nfile = "docs/begin.py"\n'


def test_a_setup_is_read_from_its_file_and_kept_with_its_name(tmp_path: Path) -> None:
    write(tmp_path / "docverify.toml", SETUP)
    write(tmp_path / "docs" / "begin.py", "").write_bytes(b"\xef\xbb\xbfimport tea\r\ncups = 3\r\n")
    (source,) = load(tmp_path / "docs")[0].sources
    assert source.setup == {"python": Setup("import tea\ncups = 3\n", "docs/begin.py")}


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (None, "cannot be read: No such file or directory"),
        (b" \n", "is empty"),
        (b"\xff", "is not UTF-8"),
        (b"#" * 200_001, "is longer than 200,000 bytes"),
    ],
)
def test_a_setup_that_cannot_be_had_is_said_where_it_is_named(tmp_path: Path, held: bytes | None, why: str) -> None:
    named = SETUP.replace("[[sources", "[[tool.docverify.sources").replace("[sources", "[tool.docverify.sources")
    write(tmp_path / "pyproject.toml", named)
    if held is not None:
        write(tmp_path / "docs" / "begin.py", "").write_bytes(held)
    with pytest.raises(UsageError) as caught:
        load(tmp_path)
    assert caught.value.message.startswith(
        f'pyproject.toml:5: "tool.docverify.sources.setup.python.file" {why}, in the line: file = '
    )
    assert caught.value.hint == "give the file of a setup, in python, relative to the folder of pyproject.toml"
