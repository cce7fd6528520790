"""From examples to tasks."""

import msgspec

from docverify import plan
from docverify.model import Block, Example, Limits, Marker, Refusal, Step


class Python:
    family = "python"
    driver = "python"


LANGUAGES = {"python": Python(), "console": Python()}


def example(
    number: int, code: str, session: str = "p.md:python", title: str = "", refusal: Refusal | None = None
) -> Example:
    attributes = {"title": title} if title else {}
    block = Block(page="p.md", language="python", code=code, line=number, end_line=number, attributes=attributes)
    steps = () if refusal else (Step(code=code, line=number),)
    return Example(f"p.md#:python:{number}", block, "python", session, steps, refusal=refusal)


def planned(*examples: Example):
    return plan.plan(examples, LANGUAGES, {}, Limits())


def test_a_page_is_one_plan_with_its_runnable_examples_in_page_order():
    made = planned(
        example(1, "a"), example(2, "b", refusal=Refusal("skip", "no")), example(3, "c", session="p.md:shell")
    )
    assert [(task.example, task.session) for task in made.tasks] == [
        ("p.md#:python:1", "p.md:python"),
        ("p.md#:python:3", "p.md:shell"),
    ]
    assert (made.page, made.reading) == ("p.md", "page-order")


def test_a_page_with_nothing_to_run_has_no_plan():
    assert planned(example(1, "x", refusal=Refusal("unverified", "pseudo-code"))) is None


def test_the_examples_of_a_session_are_named_in_page_order():
    found = plan.sessions([example(1, "a"), example(2, "b", session="p.md:shell"), example(3, "c")])
    assert [(session.id, session.examples) for session in found] == [
        ("p.md:python", ("p.md#:python:1", "p.md#:python:3")),
        ("p.md:shell", ("p.md#:python:2",)),
    ]


def test_a_file_that_a_title_names_and_a_later_example_uses_is_written_for_it():
    made = planned(example(1, "x = 1", title="conf/settings.py"), example(2, "import settings"), example(3, "y = 2"))
    assert [[(file.path, file.text) for file in task.files] for task in made.tasks] == [
        [],
        [("conf/settings.py", "x = 1\n")],
        [],
    ]


def test_a_title_writes_nothing_when_no_later_example_uses_it_or_it_leaves_the_folder():
    for title in ("unused.txt", "../data.txt", "/etc/data.txt", "A title, not a file", ""):
        made = planned(example(1, "x = 1", title=title), example(2, "open('data.txt')"))
        assert made.tasks[1].files == ()


def test_alone_is_the_example_with_the_files_shown_above_it():
    made = planned(example(1, "1", title="a.txt"), example(2, "open('a.txt')"), example(3, "open('a.txt').read()"))
    single = plan.alone(made, "p.md#:python:3")
    assert (single.reading, [task.example for task in single.tasks]) == ("alone", ["p.md#:python:3"])
    assert [file.path for file in single.tasks[0].files] == ["a.txt"]


def test_the_first_task_is_alone_already():
    made = planned(example(1, "a"), example(2, "b"))
    assert plan.is_first(made, "p.md#:python:1")
    assert not plan.is_first(made, "p.md#:python:2")


def test_supplied_each_session_begins_with_what_it_lacks_alone_too():
    made = planned(example(1, "a", title="a.txt"), example(2, "b", session="q"), example(3, "open('a.txt')"))
    given = plan.supplied(made, {"p.md:python": (Step("import a", 1),)})
    supply = plan.supply_of("p.md:python")
    assert given.reading == "supplied"
    assert [task.example for task in given.tasks] == [supply, *(task.example for task in made.tasks)]
    assert given.tasks[0].steps == (Step("import a", 1),)
    assert [task.example for task in plan.alone(given, "p.md#:python:3").tasks] == [supply, "p.md#:python:3"]
    assert [task.example[-1] for task in plan.alone(given, "p.md#:python:2").tasks] == ["2"]


def test_a_plan_ends_with_the_last_example_that_was_chosen():
    made = planned(example(1, "a"), example(2, "b"), example(3, "c"))
    assert [task.example[-1] for task in plan.until(made, "PYTHON:2").tasks] == ["1", "2"]
    assert plan.until(made, "") == made
    assert plan.until(made, "ruby") is None


