"""Several readings of one example, and what follows from an earlier failure."""

import pytest
from msgspec.structs import replace

from docverify.judge import (
    aftermath,
    conclude,
    conclude_elsewhere,
    conclude_made,
    conclude_outside,
    conclude_supplied,
    is_of_place,
    is_reordered,
    is_shown_so,
    is_sure,
    lacks,
    may_be_chance,
    may_depend,
    rests_on_page,
    retry,
)
from docverify.model import Example, Verdict
from docverify.ports import Supplied
from tests.languages.building import page


def verdict(word: str, reason: str = "", reading: str = "page-order", level: str = "parsed") -> Verdict:
    return Verdict("a.md#:python:1", word, level, reason=reason, reading=reading)


FAIL = verdict("fail", "KeyError")
DRIFT = verdict("drift", "output", level="ran")


@pytest.mark.parametrize(
    ("first", "alone", "held"),
    [
        (FAIL, verdict("pass", level="ran"), "pass alone"),
        (FAIL, FAIL, "fail page-order, alone"),
        (FAIL, DRIFT, "drift page-order, alone"),
        (DRIFT, FAIL, "drift page-order, alone"),
        (FAIL, verdict("unverified", "fragment"), "fail page-order"),
        (FAIL, verdict("unverified", "missing-file"), "fail page-order"),
        (FAIL, verdict("unverified", "needs-network"), "unverified page-order, alone"),
        (FAIL, verdict("unverified", "timeout"), "unverified page-order, alone"),
        (verdict("unverified", "missing-file"), FAIL, "unverified page-order, alone"),
        (verdict("unverified", "incomplete"), verdict("pass", level="ran"), "pass alone"),
        (FAIL, verdict("error"), "error page-order, alone"),
    ],
)
def test_an_example_fails_only_under_every_fair_reading(first: Verdict, alone: Verdict, held: str) -> None:
    concluded = conclude([first, replace(alone, reading="alone")])
    assert f"{concluded.verdict} {concluded.reading}" == held


@pytest.mark.parametrize(
    ("kind", "printed", "held"),
    [
        ("output", ("Ann", "Bob"), "unverified incomplete"),
        ("output", ("at 7:31", "at 7:32"), "pass "),
        ("output", ("7:31", "7:32"), "drift "),
        ("output", ("Ann", "Ann"), "drift "),
        ("output", ("Marten", "Mayfly"), "unverified incomplete"),
        ("deprecation", ("Ann", "Bob"), "drift "),
    ],
)
def test_what_prints_something_else_each_time_is_not_compared(kind: str, printed: tuple[str, str], held: str) -> None:
    first, alone = (replace(DRIFT, kind=kind, reason="", expected="at 5:14", actual=one) for one in printed)
    concluded = conclude([first, replace(alone, reading="alone")])
    assert f"{concluded.verdict} {concluded.reason}" == held
    assert concluded.reading == "page-order, alone"


def test_what_changes_is_masked_where_it_stands_and_the_rest_is_compared() -> None:
    once, again = (replace(DRIFT, kind="output", actual=f"run {one}: brewed") for one in ("a", "b"))
    held = conclude([replace(once, expected="run z: brewed"), again])
    assert (held.verdict, held.level, held.kind, held.stable) == ("pass", "ran", "", "run ...: brewed")
    assert held.detail.endswith("a page can show it as `run ...: brewed`")
    assert conclude([replace(once, expected="run z: spilt"), again]).verdict == "unverified"


