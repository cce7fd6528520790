"""What of a network examples have, from what the config says of backends."""

import pytest

from docverify.model import BackendConfig, Door, Network
from docverify.plan.network import network, provided, served, stand_in


def test_without_backends_there_is_none() -> None:
    assert network({}, "ca", b"store") == Network()


def test_a_name_has_the_usual_ports_unless_it_says_another() -> None:
    found = network({"api": BackendConfig(hosts=("API.example.com", "localhost:8080", "x.test:81"))}, "ca", b"store")
    assert found.hosts == ("api.backend", "api.example.com", "x.test")
    assert found.doors == (
        Door("127.77.0.1", 80, "http"),
        Door("127.77.0.1", 443, "https"),
        Door("127.0.0.1", 8080, "http"),
        Door("::1", 8080, "http"),
        Door("127.77.0.1", 81, "http"),
    )


def test_what_speaks_no_http_is_called_at_its_own_port() -> None:
    found = network({"cache": BackendConfig(tcp={"6379": "{port}"})}, "ca", b"store")
    assert [(one.address, one.port, one.backend) for one in found.doors if one.kind == "tcp"] == [
        ("127.0.0.1", 6379, "cache"),
        ("::1", 6379, "cache"),
        ("127.77.0.1", 6379, "cache"),
    ]


def test_clients_are_told_whom_to_trust_and_where_the_backend_is() -> None:
    found = network({"api": BackendConfig(env={"API": "{base_url}/v1"})}, "ca", b"store")
    assert found.environ["API"] == "http://api.backend/v1"
    assert {found.files[found.environ[name]] for name in ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")} == {b"ca"}
    assert b"store" in found.files.values()


def test_a_secret_is_a_stand_in_wherever_examples_see_it() -> None:
    api = BackendConfig(secrets={"key": "env:KEY"}, placeholders={"YOUR_KEY": "{secret.key}", "YOUR_KEY_ID": "7"})
    found = provided({"api": api}, {"YOUR_KEY": "1", "<id>": "2"}).placeholders
    assert found == {"YOUR_KEY_ID": "7", "YOUR_KEY": stand_in("api", "key"), "<id>": "2"}
    assert stand_in("api", "key") != stand_in("api", "other") != stand_in("b", "key")


@pytest.mark.parametrize(("name", "own"), [("api", "api.backend"), ("the-api", "the-api.backend")])
def test_every_backend_has_a_name_of_its_own(name: str, own: str) -> None:
    assert served(name, BackendConfig(hosts=("A.test",))) == (own, "a.test")


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://Staging.test", ("staging.test",)),
        ("https://staging.test:443/", ("staging.test",)),
        ("http://localhost:8080", ("localhost:8080",)),
        ("https://staging.test:8443", ()),
        ("https://staging.test/v1", ()),
        ("http://[::1]:80", ()),
    ],
)
def test_what_runs_already_is_found_by_its_own_name_too(url: str, own: tuple[str, ...]) -> None:
    assert served("api", BackendConfig(url=url, hosts=("staging.test",)))[2:] == tuple(
        one for one in own if one != "staging.test"
    )
    assert served("api", BackendConfig(url=url)) == ("api.backend", *own)