def marked(kind: str, one: Example, **fields: object) -> Example:
    block = msgspec.structs.replace(one.block, markers=(Marker(kind, kind, one.block.line),))
    return msgspec.structs.replace(one, block=block, **fields)


TEA, MILK = "p.md:python[tea]", "p.md:python[milk]"


def test_setups_come_first_and_teardowns_last_in_each_of_their_sessions():
    made = planned(
        marked("teardown", example(1, "a", session=TEA)),
        example(2, "b", session=TEA),
        example(3, "c", session=MILK),
        marked("setup", example(4, "d", session=TEA), also=(MILK,)),
    )
    assert [(task.example[-1], task.session, task.setup) for task in made.tasks] == [
        ("4", TEA, True),
        ("4", MILK, True),
        ("2", TEA, False),
        ("3", MILK, False),
        ("1", TEA, False),
    ]


def test_alone_an_example_has_its_own_setups_and_no_others():
    made = planned(
        example(1, "t.csv", session=TEA, title="t.csv"),
        example(2, "open('t.csv')", session=TEA),
        marked("setup", example(3, "s", session=TEA)),
        marked("setup", example(4, "s", session=MILK)),
    )
    single = plan.alone(made, "p.md#:python:2")
    assert [(task.example[-1], [file.path for file in task.files]) for task in single.tasks] == [
        ("3", ["t.csv"]),
        ("2", []),
    ]


def test_an_example_that_only_its_setups_precede_is_the_first():
    made = planned(
        example(1, "a", session=TEA), example(2, "b", session=TEA), marked("setup", example(3, "c", session=TEA))
    )
    assert [plan.is_first(made, f"p.md#:python:{number}") for number in (1, 2, 3)] == [True, False, True]


def test_an_example_that_is_chosen_by_its_name_is_planned():
    made = planned(example(1, "a"), example(2, "b"), example(3, "c"))
    assert [task.example[-1] for task in plan.until(made, "tea", {"p.md#:python:2"}).tasks] == ["1", "2"]


def test_an_example_of_several_groups_is_in_each_of_their_sessions():
    found = plan.sessions([example(1, "a", session=TEA), marked("setup", example(2, "b", session=TEA), also=(MILK,))])
    assert [(one.id, [name[-1] for name in one.examples]) for one in found] == [(TEA, ["1", "2"]), (MILK, ["2"])]


def test_together_each_example_runs_once_in_the_session_without_its_group():
    made = planned(
        marked("setup", example(1, "a", session=TEA), also=(MILK,)),
        example(2, "b", session=MILK),
        example(3, "c", session="[p].md:python"),
    )
    whole = plan.together(made)
    assert (whole.reading, [(task.example[-1], task.session) for task in whole.tasks]) == (
        "together",
        [("1", "p.md:python"), ("2", "p.md:python"), ("3", "[p].md:python")],
    )
    assert plan.together(whole) is None


def test_together_each_session_keeps_the_setup_that_it_has_without_its_group():
    tab = "p.md:python:Node"
    made = planned(marked("setup", example(1, "a", session=TEA), also=(tab,)), example(2, "b", session=TEA))
    whole = plan.together(made)
    assert [(task.example[-1], task.session) for task in whole.tasks] == [
        *[("1", "p.md:python"), ("1", tab)],
        ("2", "p.md:python"),
    ]


def test_without_its_setup_a_page_runs_to_the_last_that_is_named_and_had_one():
    made = planned(
        *(marked("setup", example(1, "a")), example(2, "b"), example(3, "c", session="p.md:shell")),
        *(example(4, "d"), example(5, "e", session="p.md:shell")),
    )
    first, *others = (f"p.md#:python:{number}" for number in range(1, 6))
    bare = plan.without(made, [first], others)
    assert (bare.reading, [task.example for task in bare.tasks]) == ("without setup", others[:3])
    assert plan.without(made, [first], [others[1]]) is None
    assert plan.without(made, [], others) is None


def test_beside_other_sessions_a_page_keeps_the_files_that_stand_above():
    made = planned(
        *(example(1, "x = 1", title="settings.py"), example(2, "import settings")),
        example(3, "cat settings.py", session="p.md:shell"),
    )
    rest = plan.beside(made, {"p.md:python"})
    assert [(task.example[-1], [file.path for file in task.files]) for task in rest.tasks] == [("3", ["settings.py"])]
    assert plan.beside(made, {"p.md:python", "p.md:shell"}) is None