@pytest.mark.parametrize(
    ("shown", "first", "other", "held"),
    [
        ("a, c, b", "b, a, c", "c, b, a", "unverified incomplete page-order, other surroundings"),
        ("a", "b", "c", "unverified incomplete page-order, other surroundings"),
        ("a, c, d", "b, a, c", "c, b, a", "drift  page-order"),
        ("a, c, b", "b, a, c", "b, a, c", "drift  page-order"),
        ("<C at 0x7f10>.x", "<C at 0x7f11>", "<C at 0x7f22>", "drift  page-order"),
    ],
)
def test_the_order_of_a_set_is_no_part_of_what_a_page_can_promise(
    shown: str, first: str, other: str, held: str
) -> None:
    once, again = (replace(DRIFT, kind="output", reason="", expected=shown, actual=one) for one in (first, other))
    concluded = conclude_elsewhere(once, again)
    assert f"{concluded.verdict} {concluded.reason} {concluded.reading}" == held


@pytest.mark.parametrize(
    ("shown", "first", "other", "held"),
    [
        ("job 4711 began", "job 12 began", "job 133 began", "pass ran job ... began"),
        ("job 4711 ended", "job 12 began", "job 133 began", "drift ran "),
        ("job 4711 began", "job 12 began", "job 12 began", "drift ran "),
        ("in /home/ada: 3", "in /page: 3", "in /page/elsewhere: 3", "pass ran in ...: 3"),
        ("4711", "12", "133", "unverified ran ..."),
    ],
)
def test_what_other_surroundings_change_is_masked(shown: str, first: str, other: str, held: str) -> None:
    once, again = (replace(DRIFT, kind="output", reason="", expected=shown, actual=one) for one in (first, other))
    concluded = conclude_elsewhere(once, again)
    assert f"{concluded.verdict} {concluded.level} {concluded.stable}" == held


@pytest.mark.parametrize(
    ("shown", "actual", "code", "held"),
    [
        ("in /home/ada", "in /page", "", True),
        ("at 13:00", "at 12:00", "time.localtime(0)", True),
        ("at 13:00", "at 12:00", "datetime(2024, 1, 2, 12)", False),
        ("13:00", "12:00", "tea.brewed.toISOString()", True),
        ("Europe/Rome", "UTC", "tea.brewed()", True),
        ("in Rome", "UTC", "tea.brewed()", False),
        ("1548381600000", "1548374400000", "tea.brewed()", True),
        ("1548381600", "1548374400", "tea.brewed()", True),
        ("1548381600", "1548381601", "tea.brewed()", False),
        ("9548381600", "1548374400", "tea.brewed()", False),
        ("job 4711", "job 12", "", True),
        ("job 4711", "jobs: 12", "", False),
        ("job 4711", "jobs: 12", "echo $$", True),
        ("job 4711", "job 4712", "", False),
        ("job 1", "job 12", "", False),
        ("begun", "began", "print(os.getpid())", False),
    ],
)
def test_surroundings_may_decide_what_names_a_place_a_process_or_a_time(
    shown: str, actual: str, code: str, held: bool
) -> None:
    assert is_of_place(replace(DRIFT, kind="output", expected=shown, actual=actual), code) == held


def test_what_holds_with_other_hashes_holds() -> None:
    concluded = conclude_elsewhere(FAIL, verdict("pass", level="matched", reading="alone"))
    assert f"{concluded.verdict} {concluded.level} {concluded.reading}" == "pass matched alone, other surroundings"
    assert conclude_elsewhere(FAIL, verdict("unverified", "timeout")) == FAIL


@pytest.mark.parametrize(
    ("made", "held"),
    [
        ([], "drift page-order"),
        (["unverified"], "drift page-order"),
        (["drift", "pass"], "pass makers"),
        (["drift b"], "drift page-order, makers"),
        (["drift c"], "unverified page-order, makers"),
        (["drift b", "drift c other"], "drift page-order, makers"),
        (["drift c other"], "drift page-order"),
        (["drift c", "pass other"], "pass other makers"),
    ],
)
def test_what_rests_on_the_state_of_a_page_alone_is_not_called_wrong(made: list[str], held: str) -> None:
    shown = replace(DRIFT, kind="output", expected="a", actual="b")
    others = []
    for one in made:
        reading = "other makers" if "other" in one else "makers"
        word, actual, *_ = [*one.split(), ""]
        others.append(replace(shown, verdict=word, actual=actual, reading=reading))
    concluded = conclude_made(shown, others)
    assert f"{concluded.verdict} {concluded.reading}" == held


