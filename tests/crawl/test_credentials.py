"""What a host is told about who asks."""

import pytest

from docverify.crawl.credentials import Credentials
from docverify.errors import SourceError
from docverify.model import Credential

ENVIRON = {"TOKEN": "t0k3n", "USER": "leaf", "PASSWORD": "pässword:1"}
BEARER, BASIC = Credential(token_env="TOKEN"), Credential(user_env="USER", password_env="PASSWORD")


@pytest.mark.parametrize(
    ("name", "url", "sent"),
    [
        ("tea.example", "https://tea.example/a", True),
        ("Tea.Example", "https://tea.example/a", True),
        ("tea.example:443", "https://tea.example/a", True),
        ("tea.example:8443", "https://tea.example:8443/a", True),
        ("tea.example", "https://tea.example:8443/a", False),
        ("tea.example:8443", "https://tea.example/a", False),
        ("tea.example", "https://www.tea.example/a", False),
        ("tea.example", "https://tea.example.evil.example/a", False),
        ("tea.example", "https://evil.example/tea.example", False),
        ("tea.example", "http://tea.example/a", False),
        ("local.example", "http://local.example/a", True),
    ],
)
def test_only_the_named_host_is_told(name: str, url: str, sent: bool) -> None:
    credentials = Credentials({name: BEARER}, ENVIRON, "http://local.example/")
    assert credentials.header(url) == ("Bearer t0k3n" if sent else "")


def test_a_user_and_a_password_are_sent_as_basic() -> None:
    credentials = Credentials({"tea.example": BASIC}, ENVIRON, "https://tea.example/")
    assert credentials.header("https://tea.example/") == "Basic bGVhZjpww6Rzc3dvcmQ6MQ=="


@pytest.mark.parametrize("value", [None, "", " ", "a\nb"])
def test_a_value_that_no_header_can_carry_is_refused_and_not_shown(value: str | None) -> None:
    environ = {} if value is None else {"TOKEN": value}
    with pytest.raises(SourceError) as caught:
        Credentials({"tea.example": BEARER}, environ, "").header("https://tea.example/")
    assert "TOKEN" in caught.value.message + caught.value.hint
    assert "a\nb" not in caught.value.message + caught.value.hint


def test_credentials_show_nothing_of_themselves() -> None:
    assert "t0k3n" not in repr(Credentials({"tea.example": BEARER}, ENVIRON, ""))