def test_from_its_makers_an_example_has_what_it_needs_and_nothing_that_was_done_to_it():
    page = [
        msgspec.structs.replace(example(number, code), defines=frozenset(defines), needs=frozenset(needs))
        for number, (code, defines, needs) in enumerate(
            [
                ("import tea", ["tea"], []),
                ("pot = tea.Pot()", ["pot"], ["tea"]),
                ("pot.fill()", [], ["pot"]),
                ("pot = tea.Mug()", ["pot"], ["tea"]),
                ("pot.show()", [], ["pot"]),
            ],
            1,
        )
    ]  # fmt: skip
    found = plan.from_makers(planned(*page), page[4], page)
    assert [[task.example[-1] for task in one.tasks] for one in found] == [["1", "4", "5"], ["1", "2", "5"]]
    assert [one.reading for one in found] == ["makers", "other makers"]
    assert plan.from_makers(planned(*page), page[1], page) == []
    lost = plan.from_makers(planned(*page), page[4], page, {page[3].id})
    assert [[task.example[-1] for task in one.tasks] for one in lost] == [["1", "2", "5"]]
    alone_lost = plan.from_makers(planned(*page), page[4], page, {page[0].id})
    assert [task.example[-1] for task in alone_lost[0].tasks] == ["1", "4", "5"], "nothing else makes what it does"


def files(*codes: str) -> list[str]:
    """The paths of the files that are written for some examples; each defines what its code assigns."""
    made = [
        msgspec.structs.replace(example(n, code), defines=frozenset(code.split(" = ")[0].split()[-1:]))
        for n, code in enumerate(codes, 1)
    ]
    return [file.path for task in planned(*made).tasks for file in task.files]


def test_a_module_that_a_first_comment_names_is_written_for_what_imports_from_it():
    assert files("# pots.py\nlid = 1", "from pots import lid") == ["pots.py"]
    assert files("# in shop/pots.py:\nlid = 1", ">>> from shop.pots import lid") == ["shop/pots.py"]
    assert files("# pots.py\nlid = 1", "from pots import (\n    lid as cover,\n)") == ["pots.py"]


def test_a_comment_writes_no_module_that_lacks_what_is_imported_or_hides_another():
    assert files("# pots.py\nlid = 1", "from pots import lid, cup") == []
    assert files("# pots.py\nlid = 1", "import pots") == []
    assert files("# json.py\nlid = 1", "from json import lid") == []
    assert files("# see pots.py\nlid = 1", "from pots import lid") == []


def led(number: int, lead: str, code: str, language: str = "", **fields: object) -> Example:
    """An example below a sentence; without a language it is data that nothing runs."""
    made = example(number, code, refusal=None if language else Refusal("unverified", "unknown-language"))
    block = msgspec.structs.replace(made.block, lead=lead)
    return msgspec.structs.replace(made, block=block, language=language, **fields)


def told(*leads: str, name: str = "teas.csv", language: str = "") -> list[str]:
    """Each of the sentences that make the block below them the file which the next example reads."""
    reads = example(2, f"read('{name}')")
    return [lead for lead in leads if planned(led(1, lead, "green,3", language), reads).tasks[-1].files]


def test_a_sentence_says_which_file_the_block_below_it_is():
    sentences = (
        "Create a file `teas.csv` with:",
        "Save this in *teas.csv*:",
        "We brew. For example, given a ``teas.csv`` CSV file containing the following:",
        "assume that ``teas.csv`` looks like this:",
        "The contents of :file:`teas.csv`:",
        "and ``teas.csv``:",
        "Copy the following into `teas.csv`:",
        "where **teas.csv** is:",
    )
    assert told(*sentences) == list(sentences)


def test_a_sentence_that_changes_a_file_or_uses_it_says_nothing_of_what_is_in_it():
    sentences = (
        "Add this line to `teas.csv`:",
        "Now edit `teas.csv`, so that it looks like this:",
        "With `teas.csv` you can run:",
        "To read `teas.csv`:",
        "We brew what `teas.csv` has, whatever that may be.",
        "`teas.csv` and `pots.csv` contain:",
        "This is a part of `teas.csv`:",
        "The first cup comes of `teas.csv`:",
        "",
    )
    assert told(*sentences) == []
    assert told("Create `../teas.csv` with:", "Create `/etc/teas.csv` with:", name="teas.csv") == []