def test_a_part_of_what_the_examples_above_make_is_not_called_wrong() -> None:
    shown = replace(DRIFT, kind="output", expected="a\nb\nc\nd", actual="a\nb\nc\nmore\nd")
    concluded = conclude_made(shown, [replace(shown, reading="makers")])
    assert f"{concluded.verdict} {concluded.reason}" == "unverified fragment"
    assert concluded.detail.startswith("shows a part of what comes of the examples above it: ")


def test_two_runs_that_ask_the_clock_come_to_the_same() -> None:
    made, other = (f"Cup(datetime.datetime(2026, 1, 2, 3, 4, {seconds}, 567890))" for seconds in (5, 6))
    shown = replace(DRIFT, kind="output", expected="<Cup>", actual=made)
    assert conclude_made(shown, [replace(shown, reading="makers", actual=other)]).verdict == "drift"
    another = replace(shown, reading="makers", actual=other.replace("Cup", "Pot"))
    assert conclude_made(shown, [another]).verdict == "unverified"


def test_only_what_could_not_be_read_alone_rests_on_its_page() -> None:
    assert rests_on_page(FAIL, FRAGMENT)
    assert not rests_on_page(FAIL, FAIL)
    assert not rests_on_page(verdict("pass"), FRAGMENT)
    assert not rests_on_page(FAIL, verdict("unverified", "needs-network"))


@pytest.mark.parametrize(
    ("given", "depends"),
    [
        (replace(DRIFT, kind="output"), True),
        (replace(DRIFT, kind="deprecation"), False),
        (verdict("fail", "AssertionError"), True),
        (FAIL, False),
        (verdict("pass"), False),
    ],
)
def test_only_what_is_compared_may_depend(given: Verdict, depends: bool) -> None:
    assert may_depend(given) is depends


@pytest.mark.parametrize(
    ("shown", "actual", "chance"),
    [
        ("42", "1807", True),
        ("'Ada Green'", "'Ben Brown'", True),
        ("{ tea: 'green', cups: 2 }", "{ tea: 'green', cups: 3 }", False),
    ],
)
def test_what_has_little_in_common_with_the_page_may_be_chance(shown: str, actual: str, chance: bool) -> None:
    assert may_be_chance(replace(DRIFT, kind="output", expected=shown, actual=actual)) is chance


def test_the_same_words_in_another_order_are_told_from_others() -> None:
    shown = replace(DRIFT, expected="{1: 'a', 2: 'b'}", actual="{2: 'b', 1: 'a'}")
    assert is_reordered(shown)
    assert not is_reordered(replace(shown, actual="{2: 'b', 1: 'c'}"))
    assert not is_reordered(FAIL)


def test_a_reading_that_was_tried_twice_is_named_once() -> None:
    one = replace(FAIL, reading="page-order, makers")
    assert conclude([one, replace(FAIL, reading="supplied, makers")]).reading == "page-order, makers, supplied"


def test_one_reading_is_what_it_says() -> None:
    assert conclude([FAIL]) == FAIL


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (FAIL, True),
        (DRIFT, True),
        (verdict("unverified", "incomplete"), True),
        (verdict("unverified", "missing-file"), True),
        (verdict("unverified", "timeout"), False),
        (verdict("unverified", "resource-limit"), False),
        (verdict("unverified", "fragment"), False),
        (verdict("pass"), False),
        (verdict("error"), False),
    ],
)
def test_another_reading_is_tried_where_it_may_help(first: Verdict, again: bool) -> None:
    assert retry(first) is again


