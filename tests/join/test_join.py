"""Blocks of a site joined to those of its source."""

import re
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from docverify.join import join
from docverify.model import Block, Marker

SITE, SOURCE = "https://tea.example/steep.html", "docs/steep.md"
UNSHOWN = "the site does not show it"


def shown(code: str, line: int = 100, **fields: Any) -> Block:
    """A block of the site: its generator keeps no whitespace and names no language, unless a test says so."""
    given = {"language": "", "style": "html", "origin": "html", "fidelity": "whitespace-lossy", "anchor": "top"}
    return Block(SITE, code=code, line=line, end_line=line + code.count("\n"), **{**given, **fields})


def written(code: str, line: int = 10, **fields: Any) -> Block:
    given = {"language": "python"}
    return Block(SOURCE, code=code, line=line, end_line=line + code.count("\n"), **{**given, **fields})


def brief(blocks: list[Block]) -> list[str]:
    """Where each block stands, and what is said beside its code."""
    return [
        " ".join(
            [
                f"{block.origin} {block.file or '-'}:{block.line} {block.code!r}",
                *([f"published={block.published!r}"] if block.published else []),
                *(f"{marker.kind}:{marker.text}" for marker in block.markers),
            ]
        )
        for block in blocks
    ]


def test_a_joined_block_has_its_place_from_the_site_and_its_text_from_the_source() -> None:
    site = shown("all:\n    brew", heading=("Brew now",), slug="brew-now", anchor="id3", tab="set1/Make", lead="So:")
    marker = Marker("output", "<!-- output -->", 9)
    said = {"slug": "brew", "trail": "It is hot."}
    source = written(
        "all:\n\tbrew", 10, language="make", info="make x=1", attributes={"x": "1"}, markers=(marker,), **said
    )
    assert join([site], [source]) == [
        Block(
            page=SITE,
            language="make",
            code="all:\n\tbrew",
            line=10,
            end_line=11,
            heading=("Brew now",),
            slug="brew-now",
            anchor="id3",
            info="make x=1",
            attributes={"x": "1"},
            markers=(marker,),
            tab="set1/Make",
            lead="So:",
            trail="It is hot.",
            file=SOURCE,
        )
    ]


def test_an_included_file_stays_the_place_of_its_block() -> None:
    joined = join([shown("brew()")], [written("brew()", 3, file="examples/brew.py")])
    assert brief(joined) == ["source examples/brew.py:3 'brew()'"]


def test_a_label_of_the_site_counts_where_the_author_gave_none() -> None:
    labels = [("toml", ""), ("text", ""), ("python", "py")]
    joined = join(
        [shown(f"a{number}", language=one) for number, (one, _) in enumerate(labels)],
        [written(f"a{number}", language=other) for number, (_, other) in enumerate(labels)],
    )
    assert [block.language for block in joined] == ["toml", "", "py"]


def test_what_generators_lose_tells_no_two_blocks_apart() -> None:
    pairs = [
        ("\n\nif hot:\n\tpour()  \n\n\nserve()", "if hot:\n        pour()\nserve()"),
        (">>> pot()  # doctest: +SKIP\na\n<BLANKLINE>\nb", ">>> pot()\na\n\nb"),
        ("# steep.py\nsteep()", "steep()"),
        ("brew() // [!code ++]\npour()", "brew()\npour()"),
        ("brew() # <1>\npour() <2>\nserve() <!--3-->", "brew()\npour()\nserve()"),
        ("# use tea::*;\n#\nlet pot = 1;", "let pot = 1;"),
        ("# use tea::*;\n#\nlet cup = 1;", "use tea::*;\n\nlet cup = 1;"),
        ("# let mug = 1;", "#![allow(unused)]\nfn main() {\nlet mug = 1;\n}"),
        ("~hide = 1\nbowl()", "bowl()"),
        (">>> plate()\n... \nfull", "plate()\nfull"),
        ("// highlight-next-line\nkettle();", "kettle();"),
        (":::python\nspoon()", "spoon()"),
        ("cup()\nsaucer()", "1 cup()\n2 saucer()"),
        ("a\u00a0b\u200b", "a b"),
    ]
    joined = join(
        [shown(site) for _, site in pairs], [written(source, number) for number, (source, _) in enumerate(pairs)]
    )
    assert [(block.code, block.line, block.published) for block in joined] == [
        (source, number, "") for number, (source, _) in enumerate(pairs)
    ]


