"""What a server said when it was asked for a URL."""

from msgspec import Struct


class Answer(Struct, frozen=True):
    """The end of one fetch, redirects followed; `problem` is empty when the body is what the server has there."""

    url: str
    """Where the body lies, after redirects, without credentials and fragment."""
    status: int = 0
    """Of the last reply; 0 when there was none."""
    body: bytes = b""
    """Decompressed, and whole; empty when there is a problem."""
    media_type: str = ""
    """In lower case, without parameters; empty when the server names none."""
    charset: str = ""
    """In lower case, as the `Content-Type` header names it; empty when it names none."""
    problem: str = ""
    """Why it could not be had: one sentence without a full stop; a status of 400 and above is one."""
    lasting: bool = False
    """True when it never was there, and the next crawl will not find it either."""