@pytest.mark.parametrize(
    ("before", "supplied", "sure", "held"),
    [
        (verdict("unverified", "fragment"), verdict("pass", level="ran"), False, "pass supplied"),
        (verdict("unverified", "fragment"), DRIFT, True, "drift supplied"),
        (verdict("unverified", "fragment"), DRIFT, False, "unverified page-order"),
        (verdict("unverified", "fragment"), verdict("fail", "TypeError"), True, "fail supplied"),
        (verdict("unverified", "fragment"), verdict("fail", "pot.LidError"), True, "unverified page-order"),
        (verdict("unverified", "fragment"), verdict("unverified", "missing-file"), True, "unverified page-order"),
        (verdict("unverified", "fragment"), verdict("unverified", "needs-network"), True, "unverified supplied"),
        (verdict("unverified", "fragment"), verdict("unverified", "needs-network"), False, "unverified page-order"),
        (verdict("unverified", "fragment"), verdict("unverified", "missing-package"), True, "unverified supplied"),
        (verdict("unverified", "timeout"), verdict("unverified", "needs-network"), True, "unverified page-order"),
        (FAIL, verdict("pass", level="ran"), False, "pass supplied"),
        (FAIL, FAIL, True, "fail page-order, supplied"),
        (FAIL, verdict("unverified", "needs-network"), True, "unverified page-order, supplied"),
        (FAIL, verdict("unverified", "needs-network"), False, "fail page-order"),
    ],
)
def test_what_was_supplied_for_sure_may_show_that_a_page_is_wrong(
    before: Verdict, supplied: Verdict, sure: bool, held: str
) -> None:
    concluded = conclude_supplied(before, replace(supplied, reading="supplied"), sure=sure)
    assert f"{concluded.verdict} {concluded.reading}" == held


@pytest.mark.parametrize(
    ("supplied", "sure", "held"),
    [
        (verdict("pass"), True, "fail Error"),
        (replace(verdict("unverified", "incomplete"), detail="exits"), True, "fail Error"),
        (replace(verdict("unverified", "missing-file"), detail="needs `lid`"), True, "fail Error"),
        (replace(verdict("unverified", "missing-file"), detail="needs `..`"), True, "unverified missing-file"),
        (verdict("unverified", "fragment"), True, "unverified missing-file"),
        (verdict("fail", "TypeError"), True, "unverified missing-file"),
        (verdict("pass"), False, "unverified missing-file"),
    ],
)
def test_the_folder_above_is_wrong_where_it_is_the_documented_package(supplied: Verdict, sure: bool, held: str) -> None:
    before = replace(verdict("unverified", "missing-file"), detail="needs `..`", actual="Error: Cannot find '..'")
    concluded = conclude_outside(before, supplied, sure=sure)
    assert f"{concluded.verdict} {concluded.reason}" == held


