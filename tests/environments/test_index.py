"""What indexes list: releases that this machine's Python can use, and no others."""

import base64
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from docverify.environments.index import Listed, choose, list_releases, read_html, read_json
from docverify.environments.registries import Registries
from docverify.errors import InstallError

PAGES = {
    "/simple/green-tea/": (
        "text/html",
        '<a href="../green_tea-1.0-py3-none-any.whl#sha256=1">x</a>'
        '<a href="green_tea-1.1-py3-none-any.whl" data-yanked="broken">x</a>'
        '<a href="green_tea-2.0-py3-none-any.whl" data-requires-python="&gt;=3.99">x</a>',
    ),
    "/json/green-tea/": (
        "application/vnd.pypi.simple.v1+json",
        json.dumps({"files": [{"filename": "green_tea-3.0-py3-none-any.whl", "yanked": False}]}),
    ),
}


@contextmanager
def serving(pages: Mapping[str, tuple[str, str]], login: str = "") -> Iterator[str]:
    """An index at the address that it yields; with a login, for those alone who know it."""
    wanted = f"Basic {base64.b64encode(login.encode()).decode()}" if login else None

    class Index(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = pages.get(self.path, ("", ""))
            refused = 401 if self.headers.get("Authorization") != wanted else 0 if kind else 404
            self.send_response(refused or 200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def listed(root: Path, environ: Mapping[str, str], *arguments: str) -> list[str]:
    return list_releases("Green.Tea", Registries(environ, arguments), root, python="3.11.7", sources=False)


def test_every_index_is_asked_for_what_it_has(tmp_path: Path) -> None:
    with serving(PAGES) as host:
        environ = {"UV_DEFAULT_INDEX": f"http://{host}/simple", "UV_INDEX": f"http://{host}/json http://{host}/empty"}
        assert listed(tmp_path, environ) == ["1.0", "3.0"]


def test_a_login_is_sent_as_the_address_or_the_netrc_has_it(tmp_path: Path) -> None:
    with serving(PAGES, "me:secret") as host:
        assert listed(tmp_path, {"UV_DEFAULT_INDEX": f"http://me:secret@{host}/simple"}) == ["1.0"]
        (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
        environ = {"UV_DEFAULT_INDEX": f"http://{host}/simple", "HOME": str(tmp_path)}
        assert listed(tmp_path, environ) == ["1.0"]


def test_folders_are_indexes_too(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "green_tea-1.5-py3-none-any.whl").touch()
    closed = {"UV_FIND_LINKS": "wheels", "UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple"}
    assert listed(tmp_path, closed, "--no-index") == ["1.5"]


def test_an_index_that_does_not_answer_is_said_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(InstallError) as caught:
        listed(tmp_path, {"UV_DEFAULT_INDEX": "http://me:secret@127.0.0.1:9/simple"})
    assert "127.0.0.1:9" in caught.value.message
    assert "secret" not in caught.value.message
    assert not caught.value.final


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tea-1.0-py3-none-any.whl", True),
        ("tea-1.0-py2.py3-none-any.whl", True),
        ("tea-1.0-py2-none-any.whl", False),
        ("tea-1.0-cp311-cp311-linux_x86_64.whl", True),
        ("tea-1.0-cp39-abi3-linux_x86_64.whl", True),
        ("tea-1.0-cp39-cp39-linux_x86_64.whl", False),
        ("coffee-1.0-py3-none-any.whl", False),
        ("tea-1.0.tar.gz", False),
        ("tea.whl", False),
    ],
)
def test_a_release_counts_when_this_machine_can_install_it(name: str, told: bool) -> None:
    assert choose([Listed(name)], "tea", python="3.11.7", sources=False) == ({"1.0"} if told else set())


def test_what_is_built_from_source_counts_where_that_is_allowed() -> None:
    assert choose([Listed("green-tea-1.0.tar.gz")], "green_tea", python="3.11.7", sources=True) == {"1.0"}


def test_withdrawn_files_are_known_in_both_forms() -> None:
    told = {"files": [{"filename": "a", "yanked": "why"}, {"filename": "b", "yanked": False, "requires-python": None}]}
    assert read_json(json.dumps(told)) == [Listed("a", yanked=True), Listed("b")]
    assert read_html('<a href="x/a%2B1?y#z" data-yanked>x</a><a>no file</a>') == [Listed("a+1", yanked=True)]
    assert read_json("[]") == []
