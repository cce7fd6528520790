"""Which ends of a Python run say nothing against its page, and which do."""

from typing import Any

import pytest
from msgspec import structs

from docverify.languages.python import python
from docverify.model import Expectation, Run, Shown, StepRun
from tests.languages.building import FIRST_LINE, page, raising, read, run

ONE = read("client.send()")


def reason(type_name: str, message: str = "", code: str = "f(1)", **fields: Any) -> str | None:
    one = read(code)
    found = python.reason(one, raising(one, type_name, message, **fields), [one])
    return None if found is None else f"{found[0]}: {found[1]}"


def test_what_an_example_above_was_to_do_is_no_fault_of_those_below() -> None:
    examples = page("from tea import activate_kettle\nactivate_kettle()", "stop_kettle()")
    ended = raising(examples[1], "RuntimeError", "the kettle was never activated")
    assert python.reason(examples[1], ended, examples) == (
        "fragment",
        "needs what `a.md#:python:1` is to do: the kettle was never activated",
    )
    assert python.reason(examples[1], ended, examples[1:]) is None
    other = raising(examples[1], "RuntimeError", "the kettle was never emptied")
    assert python.reason(examples[1], other, examples) is None


def test_methods_that_the_page_leaves_out_are_missing_in_no_class() -> None:
    examples = page(
        "class Pot(Base):\n    def pour(self): pass\n\n    ...\n", "Pot()", "class Lid(Base): pass", "Lid()"
    )
    for number, found in ((1, ("pseudo-code", "leaves out a part of its code, and ends in TypeError")), (3, None)):
        name = ("Pot", "Lid")[number // 2]
        ended = raising(
            examples[number], "TypeError", f"Can't instantiate abstract class {name} with abstract method fill"
        )
        assert python.reason(examples[number], ended, examples) == found


def test_a_text_of_which_all_is_left_out_may_be_any_text() -> None:
    told = "pseudo-code: leaves out a part of its code, and ends in BadSyntax"
    assert reason("BadSyntax", "at line 1", 'read(data=""" ... """)') == told
    assert reason("BadSyntax", "at line 1", 'read(data=""" tea """)') is None


@pytest.mark.parametrize(
    ("code", "printed", "reason"),
    [
        (">>> pot.lid.colour\n'red'", "", "fragment"),
        (">>> pot.lid.colour\n'red'", "'blue'\n", ""),
        (">>> pot.lid.colour()\n'red'", "", ""),  # was asked to do something
        (">>> pot = Pot()\n>>> pot.lid\n'red'", "", ""),  # made it itself
        (">>> import pot\n>>> pot.lid\n'red'", "", ""),
    ],
)
def test_who_only_looks_at_what_has_no_value_means_another_object(code: str, printed: str, reason: str) -> None:
    one = read(code)
    steps = (*(StepRun("") for _ in one.steps[1:]), StepRun(printed))
    found = python.reason(one, run(one, *steps), [one])
    assert (found[0] if found else "") == reason


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("You are missing some data.\n\nTo download the data, run `tea get`", "missing-file"),
        ("no module named cup.saucer", "missing-package"),
        ("No module named cup.saucer", None),  # what a page names of a package that is there
        ("missing some data", None),
    ],
)
def test_a_library_says_what_comes_apart_from_it(message: str, reason: str | None) -> None:
    one = read("brew(tea)")
    found = python.reason(one, raising(one, "ImportError", message), [one])
    assert (found[0] if found else None) == reason


def test_an_older_python_lacks_what_the_page_says_a_newer_one_has() -> None:
    one = read("tea.brew()")
    traceback = "ExceptionGroup: 1 error\n  | AttributeError: module 'tea' has no attribute 'brew'"
    ended = raising(one, "ExceptionGroup", "1 error", traceback=traceback)
    assert python.reason(one, ended, [one]) is None
    for lead, reason in (("Python 3.99 added brewing.", "missing-toolchain"), ("Python 3.2 added brewing.", None)):
        told = structs.replace(one, block=structs.replace(one.block, lead=lead))
        found = python.reason(told, ended, [told])
        assert (found[0] if found else None) == reason


def test_a_name_in_a_text_that_a_library_runs_is_of_who_has_it() -> None:
    told = "fragment: needs `cup`, which a text of it names"
    said = "cannot work it out: NameError: name 'cup' is not defined"
    assert reason("TeaError", said, 'brew("pot ~ cup", data)') == told
    assert reason("TeaError", said, 'brew("pot ~ lid", data)') is None
    assert reason("TeaError", said, 'cup = 1\nbrew("pot ~ cup", data)') is None


def test_a_function_that_is_taken_for_an_object_is_not_the_one_that_is_meant() -> None:
    told = "fragment: its `Pot` is a function here, and the page means an object"
    said = "'function' object has no attribute 'Lids'"
    assert reason("AttributeError", said, "Pot.Lids(1)") == told
    assert reason("AttributeError", said, "from tea import Pot\nPot.Lids(1)") is None
    told = "fragment: its `pot` is a class here, and the page means an object"
    assert reason("AttributeError", "type object 'pot' has no attribute 'lid'", "pot.lid") == told
    assert reason("TypeError", "object of type 'type' has no len()", "len(pot)") == told
    assert reason("AttributeError", "type object 'Pot' has no attribute 'lid'", "Pot.lid") is None
    used, imported = page("Pot.Lids(1)", "from tea import Pot")
    assert (
        python.reason(used, raising(used, "AttributeError", said, line=used.block.line), [used, imported]) is not None
    )
    assert python.reason(used, raising(used, "AttributeError", said, line=used.block.line), [imported, used]) is None


def test_a_name_that_no_example_defines_makes_a_fragment() -> None:
    examples = page("import os", "client.send()")
    ended = raising(examples[1], "NameError", "name 'client' is not defined", name="client")
    assert python.reason(examples[1], ended, examples) == (
        "fragment",
        "needs `client`, which no example on the page defines",
    )


def test_a_name_from_above_or_below_points_to_its_example() -> None:
    examples = page("a = 1", "use(a, b)", "b = 2")
    for name, expected in {
        "a": "needs `a`, which `a.md#:python:1` defines",
        "b": "needs `b`, which only `a.md#:python:3` below defines",
    }.items():
        ended = raising(examples[1], "NameError", name=name)
        assert python.reason(examples[1], ended, examples) == ("fragment", expected)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("prnt(1)", "prnt"),
        ("pritn(1)", "pritn"),
        ("xrange(3)", "xrange"),
        ("class Middleware: pass\nuse(Midleware)", "Midleware"),
        ("def f(): return late\nf()\nlate = 1", "late"),
    ],
)
def test_a_typo_and_an_old_name_are_the_pages_fault(code: str, name: str) -> None:
    one = read(code)
    assert python.reason(one, raising(one, "NameError", name=name), [one]) is None


@pytest.mark.parametrize("name", ["users", "parser", "client2", "inputs", "data", "Client"])
def test_a_name_that_is_only_like_another_is_a_name(name: str) -> None:
    one = read("user = 1\ndef parse(): pass\nclass client: pass\nclient1 = 1\ndates = 2")
    found = python.reason(one, raising(one, "NameError", name=name), [one])
    assert found is not None
    assert found[0] == "fragment"


