"""The first message of TLS names the host, or is none."""

import ssl

import pytest

from docverify.environments.hello import NoHello, find_server_name


def say_hello(name: str | None) -> bytes:
    """What a real client says first."""
    context = ssl.create_default_context()
    context.check_hostname = name is not None
    said = ssl.MemoryBIO()
    with pytest.raises(ssl.SSLWantReadError):
        context.wrap_bio(ssl.MemoryBIO(), said, server_hostname=name).do_handshake()
    return said.read()


def in_records(hello: bytes, size: int) -> bytes:
    """The same message in records of so many bytes."""
    message = hello[5:]
    parts = [message[place : place + size] for place in range(0, len(message), size)]
    return b"".join(b"\x16\x03\x01" + len(part).to_bytes(2, "big") + part for part in parts)


def test_the_host_is_found() -> None:
    assert find_server_name(say_hello("Registry.Example")) == "registry.example"


def test_a_client_may_name_none() -> None:
    assert find_server_name(say_hello(None)) == ""


@pytest.mark.parametrize("size", [1, 3, 4, 100])
def test_it_may_come_in_pieces(size: int) -> None:
    assert find_server_name(in_records(say_hello("a.example"), size)) == "a.example"


def test_while_it_is_not_complete_nothing_is_known() -> None:
    hello = say_hello("a.example")
    assert {find_server_name(hello[:end]) for end in range(len(hello))} == {None}
    assert find_server_name(hello + b"more") == "a.example"


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n",
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"\x16\x03\x01\x00\x04\x02\x00\x00\x00",
        b"\x16\x03\x01\x00\x06\x01\x00\x00\x02ab",
        b"\x16\x03\x01\xff\xff" + b"\x01\xff\xff\xff" + b"x" * 0x20000,
    ],
)
def test_what_is_no_hello_is_refused(data: bytes) -> None:
    with pytest.raises(NoHello):
        find_server_name(data)