def test_blocks_of_one_text_are_told_apart_by_heading_and_order() -> None:
    site = [shown("install", slug="mac"), shown("run", slug="mac"), shown("install", slug="linux"), shown("install")]
    source = [
        written("install", 1),
        written("install", 2, slug="linux"),
        written("install", 3, slug="mac"),
        written("run", 4, slug="mac"),
    ]
    assert [block.line for block in join(site, source)] == [3, 4, 2, 1]


def test_a_block_that_only_the_site_has_stays_the_sites() -> None:
    joined = join([shown("brew()"), shown("generated()", 7)], [written("brew()")])
    assert brief(joined) == ["source docs/steep.md:10 'brew()'", "html -:7 'generated()'"]


def test_what_others_need_and_what_stands_in_another_tab_is_kept_where_the_source_has_it() -> None:
    source = [
        written("setup()", 1, style="hidden"),
        written("brew()", 3),
        written("fixture()", 5, attributes={"directive": "testsetup"}),
        written("npm i", 7, tab="set4/npm"),
        written("yarn add", 9, tab="set4/yarn"),
        written("for the next release", 11),
    ]
    joined = join([shown("brew()", 40), shown("npm i", 50, tab="set1/npm")], source)
    assert brief(joined) == [
        "source docs/steep.md:1 'setup()'",
        "source docs/steep.md:3 'brew()'",
        "source docs/steep.md:5 'fixture()'",
        "source docs/steep.md:7 'npm i'",
        "source docs/steep.md:9 'yarn add'",
        f"source docs/steep.md:11 'for the next release' skip:{UNSHOWN}",
    ]
    assert {block.page for block in joined} == {SITE}
    assert [block.tab for block in joined[3:5]] == ["set1/npm", "set1/yarn"]


def test_a_site_that_shows_something_else_keeps_its_text_and_names_the_sources() -> None:
    site = [shown("pour()"), shown("kettle.heat(degrees=90)\nkettle.pour(cup)", 60, slug="heat"), shown("serve()")]
    source = [
        written("pour()", 1),
        written("kettle.heat(celsius=90)\nkettle.pour(cup)", 3, slug="heat"),
        written("serve()", 9),
    ]
    assert brief(join(site, source))[1] == (
        "html docs/steep.md:3 'kettle.heat(degrees=90)\\nkettle.pour(cup)'"
        " published='kettle.heat(celsius=90)\\nkettle.pour(cup)'"
    )


def test_labels_of_one_language_and_the_title_of_a_page_do_not_part_what_belongs_together() -> None:
    site = shown(">>> heat(1)", language="pycon", slug="heating", heading=("Heating",))
    (joined,) = join([site], [written(">>> heat(2)", language="doctest")])
    assert (joined.code, joined.published) == (">>> heat(1)", ">>> heat(2)")


def test_blocks_of_other_headings_languages_tabs_or_places_do_not_disagree() -> None:
    site, source = "kettle.heat(degrees=90)", "kettle.heat(celsius=90)"
    for here, there in (
        ({"slug": "heat"}, {"slug": "cool"}),
        ({"slug": "heat", "heading": ("Tea", "Heat")}, {}),
        ({"language": "ruby"}, {"language": "python"}),
        ({"tab": "set1/Ruby"}, {"tab": "set1/Python"}),
    ):
        joined = join([shown("pour()"), shown(site, **here)], [written("pour()"), written(source, **there)])
        assert [block.published for block in joined] == ["", "", ""]
    joined = join(
        [shown("a()"), shown(site), shown("b()"), shown("c()")],
        [written("a()"), written("b()"), written(source), written("c()")],
    )
    assert not any(block.published for block in joined)


def test_two_candidates_that_are_equally_like_leave_it_open() -> None:
    site = [shown("heat(1, hot)"), shown("pour()")]
    joined = join(site, [written("heat(2, hot)"), written("heat(3, hot)"), written("pour()")])
    assert not any(block.published for block in joined)