def test_a_name_for_the_reader_to_fill_in_is_a_placeholder() -> None:
    assert (
        reason("NameError", name="YOUR_API_KEY") == "placeholder: `YOUR_API_KEY` stands for something of the reader's"
    )


CASES: dict[tuple[str, str], str | None] = {
    ("ModuleNotFoundError", "requests"): "missing-package: needs the package `requests`, which is not installed",
    (
        "ModuleNotFoundError",
        "google.cloud",
    ): "missing-package: needs the package `google.cloud`, which is not installed",
    ("ModuleNotFoundError", "_tkinter"): "needs-display: needs Tk, which is not installed",
    ("ModuleNotFoundError", "attrs.nothing"): None,
    ("ModuleNotFoundError", "os.nothing"): None,
    ("ModuleNotFoundError", "winsound"): (
        "missing-toolchain: needs the module `winsound`, which Python does not have on this system"
    ),
    ("ModuleNotFoundError", "test.test_enum"): (
        "missing-toolchain: needs the module `test.test_enum`, which Python does not have on this system"
    ),
    ("ModuleNotFoundError", "email.tests"): (
        "missing-package: needs `email.tests`: a package's own tests are not installed with it"
    ),
    ("ModuleNotFoundError", "email.testing"): None,
    ("ModuleNotFoundError", "urllib2"): None,
    ("FileNotFoundError", "a/b.csv"): "missing-file: needs the file `a/b.csv`, which no example on the page creates",
    ("PermissionError", "/etc/hosts"): "missing-file: may not use `/etc/hosts` in the sandbox",
}


@pytest.mark.parametrize(("type_name", "name"), CASES)
def test_what_the_surroundings_lack_is_named(type_name: str, name: str) -> None:
    assert reason(type_name, f"about {name}", name=name) == CASES[type_name, name]


MESSAGES: dict[tuple[str, str], str | None] = {
    ("ImportError", "cannot import name 'nothing' from 'attrs' (/x/attrs/__init__.py)"): None,
    ("ImportError", "libGL.so.1: cannot open shared object file"): "missing-package: needs the library `libGL.so.1`",
    ("ImportError", "try `pip install lxml`"): "missing-package: needs the package `lxml`",
    ("EOFError", "EOF when reading a line"): "needs-input: reads input that the page does not give",
    ("EOFError", "Ran out of input"): None,
    ("ImportError", "attempted relative import with no known parent package"): (
        "fragment: a file of a package that the page does not show as a whole"
    ),
    ("ImportError", "cannot import name 'WINFUNCTYPE' from 'ctypes' (/x/ctypes/__init__.py)"): (
        "missing-toolchain: `ctypes.WINFUNCTYPE` is there on other systems only"
    ),
    ("AttributeError", "module 'sys' has no attribute 'ps1'"): (
        "needs-input: `sys.ps1` is there only where somebody types"
    ),
    ("sqlite3.OperationalError", "no such table: cups"): "fragment: needs the table `cups`, which was not made",
    ("sqlite3.OperationalError", "database is locked"): (
        "incomplete: the process of an example above holds its database"
    ),
    ("sqlite3.OperationalError", "no such column: cups"): "fragment: needs a table as it was not made",
    ("sqlite3.OperationalError", 'near "LATERAL": syntax error'): (
        "missing-toolchain: needs another database: a library writes its SQL for one"
    ),
    ("tea.PotError", "Query must be bound to a pot"): (
        "fragment: needs something that is set up before: Query must be bound to a pot"
    ),
    ("tea.PotError", "The pot is not connected"): (
        "fragment: needs something that is set up before: The pot is not connected"
    ),
    ("tea.ConnectionFailure", "You have not defined a default connection"): (
        "fragment: needs something that is set up before: You have not defined a default connection"
    ),
    ("tea.PotError", "Session with alias 'pot' has not been registered"): (
        "fragment: needs something that is set up before: Session with alias 'pot' has not been registered"
    ),
    ("tea.PotError", "No active session: begin one"): (
        "fragment: needs something that is set up before: No active session: begin one"
    ),
    ("tea.PotError", "The size of the pot has not been set"): None,
    ("tea.InvalidURL", "Failed to parse: 'TEASERVER:TEAPORT'"): (
        "placeholder: `TEASERVER:TEAPORT` stands for something of the reader's"
    ),
    ("tea.InvalidURL", "Failed to parse: 'HTTPS'"): None,
    ("EOFError", ""): "needs-input: reads input that the page does not give",
    ("tea.PotError", "teadriver pot driver not found."): "missing-package: needs the package `teadriver`",
    ("tea.PotError", "'kettle' prerequisite not available."): "missing-package: needs the package `kettle`",
    ("ImportError", "`kettle` is required for boiling"): "missing-package: needs the package `kettle`",
    ("tea.PotError", "kettle is required for boiling"): None,
    ("tea.PotError", "Boiling requires KETTLE_TYPE=gas."): "missing-toolchain: needs `KETTLE_TYPE=gas`",
    ("tea.PotError", "Boiling requires size=3."): None,
    ("tea.PotError", "The driver was not found."): None,
    ("tea.PotError", "No algorithm. Do you have teacrypt installed?"): "missing-package: needs the package `teacrypt`",
    ("tea.PotError", "install one (e.g. 'pip install teacrypt')"): "missing-package: needs the package `teacrypt`",
    ("tea.CommandNotFound", "kettle"): "missing-toolchain: needs a command that is not there: kettle",
    ("subprocess.CalledProcessError", "Command 'kettle' returned non-zero exit status 1."): (
        "incomplete: a command that it starts does not end well here: Command 'kettle' returned non-zero exit status 1."
    ),
    ("AttributeError", "module 'tea.pot' has no attribute 'sudo'"): "missing-toolchain: needs the command `sudo`",
    ("AttributeError", "module 'tea.pot' has no attribute 'brew'"): None,
    ("AttributeError", "module 'sys' has no attribute '_pots'"): (
        "fragment: needs `sys._pots`, which who builds these pages sets"
    ),
    ("AttributeError", "module 'sys' has no attribute 'pots'"): None,
    ("IsADirectoryError", "[Errno 21] Is a directory"): "missing-file: may not use `a file` in the sandbox",
    ("_curses.error", "endwin() returned ERR"): "needs-display: needs a display: endwin() returned ERR",
    ("RuntimeError", "no running event loop"): "fragment: stands inside a function that an event loop runs",
    ("ValueError", "Only supported in Python 3.99 and above."): "missing-toolchain: needs Python 3.99",
    ("ValueError", "Only supported in Python 3.2 and above."): None,
    ("AssertionError", "`pyyaml` must be installed to use this."): "missing-package: needs the package `pyyaml`",
    ("OSError", "[Errno 6] No such device or address: '/dev/tty'"): (
        "needs-input: reads input that the page does not give"
    ),
    ("locale.Error", "unsupported locale setting"): "missing-toolchain: needs a locale that is not installed",
    ("LookupError", "no such user: 'tea'"): "needs-credentials: needs an account of the page's system: no such user",
    ("tea.Missing", 'A repository for "tea/" could not be found in these places:'): (
        'missing-file: needs a file that the page does not create: repository for "tea/" could not be found'
    ),
    ("ValueError", "Extension must be .py, got .md"): (
        "incomplete: takes its page for a file of code: Extension must be .py, got .md"
    ),
    ("zipapp.ZipAppError", "Source does not exist"): (
        "missing-file: needs a file that the page does not create: Source does not exist"
    ),
    ("ConnectionRefusedError", "[Errno 111] Connect call failed ('127.0.0.1', 8888)"): (
        "needs-network: needs the network: 127.0.0.1:8888"
    ),
    ("OSError", "[Errno 97] Address family not supported by protocol"): "needs-network: needs a service on the network",
    ("OSError", "[Errno 99] Cannot assign requested address"): "needs-network: needs a service on the network",
    ("MemoryError", ""): "resource-limit: met a limit of the sandbox: MemoryError",
    ("RuntimeError", "can't start new thread"): "resource-limit: met a limit of the sandbox: can't start new thread",
    ("_tkinter.TclError", "no display name and no $DISPLAY environment variable"): (
        "needs-display: needs a display: no display name"
    ),
    (
        "socket.gaierror",
        "[Errno -3] Temporary failure in name resolution",
    ): "needs-network: needs a service on the network",
    ("requests.exceptions.MissingSchema", "Invalid URL '/cups': No scheme supplied"): (
        "needs-network: needs a service on the network"
    ),
    ("ConnectionRefusedError", "[Errno 111] Connection refused"): "needs-network: needs a service on the network",
    ("redis.exceptions.ConnectionError", "Error 111 connecting to localhost:6379. Connection refused."): (
        "needs-network: needs the network: localhost:6379"
    ),
    (
        "urllib3.exceptions.MaxRetryError",
        "HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded",
    ): ("needs-network: needs the network: api.example.com:443"),
    ("OSError", "all attempts to connect to 127.0.0.1:12345 failed"): (
        "needs-network: needs the network: 127.0.0.1:12345"
    ),
    ("openai.OpenAIError", "The api_key client option must be set"): (
        "needs-credentials: needs credentials: The api_key client option must be set"
    ),
    ("AttributeError", "'NoneType' object has no attribute 'x'"): None,
    ("AttributeError", "module 'attrs' has no attribute 'Factry'"): None,
    ("KeyError", "'a'"): None,
    ("TypeError", "unsupported operand type(s) for +: 'ellipsis' and 'int'"): (
        "pseudo-code: leaves out a part of its code, and ends in TypeError"
    ),
    (
        "sqlite3.OperationalError",
        "unable to open database file",
    ): "missing-file: needs a file that the page does not create",
}


