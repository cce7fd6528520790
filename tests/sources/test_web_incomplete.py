"""When a page that could not be had keeps a crawl from being complete: when that may pass, or when it was there."""

from pathlib import Path

import pytest

from fixtures.site import Answer, Site, html, links
from fixtures.site.answers import bomb, redirect
from tests.crawl.sites import pages, problems, read

TEXT = "text/plain"
DENIED = "may not be read by robots, says the robots.txt of its host"
SAME_TOMORROW = [*((Answer(status=status), f"answers with status {status}") for status in (400, 403, 406, 451))]
SAME_TOMORROW += [(Answer(status=401), "answers with status 401, and wants [credentials]")]
SAME_TOMORROW += [(bomb(100), "is larger than 1 MiB"), (redirect("/bad"), "redirects in a circle")]


@pytest.mark.parametrize(("answer", "why"), SAME_TOMORROW)
def test_what_will_be_the_same_tomorrow_keeps_no_crawl_from_being_complete(
    tmp_path: Path, answer: Answer, why: str
) -> None:
    with Site({"/": links("/bad"), "/bad": answer}) as site:
        found = read(site, tmp_path)
        assert (pages(site, found), problems(site, found)) == (["/"], [("/bad", f"not checked: {why}", False)])


@pytest.mark.parametrize(("answer", "why"), SAME_TOMORROW)
def test_a_page_that_an_earlier_run_judged_is_never_taken_for_gone(tmp_path: Path, answer: Answer, why: str) -> None:
    with Site({"/": links("/bad"), "/bad": answer}) as site:
        found = read(site, tmp_path, place={"known": frozenset({f"{site.url}/bad"})})
        assert problems(site, found) == [("/bad", why, True)]


@pytest.mark.parametrize(("answer", "why"), SAME_TOMORROW)
def test_the_seed_must_be_there(tmp_path: Path, answer: Answer, why: str) -> None:
    with Site({"/bad": answer}) as site:
        assert problems(site, read(site, tmp_path, "/bad")) == [("/bad", why, True)]


def test_a_page_that_was_there_is_missed_for_as_long_as_it_is_linked(tmp_path: Path) -> None:
    """More nights than copies are kept without being met."""
    with Site({"/": links("/bad"), "/bad": links("/behind"), "/behind": links()}) as site:
        read(site, tmp_path)
        site.answers["/bad"] = Answer(status=403)
        for _ in range(15):
            found = read(site, tmp_path)
            assert pages(site, found) == ["/", "/behind"]
            assert problems(site, found) == [("/bad", "answers with status 403", True)]


def test_a_page_that_was_there_and_leads_to_what_cannot_be_had_is_missed(tmp_path: Path) -> None:
    answers = {"/": links("/a", "/b"), "/a": links(), "/b": links(), "/login": Answer(status=403)}
    with Site(answers) as site:
        read(site, tmp_path)
        site.answers |= {"/": links("/login", "/a", "/b"), "/a": redirect("/login"), "/b": redirect("/login")}
        found = read(site, tmp_path)
        lost = "redirects to /login, which could not be had"
        assert problems(site, found) == [
            ("/login", "not checked: answers with status 403", False),
            ("/a", lost, True),
            ("/b", lost, True),
        ]


def test_a_page_that_redirects_to_what_cannot_be_had_is_missed_first_of_all(tmp_path: Path) -> None:
    with Site({"/": links("/a"), "/a": links(), "/new": Answer(status=403)}) as site:
        read(site, tmp_path)
        site.answers["/a"] = redirect("/new")
        assert problems(site, read(site, tmp_path)) == [("/new", "answers with status 403", True)]


def test_what_was_refused_is_asked_for_once_a_crawl_and_known_offline(tmp_path: Path) -> None:
    robots = Answer(b"User-agent: *\nDisallow: /denied\n", TEXT)
    answers = {"/": links("/secret", "/denied", "/large"), "/secret": Answer(status=401), "/large": bomb(100)}
    with Site({**answers, "/robots.txt": robots}) as site:
        found = read(site, tmp_path)
        assert problems(site, found) == [
            ("/secret", "not checked: answers with status 401, and wants [credentials]", False),
            ("/denied", f"not checked: {DENIED}", False),
            ("/large", "not checked: is larger than 1 MiB", False),
        ]
        assert sorted(set(site.paths())) == sorted(site.paths())
        assert read(site, tmp_path, place={"offline": True}) == found
        site.answers |= dict.fromkeys(("/secret", "/large"), links())
        assert pages(site, read(site, tmp_path)) == ["/", "/secret", "/large"]


def test_a_site_of_which_nothing_could_be_had_was_not_checked(tmp_path: Path) -> None:
    with Site({"/a": Answer(status=403), "/b": html('<div id="root"></div><script src="/app.js"></script>')}) as site:
        listed = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in ("/a", "/b"))
        site.answers["/sitemap.xml"] = Answer(f"<urlset>{listed}</urlset>".encode(), "application/xml")
        assert problems(site, read(site, tmp_path, "/sitemap.xml")) == [
            ("/a", "not checked: answers with status 403", False),
            ("/b", "holds nothing without JavaScript, and was not checked", False),
            ("", "not one page of a known format could be had in it", True),
        ]


@pytest.mark.parametrize("body", [b"<urlset><url>", b"<html></html>"])
def test_a_sitemap_that_is_broken_for_good_costs_no_page_that_was_known(tmp_path: Path, body: bytes) -> None:
    kind = "text/html" if b"html" in body else "application/xml"
    with Site({"/": links(), "/kept": links(), "/map.xml": Answer(body, kind)}) as site:
        site.answers["/robots.txt"] = Answer(f"Sitemap: {site.url}/map.xml".encode(), TEXT)
        known = frozenset({f"{site.url}/{name}" for name in ("kept", "gone")} | {"https://elsewhere.invalid/x"})
        found = read(site, tmp_path, place={"known": known})
        assert pages(site, found) == ["/", "/kept"]
        assert [(where, fatal) for where, _, fatal in problems(site, found)] == [("/map.xml", False), ("/gone", False)]


@pytest.mark.parametrize("answer", [Answer(status=403), Answer(status=500)])
def test_a_sitemap_that_was_there_is_missed(tmp_path: Path, answer: Answer) -> None:
    """Nobody named it, and maybe nothing else leads to its pages."""
    with Site({"/": links(), "/sitemap.xml": answer}) as site:
        assert problems(site, read(site, tmp_path / "never")) == (
            [("/sitemap.xml", "answers with status 500", True)] if answer.status == 500 else []
        )
        site.answers["/sitemap.xml"] = Answer(b"<urlset></urlset>", "application/xml")
        read(site, tmp_path)
        site.answers["/sitemap.xml"] = answer
        assert problems(site, read(site, tmp_path)) == [("/sitemap.xml", f"answers with status {answer.status}", True)]


def test_a_sitemap_that_is_the_seed_must_be_sound(tmp_path: Path) -> None:
    with Site({"/a": links()}) as site:
        whole = f"<urlset><url><loc>{site.url}/a</loc></url>".encode()
        site.answers["/sitemap.xml"] = Answer(whole, "application/xml")
        found = read(site, tmp_path, "/sitemap.xml")
        assert pages(site, found) == ["/a"]
        assert problems(site, found) == [("/sitemap.xml", "is no sound XML: no element found, line 1", True)]
