"""A description in OpenAPI says where its paths begin and what queries may have, and Prism answers by it."""

import os
import sys
from pathlib import Path

import pytest

from docverify.backends.instance.asking import ask
from docverify.backends.instance.interface import Interface, read_interface
from docverify.backends.openapi import INSTALL, find_prism
from docverify.errors import BackendError
from docverify.model import BackendConfig
from docverify.ports import OpenBackend, Specified
from docverify.registry import members

SERVICE = Path(__file__).with_name("service.py")
CUPS = """\
openapi: 3.1.0
servers: [{ url: "https://api.cups.example/v1/" }, { url: "https://{region}.cups.example/{version}" }, { url: /v1/us }]
paths:
  /cups:
    parameters: [{ $ref: "#/components/parameters/size" }]
    get:
      parameters: [{ name: colour, in: query, schema: { type: array } }, { name: id, in: header }]
    post: {}
  /cups/{id}:
    get: {}
  /cups/new:
    get: { parameters: [{ name: kind, in: query, schema: { type: string } }] }
  /pots:
    get: { parameters: [{ name: filter, in: query, schema: { type: object } }] }
  /pans:
    get: { parameters: [{ $ref: "other.yaml#/pan" }] }
components:
  parameters:
    size: { name: size, in: query, schema: { $ref: "#/components/schemas/size" } }
  schemas:
    size: { type: integer }
  securitySchemes:
    key: { type: apiKey, in: query, name: key }
"""
SWAGGER = """\
swagger: "2.0"
basePath: /v2
paths: { /a: { get: { parameters: [{ name: x, in: query, type: string }] } } }
"""


@pytest.fixture
def cups() -> Interface:
    return read_interface(CUPS)


def test_its_servers_say_where_its_paths_begin(cups: Interface) -> None:
    assert cups.bases == ("/v1/us", "/v1")
    assert read_interface(SWAGGER).bases == ("/v2",)


@pytest.mark.parametrize(
    ("method", "path", "names", "unknown"),
    [
        ("GET", "/cups", ["size", "colour", "key"], ""),
        ("GET", "/cups", ["size", "id"], "id"),
        ("POST", "/cups", ["colour"], "colour"),
        ("GET", "/cups/new", ["kind"], ""),
        ("GET", "/cups/7", ["kind"], "kind"),
        ("GET", "/cups/7/8", ["kind"], ""),
        ("PUT", "/cups", ["kind"], ""),
        ("GET", "/pots", ["tea"], ""),
        ("GET", "/pans", ["tea"], ""),
    ],
)
def test_a_query_is_unknown_only_where_the_description_is_known(
    cups: Interface, method: str, path: str, names: list[str], unknown: str
) -> None:
    assert cups.unknown(method, path, names) == unknown


def test_the_second_version_says_of_what_type_a_query_is_itself() -> None:
    assert read_interface(SWAGGER).unknown("GET", "/a", ["x", "y"]) == "y"


def opened(folder: Path, **environ: str) -> OpenBackend:
    found: OpenBackend = members("backends")["openapi"].open(
        "cups", BackendConfig(openapi="cups.yaml"), folder, {**os.environ, **environ}
    )
    return found


def make_prism(folder: Path) -> Path:
    """A program that listens where it is told to."""
    program = folder / "node_modules" / ".bin" / "prism"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{SERVICE}" "$5"\n')
    program.chmod(0o755)
    return program


def test_prism_is_the_projects_own_wherever_above_it_is_installed(tmp_path: Path) -> None:
    program = make_prism(tmp_path)
    folder = tmp_path / "docs" / "en"
    folder.mkdir(parents=True)
    (folder / "cups.yaml").write_text(CUPS)
    assert find_prism(folder, {}) == str(program)
    found = opened(folder)
    found.begin()
    try:
        assert ask(found.upstream(), "GET", "/cups") == 200
        found.check()
        port = found.target()[1]
        found.clean({})
        assert found.target()[1] == port
        assert isinstance(found, Specified)
        assert (found.bases()[1], found.unknown_query("POST", "/cups", ["tea"])) == ("/v1", "tea")
    finally:
        found.close()


def test_without_prism_it_is_said_how_to_have_it(tmp_path: Path) -> None:
    (tmp_path / "cups.yaml").write_text(CUPS)
    with pytest.raises(BackendError, match="neither on the PATH nor in node_modules") as error:
        opened(tmp_path, PATH=str(tmp_path)).begin()
    assert error.value.hint == INSTALL


@pytest.mark.parametrize(("text", "said"), [(None, "no description that can be read"), ("a: [", r"cups\.yaml:\d+: ")])
def test_a_description_that_cannot_be_read_is_an_error(tmp_path: Path, text: str | None, said: str) -> None:
    if text is not None:
        (tmp_path / "cups.yaml").write_text(text)
    with pytest.raises(BackendError, match=said):
        opened(tmp_path).begin()