@pytest.mark.parametrize(("type_name", "message"), MESSAGES)
def test_an_error_tells_what_it_lacked(type_name: str, message: str) -> None:
    assert reason(type_name, message) == MESSAGES[type_name, message]


def test_what_an_example_above_closed_is_a_lack_and_what_it_closed_itself_is_not() -> None:
    expected = "fragment: needs `f` open, and an example above closed it"
    assert reason("ValueError", "I/O operation on closed file.", code="f.read()") == expected
    own = read("f = open(a)\nf.close()\nf.read()")
    ended = raising(own, "ValueError", "I/O operation on closed file.", line=12)
    assert python.reason(own, ended, [own]) is None


@pytest.mark.parametrize(("code", "expected"), [("open(sys.argv[1])", "needs-input"), ("[][1]", None)])
def test_an_argument_of_the_command_line_is_input(code: str, expected: str | None) -> None:
    found = reason("IndexError", "list index out of range", code=code)
    assert (found and found.partition(":")[0]) == expected


def test_a_class_that_the_page_defines_again_may_not_be_the_one_that_is_meant() -> None:
    again = page("class Tea: a = 1", "class Tea: b = 1", "Tea('a')")
    ended = raising(again[2], "ValueError", "no such method in <class '__main__.Tea'>")
    assert python.reason(again[2], ended, again) == (
        "fragment",
        "its `Tea` may not be the one that `a.md#:python:2` defines",
    )
    once = page("class Tea: a = 1", "class Cup: b = 1", "Tea('a')")
    assert python.reason(once[2], raising(once[2], "ValueError", ended.exception.message), once) is None


ALREADY = "The name 'tea' is already registered"


@pytest.mark.parametrize(("way", "expected"), [("page-order", "incomplete"), ("alone", None)])
def test_what_an_example_above_has_made_already_is_no_fault_of_an_alternative(way: str, expected: str | None) -> None:
    one = read("app.register(tea)")
    found = python.reason(one, structs.replace(raising(one, "ValueError", ALREADY), reading=way), [one])
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Tea has already been brewed", "incomplete"),
        ("The kettle is already running", "incomplete"),
        ("cannot reuse already awaited coroutine", None),  # that is done in one example
        ("The kettle is always running", None),
    ],
)
def test_whatever_was_done_already_an_example_above_may_have_done(said: str, expected: str | None) -> None:
    found = reason("tea.PotError", said)
    assert (found and found.partition(":")[0]) == expected


@pytest.mark.parametrize(("comment", "expected"), [("# or", "pseudo-code"), ("# or so it seems", None)])
def test_alternatives_one_after_the_other_may_end_as_they_like(comment: str, expected: str | None) -> None:
    one = read(f"a(1)\n{comment}\nb(1)")
    found = python.reason(one, raising(one, "ValueError", "x", line=12), [one])
    assert (found and found[0]) == expected


@pytest.mark.parametrize(("body", "expected"), [("...", "pseudo-code"), ("pass", None)])
def test_a_class_that_is_an_ellipsis_stands_for_another(body: str, expected: str | None) -> None:
    one = read(f"class Cup: {body}\nCup(1)")
    found = python.reason(one, raising(one, "TypeError", "Cup() takes no arguments", line=11), [one])
    assert (found and found[0]) == expected


def test_a_question_that_nobody_answers_is_input() -> None:
    one = read("main()")
    ended = run(one, StepRun(stderr="Your name: Aborted!\n"), ended="exit", exit_code=1)
    assert python.reason(one, ended, [one]) == ("needs-input", "asks for input that the page does not give")


def test_the_path_of_a_package_is_there_in_a_package_alone() -> None:
    assert reason("NameError", name="__path__", code="f(__path__)") == (
        "fragment: stands in the `__init__.py` of a package"
    )


def test_a_file_that_a_command_did_not_find_is_a_missing_file() -> None:
    one = read("compile('a.c')")
    ended = raising(one, "CompileError", "command failed")
    spoken = run(one, StepRun(stderr="cc: error: a.c: No such file or directory\n"), ended="exception")
    found = python.reason(one, structs.replace(spoken, exception=ended.exception), [one])
    assert found == ("missing-file", "needs the file `a.c`, which a command did not find")


def test_a_name_that_the_page_uses_elsewhere_or_that_is_a_module_is_no_typo() -> None:
    twice = page("match point:\n    case 0: pass", "match point:\n    case 1: pass")
    ended = raising(twice[0], "NameError", name="point")
    assert python.reason(twice[0], ended, twice) == ("fragment", "needs `point`, which no example on the page defines")
    assert reason("NameError", name="pprint", code="pprint.pprint(1)") == (
        "fragment: needs `pprint`, which no example on the page defines"
    )


