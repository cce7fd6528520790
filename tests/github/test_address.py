"""Where GitHub is, and how to get there."""

import pytest

from docverify.github import address
from docverify.model import TrackerConfig

BASE = "https://git.example.test/api/v3"
PROXY = {"HTTPS_PROXY": "http://proxy.test:3128"}


@pytest.mark.parametrize(
    ("base_url", "environ", "expected"),
    [
        ("", {}, "https://api.github.com"),
        ("", {"GITHUB_API_URL": BASE + "/"}, BASE),
        (BASE, {"GITHUB_API_URL": "https://other.test"}, BASE),
        ("http://localhost:8080", {}, "http://localhost:8080"),
        ("http://[::1]:8080", {}, "http://[::1]:8080"),
    ],
)
def test_the_config_wins_over_the_environment(base_url: str, environ: dict[str, str], expected: str) -> None:
    assert address.base_url(TrackerConfig(base_url=base_url), environ) == expected


@pytest.mark.parametrize(
    ("base", "environ", "expected"),
    [
        (BASE, {}, {}),
        (BASE, PROXY, {"https": "http://proxy.test:3128"}),
        (BASE, {"all_proxy": "socks5://p.test"}, {"https": "socks5://p.test"}),
        (BASE, {**PROXY, "NO_PROXY": "localhost, .example.test"}, {}),
        (BASE, {**PROXY, "no_proxy": "*"}, {}),
        (BASE, {**PROXY, "NO_PROXY": "ample.test"}, {"https": "http://proxy.test:3128"}),
        ("https://127.0.0.1", PROXY, {}),
    ],
)
def test_the_proxy_is_the_one_that_the_environment_names(
    base: str, environ: dict[str, str], expected: dict[str, str]
) -> None:
    assert address.proxies(base, environ) == expected


def test_certificates_are_those_that_the_environment_names() -> None:
    assert address.certificates({"SSL_CERT_FILE": "/a.pem", "REQUESTS_CA_BUNDLE": "/b.pem"}) == "/b.pem"
    assert address.certificates({}) is True
