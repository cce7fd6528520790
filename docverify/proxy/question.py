"""What a backend is asked on behalf of an example, decided before anything is sent."""

from msgspec import Struct

from docverify.proxy.heads import Answer, Head, Headers, ask_on, find_header, length_of, pass_on, without
from docverify.proxy.routes import Route, write_target
from docverify.proxy.standins import Disguise, Swap, ask_plainly


class Question(Struct, frozen=True):
    """A request as the backend gets it."""

    method: str
    target: str
    headers: Headers
    swap: Swap
    """What its body goes through."""
    cover: Swap
    """What all that comes back goes through."""
    chunked: bool = False
    """True when the length of the body is not said."""


def write_question(head: Head, route: Route, disguise: Disguise) -> Question | None:
    """A request with the real secrets in the place of their stand-ins; None when it would leave the backend's base."""
    target = write_target(route, head.path)
    if target is None:
        return None
    said = ask_on(head, route.host)
    headers = without(said, "content-length") if head.streamed else said
    if not disguise:
        return Question(head.method, target, headers, Swap({}), Swap({}), head.streamed)
    plain = ask_plainly(headers)
    shown = disguise.reveal_headers(plain)
    swap = disguise.reveal_body(find_header(said, "content-type"))
    return Question(
        head.method, disguise.reveal_target(target), shown, swap, disguise.cover(plain, shown), head.streamed
    )


def frame(headers: Headers, *, swapped: bool, chunked: bool, held: bytes | None) -> Headers:
    """The headers with what tells the body's end: its new length where it is held, chunks where that is not known."""
    if held is not None:
        return (*without(headers, "content-length"), ("Content-Length", str(len(held))))
    if chunked or swapped:
        return (*without(headers, "content-length"), ("Transfer-Encoding", "chunked"))
    return headers


def is_held(headers: Headers, swap: Swap, most: int) -> bool:
    """True when a body is held until its new length is known: it may change, and is short."""
    length = length_of(headers)
    return bool(swap) and length is not None and length <= most


def is_packed(answer: Answer) -> bool:
    """True when its body is not what it says, but packed, so that no secret can be seen in it."""
    return find_header(answer.headers, "content-encoding").strip().lower() not in ("", "identity")


def cover_answer(answer: Answer, cover: Swap) -> Answer:
    """The answer as the example gets it."""
    return Answer(answer.status, cover_headers(pass_on(answer.headers), cover), cover_text(answer.reason, cover))


def cover_headers(headers: Headers, cover: Swap) -> Headers:
    return tuple((name, cover_text(value, cover)) for name, value in headers)


def cover_text(text: str, cover: Swap) -> str:
    return cover.whole(text.encode("latin-1")).decode("latin-1")