def test_a_variable_of_the_environment_that_is_not_set_is_none() -> None:
    code = "import os\nbrew(os.environ.get('LEAVES'))"
    message = "'NoneType' object is not iterable"
    assert reason("TypeError", message, code) == "needs-credentials: needs the environment variable 'LEAVES'"
    assert reason("TypeError", message, "brew(os.environ.get('LEAVES', ''))") is None


def test_a_variable_of_the_environment_is_named() -> None:
    found = reason("KeyError", "'API_TOKEN'", frames=("__main__", "os"))
    assert found == "needs-credentials: needs the environment variable 'API_TOKEN'"


def test_a_command_that_is_not_there_is_a_missing_toolchain() -> None:
    found = reason("FileNotFoundError", name="ffmpeg", frames=("__main__", "subprocess"))
    assert found == "missing-toolchain: needs the command `ffmpeg`"


def test_an_optional_package_that_a_library_misses_is_named() -> None:
    found = reason("pandas.OptionError", "no engine", causes=("ModuleNotFoundError: No module named 'pyarrow'",))
    assert found == "missing-package: needs the package `pyarrow`, which is not installed"


def test_a_package_that_a_library_misses_late_is_named() -> None:
    """Who raises the error by hand need not give it the name of the module."""
    late = reason("ModuleNotFoundError", "No module named 'leaves'\n\nIt was to be imported in brew.py, line 3")
    assert late == "missing-package: needs the package `leaves`, which is not installed"
    own = reason("ModuleNotFoundError", "the whistle is sold apart")
    assert own == "missing-package: needs something that is not installed: the whistle is sold apart"
    assert reason("ModuleNotFoundError", "No module named 'json.lids'") is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("found = os.listdir()\nfound['tea']", "missing-file"),
        ("for root, _, names in os.walk('.'):\n    cups.update(names)\ncups['tea']", "missing-file"),
        ("glob.glob('*.tea')[0]", "missing-file"),
        ("next(Path().rglob('*.tea'))", "missing-file"),
        ("open('a.tea', 'w').close()\nglob.glob('*.tea')[1]", None),
        ("glob.glob('/usr/*.tea')[0]", None),
        ("os.listdir('/usr')[0]", None),
        ("cups['tea']", None),
    ],
)
def test_files_that_are_looked_for_where_the_reader_is_are_theirs(code: str, expected: str | None) -> None:
    found = reason("LookupError", "tea", code, line=FIRST_LINE + code.count("\n"))
    assert (found and found.partition(":")[0]) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("found = glob.glob('*.tea')", "missing-file"),
        (">>> found = entry_points(group='tea.pots')", "missing-package"),
        ("found = [1]\ncups = glob.glob('*.tea')", None),
        ("open('a.tea', 'w').close()\nfound = glob.glob('*.tea')", None),
    ],
)
def test_what_an_example_above_found_where_the_reader_is_is_theirs(made: str, expected: str | None) -> None:
    examples = page(made, "first = found[0]")
    found = python.reason(examples[1], raising(examples[1], "IndexError", "list index out of range"), examples)
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("raise e.cause", "incomplete"),
        ("raise error from None", "incomplete"),
        ("raise KeyError('tea')", "incomplete"),
        ("with pot:\n    raise KeyError('tea')", "incomplete"),
        ("if cold:\n    raise KeyError('tea')", None),
        ("for cup in cups:\n    if cup.full:\n        continue\n    raise KeyError('tea')", None),
        ("brew(raised)", None),
    ],
)
def test_what_code_raises_itself_without_a_question_is_meant(code: str, expected: str | None) -> None:
    found = reason("KeyError", "tea", code, line=FIRST_LINE + code.count("\n"))
    assert (found and found.partition(":")[0]) == expected


def test_what_was_caught_above_and_is_raised_again_on_the_page_is_meant() -> None:
    """The innermost frame is where it was raised first, in what the page defines."""
    for last, expected in (("raise error.cause", "incomplete"), ("pour(error)", None)):
        one = read(
            f"def brew():\n    raise KeyError('tea')\n\n\ntry:\n    brew()\nexcept Exception as error:\n    {last}"
        )
        trace = 'File "/src/a.md", line 15, in <module>\nFile "/src/a.md", line 17, in <module>\n'
        found = python.reason(one, raising(one, "KeyError", "tea", line=11, traceback=trace), [one])
        assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Until then one cannot write this:", "incomplete"),
        ("The following fails:", "incomplete"),
        ("Cold water does not work:", "incomplete"),
        ("A cup with a handle is not allowed.", "incomplete"),
        ("Here is how (this won't execute):", "incomplete"),
        ("A wont of tea work:", None),
        ("You won't run out of tea:", None),
        ("It will not run longer than a second:", None),
        ("This works without a handle:", None),
        ("Where it failed, brew again:", None),
    ],
)
def test_the_words_above_an_example_may_announce_its_error(lead: str, expected: str | None) -> None:
    one = read("brew()")
    told = structs.replace(one, block=structs.replace(one.block, lead=lead))
    found = python.reason(told, raising(told, "TypeError", "x"), [told])
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("trail", "expected"),
    [
        ("fails with the message::", "incomplete"),
        ("This raises an error:", "incomplete"),
        ("The above code will not work.", "incomplete"),
        ("It doesn't run.", "incomplete"),
        ("won’t compile", "incomplete"),
        ("It fails if the pot is empty.", None),
        ("Raises an error when it is cold.", None),
        ("This pours a cup. It fails.", None),
        ("The kettle fails.", None),
        ("This does not brew.", None),
    ],
)
def test_the_words_below_an_example_may_tell_of_its_error(trail: str, expected: str | None) -> None:
    one = read("brew()", trail=trail)
    found = python.reason(one, raising(one, "TypeError", "x"), [one])
    assert (found and found[0]) == expected
    assert found is None or found[1] == "raises TypeError, as the page says below it"
    shown = read(">>> brew()\nValueError: x", trail=trail)
    assert python.reason(shown, raising(shown, "TypeError", "x"), [shown]) is None


def test_they_say_nothing_of_an_error_that_the_page_shows_otherwise() -> None:
    one = read(">>> brew()\nValueError: x")
    told = structs.replace(one, block=structs.replace(one.block, lead="The following fails:"))
    assert python.reason(told, raising(told, "TypeError", "x"), [told]) is None


@pytest.mark.parametrize(
    ("code", "above", "expected"),
    [
        ("Cup(\n  size=3,\n  tea='oolong')", "", "not-executable"),
        ("tea.Cup(size=3)", "", "not-executable"),
        (">>> Cup(size=3)", "", None),
        ("Cup(size=3)", "from tea import Cup", None),
        ("cup = Cup(size=3)", "", None),
        ("Cup(size=large)", "", None),
        ("Cup(3)", "", None),
        ("brew(size=3)", "", None),
    ],
)
def test_an_object_with_its_values_and_nothing_more_is_shown_and_not_made(
    code: str, above: str, expected: str | None
) -> None:
    examples = page(above or "x = 1", code)
    found = python.reason(examples[1], raising(examples[1], "TypeError", "Cup() takes no arguments"), examples)
    assert (found and found[0]) == expected


