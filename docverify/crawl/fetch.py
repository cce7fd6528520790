"""Asks for one address until the host has said what is there: at its pace, again where that helps, never for ever."""

import asyncio
import random
from collections.abc import Mapping

from docverify import __version__
from docverify.crawl.credentials import Credentials
from docverify.crawl.hosts import Host, Hosts
from docverify.crawl.refusal import backoff, is_throttled, is_worth_retrying
from docverify.crawl.transport import Reply, Transport

NAME = "docverify"
"""As which `robots.txt` knows us."""


class Fetcher:
    """Sends requests and bears with hosts; redirects are replies like others."""

    def __init__(self, transport: Transport, hosts: Hosts, credentials: Credentials, contact: str = "") -> None:
        self.transport = transport
        self.hosts = hosts
        self.credentials = credentials
        self.agent = name_agent(contact)

    async def get(self, url: str, validators: Mapping[str, str]) -> Reply:
        """The last reply; for a host that is given up, a failure that says so."""
        host = self.hosts.of(url)
        headers = {"user-agent": self.agent, **validators}
        if secret := self.credentials.header(url):
            headers["authorization"] = secret
        tries, limits = 0, self.transport.limits
        while (began := await host.enter()) is not None:
            reply = await self._ask(host, began, url, headers)
            if is_throttled(reply):
                continue
            if not is_worth_retrying(reply) or tries == limits.retries:
                return reply
            tries += 1
            await asyncio.sleep(backoff(limits.pause, tries, random.random()))
        return Reply(failure=host.down)

    async def _ask(self, host: Host, began: float, url: str, headers: Mapping[str, str]) -> Reply:
        reply = None
        try:
            reply = await self.transport.ask(url, headers)
        finally:
            host.leave(began, reply)
        return reply


def name_agent(contact: str) -> str:
    """Who asks, and whom the owner of the site may ask why."""
    known = "".join(character for character in contact if character.isascii() and character.isprintable())
    return f"{NAME}/{__version__} (+{known.strip()})" if known.strip() else f"{NAME}/{__version__}"