def test_a_program_is_in_the_language_of_its_file_and_hides_no_module():
    assert told("Create `pot.py` with:", name="pot.py", language="python") != []
    assert told("Create `pot.sh` with:", name="pot.sh", language="python") == []
    assert told("Create `teas.csv` with:", language="python") == []
    assert told("Create `teas.csv` with:", language="console") == []
    assert told("Create `json.py` with:", name="json.py", language="python") == []


def test_data_is_there_for_the_first_that_reads_it_wherever_it_stands():
    page = [example(1, "x = 1"), example(2, "read('teas.csv')"), led(3, "with ``shop/teas.csv`` as:", "green,3")]
    made = planned(*page, example(4, "read('shop/teas.csv')"))
    assert [[(one.path, one.text) for one in task.files] for task in made.tasks] == [
        [],
        [("shop/teas.csv", "green,3\n")],
        [],
    ]


def test_a_file_that_the_page_shows_again_or_changes_is_not_written():
    reads, begun = example(3, "read('teas.csv')"), led(1, "Create `teas.csv` with:", "green,3")
    for lead in ("Now `teas.csv` contains:", "Then add to `teas.csv`:"):
        assert planned(begun, led(2, lead, "black,4"), reads).tasks[-1].files == ()
    assert planned(begun, led(2, "In another shop, `pots.csv` is:", "black,4"), reads).tasks[-1].files != ()


def test_a_caption_names_a_file_as_a_title_does():
    one = example(1, "x = 1")
    captioned = msgspec.structs.replace(
        one, block=msgspec.structs.replace(one.block, attributes={"caption": "pots.py"})
    )
    assert [file.path for file in planned(captioned, example(2, "import pots")).tasks[1].files] == ["pots.py"]


def tab(number: int, label: str, code: str = "a = 1", **fields) -> Example:
    made = example(number, code, session=f"p.md:python:{label.partition('/')[2]}")
    return msgspec.structs.replace(made, block=msgspec.structs.replace(made.block, tab=label), **fields)


def test_through_tabs_one_of_each_set_runs_in_the_session_of_what_stands_in_none():
    page = [
        *(tab(1, "set1/Tea"), tab(2, "set1/Milk"), example(3, "b")),
        *(tab(4, "set2/Sugar"), tab(5, "set2/Milk"), tab(6, "set3/Cup [1]")),
    ]
    page[5] = msgspec.structs.replace(page[5], session="p.md:python:Cup (1)")
    whole = plan.through_tabs(planned(*page), page, lost={page[0].id})
    assert whole.reading == "tabs"
    assert [(task.example[-1], task.session) for task in whole.tasks] == [
        (number, "p.md:python") for number in ("2", "3", "5", "6")
    ]
    first = plan.through_tabs(planned(*page), page)
    assert [task.example[-1] for task in first.tasks] == ["1", "3", "4", "6"]
    sweet = plan.through_tabs(planned(*page), page, lost={page[3].id}, label="Sugar")
    assert [task.example[-1] for task in sweet.tasks] == ["1", "3", "4", "6"]
    assert plan.through_tabs(planned(example(1, "a")), [example(1, "a")]) is None


def test_what_needs_what_other_sets_make_and_nothing_else_does_stands_on_tabs():
    made, other = tab(1, "set1/Tea", defines=frozenset({"cup"})), tab(2, "set1/Milk")
    needs = msgspec.structs.replace(example(3, "cup"), needs=frozenset({"cup"}))
    own = msgspec.structs.replace(example(4, "cup = 1"), defines=frozenset({"cup"}))
    alternative = tab(5, "set1/Milk", needs=frozenset({"cup"}))
    assert plan.stands_on_tabs(needs, [made, other, needs])
    assert plan.stands_on_tabs(tab(3, "set2/Milk", needs=frozenset({"cup"})), [made, other])
    assert plan.stands_on_tabs(alternative, [own, made, alternative])
    assert not plan.stands_on_tabs(needs, [made, own, needs])
    assert not plan.stands_on_tabs(needs, [other, needs, made])
    assert not plan.stands_on_tabs(alternative, [made, alternative])