def test_a_module_that_its_package_is_installed_without_is_missing_where_it_is_the_page() -> None:
    one = read("from tea.pots import Pot")
    for place, expected in {
        "src/tea/pots.py": "missing-package",
        "src/tea/pots/__init__.py": "missing-package",
        "src/tea/cups.py": None,
        "tea/pots.md": None,
    }.items():
        here = structs.replace(one, block=structs.replace(one.block, page=place))
        found = python.reason(here, raising(here, "ModuleNotFoundError", name="tea.pots"), [here])
        assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cups = np.concatenate(x)", "missing-package: needs the package `numpy`, which is not installed"),
        ("cups = numpy.concatenate(x)", "missing-package: needs the package `numpy`, which is not installed"),
        ("cups = scipy.concatenate(x)", "missing-package: needs the package `scipy`, which is not installed"),
        ("cups = self.pot.concatenate(x)", None),
        ("cups = self.np.concatenate(x)", None),
    ],
)
def test_a_package_has_none_in_the_place_of_an_optional_one(line: str, expected: str | None) -> None:
    trace = f'  File "/src/a.md", line 10, in <module>\n    f(1)\n  File "/tea.py", line 3, in f\n    {line}\n'
    message = "'NoneType' object has no attribute 'concatenate'"
    assert reason("AttributeError", message, traceback=trace, frames=("__main__", "tea")) == expected
    assert reason("AttributeError", message, traceback=line, frames=("__main__",)) is None


@pytest.mark.parametrize("kind", ["function", "type"])
def test_what_stands_in_for_an_optional_package_has_nothing_of_it(kind: str) -> None:
    message, frames = f"'{kind}' object has no attribute 'fit'", ("__main__", "tea")
    trace = '  File "/src/a.md", line 10, in <module>\n    f(1)\n  File "/tea.py", line 3, in f\n    {}\n'
    found = reason("AttributeError", message, traceback=trace.format("scipy.fit(x)"), frames=frames)
    assert found == "missing-package: needs the package `scipy`, which is not installed"
    own = reason("AttributeError", message, traceback=trace.format("pot.fit(x)"), frames=frames)
    assert own is None or not own.startswith("missing-package")


@pytest.mark.parametrize(
    ("logged", "printed", "expected"),
    [
        ("teapot library needs to be installed to brew\n", "", "missing-package"),
        ("teapot library needs to be installed to brew\n", "cold\n", None),
        ("teapot is hot\n", "", None),
    ],
)
def test_a_library_may_log_that_it_lacks_a_package_and_give_nothing(
    logged: str, printed: str, expected: str | None
) -> None:
    one = read(">>> cup = brew()\n>>> cup\n'tea'")
    found = python.reason(one, run(one, StepRun(stderr=logged), StepRun(printed)), [one])
    assert (found and found[0]) == expected


def test_it_may_do_without_it_where_the_page_shows_nothing() -> None:
    one = read("cup = brew()")
    logged = "teapot library needs to be installed to brew\n"
    assert python.reason(one, run(one, StepRun(stderr=logged)), [one]) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("assert tea.version_info < (3, 10), 'mended'", "missing-package"),
        ("assert tea.__version__ == '1.0'", "missing-package"),
        ("assert tea.cups < 3, 'version'", None),
    ],
)
def test_what_asserts_a_release_is_for_that(code: str, expected: str | None) -> None:
    found = reason("AssertionError", "", code)
    assert (found and found.partition(":")[0]) == expected


@pytest.mark.parametrize(
    ("message", "code", "expected"),
    [
        ("'RunContext' object has no attribute 'runner'", "await brew()", "fragment"),
        ("must be called from async context", "brew()", "fragment"),
        ("'RunContext' object has no attribute 'runner'", "brew()", None),
        ("'Tea' object has no attribute 'runner'", "await brew()", None),
    ],
)
def test_another_librarys_event_loop_stands_around_what_awaits(message: str, code: str, expected: str | None) -> None:
    found = reason("RuntimeError", message, code)
    assert (found and found.partition(":")[0]) == expected


def test_a_file_that_a_library_did_not_find_is_missing() -> None:
    by_library = reason("tea.LookupException", "Can't locate template for uri 'tea.txt'")
    assert by_library == "missing-file: needs the file `tea.txt`, which no example on the page creates"
    wrapped = reason("tea.Error", "bad cups", causes=("FileNotFoundError: [Errno 2] No such file or directory: 'a'",))
    assert wrapped == "missing-file: needs a file that the page does not create"


def test_who_asks_a_person_or_a_command_line_needs_input() -> None:
    assert reason("tea.Abort") == "needs-input: reads input that the page does not give"
    assert reason("AssertionError", "Usage: tea [brew|pour]") == "needs-input: needs arguments on its command line"


def test_a_file_that_an_example_above_names_points_to_it() -> None:
    examples = page("open('a.csv', 'w').write('x')", "open('a.csv')")
    ended = raising(examples[1], "FileNotFoundError", name="a.csv")
    assert python.reason(examples[1], ended, examples) == (
        "missing-file",
        "needs the file `a.csv`, which may come from `a.md#:python:1`",
    )


@pytest.mark.parametrize(
    ("code", "reason_of_it"),
    [
        ("f(1)  # raises ValueError", "incomplete"),
        ("# This fails:\nf(1)", "incomplete"),
        ("f(1)\n# ValueError: x", "incomplete"),
        ("def f():\n    ...\nf()", "pseudo-code"),
        ("f(a, ...)", "pseudo-code"),
        ("# ...\nf(1)", "pseudo-code"),
        ("f(\n    1,\n    2,\n    3,\n)\n# raises ValueError", "incomplete"),
        ("f(\n    1,\n    2,\n    3,\n)\n# the first one", None),
        ("# before\nf(1)", "incomplete"),
        ("# This example usually crashes!\n\nx = 1\ny = 2\n\nf(1)", "incomplete"),
        ("# ERROR! There is no such cup.\nx = 1\ny = 2\nf(1)", "incomplete"),
        ("# ERROR! There is no such cup.\n\nx = 1\ny = 2\nf(1)", None),
        ("# But cold water will not be accepted,\n# and one cup is none.\nf(1)", "incomplete"),
        ("# Cold water is accepted,\n# and one cup is none.\nf(1)", None),
        ("# Error handling\nx = 1\ny = 2\nf(1)", None),
        ("# How errors are handled\n\nx = 1\ny = 2\n\nf(1)", None),
        ("f(1)  # removed in 3.0", "incomplete"),
        ("class E(Exception): ...\nf(1)", None),
        ("x: tuple[int, ...] = f(1)", None),
        ("print('...')\nf(1)", None),
        ("f(1)  # the first one", None),
        ("f(1)\nx\ny\nz\nprint(x)  # is of a good type, but fails at runtime", "incomplete"),
        ("f(1)\nx\ny\nz\nprint(x)  # is of no good type, but never fails at runtime", None),
        ("x = 1  # fails at runtime\ny\nz\na\nf(1)", None),
        ("f(1)\nx\ny\nz\nprint(x)  # fails at runtime if there is no tea", None),
        ("f(1)\nx\ny\ndef z():\n    print(x)  # fails at runtime", None),
        ("@g\nclass C:\n    a: int\n    b: int\n    y = 1  # <- ERROR!", "incomplete"),
        ("@g\nclass C:\n    a: int\n    b: int\n    y = 1  # the second one", None),
        ("@g\nclass C:\n" + "    a: int\n" * 20 + "    y = 1  # an error", None),
    ],
)
def test_code_that_leaves_out_or_means_to_raise_may_end_so(code: str, reason_of_it: str | None) -> None:
    one = read(code)
    line = next(number for number, text in enumerate(code.split("\n"), 10) if text.startswith(("f(", "x:", "@g")))
    found = python.reason(one, raising(one, "ValueError", "x", line=line), [one])
    assert (found and found[0]) == reason_of_it


