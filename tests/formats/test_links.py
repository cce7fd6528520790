"""Where pages of a site lead."""

from time import process_time
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as some

from docverify.formats.hypertext.depth import DEEPEST, MOST_ATTRIBUTES, cut_deep
from docverify.formats.hypertext.links import Links, read_links
from docverify.formats.hypertext.tree import Tree
from tests.cases import read_cases

PAGE = "https://tea.example/docs/guide/steep.html"


def show(links: Links) -> str:
    """A line for each thing that the page says, in the order of the fields."""
    lines = [f"follow {url}" for url in links.follow]
    lines += [f"{name} {value}" for name in ("canonical", "refresh") if (value := getattr(links, name))]
    lines += [f"alternate {kind or '-'} {url}" for kind, url in links.alternates]
    lines += [f"source {url}" for url in links.sources]
    lines += [name for name in ("nofollow", "noindex", "empty") if getattr(links, name)]
    lines += [f"generator {links.generator}"] if links.generator else []
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(("text", "expected"), read_cases("links.cases", __file__))
def test_a_page_says_where_it_leads(text: str, expected: str) -> None:
    assert show(read_links(Tree(text).root, PAGE)) == expected


def test_the_pages_of_a_site_are_found_once_however_often_they_are_linked() -> None:
    text = "".join(f'<a href="p{number % 7}.html#part-{number}">x</a>' for number in range(1000))
    assert read_links(Tree(text).root, "https://tea.example/") == Links(
        follow=tuple(f"https://tea.example/p{number}.html" for number in range(7))
    )


HOSTILE = {
    "nested": "<div>" * 100_000,
    "nested and closed": "<div>" * 100_000 + "</div>" * 100_000,
    "misnested": "<b>" + "<i></b>" * 50_000,
    "nested lists": "<ul><li>" * 50_000,
    "ruby": "<ruby>" + "<rp>" * 100_000,
    "attributes": "<a " + " ".join(f"x{number}" for number in range(100_000)) + ">",
    "attributes that look like many tags": "<a " + " ".join(f'x{number}="><b>"' for number in range(100_000)) + ">",
    "attributes between slashes": "<a " + "/".join(f"x{number}" for number in range(100_000)) + ">",
    "one long line": "x" * 10_000_000,
    "open brackets": "<" * 1_000_000,
    "open comments": "<!--" * 200_000,
    "open scripts": "<script>" * 200_000,
    "open quotes": "<a " + "='" * 500_000,
    "nulls": "<a href='\0'>\0" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_markup_takes_long(text: str) -> None:
    began = process_time()
    read_links(Tree(text).root, PAGE)
    assert process_time() - began < 3


@given(some.text(alphabet=some.sampled_from("<>/=\"' abdehrfi#?:\\\n\0é")), some.text(max_size=20))
def test_any_text_leads_somewhere_or_nowhere(text: str, url: str) -> None:
    for address in read_links(Tree(text).root, url).follow + read_links(Tree(text).root, PAGE).follow:
        assert address.startswith(("http://", "https://"))
        assert "#" not in address


def test_a_page_for_people_is_never_cut() -> None:
    row = '<tr><td class="x" title="a > b">1<td><p>two<br><li>three\n'
    script = "<script>var x = '" + "<div>" * (DEEPEST + 1) + "'</script>"
    drawing = "<svg><style>*{}</style>" + '<g><path d="M0 0"/></g>' * 20_000 + '<use x="1" />' * 20_000 + "</svg>"
    for text in (row * 20_000, script * 3, f"<!--{'<b>' * 9000}-->" * 2, "<p>a < b</p>" * 9000, drawing):
        assert cut_deep(text) == text


def test_what_is_too_deep_is_cut_where_it_becomes_so() -> None:
    assert cut_deep("<p>before</p>" + "<div>" * 20_000) == "<p>before</p>" + "<div>" * DEEPEST
    for drawing in ("", "<svg/>", "<svg></svg>", "<svg><p>", "<svg><style></svg></style>"):
        assert len(cut_deep(drawing + "<circle/>" * 20_000)) < 5_000 * len("<circle/>")
    crowded = "<p>before</p>" + "<a " + " ".join(f"a{number}" for number in range(3 * MOST_ATTRIBUTES)) + ">"
    assert cut_deep(crowded + " " * 100_000) == "<p>before</p>"


WRITTEN = ["a", "b.html", "..", ".", "/", "?x", "//host", "http:", "https://other", "c d", ":", ";p", "%41", "é"]


@given(
    some.sampled_from([PAGE, "http://h", "http://h/", "http://h/a?b/c", "http://h?q/w"]),
    some.lists(some.sampled_from(WRITTEN), max_size=6).map("".join),
)
def test_a_link_means_what_the_standard_says(page: str, written: str) -> None:
    found = read_links(Tree(f'<a href="{written}">x</a>').root, page).follow
    assert found in ((), (urljoin(page, written),))