def test_a_text_that_the_site_fills_in_is_no_disagreement() -> None:
    pairs = [
        ("pip install tea=={{ version }}\n\tbrew", "pip install tea==4.2\n        brew"),
        ("pip install tea==|release|", "pip install tea==4.2"),
        ("wget tea-{tea-version}.tar.gz", "wget tea-4.2.tar.gz"),
        ("curl ${URL}/cups?hot=yes", "curl https://tea.example/cups?hot=yes"),
    ]
    for source, site in pairs:
        (joined,) = join([shown(site)], [written(source, 3)])
        assert (joined.published, joined.file, joined.line, joined.origin) == ("", SOURCE, 3, "html")
        assert joined.code == site.replace("        ", "\t")


def test_braces_that_the_site_shows_as_well_are_code() -> None:
    (joined,) = join([shown("print(f'{cup} of {tea}', end=1)")], [written("print(f'{cup} of {tea}', end=2)")])
    assert joined.published


def test_a_source_that_has_nothing_in_common_with_the_page_is_not_its_source() -> None:
    site = [shown("brew()"), shown("pour()")]
    assert join(site, [written("entirely(different)"), written("things")]) == site


def test_a_page_that_shows_nothing_without_its_source_has_the_blocks_of_the_source() -> None:
    assert brief(join([], [written("brew()")], SITE)) == ["source docs/steep.md:10 'brew()'"]
    assert [block.page for block in join([], [written("brew()")], SITE)] == [SITE]


LINE = some.text(alphabet="abc(){}=#/<>.\"' \t1", max_size=12)
CODE = some.lists(LINE, min_size=1, max_size=4).map("\n".join)
CODES = some.lists(CODE, max_size=8)


@given(CODES, CODES)
def test_every_block_of_the_site_stays_once_in_its_order(site: list[str], source: list[str]) -> None:
    blocks = [shown(code, number, lead=str(number)) for number, code in enumerate(site)]
    origin = [written(code, number, lead="source") for number, code in enumerate(source)]
    joined = join(blocks, origin)
    assert [block.lead for block in joined if block.lead != "source"] == [block.lead for block in blocks]
    lines = [block.line for block in joined if block.file]
    assert len(lines) == len(set(lines)), "no block of the source twice"


@given(CODES)
def test_a_page_joined_to_itself_is_itself(codes: list[str]) -> None:
    blocks = [written(code, number, slug=f"s{number % 3}") for number, code in enumerate(codes) if code.strip()]
    assert join(blocks, blocks) == [replace(block, file=SOURCE) for block in blocks]


def lose(code: str, tab: int) -> str:
    """What a generator makes of code: no tabs, no blanks at the ends of lines, no blank lines at the edges."""
    lines = [line.expandtabs(tab).rstrip() for line in code.split("\n")]
    return re.sub(r"\A(?:\n)+|\n+\Z", "", "\n".join(lines))


@given(some.lists(CODE, max_size=8, unique_by=lambda code: "".join(code.split())), some.sampled_from([2, 4, 8]))
def test_what_a_generator_lost_comes_back_from_the_source(codes: list[str], tab: int) -> None:
    source = [written(code, 10 * number) for number, code in enumerate(codes) if code.strip()]
    joined = join([shown(lose(block.code, tab)) for block in source], source)
    assert [(block.code, block.line, block.fidelity) for block in joined] == [
        (block.code, block.line, "exact") for block in source
    ]


def test_joining_takes_time_in_proportion_to_the_page() -> None:
    same = [shown("install") for _ in range(5_000)] + [shown("x" * 1_000_000), shown("(1)" * 300_000)]
    source = [written("install") for _ in range(5_000)] + [written("x " * 500_000), written("(2)" * 300_000)]
    assert len(join(same, source)) >= len(same)
    one, other = [shown(f"a {number}") for number in range(3_000)], [written(f"b {number}") for number in range(3_000)]
    assert len(join(one, [*other, written("a 0")])) >= 3_000


@pytest.mark.parametrize("opening", ["{{", "{%", "[[", "${", "<%"])
def test_templates_that_never_end_take_no_time(opening: str) -> None:
    start = process_time()
    join([shown("install " + "x" * 50)], [written("install " + opening * 50_000)])
    assert process_time() - start < 3