def test_a_comment_where_the_error_was_called_for_speaks_of_it_too() -> None:
    """The innermost frame stands in what the page defines."""
    code = "def brew():\n    raise_it(1)\n\n\nbrew()  # raises ValueError"
    for name, expected in (("a.md", "incomplete"), ("b.md", None)):
        trace = f'Traceback (most recent call last):\n  File "/src/{name}", line 14, in <module>\n'
        one = read(code)
        found = python.reason(one, raising(one, "ValueError", "x", line=11, traceback=trace), [one])
        assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("print(tea('green'))", "fragment: its `tea` is a module here, and the page means what that holds"),
        ("import tea\nprint(tea('green'))", None),
        ("leaf.tea('green')", None),
    ],
)
def test_a_module_that_is_called_may_hold_what_is_meant(code: str, expected: str | None) -> None:
    line = 10 + code.count("\n")
    assert reason("TypeError", "'module' object is not callable", code, line=line) == expected


@pytest.mark.parametrize(
    ("type_name", "message", "expected"),
    [
        ("AttributeError", "'Hooks' object has no attribute 'myhook'", "placeholder"),
        ("ImportError", "cannot import name 'whatever' from 'tea' (/tea.py)", "placeholder"),
        ("AttributeError", "'Hooks' object has no attribute 'hook'", None),
        ("ImportError", "cannot import name 'mystery' from 'tea' (/tea.py)", None),
    ],
)
def test_what_nobody_calls_a_part_of_a_library_stands_for_something(
    type_name: str, message: str, expected: str | None
) -> None:
    found = reason(type_name, message)
    assert (found and found.partition(":")[0]) == expected


ENDS = {
    "timeout: did not end within 10 s": {"ended": "timeout", "seconds": 10.0},
    "resource-limit: printed more than it may": {"ended": "limit", "limit": "output"},
    "incomplete: its session ended under it": {"ended": "lost"},
    "incomplete: exits before its last statement": {"ended": "exit", "exit_code": 0},
    "incomplete: was ended by SIGKILL before its last statement": {"ended": "signal", "signal": "SIGKILL"},
    "incomplete: used a system call that the sandbox refuses": {"ended": "signal", "signal": "SIGSYS"},
    "resource-limit: was ended by SIGXCPU": {"ended": "signal", "signal": "SIGXCPU"},
    "needs-network: needs the network: api.example.com": {"ended": "end", "hosts": ("api.example.com",)},
    "None: None": {"ended": "signal", "signal": "SIGSEGV"},
}


@pytest.mark.parametrize("expected", ENDS)
def test_a_bound_of_the_sandbox_is_not_the_pages_fault(expected: str) -> None:
    found = python.reason(ONE, run(ONE, **ENDS[expected]), [ONE]) or (None, None)
    assert f"{found[0]}: {found[1]}" == expected


def test_a_server_runs_until_it_is_stopped() -> None:
    one = read("server.serve_forever()")
    assert python.reason(one, run(one, ended="timeout"), [one]) == ("long-running", "runs until it is stopped")


def test_a_status_that_the_code_asks_for_is_no_failure() -> None:
    asked, called = read("import sys\nsys.exit(3)"), read("main()")
    assert python.reason(asked, run(asked, ended="exit", exit_code=3), [asked]) == (
        "incomplete",
        "exits with status 3, as its code says",
    )
    assert python.reason(called, run(called, exit_code=3), [called]) is None


NO_SEQUENCE = "cannot import name 'Sequence' from 'collections' (/x/collections/__init__.py)"


@pytest.mark.parametrize(
    ("code", "frames", "expected"),
    [
        ("import tea", ("tea",), "missing-toolchain: imports a package for another Python"),
        ("from collections import Sequence", (), None),
        ("from collections import Sequence", ("tea",), None),
    ],
)
def test_a_package_may_be_for_another_python(code: str, frames: tuple[str, ...], expected: str | None) -> None:
    found = reason("ImportError", NO_SEQUENCE, code, frames=frames)
    assert (found and found.partition(": `")[0]) == expected


def test_a_program_may_ask_for_arguments_in_what_it_prints() -> None:
    one = read("Teapot.run()")
    ended = run(one, StepRun("No command given\n"), ended="exit", exit_code=1)
    assert python.reason(one, ended, [one]) == ("needs-input", "needs arguments on its command line")


def test_a_table_that_the_example_makes_itself_has_the_columns_that_it_gives() -> None:
    one = read("db.execute('CREATE TABLE cups (size)')\ndb.execute('SELECT tea FROM cups')")
    error = raising(one, "sqlite3.OperationalError", "no such column: tea", line=11)
    assert python.reason(one, error, [one]) is None
    error = raising(one, "sqlite3.OperationalError", 'near "SELECT": syntax error', line=11)
    assert python.reason(one, error, [one]) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("cups.all([{...}, {...}])", "pseudo-code"),
        ("pot.cups = [\n    ...\n]", "pseudo-code"),
        ('pot.show()\n# {"cups": [...]}', "fragment"),
        ("pot.cups[...]", "fragment"),
        ("pour(pot, [1, ...])", "fragment"),
    ],
)
def test_values_that_are_left_out_need_no_name(code: str, expected: str) -> None:
    one = read(code)
    found = python.reason(one, raising(one, "NameError", "name 'pot' is not defined", name="pot"), [one])
    assert found
    assert found[0] == expected


@pytest.mark.parametrize("usage", ["usage", "Usage"])
def test_arguments_that_nobody_gave_are_input(usage: str) -> None:
    one = read("parser.parse_args()")
    ended = run(
        one, StepRun(stderr=f"{usage}: a.py [-h] file\na.py: error: the following …"), ended="exit", exit_code=2
    )
    assert python.reason(one, ended, [one]) == ("needs-input", "needs arguments on its command line")


def test_a_log_line_depends_on_where_logging_was_set_up() -> None:
    examples = page("import logging\nlogging.basicConfig()", ">>> log.info('x')\nx")
    shown = run(examples[1], StepRun(stdout=""))
    assert python.reason(examples[1], shown, examples) == (
        "fragment",
        "its output depends on the logging that `a.md#:python:1` sets up",
    )
    assert python.reason(examples[0], run(examples[0]), examples) is None


def test_an_example_that_sets_up_its_own_logging_has_what_it_needs() -> None:
    examples = page("import logging\nlogging.basicConfig()", ">>> configure(cups=1)\n>>> log.info('x')\nx")
    assert python.reason(examples[1], run(examples[1], StepRun(), StepRun(stdout="")), examples) is None


def test_a_setup_of_logging_explains_another_layout_and_no_other_word() -> None:
    examples = page("import logging\nlogging.basicConfig()", ">>> log.info('x')\nINFO: tea is hot")
    other, same = (run(examples[1], StepRun(stdout=text)) for text in ("tea is hot\n", "INFO: tea is hat\n"))
    assert python.reason(examples[1], other, examples)
    assert python.reason(examples[1], same, examples) is None


