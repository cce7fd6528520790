"""Values that replies gave in a session, and the stand-ins by which later examples of the page mean them."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from msgspec.structs import replace

from docverify.jsonbody import member, parse
from docverify.model import Capture
from docverify.proxy.heads import Head
from docverify.proxy.routes import Route
from docverify.proxy.standins import Swap

LONGEST = 1_000
"""Characters of a value."""
REFUSED = 400


class Captured:
    """What is known by now; the last reply that gives a value counts."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.wanted = [(route.backend, one) for route in routes for one in route.wanted]
        self.known: dict[str, str] = {}
        """By stand-in."""

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def fill(self, head: Head) -> Head:
        """The head of a request with what is known."""
        return _swapped(head, self.known)

    def show(self, head: Head) -> Head:
        """The head with names for the values in its path, alike in every run."""
        named = {one.stand_in: f"{{{one.name}}}" for _, one in self.wanted}
        return replace(head, path=_swapped(head, named, safe="{}").path)

    def wants(self, backend: str, head: Head) -> bool:
        """True when the reply to this request is to give something."""
        return any(asked == backend and _is_asked(one.capture, head) for asked, one in self.wanted)

    def learn(self, backend: str, head: Head, status: int, body: bytes) -> None:
        """Takes what the reply to this request gives."""
        wanted = [one for asked, one in self.wanted if asked == backend and _is_asked(one.capture, head)]
        if not wanted or status >= REFUSED:
            return
        whole = parse(body)
        for one in wanted:
            value = member(whole, one.capture.member)
            text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
            if text and len(text) <= LONGEST and text.isprintable():
                self.known[one.stand_in] = text

    def lacking(self, head: Head, body: bytes) -> tuple[str, ...]:
        """The requests whose replies were to give what this one needs, and did not."""
        unknown = [one for _, one in self.wanted if one.stand_in not in self.known]
        if not unknown:
            return ()
        said = "\n".join((head.path, *(value for _, value in head.headers))).encode("latin-1", "replace") + body
        return tuple(dict.fromkeys(one.capture.request for one in unknown if one.stand_in.encode() in said))


def _swapped(head: Head, values: Mapping[str, str], safe: str = "") -> Head:
    if not values:
        return head
    quoted = Swap({old.encode(): quote(new, safe=safe).encode() for old, new in values.items()})
    plain = Swap({old.encode(): new.encode() for old, new in values.items()})
    headers = tuple((name, _told(value, plain)) for name, value in head.headers)
    return replace(head, path=_told(head.path, quoted), headers=headers)


def _told(text: str, swap: Swap) -> str:
    return swap.whole(text.encode("latin-1")).decode("latin-1")


def _is_asked(capture: Capture, head: Head) -> bool:
    method, _, path = capture.request.partition(" ")
    pattern = "[^/]+".join(map(re.escape, path.split("*")))
    return method == head.method and re.fullmatch(pattern, head.path.partition("?")[0]) is not None
