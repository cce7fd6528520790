"""Sites: every page of them is read or accounted for."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from docverify.errors import SourceError, UsageError
from docverify.model import Credential, Page, Problem, SourceConfig
from docverify.pipeline.pages import make_place
from docverify.ports import OpenSource
from docverify.registry import members
from docverify.sources.web import web
from fixtures.site import Answer, Limit, Site, html, links
from fixtures.site.answers import packed, redirect
from tests.crawl.sites import FOUND_ALONE, pages, problems, read

SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"
TEXT = "text/plain"


def sitemap(*urls: str) -> Answer:
    locations = "".join(f"<url><loc>{url}</loc><lastmod>2026-01-01</lastmod></url>" for url in urls)
    return Answer(SITEMAP.format(locations).encode(), "application/xml")


def garden(count: int, each: int = 3) -> dict[str, Answer | list[Answer]]:
    """A site of so many pages that lead to each other."""
    names = ["/", *(f"/{number}.html" for number in range(1, count))]
    return {
        name: links(*(names[(number * each + next_one) % count] for next_one in range(1, each + 1)))
        for number, name in enumerate(names)
    }


# Which pages


def test_pages_come_in_the_order_of_links(tmp_path: Path) -> None:
    answers = {"/": links("/b", "/a"), "/a": links("/c"), "/b": links("/d", "/a"), "/c": links(), "/d": links()}
    with Site(answers) as site:
        assert pages(site, read(site, tmp_path)) == ["/", "/b", "/a", "/d", "/c"]


def test_the_order_does_not_depend_on_what_answers_first(tmp_path: Path) -> None:
    with Site(garden(40)) as site:
        slow = pages(site, read(site, tmp_path / "one", concurrency=1))
        assert pages(site, read(site, tmp_path / "many")) == slow
    assert len(slow) == 40


def test_a_page_is_what_the_server_sent(tmp_path: Path) -> None:
    with Site({"/": html("<h1>Tea</h1>")}) as site:
        found = read(site, tmp_path)
        text = site.answers["/"].body.decode()  # type: ignore[union-attr]
        assert found == [Page(f"{site.url}/", "html", text, url=f"{site.url}/")]
        assert sorted(site.paths()) == sorted([*FOUND_ALONE, "/llms.txt"])


def test_a_page_that_is_fetched_is_parsed_once(tmp_path: Path) -> None:
    with Site({"/": html("<h1>Tea</h1><pre>pour</pre>")}) as site:
        place = make_place(tmp_path, tmp_path, environ={})
        first, again = (_read(web.open(SourceConfig(url=f"{site.url}/"), place)) for _ in range(2))
    ((page, blocks),) = first
    assert blocks == members("formats")["html"].blocks(page)
    assert again == [(page, None)]


@pytest.mark.parametrize("room", [0, 90, 10_000])
def test_how_much_is_kept_changes_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    with Site(garden(12)) as site:
        whole = read(site, tmp_path / "whole")
        monkeypatch.setattr("docverify.crawl.shelf.ROOM", room)
        assert read(site, tmp_path / "tight") == whole


def _read(site: OpenSource) -> list[Any]:
    """Pages, each with what is known of its blocks."""
    return [(page, site.blocks(page)) for page in site.pages() if isinstance(page, Page)]


def test_links_outside_of_the_site_are_not_followed(tmp_path: Path) -> None:
    answers = {
        "/docs": redirect("/docs/"),
        "/docs/": links("/", "/docs/a", "/docsy", "http://elsewhere.invalid/docs/", "mailto:x@y.example", "a.zip"),
        "/docs/a": links("../../up", "/docs/../docs/./b#part"),
        "/docs/b": links(),
    }
    with Site(answers) as site:
        assert pages(site, read(site, tmp_path, "/docs")) == ["/docs/", "/docs/a", "/docs/b"]


def test_a_site_may_begin_at_a_file(tmp_path: Path) -> None:
    with Site({"/docs/index.html": links("a.html"), "/docs/a.html": links("/"), "/": links()}) as site:
        assert pages(site, read(site, tmp_path, "/docs/index.html")) == ["/docs/index.html", "/docs/a.html"]


def test_globs_narrow_a_site_and_save_the_requests(tmp_path: Path) -> None:
    answers = {"/": links("/guide/a", "/guide/old/b", "/api/c"), "/guide/a": links(), "/guide/old/b": links()}
    with Site(answers) as site:
        found = read(site, tmp_path, include=("guide/", "tutorial/"), exclude=("old/",))
        assert pages(site, found) == ["/", "/guide/a"]
        assert problems(site, found) == [("", 'no page matches the glob "tutorial/"', False)]
        assert not {"/api/c", "/guide/old/b"} & set(site.paths())


def test_max_pages_ends_a_crawl_that_is_then_not_complete(tmp_path: Path) -> None:
    with Site(garden(30)) as site:
        found = read(site, tmp_path, max_pages=10)
        assert len(pages(site, found)) == 10
        assert problems(site, found) == [("", "has more than 10 pages: the crawl stopped there", True)]
        assert len(site.requests) < 20
        assert problems(site, read(site, tmp_path, max_pages=30)) == []


def test_max_depth_is_kept_and_what_lies_deeper_is_said(tmp_path: Path) -> None:
    with Site({"/": links("/1"), "/1": links("/2"), "/2": links("/3"), "/3": links()}) as site:
        found = read(site, tmp_path, max_depth=2)
        assert pages(site, found) == ["/", "/1", "/2"]
        assert problems(site, found) == [("", "1 links lead deeper than max_depth = 2", False)]
        assert "/3" not in site.paths()


def test_a_sitemap_is_a_seed(tmp_path: Path) -> None:
    with Site({"/a": links("/c"), "/b": links(), "/c": links()}) as site:
        index = f"<sitemapindex><sitemap><loc>{site.url}/one.xml.gz</loc></sitemap></sitemapindex>"
        body = SITEMAP.format(f"<url><loc>{site.url}/b</loc></url><url><loc>{site.url}/a</loc></url>").encode()
        site.answers["/sitemap.xml"] = Answer(index.encode(), "application/xml")
        site.answers["/one.xml.gz"] = Answer(packed(body).body, "application/gzip")
        assert pages(site, read(site, tmp_path, "/sitemap.xml")) == ["/b", "/a", "/c"]


def test_the_sitemaps_that_a_host_names_are_read_too(tmp_path: Path) -> None:
    with Site({"/": links(), "/hidden": links(), "/usual": links()}) as site:
        site.answers["/robots.txt"] = Answer(f"Sitemap: {site.url}/maps/1.xml".encode(), TEXT)
        site.answers["/maps/1.xml"] = sitemap(f"{site.url}/hidden", "https://elsewhere.invalid/")
        site.answers["/sitemap.xml"] = sitemap(f"{site.url}/usual")
        assert pages(site, read(site, tmp_path)) == ["/", "/hidden", "/usual"]


def test_llms_txt_is_a_seed(tmp_path: Path) -> None:
    text = b"# Tea\n\n- [Green](/green.md): leaves\n- [Black](black.md)\n- [Far](https://elsewhere.invalid/x.md)\n"
    answers = {
        "/llms.txt": Answer(text, TEXT),
        "/green.md": Answer(b"# Green\n", "text/markdown"),
        "/black.md": Answer(b"# Black\n", TEXT),
    }
    with Site(answers) as site:
        found = read(site, tmp_path, "/llms.txt")
        kinds = [(one.path.removeprefix(site.url), one.format) for one in found if isinstance(one, Page)]
        assert kinds == [("/green.md", "markdown"), ("/black.md", "markdown")]


def test_llms_full_txt_is_one_page(tmp_path: Path) -> None:
    with Site({"/llms-full.txt": Answer(b"# Tea\n", TEXT)}) as site:
        found = read(site, tmp_path, "/llms-full.txt")
        assert [one.format for one in found if isinstance(one, Page)] == ["markdown"]


def test_what_is_no_page_is_no_page_and_no_problem(tmp_path: Path) -> None:
    answers = {
        "/": links("/picture", "/data", "/notes.md", "/notes.txt"),
        "/picture": Answer(b"\x89PNG", "image/png"),
        "/data": Answer(b"x", "application/x-tar"),
        "/notes.md": Answer(b"# Notes\n", TEXT),
        "/notes.txt": Answer(b"Notes\n", TEXT),
    }
    with Site(answers) as site:
        found = read(site, tmp_path)
        assert (pages(site, found), problems(site, found)) == (["/", "/notes.md"], [])


# One page, many addresses


def test_the_canonical_address_is_the_identity(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="/tea/">'
    with Site({"/": links("/tea?a=1", "/tea/index.html"), "/tea/": links(head=head)}) as site:
        site.answers["/tea?a=1"] = site.answers["/tea/index.html"] = site.answers["/tea/"]
        assert pages(site, read(site, tmp_path)) == ["/", "/tea/"]


@pytest.mark.parametrize("canonical", ["/missing", "https://elsewhere.invalid/tea", "/", "http://[", "ftp://x/"])
def test_a_canonical_address_that_cannot_stand_for_the_page_is_ignored(tmp_path: Path, canonical: str) -> None:
    """Elsewhere, not there, or without the code that the page shows."""
    head = f'<link rel="canonical" href="{canonical}">'
    with Site({"/": links("/tea"), "/tea": html("<pre>brew()</pre>", head=head)}) as site:
        found = read(site, tmp_path)
        assert (pages(site, found), problems(site, found)) == (["/", "/tea"], [])


def test_two_pages_that_name_each_other_are_both_read(tmp_path: Path) -> None:
    answers = {
        "/": links("/a", "/b"),
        "/a": links(head='<link rel="canonical" href="/b">'),
        "/b": links(head='<link rel="canonical" href="/a">'),
    }
    with Site(answers) as site:
        assert pages(site, read(site, tmp_path)) == ["/", "/a", "/b"]


def test_equal_pages_at_addresses_of_one_place_are_one(tmp_path: Path) -> None:
    same = links("/x/")
    answers = {"/": links("/x/", "/x/index.html", "/x.html", "/x?a", "/y/"), "/y/": links("/x/"), "/x/": same}
    with Site(answers) as site:
        for path in ("/x/index.html", "/x.html", "/x?a"):
            site.answers[path] = same
        assert pages(site, read(site, tmp_path)) == ["/", "/x/", "/y/"]


def test_a_page_and_its_markdown_twin_are_one_whichever_comes_first(tmp_path: Path) -> None:
    markdown = Answer(b"# A\n", "text/markdown")
    answers = {"/llms.txt": Answer(b"[A](/a.md) [B](/b)", TEXT), "/a.md": markdown, "/a": links(), "/b": links("/a")}
    with Site({**answers, "/": links("/a", "/c"), "/c": links("/a.md")}) as site:
        assert pages(site, read(site, tmp_path, "/llms.txt")) == ["/a.md", "/b"]
        assert pages(site, read(site, tmp_path)) == ["/", "/a", "/c"]


def test_a_redirect_leads_to_the_page(tmp_path: Path) -> None:
    with Site({"/": links("/old", "/new"), "/old": redirect("/new", 301), "/new": links()}) as site:
        assert pages(site, read(site, tmp_path)) == ["/", "/new"]
        assert site.paths().count("/new") == 1


def test_redirects_that_lead_nowhere_are_said(tmp_path: Path) -> None:
    answers = {"/": links("/a", "/self", "/far", "/0"), "/a": redirect("/b"), "/b": redirect("/a")}
    with Site({**answers, "/self": redirect("/self"), "/far": redirect("http://elsewhere.invalid/")}) as site:
        site.answers |= {f"/{number}": redirect(f"/{number + 1}") for number in range(20)}
        found = read(site, tmp_path)
        assert pages(site, found) == ["/"]
        assert problems(site, found) == [
            ("/b", "not checked: redirects in a circle", False),
            ("/self", "not checked: redirects in a circle", False),
            ("/10", "not checked: redirects more than 10 times in a row", False),
        ]


def test_a_seed_that_leads_out_of_the_site_names_where(tmp_path: Path) -> None:
    with Site({"/": redirect("https://new.invalid/docs/")}) as site:
        assert read(site, tmp_path) == [
            Problem(
                f"{site.url}/",
                "leads out of the site, to https://new.invalid/docs/",
                "give https://new.invalid/docs/ if that is the site",
                fatal=True,
            )
        ]


# What could not be had


def test_a_link_to_nothing_names_the_page_that_has_it(tmp_path: Path) -> None:
    with Site({"/": links("/gone"), "/gone": Answer(status=410)}) as site:
        found = read(site, tmp_path)
        assert problems(site, found) == [("/gone", "is not there (status 410), and / leads to it", False)]


def test_a_seed_that_is_not_there_could_not_be_checked(tmp_path: Path) -> None:
    with Site({}) as site:
        assert problems(site, read(site, tmp_path)) == [("/", "is not there (status 404)", True)]


@pytest.mark.parametrize(("status", "asked"), [(500, 1), (408, 1), (502, 3), (504, 3), (999, 1)])
def test_a_page_that_fails_is_a_problem_and_stops_nothing(tmp_path: Path, status: int, asked: int) -> None:
    with Site({"/": links("/bad", "/good"), "/bad": Answer(status=status), "/good": links()}) as site:
        found = read(site, tmp_path)
        assert pages(site, found) == ["/", "/good"]
        assert problems(site, found) == [("/bad", f"answers with status {status}", True)]
        assert site.paths().count("/bad") == asked


def test_what_passes_is_tried_again(tmp_path: Path) -> None:
    cut = Answer(raw=lambda: iter([b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf a"]))
    with Site({"/": [Answer(status=503), cut, links()]}) as site:
        assert pages(site, read(site, tmp_path)) == ["/"]


def test_what_lies_behind_a_page_that_fails_now_is_still_known(tmp_path: Path) -> None:
    with Site({"/": links("/list"), "/list": links("/deep"), "/deep": links()}) as site:
        assert pages(site, read(site, tmp_path)) == ["/", "/list", "/deep"]
        whole = site.answers["/list"]
        site.answers["/list"] = Answer(status=500)
        found = read(site, tmp_path)
        assert pages(site, found) == ["/", "/deep"]
        assert problems(site, found) == [("/list", "answers with status 500", True)]
        site.answers["/list"] = whole
        assert pages(site, read(site, tmp_path)) == ["/", "/list", "/deep"]
        assert site.paths(status=304)[-1:] == ["/deep"]


def test_a_host_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    with Site({}) as site:
        pass
    found = read(site, tmp_path)
    assert [one.fatal for one in found if isinstance(one, Problem)] == [True]
    assert isinstance(found[0], Problem)
    assert found[0].what.startswith("may not be read: the robots.txt of its host cannot be reached")


def test_an_empty_shell_was_not_checked(tmp_path: Path) -> None:
    shell = html('<div id="root"></div><script src="/app.js"></script>')
    with Site({"/": links("/app"), "/app": shell}) as site:
        found = read(site, tmp_path)
        assert pages(site, found) == ["/"]
        assert problems(site, found) == [("/app", "holds nothing without JavaScript, and was not checked", False)]
        assert problems(site, read(site, tmp_path, "/app")) == [
            ("/app", "holds nothing without JavaScript, and was not checked", False),
            ("/app", "not one page of a known format could be had in it", True),
        ]


def test_what_the_llms_txt_of_an_empty_shell_names_is_read(tmp_path: Path) -> None:
    shell = html('<div id="root"></div><script src="/app.js"></script>')
    answers = {"/docs/": shell, "/llms.txt": Answer(b"[A](/docs/a.md) [B](/b.md)", TEXT)}
    with Site({**answers, "/docs/a.md": Answer(b"# A\n", "text/markdown")}) as site:
        found = read(site, tmp_path, "/docs/")
        assert pages(site, found) == ["/docs/a.md"]
        assert problems(site, found) == [("/docs/", "holds nothing without JavaScript, and was not checked", False)]


def test_a_trap_of_queries_is_left_and_said(tmp_path: Path) -> None:
    days = [f"/c?day={day}" for day in range(300)]
    with Site({"/": links(*days), **dict.fromkeys(days, links())}) as site:
        found = read(site, tmp_path)
        what = "has more than 200 addresses that differ in their query alone, linked from /"
        assert problems(site, found) == [("/c", what, True)]


# Manners


def test_robots_are_told_what_they_may_not_read(tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /private\n\nUser-agent: docverify\nDisallow: /*.php$\n"
    answers = {"/": links("/private", "/a.php", "/a.php?x"), "/private": links(), "/a.php?x": links()}
    with Site({**answers, "/robots.txt": Answer(rules, TEXT)}) as site:
        found = read(site, tmp_path)
        assert pages(site, found) == ["/", "/private", "/a.php?x"]
        denied = "not checked: may not be read by robots, says the robots.txt of its host"
        assert problems(site, found) == [("/a.php", denied, False)]
        assert "/a.php" not in site.paths()


@pytest.mark.parametrize(("status", "read_pages"), [(404, ["/"]), (403, ["/"]), (500, []), (503, [])])
def test_robots_txt_that_is_not_there_allows_and_one_that_fails_forbids(
    tmp_path: Path, status: int, read_pages: list[str]
) -> None:
    with Site({"/": links(), "/robots.txt": Answer(status=status)}) as site:
        found = read(site, tmp_path)
        assert pages(site, found) == read_pages
        what = f"may not be read: the robots.txt of its host answers with status {status}"
        assert problems(site, found) == ([] if read_pages else [("/", what, True)])


def test_a_host_says_how_often_it_is_asked(tmp_path: Path) -> None:
    with Site({**garden(4), "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.1\n", TEXT)}) as site:
        began = time.monotonic()
        assert len(pages(site, read(site, tmp_path))) == 4
        assert time.monotonic() - began > 0.1 * (len(site.requests) - 2)
        assert site.most == 1


def test_a_host_that_asks_for_pauses_without_end_is_left(tmp_path: Path) -> None:
    with Site({"/": links(), "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 86400\n", TEXT)}) as site:
        what = "would take too long: its host asks for 86400 seconds between two requests"
        assert problems(site, read(site, tmp_path)) == [("/", what, True)]


def test_no_more_than_so_many_requests_are_under_way(tmp_path: Path) -> None:
    with Site(garden(60)) as site:
        site.delay = 0.01
        assert len(pages(site, read(site, tmp_path, concurrency=3))) == 60
        assert site.most == 3


def test_a_request_names_who_asks(tmp_path: Path) -> None:
    with Site({"/": links()}) as site:
        read(site, tmp_path, contact="docs@tea.example\r\nX-Evil: 1")
        agents = {request.headers["user-agent"] for request in site.requests}
        assert len(agents) == 1
        assert re.fullmatch(r"docverify/\S+ \(\+docs@tea\.exampleX-Evil: 1\)", agents.pop())


@pytest.mark.parametrize("after", [{}, {"Retry-After": "0"}, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}])
def test_every_page_is_had_behind_a_limit(tmp_path: Path, after: dict[str, str]) -> None:
    with Site(garden(100)) as site:
        site.limit = Limit(rate=80, burst=5, refusal=after)
        found = read(site, tmp_path)
        assert (len(pages(site, found)), problems(site, found)) == (100, [])
        assert site.limit.refused < 100  # a slow machine may not meet the limit at all


def test_a_host_that_wants_to_be_left_alone_is(tmp_path: Path) -> None:
    with Site(garden(30)) as site:
        site.limit = Limit(rate=0.001, burst=9, refusal={"Retry-After": "3600"})
        found = read(site, tmp_path, concurrency=1)
        what = "its host asks to be left alone for 3600 seconds"
        assert {problem[1:] for problem in problems(site, found)} == {(what, True)}
        site.limit = None
        again = read(site, tmp_path)
        assert len(pages(site, again)) == 30
        got = site.paths(status=200)
        assert len(got) == len(set(got))


# Again


def test_an_unchanged_site_costs_one_conditional_request_a_page_and_no_parsing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site(garden(20)) as site:
        first = read(site, tmp_path)
        site.requests.clear()
        monkeypatch.setattr("docverify.crawl.shelf.read_page", None)
        assert read(site, tmp_path) == first
        assert {request.status for request in site.requests} == {304, 404}
        assert len(site.paths(status=304)) == 20


def test_a_page_that_changed_is_read_anew(tmp_path: Path) -> None:
    with Site({"/": links("/a"), "/a": links()}) as site:
        read(site, tmp_path)
        site.answers |= {"/": links("/b"), "/b": links()}
        assert pages(site, read(site, tmp_path)) == ["/", "/b"]


def test_offline_a_site_is_its_copies_and_no_socket_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site({**garden(10), "/sitemap.xml": Answer(status=404)}) as site:
        first = read(site, tmp_path)
    monkeypatch.setattr("docverify.crawl.transport.Transport.ask", None)
    assert read(site, tmp_path, place={"offline": True}) == first
    (copy,) = (tmp_path / "state" / "crawl").glob("*.db")
    with sqlite3.connect(copy) as cut:
        cut.execute("DELETE FROM copies WHERE url = ?", (f"{site.url}/9.html",))
    cut.close()
    found = read(site, tmp_path, place={"offline": True})
    assert problems(site, found) == [("/9.html", "is not in the cache", True)]


def test_offline_a_site_that_was_never_crawled_is_a_problem(tmp_path: Path) -> None:
    place = make_place(tmp_path, tmp_path / "state", offline=True)
    what, hint = "is not in the cache: it was never crawled", "check it once without --offline"
    config = SourceConfig(url="https://tea.invalid/")
    assert list(web.open(config, place).pages()) == [Problem("https://tea.invalid/", what, hint, fatal=True)]
    assert not (tmp_path / "state").exists()


def test_a_crawl_that_was_killed_goes_on_and_asks_for_nothing_twice(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from docverify.model import SourceConfig\n"
        "from docverify.pipeline.pages import make_place\n"
        "from docverify.sources.web import web\n"
        "place = make_place(Path(sys.argv[1]), Path(sys.argv[1]) / 'state')\n"
        "for page in web.open(SourceConfig(url=sys.argv[2]), place).pages(): print(page.path, flush=True)\n"
    )
    with Site(garden(120)) as site:
        site.delay = 0.02
        command = [sys.executable, "-c", program, str(tmp_path), f"{site.url}/"]
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ) as crawler:
            assert crawler.stdout
            for _ in range(30):
                assert crawler.stdout.readline()
            crawler.send_signal(signal.SIGKILL)
        before = len(site.paths(status=200))
        assert 30 <= before < 120
        resumed = read(site, tmp_path)
        got = site.paths(status=200)
        assert len(got) - len(set(got)) <= 8  # those under way when it was killed
        assert site.paths(status=304) == []
        assert resumed == read(site, tmp_path / "other")


def test_a_crawl_that_is_left_early_ends_at_once_and_goes_on_later(tmp_path: Path) -> None:
    with Site(garden(200)) as site:
        site.delay = 0.01
        place = make_place(tmp_path, tmp_path / "state")
        crawl = web.open(SourceConfig(url=f"{site.url}/"), place).pages()
        assert isinstance(next(crawl), Page)
        crawl.close()
        asked = len(site.requests)
        assert asked < 150
        assert len(pages(site, read(site, tmp_path))) == 200
        assert len(site.paths(status=200)) <= 200 + 8


def test_a_file_of_copies_that_is_damaged_is_begun_anew(tmp_path: Path) -> None:
    with Site(garden(5)) as site:
        first = read(site, tmp_path)
        (copy,) = (tmp_path / "state" / "crawl").glob("*.db")
        copy.write_bytes(b"no database" * 100)
        assert read(site, tmp_path) == first


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int, float]] = []

    class Progress:
        def crawled(self, pages: int, queued: int, rate: float) -> None:
            told.append((pages, queued, rate))

    with Site(garden(10)) as site:
        read(site, tmp_path, place={"progress": Progress()})
    assert told[-1][:2] == (10, 0)
    assert all(rate > 0 for _, _, rate in told)


# Secrets

TOKEN = "s3cr3t-of-the-tea-house"


def test_credentials_go_to_their_host_alone_and_are_kept_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Site({"/": links()}) as other, Site({"/": links("/out", "/a"), "/a": Answer(status=401)}) as site:
        site.answers["/out"] = redirect(f"{other.url}/")
        site.answers["/robots.txt"] = redirect(f"{other.url}/robots.txt")
        host = site.url.removeprefix("http://")
        credentials = {host: Credential(token_env="TEA_TOKEN"), "127.0.0.1": Credential(token_env="TEA_TOKEN")}
        place = {"credentials": credentials, "environ": {"TEA_TOKEN": TOKEN}}
        found = read(site, tmp_path, place=place)
        assert {request.headers.get("authorization") for request in site.requests} == {f"Bearer {TOKEN}"}
        assert other.requests == []
        read(other, tmp_path, place=place)
        assert not any("authorization" in request.headers for request in other.requests)
    shown = capfd.readouterr()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert TOKEN not in f"{found}{shown}"
    assert TOKEN.encode() not in kept


def test_a_variable_that_is_not_set_stops_the_crawl_before_it_begins(tmp_path: Path) -> None:
    with Site({"/": links()}) as site:
        host = site.url.removeprefix("http://")
        with pytest.raises(SourceError, match=r"the credentials of 127\.0\.0\.1 are not there") as caught:
            read(site, tmp_path, place={"credentials": {host: Credential(token_env="TEA_TOKEN")}})
        assert caught.value.hint == "set TEA_TOKEN in the environment"
        assert site.requests == []


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    place = make_place(tmp_path, tmp_path)
    with pytest.raises(SourceError) as caught:
        web.open(SourceConfig(url=f"https://me:{TOKEN}@tea.invalid/docs"), place)
    assert TOKEN not in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize("url", ["https://", "https://[", "ftp://tea.invalid/", "https://a b/", "x"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError, match="is no address of a site"):
        web.open(SourceConfig(url=url), make_place(tmp_path, tmp_path))


def test_a_glob_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r'a pattern of "sources.include" is no glob'):
        web.open(SourceConfig(url="https://tea.invalid/", include=("!",)), make_place(tmp_path, tmp_path))


def test_files_of_a_page_lie_on_its_own_host(tmp_path: Path) -> None:
    answers = {
        "/docs/": links("a.md"),
        "/docs/a.md": Answer(b"# A\n", "text/markdown"),
        "/docs/snippet.py": Answer(b"brew()\n", TEXT),
        "/top.py": Answer(b"top()\n", TEXT),
    }
    with Site(answers) as site:
        opened = web.open(SourceConfig(url=f"{site.url}/docs/"), make_place(tmp_path, tmp_path))
        names = ["snippet.py", "/top.py", "missing.py", "http://elsewhere.invalid/x.py", "//elsewhere.invalid/x.py"]
        found = {one.path: opened.files(one, names) for one in opened.pages() if isinstance(one, Page)}
        assert found[f"{site.url}/docs/a.md"] == {
            **dict.fromkeys(names),
            "snippet.py": "brew()\n",
            "/top.py": "top()\n",
        }


def test_only_addresses_belong_to_sites() -> None:
    assert web.accepts(SourceConfig(url="https://tea.example"))
    assert not web.accepts(SourceConfig(path="https"))