def test_a_class_of_another_section_may_not_have_what_is_given_to_it() -> None:
    first, second = read("class Cup: ...", slug="one"), read("Cup.make(size=3)", number=2, slug="two")
    ended = raising(second, "AttributeError", "type object 'Cup' has no attribute 'size'")
    assert python.reason(second, ended, [first, second]) == (
        "fragment",
        "its `Cup` may not be the one that `a.md#one:python:1` defines",
    )
    assert python.reason(second, ended, [second]) is None


def test_an_object_of_another_section_may_not_be_the_one_that_is_meant() -> None:
    first, second = read("db = open_db()", slug="one"), read("db.loads('x')", number=2, slug="two")
    ended = raising(second, "AttributeError", "'Database' object has no attribute 'loads'")
    assert python.reason(second, ended, [first, second]) == (
        "fragment",
        "its `db` may not be the one that `a.md#one:python:1` defines",
    )
    told, below = read("load(Tea, 'leaf')", slug="one"), read("class Tea: cup = 1", number=2, slug="two")
    lacks = raising(told, "AttributeError", "type object 'Tea' has no attribute 'leaf'")
    assert python.reason(told, lacks, [told, below]) == (
        "fragment",
        "its `Tea` may not be the one that `a.md#two:python:2` defines",
    )
    beside = read("db.loads('x')", number=2, slug="one")
    assert python.reason(beside, raising(beside, "AttributeError", ended.exception.message), [first, beside]) is None


def test_a_name_that_output_says_is_undefined_makes_a_fragment() -> None:
    one = read(">>> check('Class')\n[]")
    shown = run(one, StepRun(stdout="[\"unknown error (name 'Class' is not defined)\"]"))
    assert python.reason(one, shown, [one]) == ("fragment", "needs `Class`, which no example on the page defines")


@pytest.mark.parametrize(("code", "reason_of_it"), [("await f()\nasyncio.run(g())", "pseudo-code"), ("h()", None)])
def test_a_notebook_has_an_event_loop_already(code: str, reason_of_it: str | None) -> None:
    one = read(code)
    found = python.reason(
        one, raising(one, "RuntimeError", "asyncio.run() cannot be called from a running event loop"), [one]
    )
    assert (found and found[0]) == reason_of_it


def test_the_end_alone_is_judged_when_there_is_no_step() -> None:
    ended = Run(ONE.id, "alone", "exception", exception=Shown("KeyError", "'a'"))
    assert python.reason(ONE, ended, [ONE]) is None


@pytest.mark.parametrize(
    ("type_name", "message", "code", "told"),
    [
        ("EnvError", 'Environment variable "TEA_USER" not set', "f(1)", "needs-credentials: needs the environment"),
        ("ValueError", "TEA_TOKEN is not set", "f(1)", "needs-credentials: needs the environment variable TEA_TOKEN"),
        ("ValueError", "no pot", "# export POT=2\nenv.pot()", "needs-credentials: needs the environment variable POT"),
        ("ValueError", "bad '<'", "find('<your query>')", "placeholder: holds a placeholder where it fails"),
        (
            "ValueError",
            "unknown pot",
            "tea(\n    'pot://<pot-name>/lid')",
            "placeholder: holds a placeholder where it fails",
        ),
        ("ValueError", "no sample", "Tea('put_your_tea_here')", "placeholder: holds a placeholder where it fails"),
        ("ValueError", "Unknown kettle 'mykettle'", "f('mykettle')", "placeholder: `mykettle` stands for"),
        (
            "ImportError",
            "cannot import name 'ssh' from 'tea.cmd'",
            "from tea.cmd import ssh",
            "missing-toolchain: needs",
        ),
        ("ValueError", "no format for ''", "load('teas.xml')", "missing-file: needs the file `teas.xml`, which no"),
        ("OSError", "cannot open it", "font('a/teas.ttf')", "missing-file: needs the file `a/teas.ttf`, which no"),
        (
            "PluginError",
            "No plugin registered for (Samovar, Pot)",
            "f(1)",
            "missing-package: needs the plugin `Samovar`",
        ),
        (
            "TeaError",
            "`/src/a.md` lies in no package",
            "f(1)",
            "incomplete: its error is about the file that it stands",
        ),
        ("NotReady", "was not able to import numpy, so", "f(1)", "missing-package: needs the package `numpy`"),
        ("ImportError", "No module named kettle", "f(1)", "missing-package: needs the package `kettle`"),
        ("KeyError", "'TEA_HOME'", "local.env['TEA_HOME']", "needs-credentials: needs the environment variable"),
        ("NoKettle", "Do you need to install one?", "f(1)", "missing-package: needs something that is not installed"),
        (
            "ValueError",
            "found ['kettle']. But their dependencies may not be installed, see:",
            "f(1)",
            "missing-package: needs something that is not installed",
        ),
        (
            "RuntimeError",
            "the handlers are missing required dependencies: Kettle (req. Pot)",
            "f(1)",
            "missing-package: needs something that is not installed",
        ),
        ("NameError", "only where `get_ipython` exists", "import tea", "needs-input: needs a session of IPython"),
        (
            "AttributeError",
            "'NoneType' object has no attribute 'lid'",
            "tea = get_ipython()\ntea.lid",
            "needs-input: needs a session of IPython",
        ),
        ("TypeError", "bad operand type for unary -: 'function'", "- pour(1)", "not-executable: a list of changes"),
        ("bdb.BdbQuit", "", "f(1)", "needs-input: reads input that the page does not give"),
        (
            "ImportError",
            "cannot import name 'BaseSomething' from 'tea'",
            "from tea import BaseSomething",
            "placeholder: `BaseSomething`",
        ),
        ("AttributeError", "'Pot' object has no attribute 'attribute'", "p.attribute", "placeholder: `attribute`"),
    ],
)
def test_what_the_reader_has_to_bring_is_no_fault_of_the_page(
    type_name: str, message: str, code: str, told: str
) -> None:
    one = read(code)
    ended = raising(one, type_name, message, line=one.block.line + code.count("\n"))
    found = python.reason(one, ended, [one])
    assert found is not None
    assert f"{found[0]}: {found[1]}".startswith(told)


def test_of_three_objects_of_one_name_no_one_may_be_meant() -> None:
    made = page("pot = Pot(1)", "pot = Pot(2)", "from tea import pot", "pot.pour(9)", "pot = Pot(3)", "pot.pour(9)")
    ended = [raising(one, "ValueError", "too much", line=one.block.line) for one in made]
    assert python.reason(made[3], ended[3], made) is None
    assert python.reason(made[5], ended[5], made) == (
        "fragment",
        "its `pot` may not be the one that `a.md#:python:5` defines",
    )


def test_what_is_made_of_one_of_three_is_as_doubtful_as_that() -> None:
    made = page(
        "pot = Pot(1)", "pot = Pot(2)", "pot = Pot(3)", "tea = Tea(pot)\ncup = tea.cup\ncup.pour(9)", "cup.pour(9)"
    )
    ended = [raising(one, "ValueError", "too much", line=one.block.end_line) for one in made]
    told = "its `pot` may not be the one that `a.md#:python:3` defines"
    assert python.reason(made[3], ended[3], made) == ("fragment", told)
    assert python.reason(made[4], ended[4], made) is None
    assert python.reason(made[3], ended[3], made[1:]) is None
    kinds = page("class Pot: a = 1", "class Pot: b = 1", "class Pot: c = 1", "cup = Pot()\ncup.pour(9)")
    assert python.reason(kinds[3], ended[3], kinds) is None


