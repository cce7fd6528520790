"""A registry is a host at a port; the machine's own proxy is the way there."""

import pytest

from docverify.environments.allowed import Place, Route, find_route, read_authority, read_place, read_places

REGISTRY = Place("a.example", 443)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://A.example/simple", REGISTRY),
        ("http://a.example", Place("a.example", 80)),
        ("https://me:secret@a.example:8443/x", Place("a.example", 8443)),
        ("http://[::1]:81/", Place("::1", 81)),
        ("ftp://a.example", None),
        ("/opt/wheels", None),
        ("https://a.example:port/", None),
        ("https:///x", None),
    ],
)
def test_a_url_leads_to_a_place(url: str, place: Place | None) -> None:
    assert read_place(url) == place


def test_what_is_no_web_address_is_no_registry() -> None:
    assert read_places(["https://a.example/simple", "./wheels", "", "http://b.example"]) == {
        REGISTRY: "https",
        Place("b.example", 80): "http",
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [("a.example:443", REGISTRY), ("[::1]:443", Place("::1", 443)), ("a.example", None), ("b@a.example:443", None)],
)
def test_an_authority_has_a_port(text: str, place: Place | None) -> None:
    assert read_authority(text) == place


@pytest.mark.parametrize(
    ("environ", "route"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://p.example:3128"}, Route(Place("p.example", 3128))),
        ({"https_proxy": "p.example:3128"}, Route(Place("p.example", 3128))),
        ({"ALL_PROXY": "http://me:word@p.example"}, Route(Place("p.example", 80), "me:word")),
        ({"HTTP_PROXY": "http://p.example"}, None),
        ({"HTTPS_PROXY": "http://p.example", "NO_PROXY": "b.example, .a.example"}, None),
        ({"HTTPS_PROXY": "http://p.example", "no_proxy": "*"}, None),
        ({"HTTPS_PROXY": "http://p.example", "NO_PROXY": "example.a"}, Route(Place("p.example", 80))),
    ],
)
def test_the_machines_variables_name_its_proxy(environ: dict[str, str], route: Route | None) -> None:
    assert find_route(REGISTRY, "https", environ) == route
