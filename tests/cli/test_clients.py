"""The unchanged call of each client library arrives, with certificate checks on; one to another host does not.

`CUPS` stands for the host: the one that the config names, and one that it does not.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command

SERVICE = str(Path(__file__).parents[1] / "backends" / "service.py")
CONFIG = f"""
[backends.cups]
start = [{sys.executable!r}, {SERVICE!r}, "{{port}}"]
ready = {{ http = "/health" }}
hosts = ["api.cups.test"]

[environments.python]
install = ["requests", "httpx", "aiohttp"]
"""

CALLS = {
    "curl": ("sh", "curl --fail --silent --show-error https://CUPS/cups"),
    "wget": ("sh", "wget -q -O - https://CUPS/cups"),
    "urllib": ("python", "from urllib.request import urlopen\nprint(urlopen('https://CUPS/cups').read())"),
    "requests": ("python", "import requests\nrequests.get('https://CUPS/cups').raise_for_status()"),
    "httpx": ("python", "import httpx\nhttpx.get('https://CUPS/cups').raise_for_status()"),
    "aiohttp": (
        "python",
        "import aiohttp\nasync with aiohttp.ClientSession() as session:\n"
        "    async with session.get('https://CUPS/cups') as reply:\n        print(await reply.json())",
    ),
    "fetch": ("javascript", "const reply = await fetch('https://CUPS/cups');\nconsole.log(await reply.json());"),
    "https": (
        "javascript",
        "import https from 'node:https';\nawait new Promise((done, failed) =>\n"
        "  https.get('https://CUPS/cups', reply => { reply.resume(); reply.on('end', done); }).on('error', failed));",
    ),
    "HttpClient": (
        "java",
        "import java.net.URI;\nimport java.net.http.*;\n\nvar request = HttpRequest.newBuilder(URI.create("
        '"https://CUPS/cups")).build();\nvar reply = HttpClient.newHttpClient().send(request, '
        "HttpResponse.BodyHandlers.ofString());\nSystem.out.println(reply.body());",
    ),
    "net/http": (
        "go",
        'package main\n\nimport (\n\t"fmt"\n\t"log"\n\t"net/http"\n)\n\nfunc main() {\n'
        '\treply, err := http.Get("https://CUPS/cups")\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n'
        "\tfmt.Println(reply.Status)\n}",
    ),
}


@pytest.mark.parametrize("client", CALLS)
def test_an_unchanged_call_arrives_and_one_to_another_host_does_not(
    docverify: Command, write: Callable[[str, str], Path], client: str
) -> None:
    language, call = CALLS[client]
    write("docverify.toml", CONFIG)
    blocks = [f"```{language}\n{call.replace('CUPS', host)}\n```\n" for host in ("api.cups.test", "api.pots.test")]
    write("a.md", f"# Here\n\n{blocks[0]}\n# Elsewhere\n\n{blocks[1]}")
    rows = json.loads(docverify("check", "--format", "json", "a.md").out)["examples"]
    asked = [[(one["host"], one["status"]) for one in row["requests"]] for row in rows]
    assert [(row["verdict"], row["level"], row["reason"]) for row in rows] == [
        ("pass", "reached", ""),
        ("unverified", "parsed", "needs-network"),
    ]
    assert asked == [[("api.cups.test", 200)], [("api.pots.test", 0)]]


ELSEWHERE = {
    "address": ("python", "import socket\nsocket.create_connection(('203.0.113.7', 80))", "203.0.113.7"),
    "address-quietly": ("sh", "curl -s http://203.0.113.7/cups", "203.0.113.7"),
    "address-node": (
        "javascript",
        "import net from 'node:net';\nawait new Promise((done, failed) =>\n"
        "  net.connect(80, '203.0.113.7').on('connect', done).on('error', failed));",
        "203.0.113.7:80",
    ),
    "address-php": ("php", "<?php\necho file_get_contents('http://203.0.113.7/cups');", "203.0.113.7"),
    "metadata": ("sh", "curl -sS http://169.254.169.254/latest/meta-data/", "169.254.169.254:80"),
    "name-server": (
        "python",
        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'cups', ('192.0.2.53', 53))",
        "192.0.2.53",
    ),
    "name-server-node": (
        "javascript",
        "import { Resolver } from 'node:dns/promises';\nconst resolver = new Resolver();\n"
        "resolver.setServers(['192.0.2.53']);\nawait resolver.resolve4('api.cups.test');",
        "api.cups.test",
    ),
}


@pytest.mark.parametrize("how", ELSEWHERE)
def test_an_address_and_a_name_server_of_the_page_s_own_are_refused_and_named(
    docverify: Command, write: Callable[[str, str], Path], how: str
) -> None:
    language, call, name = ELSEWHERE[how]
    write("docverify.toml", CONFIG.partition("[environments")[0])
    write("a.md", f"```{language}\n{call}\n```\n")
    (row,) = json.loads(docverify("check", "--format", "json", "a.md").out)["examples"]
    assert (row["verdict"], row["reason"]) == ("unverified", "needs-network")
    assert row["detail"] == f"needs the network: {name}"
