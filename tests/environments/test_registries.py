"""What pip is told is said to uv too, and what uv was told is left alone."""

from pathlib import Path

import pytest

from docverify.environments.registries import find_registries, translate

INDEX = "https://pip.example/simple"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, {}),
        ({"index-url": INDEX}, {"UV_DEFAULT_INDEX": INDEX}),
        ({"extra-index-url": f"{INDEX}/a\n  {INDEX}/b"}, {"UV_INDEX": f"{INDEX}/a {INDEX}/b"}),
        ({"find-links": "https://a.example/x /no/such/folder"}, {"UV_FIND_LINKS": "https://a.example/x"}),
        ({"find-links": "/no/such/folder"}, {}),
        ({"find-links": "/usr /etc"}, {"UV_FIND_LINKS": "/usr,/etc"}),
        ({"trusted-host": "a.example\nb.example"}, {"UV_INSECURE_HOST": "a.example b.example"}),
        ({"cert": "/a b.pem"}, {"SSL_CERT_FILE": "/a b.pem"}),
        ({"client-cert": "/c.pem"}, {"SSL_CLIENT_CERT": "/c.pem"}),
        ({"proxy": "http://proxy.example:3128"}, {"ALL_PROXY": "http://proxy.example:3128"}),
        ({"default-timeout": "180"}, {"UV_HTTP_TIMEOUT": "180"}),
        ({"quiet": "1", "index-url": ""}, {}),
    ],
)
def test_an_option_of_pip_is_a_variable_of_uv(options: dict[str, str], told: dict[str, str]) -> None:
    assert translate(options, {}, with_indexes=True) == told


@pytest.mark.parametrize("variable", ["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
def test_what_is_decided_for_uv_stays(variable: str) -> None:
    assert translate({"index-url": INDEX, "cert": "/c"}, {variable: "x"}, with_indexes=True) == {"SSL_CERT_FILE": "/c"}


def added(environ: dict[str, str], home: Path, root: Path | None = None) -> dict[str, str]:
    """What is added for uv, on a machine whose only files are those below its home; the real one's do not count."""
    lone = {**environ, "HOME": str(home), "XDG_CONFIG_DIRS": str(home / "shared")}
    told = find_registries(lone, root or home).environ
    none = str(home / "none")
    bare = find_registries({"HOME": none, "XDG_CONFIG_DIRS": none}, home / "none").environ
    return {name: value for name, value in told.items() if name not in lone and bare.get(name) != value}


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_pips_files_are_read_from_the_machines_to_the_users(tmp_path: Path) -> None:
    write(tmp_path / "shared" / "pip" / "pip.conf", f"[global]\nindex-url = {INDEX}/1\nextra_index_url = {INDEX}/x\n")
    assert added({}, tmp_path) == {"UV_DEFAULT_INDEX": f"{INDEX}/1", "UV_INDEX": f"{INDEX}/x"}
    write(tmp_path / ".config" / "pip" / "pip.conf", f"[global]\nindex-url = {INDEX}/2\n")
    assert added({}, tmp_path)["UV_DEFAULT_INDEX"] == f"{INDEX}/2"
    write(tmp_path / ".config" / "pip" / "pip.conf", f"[install]\nindex-url = {INDEX}/3\n[global]\nindex-url = x\n")
    assert added({}, tmp_path)["UV_DEFAULT_INDEX"] == f"{INDEX}/3"
    write(tmp_path / "named.conf", f"[global]\nindex-url = {INDEX}/4\n")
    named = {"PIP_CONFIG_FILE": str(tmp_path / "named.conf")}
    assert added(named, tmp_path)["UV_DEFAULT_INDEX"] == f"{INDEX}/4"
    assert added({**named, "PIP_INDEX_URL": f"{INDEX}/5"}, tmp_path)["UV_DEFAULT_INDEX"] == f"{INDEX}/5"


def test_pips_files_can_be_turned_off(tmp_path: Path) -> None:
    write(tmp_path / ".config" / "pip" / "pip.conf", f"[global]\nindex-url = {INDEX}\n")
    assert added({"PIP_CONFIG_FILE": "/dev/null"}, tmp_path) == {}


@pytest.mark.parametrize("text", ["index-url = x\n", "[global\n", "\0", "[global]\nindex-url\n"])
def test_a_file_of_pips_that_is_none_says_nothing(tmp_path: Path, text: str) -> None:
    write(tmp_path / ".config" / "pip" / "pip.conf", text)
    assert added({}, tmp_path) == {}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (".config/uv/uv.toml", '[[index]]\nurl = "https://uv.example/simple"\n'),
        ("shared/uv/uv.toml", '[pip]\nindex-url = "https://uv.example/simple"\n'),
        ("root/uv.toml", "no-index = true\n"),
        ("root/pyproject.toml", '[[tool.uv.index]]\nurl = "https://uv.example/simple"\n'),
    ],
)
def test_where_uv_has_its_own_indexes_pips_are_not_asked(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path / ".config" / "pip" / "pip.conf", f"[global]\nindex-url = {INDEX}\nproxy = http://p.example\n")
    assert "UV_DEFAULT_INDEX" in added({}, tmp_path, tmp_path / "root")
    write(tmp_path / file, text)
    assert added({}, tmp_path, tmp_path / "root") == {"ALL_PROXY": "http://p.example"}


@pytest.mark.parametrize(("value", "arguments"), [("1", ("--no-index",)), ("True", ("--no-index",)), ("no", ())])
def test_without_an_index_uv_is_told_so_in_the_only_way_there_is(
    tmp_path: Path, value: str, arguments: tuple[str, ...]
) -> None:
    assert find_registries({"PIP_NO_INDEX": value, "HOME": str(tmp_path)}, tmp_path).arguments == arguments


def test_the_certificates_of_requests_hold_for_uv(tmp_path: Path) -> None:
    assert added({"REQUESTS_CA_BUNDLE": "/r.pem", "PIP_CONFIG_FILE": "/dev/null"}, tmp_path) == {
        "SSL_CERT_FILE": "/r.pem"
    }
