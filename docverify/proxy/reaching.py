"""Which end an exchange has at its backend."""

import ssl
from collections.abc import Callable

from docverify.proxy.backend import Backend
from docverify.proxy.connection import open_connection
from docverify.proxy.limits import Limits
from docverify.proxy.replayed import Replayed
from docverify.proxy.routes import Route, read_upstream
from docverify.proxy.strict import Strict


async def reach(route: Route, limits: Limits, trust: Callable[[], ssl.SSLContext]) -> Backend:
    """The backend that is meant, and before it what is strict in its place; Broken when it takes no connection."""
    end: Backend
    if route.answering:
        end = Replayed(route.answering)
    else:
        end = await open_connection(read_upstream(route.upstream), limits, trust)
    return Strict(end, route.rules) if route.rules else end