def test_who_needs_what_a_block_holds_that_is_not_read_makes_no_slip() -> None:
    for other, expected in ((">>> point = Point(\n", "fragment"), (">>> points = Point(\n", None)):
        unread, one = page(other, "print(1)\npoint(2)")
        assert unread.refusal
        found = python.reason(one, raising(one, "NameError", name="point"), [unread, one])
        assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("type_name", "message", "code"),
    [
        ("ImportError", "cannot import name 'brew' from 'tea'", "from tea import brew"),
        ("AttributeError", "'Pot' object has no attribute 'method_name'", "p = Pot()\np.method_name"),
        ("TypeError", "no tea", "pour('http://tea.org <em>hot</em>')"),
        ("TypeError", "load() takes no arguments", "load('teas.xml')"),
        ("ValueError", "bad row", "save('teas.xml', 'w')\nload('teas.xml')"),
        ("KeyError", "'mykettle'", "f('mykettle')"),
        ("ValueError", "Unknown kettle 'steel'", "f('steel')"),
        ("ValueError", "no such pot", "# POT is big\nenv.pot()"),
        ("ValueError", "less than 3", "f(1 < 3, '<p>')"),
    ],
)
def test_what_the_page_has_wrong_is_not_the_readers(type_name: str, message: str, code: str) -> None:
    one = read(code)
    ended = raising(one, type_name, message, line=one.block.line + code.count("\n"))
    assert python.reason(one, ended, [one]) is None


@pytest.mark.parametrize(("lead", "wrong"), [("Pour it (available only in previews):", False), ("Pour it:", True)])
def test_what_only_other_releases_have_is_no_mistake(lead: str, wrong: bool) -> None:
    one = read("tea.pour()")
    one = structs.replace(one, block=structs.replace(one.block, lead=lead))
    assert (python.reason(one, raising(one, "AttributeError", name="pour"), [one]) is None) is wrong


@pytest.mark.parametrize(("code", "wrong"), [("pass", False), ("def pots(): pass", True)])
def test_a_function_that_is_taken_for_an_object_may_not_be_what_is_meant(code: str, wrong: bool) -> None:
    examples = page(code, "next(pots)")
    ended = raising(examples[1], "TypeError", "'function' object is not an iterator")
    assert (python.reason(examples[1], ended, examples) is None) is wrong


def test_a_module_of_which_the_page_holds_what_is_imported_is_a_file_of_the_readers() -> None:
    examples = page("class Brew: pass", "from tea.commands.brew import Brew")
    ended = raising(examples[1], "ModuleNotFoundError", name="tea.commands.brew")
    assert python.reason(examples[1], ended, examples) == (
        "fragment",
        "needs the module `tea.commands.brew`, of which `a.md#:python:1` holds what is imported",
    )
    other = page("class Pour: pass", "from tea.commands.brew import Brew")
    assert python.reason(other[1], ended, other) is None


@pytest.mark.parametrize(
    "said", ["Parameter --cups requires an argument.", "Error: Missing argument 'NAME'.", "usage: tea [-h] cups"]
)
def test_a_program_that_asks_for_arguments_needs_them(said: str) -> None:
    one = read("run(pour)")
    found = python.reason(one, run(one, StepRun(stderr=said), ended="exit", exit_code=2), [one])
    assert found == ("needs-input", "needs arguments on its command line")


def test_a_name_that_a_loop_above_took_may_be_meant_as_it_was_before() -> None:
    examples = page("pot = {1: 2}", "for pot in pours(pot): print(pot)", "pot.fill()", "pot.fill()\n#> full")
    ended = raising(examples[2], "ValueError", "nothing to fill")
    why = ("fragment", "its `pot` is what a loop in `a.md#:python:2` left, and may not be meant")
    assert python.reason(examples[2], ended, examples) == why
    assert python.reason(examples[3], run(examples[3], StepRun("empty\n")), examples) == why
    for second in ("for cup in pours(pot): print(cup)", "for pot in pours(pot): print(pot)\npot = Pot()"):
        others = page("pot = {1: 2}", second, "pot.fill()")
        assert python.reason(others[2], ended, others) is None


@pytest.mark.parametrize(
    ("type_name", "message", "lacks"),
    [
        ("pot.LidError", "cannot find a way to pour on your system. See the manual", True),
        ("pot.LidError", "your terminal does not show steam", True),
        ("pot.LidError", "cannot pour on a cup", False),
        ("TypeError", "cannot pour on your system", False),
    ],
)
def test_a_library_may_find_no_way_on_this_machine(type_name: str, message: str, lacks: bool) -> None:
    found = reason(type_name, message)
    assert found == (f"missing-toolchain: needs what this machine does not have: {message}" if lacks else None)


@pytest.mark.parametrize(
    ("comment", "old"),
    [
        ("# Python 2", True),
        ("# on Python 2.7:", True),
        ("# with py2", True),
        ("# Python 2 and 3", False),
        ("# Python 3", False),
        ("# 2 cups", False),
    ],
)
def test_code_for_python_2_need_not_run(comment: str, old: bool) -> None:
    told = "missing-toolchain: is for Python 2, as its comment says"
    code = f"{comment}\nprint >> cup, 'tea'\n\n# Python 3\nprint('tea', file=cup)"
    message = "unsupported operand type(s) for >>"
    found = reason("TypeError", message, code, line=FIRST_LINE + 1)
    assert found == (told if old else None)
    assert reason("TypeError", message, code, line=FIRST_LINE + 4) is None
    refusal = read(f"{comment}\nprint 'tea'").refusal
    assert (refusal.reason if refusal else "") == ("missing-toolchain" if old else "SyntaxError")


@pytest.mark.parametrize(
    ("code", "printed", "defines"),
    [
        ("import tea\n\ndef pour(cup):\n    print(cup)", "", True),
        ("class Pot:\n    lid = 1", "", True),
        ("def pour(cup):\n    print(cup)\n\npour(1)", "", False),
        ("import tea", "", False),
        ("def pour(cup):\n    print(cup)", "2\n", False),
    ],
)
def test_what_is_shown_below_definitions_alone_comes_of_a_call_elsewhere(
    code: str, printed: str, defines: bool
) -> None:
    one = structs.replace(read(code), expectation=Expectation("output", "1\n", 12))
    found = python.reason(one, run(one, *(StepRun(stdout=printed) for _ in one.steps)), [one])
    assert (found is not None and "a call of" in found[1]) is defines


@pytest.mark.parametrize("said", ["# fails ", "#", "# fails in run "])
def test_the_longest_comment_is_looked_through_once(said: str) -> None:
    one = read(f"f(1)\nx\ny\nz\nprint(x)  {said * 20_000}")
    assert python.reason(one, raising(one, "ValueError", "no tea", line=10), [one]) is None


def test_the_longest_blank_is_looked_through_once() -> None:
    one = read(f"os.walk({' ' * 100_000}\n'x')\nPath({' ' * 100_000}\n'x')\npot[0]")
    assert python.reason(one, raising(one, "IndexError", "no tea", line=14), [one]) is None