def test_who_stands_on_a_guessed_object_is_not_sure() -> None:
    session = page("table = db.table()", "table.all()", "x = 1", "db = 1\ntable = 2", "table.all(db)")
    assert [is_sure(one, session, Supplied(guessed=frozenset({"db"}))) for one in session] == [
        False,
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(("level", "shown", "meant"), [("matched", 3, True), ("matched", 2, False), ("ran", 3, False)])
def test_names_of_what_is_documented_are_meant_where_several_examples_show_so(
    level: str, shown: int, meant: bool
) -> None:
    session = page("fill()", "boil()", "fill(boil())", "cups = 3", "pour()")
    supply = Supplied(documented=frozenset({"fill", "boil", "pour"}))
    verdicts = {one.id: replace(verdict("pass", level=level), example=one.id) for one in session[:shown]}
    verdicts[session[3].id] = replace(verdict("pass", level="matched"), example=session[3].id)
    assert is_shown_so(supply, session, verdicts) is meant
    assert is_sure(session[4], session, supply, meant=True)
    assert not is_sure(session[4], session, supply)
    assert is_sure(session[3], session, supply)


def test_nor_is_who_stands_on_what_an_unfinished_example_was_to_bind() -> None:
    session = page("cup = fetch()", "cup.stir()", "cup = 1", "cup + 1")
    guessed, sure = Supplied(guessed=frozenset({"cup"})), Supplied(frozenset({"cup"}))
    assert [is_sure(one, session, guessed, {session[0].id}) for one in session] == [True, False, True, True]
    assert is_sure(session[1], session, guessed)
    assert is_sure(session[1], session, sure, {session[0].id})


def test_nor_is_who_stands_on_what_an_example_uses_that_does_not_show_what_its_page_says() -> None:
    session = page(
        "import tea\ncup = tea.Cup()", "cup.fill(3)", "cup.sip()", "tea.boil()", "cup = tea.Cup()", "cup.sip()"
    )
    strayed = {session[1].id}
    found = [is_sure(one, session, Supplied(frozenset({"tea"})), (), strayed) for one in session]
    assert found == [True, True, False, True, True, True]
    assert is_sure(session[2], session, Supplied(frozenset({"tea"})))


@pytest.mark.parametrize(
    ("code", "sure"),
    [
        (">>> cup.size\n3", True),
        (">>> cup.lid.size\n3\n>>> cup\n3", True),
        (">>> cup.sip()\n3", False),
        (">>> cup.size = 4\n>>> cup.size\n3", False),
        (">>> pour(cup)\n3", False),
    ],
)
def test_who_only_looks_at_something_leaves_it_as_the_page_has_it(code: str, sure: bool) -> None:
    session = page("import tea\ncup = tea.Cup()", code, "cup.sip()")
    assert is_sure(session[2], session, Supplied(frozenset({"tea"})), (), {session[1].id}) is sure


def test_nor_is_who_names_a_file_that_was_made_or_stands_on_who_does() -> None:
    session = page("from tea import pot\ncup = pot('to/cup.txt')", "cup.stir()", "pot(1)", "cup = 1", "cup + 1")
    made = Supplied(frozenset({"pot"}), files=frozenset({"to/cup.txt"}))
    assert [is_sure(one, session, made) for one in session] == [False, False, True, True, True]


def test_a_fragment_may_pass_with_what_it_lacks() -> None:
    assert lacks(verdict("unverified", "fragment"))
    assert lacks(FAIL)
    assert not lacks(verdict("unverified", "timeout"))
    assert not lacks(verdict("pass"))


def after(examples: list[Example], *found: Verdict) -> list[str]:
    """Verdicts once what follows from earlier ones is known."""
    given = {one.id: replace(each, example=one.id) for one, each in zip(examples, found, strict=True)}
    return [f"{each.verdict} {each.detail}".strip() for each in aftermath(given, examples).values()]


def test_what_was_done_already_cannot_be_done_once_more() -> None:
    examples = page("pots.drop('red')", "pots.drop('red')", "pots.drop('blue')")
    passed = verdict("pass")
    assert after(examples, passed, FAIL, FAIL)[1:] == [
        "unverified does once more what `a.md#:python:1` did",
        f"fail {FAIL.detail}".strip(),
    ]
    assert after(examples, FAIL, FAIL, FAIL)[1] == f"fail {FAIL.detail}".strip()


FRAGMENT = verdict("unverified", "fragment")
FOLLOWS = "unverified follows from `a.md#:python:1`, which did not come to its end"


def test_what_an_unfinished_example_was_to_define_explains_a_later_failure() -> None:
    examples = page("x = load()", "print(x.y)")
    assert after(examples, FAIL, FAIL) == ["fail", FOLLOWS]
    assert after(examples, DRIFT, FAIL) == ["drift", "fail"]


def test_what_an_unfinished_example_imports_as_another_does_is_there_all_the_same() -> None:
    examples = page("import tea", "import tea\nfetch()", "tea.cup()")
    passed = replace(verdict("pass"), level="ran")
    assert after(examples, passed, FRAGMENT, FAIL) == ["pass", "unverified", "fail"]
    assert after(examples, FRAGMENT, FRAGMENT, FAIL)[2].startswith("unverified follows")
    made = page("import tea", "tea = fetch()", "tea.cup()")
    assert after(made, passed, FRAGMENT, FAIL)[2].startswith("unverified follows")


def test_what_another_example_makes_anew_does_not_follow_from_the_one_that_was_to_make_it_first() -> None:
    passed = replace(verdict("pass"), level="ran")
    assert after(page("x = load()", "x = 1", "x.y"), FRAGMENT, passed, FAIL) == ["unverified", "pass", "fail"]
    assert after(page("x = load()", "x = x or 1", "x.y"), FRAGMENT, passed, FAIL)[2] == FOLLOWS
    assert after(page("x = 1", "x = load()", "x.y"), passed, FRAGMENT, FAIL)[2].startswith("unverified follows")


def test_a_file_that_an_unfinished_example_was_to_write_explains_a_later_failure() -> None:
    examples = page("write('to/tea.cup')", "read('to/tea.cup')", "read('to/milk.cup')", "read('cup')")
    assert after(examples, FRAGMENT, FAIL, FAIL, FAIL) == ["unverified", FOLLOWS, "fail", "fail"]
    imported = page("import { pour } from './tea.js'", "import { pour } from './tea.js'")
    assert after(imported, FRAGMENT, FAIL) == ["unverified", "fail"]
    read = page("pour('to/tea.cup')", "read('to/tea.cup')")
    assert after(read, FRAGMENT, FAIL) == ["unverified", "fail"]
    stream = page("createWriteStream('tea.cup')", "createReadStream('tea.cup')")
    assert after(stream, FRAGMENT, FAIL) == ["unverified", FOLLOWS]
    opened = page("with open('tea.cup', 'w') as f: pour(f)", 'open("tea.cup")', "open('milk.cup')", "read('tea.cup')")
    assert after(opened, FRAGMENT, FAIL, FAIL, FAIL) == ["unverified", FOLLOWS, "fail", "fail"]


def test_what_a_backend_refused_to_an_earlier_example_explains_what_is_shown_of_it() -> None:
    examples, refused = page("r = get()", "r.content"), verdict("unverified", "unsupported-by-backend")
    told = "unverified follows from `a.md#:python:1`, which its backend refused"
    refused = replace(refused, level="ran")
    assert after(examples, refused, DRIFT) == ["unverified", told]
    assert after(page("import r", "r.content"), refused, DRIFT) == ["unverified", "drift"]
    again = page("r = get()", "r = tea()", "r.content")
    assert after(again, refused, replace(verdict("pass"), level="ran"), DRIFT) == ["unverified", "pass", "drift"]


def test_so_does_what_an_earlier_example_asked_a_network_for_though_it_came_to_its_end() -> None:
    asked = replace(verdict("unverified", "needs-network"), level="ran")
    told = "unverified follows from `a.md#:python:1`, which needs the network"
    assert after(page("r = get()", "r.content"), asked, FAIL) == ["unverified", told]
    assert (
        after(page("r = get()", "r = tea()", "r.content"), asked, replace(verdict("pass"), level="ran"), FAIL)[2]
        == "fail"
    )


def test_settings_of_a_library_that_both_use_do_so_too() -> None:
    examples = page("log.configure(x)", "log.info(1)")
    assert after(examples, FRAGMENT, DRIFT) == ["unverified", FOLLOWS]
    assert after(page("log.info(x)", "log.info(1)"), FRAGMENT, DRIFT) == ["unverified", "drift"]


@pytest.mark.parametrize(
    ("changes", "looks", "follows"),
    [
        ("cup.add(x)", "cup.size", True),
        ("cup.add(x)", "print(cup.size)", True),
        ("cup.lid.add(x)", "cup.lid.size", True),
        ("cup.add(x)", "cup.count()", False),
        ("print(cup, x)", "cup.size", False),
        ("pot.add(x)", "cup.size", False),
    ],
)
def test_what_an_unfinished_example_was_to_do_to_an_object_is_lacking_where_that_is_shown(
    changes: str, looks: str, follows: bool
) -> None:
    examples = page("cup = Cup()", changes, looks)
    told = after(examples, replace(verdict("pass"), level="ran"), FRAGMENT, DRIFT)[2]
    assert told.startswith("unverified follows from `a.md#:python:2`") is follows
    assert after(examples, replace(verdict("pass"), level="ran"), FAIL, DRIFT)[2] == "drift"


def test_what_failed_alone_as_well_follows_from_nothing() -> None:
    examples = page("x = load()", "print(x.y)")
    assert after(examples, FAIL, replace(FAIL, reading="page-order, alone")) == ["fail", "fail"]


@pytest.mark.parametrize(
    ("unfinished", "example", "expected"),
    [
        ("@adds(Tea)\ndef pour(x): ...", "@adds(Milk)\ndef pour(x): ...\npour(1)", FOLLOWS),
        (">>> @adds\n... async def pour(x): ...", ">>> @adds\n... async def pour(x): ...\n>>> pour(1)", FOLLOWS),
        ("@adds(Tea)\ndef pour(x): ...", "@adds(Milk)\ndef drink(x): ...\ndrink(1)", "drift"),
        ("@adds(Tea)\ndef pour(x): ...", "@keeps(Milk)\ndef pour(x): ...\npour(1)", "drift"),
        ("@adds(Tea)\ndef pour(x): ...", "def pour(x): ...\npour(1)", "drift"),
        ("@adds.it(Tea)\ndef pour(x): ...", "@adds.it(Milk)\ndef pour(x): ...\npour(1)", FOLLOWS),
        ("@adds.it(Tea)\ndef pour(x): ...", "@adds.all(Milk)\ndef pour(x): ...\npour(1)", "drift"),
        ("@adds(Tea)\ndef pour(x): ...", "adds = adder()\n@adds(Milk)\ndef pour(x): ...\npour(1)", "drift"),
    ],
)
def test_but_a_function_may_lack_the_variant_that_an_unfinished_example_was_to_add(
    unfinished: str, example: str, expected: str
) -> None:
    alone = replace(DRIFT, reading="supplied, alone")
    assert after(page(unfinished, example), FRAGMENT, alone)[1] == expected
    assert after(page(unfinished, example), replace(verdict("pass"), level="ran"), alone)[1] == "drift"


def test_in_a_shell_everything_follows() -> None:
    examples = page("git init", "git add .", language="shell")
    assert after(examples, FRAGMENT, FAIL)[1].startswith("unverified follows from `a.md#:shell:1`")


def test_another_session_follows_from_nothing() -> None:
    first, second = page("x = load()", "print(x.y)")
    assert after([first, replace(second, session="a.md:python:tab")], FAIL, FAIL) == ["fail", "fail"]


def test_so_does_code_that_does_not_compile_where_it_sets_up_what_a_later_example_shows() -> None:
    good = "passed = cup.filled\ncup.empty(passed)"
    for broken, expected in (
        (">>> @cup.filled.connect\n... def pour(cup)\n...     print(cup)", FOLLOWS),
        (">>> print cup", "drift"),
        ("@pot.filled.connect\ndef pour(pot)\n    print(pot)", "drift"),
    ):
        examples = page(broken, good)
        assert examples[0].refusal
        told = aftermath({examples[1].id: replace(DRIFT, example=examples[1].id)}, examples)
        found = told[examples[1].id]
        assert f"{found.verdict} {found.detail}".strip() == expected


def test_the_longest_decorator_is_looked_through_once() -> None:
    examples = page("@adds(Tea)\ndef pour(x): ...", f"@{'a' * 100_000}\npour(1)")
    assert after(examples, FRAGMENT, replace(DRIFT, reading="supplied, alone"))[1] == "drift"
