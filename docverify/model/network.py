"""What of a network the examples of a plan have: the backends that are configured, and nothing else."""

from msgspec import Struct


class Door(Struct, frozen=True, gc=False):
    """A socket that listens inside a sandbox and is answered outside of it."""

    address: str
    port: int
    kind: str
    """`http`, `https`, or `tcp` for what is passed on byte by byte."""
    backend: str = ""
    """For `tcp`: the backend that it leads to."""


class Network(Struct, frozen=True, gc=False):
    """As the sandbox sees it."""

    doors: tuple[Door, ...] = ()
    hosts: tuple[str, ...] = ()
    """Names that lead to the doors, in lower case; `*.` before one stands for all names below it."""
    files: dict[str, bytes] = {}
    """By path: what clients trust."""
    environ: dict[str, str] = {}


class Provided(Struct, frozen=True, gc=False):
    """What pages are read with, besides their text."""

    placeholders: dict[str, str] = {}
    """What stands on pages for values, and what examples are run with in its place."""
    ports: frozenset[int] = frozenset()
    """Where examples find a server."""
