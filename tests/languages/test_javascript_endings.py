"""Which ends of a JavaScript run say nothing against its page, and which do."""

import pytest
from msgspec.structs import replace

from docverify.languages.javascript import javascript
from docverify.languages.javascript_code.oddities import TRANSLATE
from docverify.model import Example, Expectation, Run, StepRun
from tests.languages.building import page, raising, read, run

SCRIPT = "const tea = pour(cups);\ntea.lid()"

ERRORS = {
    (
        "ReferenceError",
        "document is not defined",
        "document",
    ): "needs-display: needs `document`, which only browsers have",
    ("ReferenceError", "cups is not defined", "cups"): "fragment: needs `cups`, which no example on the page defines",
    ("TeaError", "cups is not defined, line:1, col:3", ""): (
        "fragment: needs `cups`, which no example on the page defines"
    ),
    ("TeaError", "milk is not defined, line:1, col:3", ""): None,
    (
        "ReferenceError",
        "describe is not defined",
        "describe",
    ): "fragment: needs `describe`, which a test runner defines",
    ("ReferenceError", "Deno is not defined", "Deno"): "missing-toolchain: needs `Deno`, which belongs to Deno",
    ("ReferenceError", "YOUR_KEY is not defined", "YOUR_KEY"): (
        "placeholder: `YOUR_KEY` stands for something of the reader's"
    ),
    ("ReferenceError", "Cannot access 'tea' before initialization", "tea"): None,
    ("Error", "Cannot find module 'zod'\nRequire stack:", "zod"): (
        "missing-package: needs the package `zod`, which is not installed"
    ),
    ("Error", "Cannot find package '@a/b' imported from /page/example.mjs", "@a/b"): (
        "missing-package: needs the package `@a/b`, which is not installed"
    ),
    ("Error", "Cannot find module '/page/tea.js' imported from /page/example.mjs", "/page/tea.js"): (
        "missing-file: needs the file `tea.js`, which no example on the page creates"
    ),
    (
        "Error",
        "Cannot find module '/layer/node_modules/tea/lid' imported from /layer/x",
        "/layer/node_modules/tea/lid",
    ): ("missing-file: needs `tea/lid`, which the installed package does not have"),
    ("Error", "Cannot find package 'bun:test' imported from /page/example.mjs", "bun:test"): (
        "missing-toolchain: needs the module `bun:test`, which belongs to Bun"
    ),
    ("Error", "No such built-in module: node:sqlite", ""): (
        "missing-toolchain: needs the module `node:sqlite`, which this release of Node does not have"
    ),
    ("Error", "Only URLs with a scheme in: file, data are supported. Received protocol 'https:'", ""): (
        "needs-network: imports a module from the network"
    ),
    ("SyntaxError", "The requested module 'path' does not provide an export named 'tea'", "tea"): None,
    ("SyntaxError", "The requested module './a.js' does not provide an export named 'tea'", "tea"): (
        "missing-file: needs `tea` in the file `./a.js`, which the page does not show whole"
    ),
    (
        "SystemError",
        "A system error occurred: uv_interface_addresses returned Unknown system error 1",
        "",
    ): "incomplete: asks the system for what the sandbox does not tell: `uv_interface_addresses`",
    ("Error", "File does not exist at <path to tea>.", ""): (
        "missing-file: needs a file, which no example on the page creates"
    ),
    ("Error", "ENOENT: no such file or directory, open 'tea.txt'", "tea.txt"): (
        "missing-file: needs the file `tea.txt`, which no example on the page creates"
    ),
    ("Error", "pour: no such file or directory: pots/", ""): (
        "missing-file: needs the file `pots/`, which no example on the page creates"
    ),
    ("Error", "no such file or directory", ""): "missing-file: needs a file, which no example on the page creates",
    ("Error", "UVWASI_ENOENT, uvwasi_init", ""): ("missing-file: needs a file, which no example on the page creates"),
    ("Error", "spawn tea ENOENT", "tea"): "missing-toolchain: needs the command `tea`",
    ("Error", "connect ECONNREFUSED 127.0.0.1:6379", ""): "needs-network: needs the network: 127.0.0.1:6379",
    ("Error", "setMulticastInterface EADDRNOTAVAIL", ""): "needs-network: needs a service on the network",
    ("Error", "connect ENETUNREACH 203.0.113.7:80 - Local (0.0.0.0:0)", ""): (
        "needs-network: needs the network: 203.0.113.7:80"
    ),
    ("TypeError", "pour is not a function", ""): "fragment: its `pour` may be another one than that of the page",
    ("Error", "A requested file or directory could not be found", ""): (
        "missing-file: needs a file, which no example on the page creates"
    ),
    ("ReferenceError", "Iterator is not defined", "Iterator"): "missing-toolchain: `Iterator` needs Node 22",
    ("ReferenceError", "union is not defined", "union"): (
        "fragment: needs `union`, which no example on the page defines"
    ),
    ("TypeError", "[1].toSorted is not a function", ""): "missing-toolchain: `toSorted` may need Node 20",
    ("Error", "No API key provided", ""): "needs-credentials: needs credentials: No API key",
    ("RangeError", "tea", ""): None,
    ("Error", "Command failed with exit code 1: brew", ""): "missing-file: runs a command that fails in the sandbox",
    (
        "Error",
        "The pot has already been closed",
        "",
    ): "incomplete: an example above has done it already: already been closed",
    ("RangeError", "Array buffer allocation failed", ""): (
        "resource-limit: met a limit of the sandbox: Array buffer allocation failed"
    ),
    ("Error", 'unable to determine transport target for "tea-pretty"', ""): (
        "missing-package: needs the package `tea-pretty`, which is not installed"
    ),
    ("Error", "Directory import '/tea/' is not supported resolving ES modules", ""): (
        "missing-toolchain: imports a folder, which bundlers look into and Node does not"
    ),
    ("TypeError", "Failed to parse URL from /api/tea", ""): (
        "needs-network: asks for an address without a host, as pages in browsers do"
    ),
    ("TypeError", "Failed to parse URL from https://tea:port", ""): None,
    ("TypeError", "Cannot read properties of null (reading 'useState')", ""): (
        "fragment: calls a hook outside of a component"
    ),
}


def told(one: Example, done: Run, *others: Example) -> str | None:
    found = javascript.reason(one, done, [*others, one])
    return found and ": ".join(found)


INSIDE = {
    ("Error", "You need to call Tea.initialize before using Tea."): True,
    ("Error", "The pot has not been initialized"): True,
    ("TypeError", "Cannot read properties of undefined (reading 'pot')"): True,
    ("Error", "It is not safe to pour in a server environment"): True,
    ("Error", "pour() can only be called in the browser"): True,
    ("SyntaxError", "this environment lacks Kettle"): True,
    ("Error", "No Temporal implementation is available. Use a runtime that has one."): True,
    ("Error", "Pouring requires a newer version of Node.js"): True,
    ("Error", "Pouring is not supported in this environment"): True,
    ("Error", "This tea is not supported"): False,
    ("TypeError", "spouts is not iterable"): False,
    ("Error", "You need a cup"): False,
}
"""Whether it tells of the state of its library, or of where that is to run."""


@pytest.mark.parametrize("error", INSIDE)
def test_what_has_to_be_set_up_first_may_stand_on_another_page(error: tuple[str, str]) -> None:
    one, (kind, message) = read(SCRIPT, "javascript"), error
    place = "at Tea.pour (/docv/layers/javascript/node_modules/tea/lib/pot.js:7:3)\n    at /src/a.md:10:1"
    inside = raising(one, kind, message, traceback=f"{kind}: {message}\n    {place}")
    assert ("`tea`" in (told(one, inside) or "")) is INSIDE[error]
    own = raising(one, kind, message, traceback=f"{kind}: {message}\n    at /src/a.md:10:1")
    assert "`tea`" not in (told(one, own) or "")


def test_a_text_that_is_thrown_tells_of_a_library_where_no_page_has_it() -> None:
    one, message = read(SCRIPT, "javascript"), "'Tea.heat() must be called first'"
    assert (
        told(one, raising(one, "Thrown", message))
        == f"fragment: a library asks for a step that comes before: {message}"
    )
    own = read("throw 'Tea.heat() must be called first'", "javascript")
    assert "a library" not in (told(own, raising(own, "Thrown", message)) or "")


DECLARED = {
    ("Tea.Pot.heat(1)", "Tea.Pot.heat is not a function"): True,
    ("const pot = Tea.current();\npot.lid", "Cannot read properties of null (reading 'lid')"): True,
    ("const pot = [].find(Boolean);\npot.lid", "Cannot read properties of undefined (reading 'lid')"): False,
}
"""By code with its error in the last line, whether it may be one of another build of what the config declares."""


@pytest.mark.parametrize("case", DECLARED)
def test_what_the_config_declares_may_be_another_one_and_what_the_page_makes_is_not(case: tuple[str, str]) -> None:
    code, message = case
    setup, one = page("const Tea = require('tea')", code, language="javascript")
    done = raising(one, "TypeError", message, line=one.block.line + code.count("\n"))
    doubtful = "fragment: its `Tea` may be another one than that of the page"
    assert told(one, done, replace(setup, declared="begin.js")) == (doubtful if DECLARED[case] else None)
    assert told(one, done, setup) is None


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_tells_whose_fault_it_is(error: tuple[str, str, str]) -> None:
    one = read(SCRIPT, "javascript")
    kind, message, name = error
    trace = f"{kind}: {message}\n    at /src/a.md:10:1"
    assert told(one, raising(one, kind, message, name=name, traceback=trace)) == ERRORS[error]


def test_the_example_that_defines_a_name_is_named() -> None:
    first, second = page("const cups = 1", "lids(cups)", language="javascript")
    done = raising(second, "ReferenceError", "cups is not defined", name="cups")
    assert told(second, done, first) == f"fragment: needs `cups`, which `{first.id}` defines"


def test_a_typo_is_the_pages() -> None:
    first, second = page("const kettle = 1", "ketlte + 1", language="javascript")
    assert told(second, raising(second, "ReferenceError", "ketlte is not defined", name="ketlte"), first) is None


@pytest.mark.parametrize(("code", "wrong"), [("import { pot } from 'tea'\nPot.lid()", True), ("Pot.lid(pot)", False)])
def test_an_import_whose_name_is_written_otherwise_below_is_mistyped(code: str, wrong: bool) -> None:
    one, other = page(code, "Pot.pour()", language="javascript")
    missing = raising(one, "ReferenceError", "Pot is not defined", name="Pot", line=11)
    assert (javascript.reason(one, missing, [one, other]) is None) is wrong


def test_an_object_of_its_own_is_the_pages() -> None:
    one = read("const tea = {}\ntea.lid()", "javascript")
    assert told(one, raising(one, "TypeError", "tea.lid is not a function", line=11)) is None


def test_a_name_of_node_may_be_one_of_the_page() -> None:
    first, second = page("import { Number } from 'tea'", "Number.lid()", language="javascript")
    done = raising(second, "TypeError", "Number.lid is not a function", line=second.block.line)
    assert told(second, done, first) == "fragment: its `Number` is one that the page makes elsewhere"
    assert told(second, done) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("declare const pot: Pot\npot.pour()", "fragment: says of what type `pot` is, and not what it is"),
        ("let pot = warm(pot)", "fragment: makes its `pot` of one that no example on the page defines"),
        ("pot.pour()\nlet pot = pots", None),
    ],
)
def test_a_name_of_its_own_that_is_not_there(code: str, expected: str | None) -> None:
    one = read(code, "typescript")
    assert told(one, raising(one, "ReferenceError", "pot is not defined", name="pot")) == expected


def test_a_file_of_its_own_may_need_what_runs_it() -> None:
    first, second = page("// pour.js\npour()", "// pot.mjs\nboil()", language="javascript")
    done = raising(second, "TeaError", "no kettle")
    assert told(second, done, first) == "fragment: is the file `pot.mjs`, which other code runs"
    assert told(second, done) is None


def test_what_differs_for_want_of_arguments_lacks_them() -> None:
    code = "// brew.js\nconst pots = parse()\npots.size // 3"
    command, example = read("$ node ./brew.js --pots 3", "console"), read(code, "javascript")
    done = run(example, *(StepRun(value="0") for _ in example.steps))
    assert told(example, done, command) == "needs-input: is run with arguments: `$ node ./brew.js --pots 3`"
    for other in ("$ node ./brew.js", "$ node ./mybrew.js --pots 3", "$ cat tea.txt"):
        assert told(example, done, read(other, "console")) is None


def test_a_name_with_several_values_may_be_any_of_them() -> None:
    several, shows = page("const pot = a()\nconst pot = b()", "pot.size // 3", language="javascript")
    once = replace(several, block=replace(several.block, code="const pot = a()\nlet cup = b()"))
    done = run(shows, StepRun(value="0"))
    assert told(shows, done, several) == f"fragment: its `pot` may be any of those that `{several.id}` makes"
    assert told(shows, done, once) is None


@pytest.mark.parametrize("comment", ["// v4", "// Before", "/* old */"])
def test_how_things_were_may_fail(comment: str) -> None:
    one = read(f"{comment}\npour()", "javascript")
    assert told(one, raising(one, "TeaError", "no kettle")) == "pseudo-code: shows how it was before"


def test_a_default_may_be_that_of_a_bundler() -> None:
    codes = ("import tea from 'tea'", "tea.pour()")
    for language, expected in (("typescript", "missing-toolchain"), ("javascript", None)):
        first, second = page(*codes, language=language)
        found = told(second, raising(second, "TypeError", "tea.pour is not a function", line=20), first)
        assert (found and found.split(":")[0]) == expected


def test_a_name_of_nodes_own_is_seen_by_modules_too() -> None:
    one = read("const console = tea()", "javascript")
    done = raising(one, "ReferenceError", "console is not defined", name="console")
    assert told(one, done) == "incomplete: gives `console`, which Node has too, another meaning"


def test_a_log_is_of_its_process() -> None:
    one = replace(read("log('tea')", "javascript"), expectation=Expectation("output", '{"msg":"tea","pid":1,"time":2}'))
    same, other = (run(one, StepRun(f'{{"time":3,"msg":"{word}","pid":4}}\n')) for word in ("tea", "milk"))
    assert told(one, same) == "pseudo-code: shows what another process wrote, at another time"
    assert told(one, other) is None


@pytest.mark.parametrize(
    ("code", "printed", "raced"),
    [
        ("setTimeout(() => console.log(1), 9)", "2\n1\n", True),
        ("await Promise.all([a, b])", "2\n1\n", True),
        ("await Promise.all([a, b])", "2\n3\n", False),
        ("pour()", "2\n1\n", False),
    ],
)
def test_things_that_go_on_at_once_end_in_any_order(code: str, printed: str, raced: bool) -> None:
    one = replace(read(code, "javascript"), expectation=Expectation("output", "1\n2"))
    detail = "incomplete: prints in another order what comes of things that go on at once"
    assert told(one, run(one, StepRun(printed))) == (detail if raced else None)
    assert told(read(code, "javascript"), run(one, StepRun())) is None


@pytest.mark.parametrize(
    ("shown", "value", "logged"),
    [
        ('{ pid: 1, time: 2, tea: "green" }', "undefined", True),
        ("{ pid: 1, tea: 'green' }", "undefined", False),
        ('{ pid: 1, time: 2, tea: "green" }', "{ pid: 1, time: 2, tea: 'black' }", False),
    ],
)
def test_a_line_of_a_log_is_not_what_logging_gives_back(shown: str, value: str, logged: bool) -> None:
    one = read(f"log('tea')\n// => {shown}", "javascript")
    detail = "pseudo-code: shows what is logged, which is not what the call gives back"
    assert told(one, run(one, StepRun(value=value))) == (detail if logged else None)
    same, other = (run(one, StepRun(f'{{"time":3,"tea":"{tea}","pid":4}}\n')) for tea in ("green", "black"))
    told_same = "pseudo-code: shows what another process wrote, at another time"
    assert told(one, other) is None
    assert told(one, same) == (told_same if "time" in shown else None)


def test_what_a_module_lacks_may_be_a_type() -> None:
    message = "The requested module 'tea' does not provide an export named 'Pot'"
    one, other = read("import { Pot } from 'tea'", "typescript"), read("import { Pot } from 'tea'", "javascript")
    detail = "fragment: imports `Pot`, which `tea` does not have when it runs: it may be a type"
    about = {"name": "Pot", "traceback": f"SyntaxError: {message}\n    at load"}
    assert told(one, raising(one, "SyntaxError", message, **about)) == detail
    assert told(other, raising(other, "SyntaxError", message, **about)) is None


def test_an_interpreter_that_breaks_is_not_the_pages() -> None:
    one = read("class Pot {}", "javascript")
    done = run(one, ended="signal", signal="SIGABRT")
    assert told(one, done) == "incomplete: its interpreter was ended by SIGABRT"


def test_an_error_in_words_of_the_code_is_its_own() -> None:
    one = read("pour({ message: 'no more tea' })", "javascript")
    assert told(one, raising(one, "TeaError", "no more tea")) == "incomplete: ends in TeaError, as the page says there"
    bare = read("function pour() { throw new Error(); }\npour();", "javascript")
    assert told(bare, raising(bare, "Error", "", line=11)) == "incomplete: ends in Error, as the page says there"


@pytest.mark.parametrize(
    ("code", "part", "expected"),
    [
        ("let a = = 3", "", None),
        ("console.log(1; // 1", "", None),
        ("const tea = 'a", "", None),
        ('{ "a": 1, "b": 2 }', "expression", "not-executable: an object, not a script"),
        ("a: 1,", "members", "fragment: the members of an object that the page does not show"),
        ("return 5", "function body", "fragment: stands inside a function that the page does not show"),
        ("pour({ ... })", "", "pseudo-code: leaves out a part of its code"),
        ("pour({\n  ...\n  hot: true,\n})", "", "pseudo-code: leaves out a part of its code"),
        ("const a = /* a query */;", "", "pseudo-code: leaves out a part of its code"),
        ("fetch('/a/', <your-key>)", "", "placeholder: holds a placeholder"),
        ("npm install zod", "", "not-executable: commands of a shell"),
        ("<script>\nlet a = 1\n</script>", "", "not-executable: markup, not code"),
        ("pour()\n<script src='tea.js'></script>\nlet a = 1", "slip", "pseudo-code: markup among its code"),
        ("const a = /* from elsewhere */\nlet b = 1", "", "pseudo-code: leaves out a part of its code"),
        ("pot.pour()\nbrew(pot) {\n  return 1\n}", "", "fragment: a method without its class"),
        ("pot.pour()\nbrew () {\n  return 1\n}", "slip", "fragment: a method without its class"),
        ("let cup = = 1\nwhile (cup) {\n  brew()\n}", "slip", None),
        ("{\n  a = Number,\n  b: { c = String }\n}", "", "pseudo-code: shows output among its code"),
        ("@tea\nclass A {}", "", "missing-toolchain: uses decorators, which Node does not read"),
        ("const a = 010 // SyntaxError", "", "incomplete: does not compile, as the page says"),
        ("tea;\n{ a: 1,\n  b: 2 }", "", "pseudo-code: shows output among its code"),
        ("tea;\n{\n  readonly a: 1\n}", "", "pseudo-code: shows output among its code"),
        ("pour({\n  a: tea\n  b: cups,\n})\n\n\n.catch(() => {\n  // an error\n})", "", None),
        ("let tea: Tea = 1", "", "missing-toolchain: " + TRANSLATE),
        ("- let a\n+ let b", "", "not-executable: a diff"),
        ("} else {\n  b()\n}", "", "fragment: goes on with something that began elsewhere"),
        ("function pour(\n  tea: Tea\n): Cup;", "", "pseudo-code: a signature, not code"),
        (
            "import { pour } from 'pot'\n\npour(tea, of: {\n  cups?: 1 | 2; // one\n}): Cup;",
            "",
            "pseudo-code: a signature, not code",
        ),
        (
            "type Pot = { lid: Lid; }\n\npour(tea?: Tea): {cup: Cup; pot: Pot};",
            "",
            "pseudo-code: a signature, not code",
        ),
        ("pour<T extends Tea>(tea: T): (cups: T[]) => Cup<T>[];", "slip", "pseudo-code: a signature, not code"),
        ("pour<F extends (tea: Tea) => Cup>(of: F): F", "", "pseudo-code: a signature, not code"),
        ("pour<const T extends Tea[]>(tea: T): Cup[]", "slip", "pseudo-code: a signature, not code"),
        ("tea = full ?\npour(tea) : pour)", "slip", None),
        ("function pour(tea: Tea): Cup { return = tea }", "slip", f"missing-toolchain: {TRANSLATE}"),
        ("new Pot<Tea, Lid>(lid: Lid, { tea: Tea })", "slip", "pseudo-code: a signature, not code"),
        ("pour(full ? lid : Lid))", "slip", None),
        (
            "{\n  cups: any[][], // all\n  lids: any[] // some\n}",
            "slip",
            "not-executable: the types of an object's members, not a script",
        ),
        ("{ tea: string; lid: Lid; }", "slip", "not-executable: the types of an object's members, not a script"),
        ("{\n  [tea: string]: Lid\n}", "slip", "not-executable: the types of an object's members, not a script"),
        (
            "pour: (tea: Tea, of?: Pot) => Cup[];\nlid: Lid;",
            "other",
            "not-executable: the types of an object's members, not a script",
        ),
        ("tea: string\nreadonly lid?: Lid", "slip", "not-executable: the types of an object's members, not a script"),
        ("tea: string;\npour(= 1)", "slip", None),
        ("tea: lid;\ncup: = 1", "slip", None),
        ("{ tea: 'string', lid: = 1 }", "slip", None),
        ("{ tea: string; }\npour(= 1)", "slip", None),
        ("pot().pour() <== true\npot().pour(1)", "slip", "pseudo-code: shows output among its code"),
        ("import { pour } from 'pot'\npour::tea(1)", "slip", None),
        ("Pot { tea: 1 }", "slip", "not-executable: output, not code"),
        ("pour(tea[, cups])", "", "pseudo-code: a signature, not code"),
        ("(tea: Tea, of?: (pot: Pot) => boolean) => void", "", "pseudo-code: a signature, not code"),
        ("function(tea: string, of: { lid: Lid }): Cup<T>;", "slip", "pseudo-code: a signature, not code"),
        ("function pour(tea) { return = tea }", "slip", None),
        ("`${hour}: ${...cups}`", "slip", "pseudo-code: is a template"),
        ("let cup = = `${hour}: ${...cups}`", "slip", None),
        ("await pot.cups('a')\n=>\n[\n  'b',\n]", "slip", "pseudo-code: shows output among its code"),
        ("cups + pot.pour() + 1\n>>> 'green'", "slip", "pseudo-code: shows output among its code"),
        ("const tea: $Exact<Tea<*>> = {\n  [('lid': any)]: 'red' }", "slip", "pseudo-code: may be another language"),
        ("Pot<T>.pour(): Cup | undefined", "", "pseudo-code: a signature, not code"),
        ("Pot<T>.pour(tea: T, cups = 1): Map<T, Cup>", "", "pseudo-code: a signature, not code"),
        ("pot.pour(tea, cups?) // a cup", "", "pseudo-code: a signature, not code"),
        ("pour(tea, cups = 1, ?lid)", "", "pseudo-code: a signature, not code"),
        ("pour(tea, ?...cups)", "", "pseudo-code: a signature, not code"),
        ("let cup = = pour(tea, cups ? 1 : 2)", "", None),
        ("let cup = = pour(tea, cups\n  ? 1\n  : 2)", "", None),
        ("fill(pot, n):= pot.add(n)", "", "pseudo-code: a definition as mathematics writes it"),
        ("let cup = = fill('a := b')", "", None),
        ("[ 2026-03-01T10:00:00.000Z,\n  2026-03-02T10:00:00.000Z ]", "", "pseudo-code: shows output among its code"),
        ("let cup = = fill('2026-03-01T10:00')", "", None),
        ("pots/\n├── green\n│   └── lid.txt\n└── b{l,r}ue", "", "not-executable: a tree of files, not code"),
        ("let cup = = fill('├── green')", "", None),
        ("tea(a)\n\n// poured as an output\ncup = = [1]", "", "pseudo-code: shows output among its code"),
        ("tea(a)\n\n// Results:\n\n'cup': = {\n}", "slip", "pseudo-code: shows output among its code"),
        ("tea(a) // output\ncup = = [1]", "", None),
        ("// the output is poured\ncup = = [1]", "", None),
        ("// output\ntea(a)\n// a cup\ncup = = [1]", "", None),
    ],
)
def test_what_cannot_be_read_may_be_something_else(code: str, part: str, expected: str | None) -> None:
    one = read(code, "javascript")
    message = {"}": "Unexpected token '}'", "t": "Unexpected token ':'"}.get(code[0], "Unexpected token '='")
    place = next((number for number, line in enumerate(code.split("\n")) if " = = " in line or ": = " in line), 0)
    done = raising(one, "SyntaxError", message, name=part, line=10 + place, traceback="SyntaxError: Unexpected token")
    assert told(one, done) == expected


@pytest.mark.parametrize(
    ("part", "language", "expected"),
    [
        ("slip", "javascript", None),
        ("", "javascript", None),
        ("other", "javascript", "pseudo-code: no small correction makes code of it"),
        ("slip", "jsx", None),
        ("other", "jsx", "pseudo-code: no small correction makes code of it"),
    ],
)
def test_a_page_is_wrong_where_one_small_correction_makes_it_right(
    part: str, language: str, expected: str | None
) -> None:
    one = read("const cups = pour(1 2)\nbrew(cups)", language)
    done = raising(one, "SyntaxError", "missing ) after argument list", name=part, traceback="SyntaxError: …")
    if language == "jsx":
        done = replace(done, exception=replace(done.exception, frames=("sucrase",)))
    assert told(one, done) == expected


def test_a_placeholder_leaves_no_bracket_open() -> None:
    one = read("const pot = brew({\n  kinds: {\n    tea: <a kind of tea>\n  },\n})\npour(pot)", "javascript")
    shown = {"traceback": "SyntaxError: x", "name": "", "line": 12}
    found = told(one, raising(one, "SyntaxError", "Unexpected token '<'", **shown))
    assert found == "placeholder: holds a placeholder"


@pytest.mark.parametrize("comment", ["THIS WILL NOT WORK", "do not do this", "works"])
def test_what_is_not_to_be_done_may_fail(comment: str) -> None:
    one = read(f"brew(1) // {comment}", "javascript")
    expected = None if comment == "works" else "incomplete: ends in TeaError, as the page says there"
    assert told(one, raising(one, "TeaError", "no kettle")) == expected


def test_what_is_cut_off_is_a_part_whatever_else_it_leaves_out() -> None:
    one = read("const pot = brew(() => {\n  pour([/* cups */])\n\n  // etc", "javascript")
    done = raising(one, "SyntaxError", "Unexpected end of input", traceback="SyntaxError: Unexpected end of input")
    assert told(one, done) == "fragment: is only a part of its code"


@pytest.mark.parametrize("language", ["typescript", "tsx", "jsx"])
def test_types_that_nothing_strips_need_a_translator(language: str) -> None:
    one = read("let a: = 3", language)
    shown = {"traceback": "SyntaxError: x", "name": ""}
    found = told(one, raising(one, "SyntaxError", "Unexpected token ':'", **shown))
    assert found is not None
    assert found.startswith("missing-toolchain: needs")
    assert told(one, raising(one, "SyntaxError", "Unexpected token", frames=("sucrase",), **shown)) is None


def test_an_error_that_the_page_speaks_of_is_meant() -> None:
    one = read("const tea = 1\ntea = 2 // TypeError", "javascript")
    meant = "incomplete: ends in TypeError, as the page says there"
    assert told(one, raising(one, "TypeError", "Assignment to constant variable.", line=11)) == meant
    thrown = read("throw new Error('no water')", "javascript")
    assert told(thrown, raising(thrown, "Error", "no water")) == "incomplete: ends in Error, as the page says there"


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        ({"ended": "exit", "exit_code": 13}, "incomplete: awaits a promise that is never settled"),
        ({"ended": "exit", "exit_code": 0}, "incomplete: exits before its last statement"),
        ({"ended": "timeout", "seconds": 10.0}, "timeout: did not end within 10 s"),
        ({"ended": "end", "exit_code": 1}, None),
    ],
)
def test_how_a_run_ended_tells_what_was_missing(ended: dict[str, object], expected: str | None) -> None:
    one = read(SCRIPT, "javascript")
    assert told(one, run(one, StepRun(), **ended)) == expected


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("process.argv = ['node', 'tea', '--cups', '3']", True),
        ("process.argv.push('--cups')", True),
        ("process.argv === []", False),
        ("process.argv = ['node', 'tea', '--pots']  // an unknown option", False),
    ],
)
def test_who_gives_the_arguments_itself_lacks_none(code: str, wrong: bool) -> None:
    above, *examples = page(code, "brew.parse()", language="javascript")
    ended = [run(one, StepRun(stderr="error: too many"), ended="exit", exit_code=1) for one in examples]
    whole = read(f"{code}\nbrew.parse()", "javascript", 3)
    told_of = javascript.reason(examples[0], ended[0], [above, *examples])
    assert (javascript.reason(whole, run(whole, ended="exit", exit_code=1), [whole]) is None) is wrong
    assert (told_of is None) is (wrong or "unknown" in code)
    assert javascript.reason(examples[0], ended[0], examples) == ("incomplete", "ended with status 1")


THROWING = "test('is cold', () => {\n  if (cups) throw new TeaError('Brr!')\n})"


@pytest.mark.parametrize(
    ("printed", "told_of"),
    [
        ("   FAIL  is cold\n    Brr!\n    at pour (a.md:11:3)\n", True),
        ("not ok 1\n  TeaError: Brr!", True),
        ("not ok 1\n  'Brr!'", True),
        ("   FAIL  is cold\n    Brr! no lid\n", False),
        ("   FAIL  is cold\n    no lid\n", False),
    ],
)
def test_a_status_tells_of_what_the_code_throws_itself(printed: str, *, told_of: bool) -> None:
    one = read(THROWING, "javascript")
    expected = "incomplete: ends with status 1, and tells of an error that its own code throws"
    for step in (StepRun(stdout=printed), StepRun(stderr=printed)):
        assert told(one, run(one, step, exit_code=1)) == (expected if told_of else None)
        assert told(read("test.run()", "javascript"), run(one, step, exit_code=1)) is None


def test_alternatives_one_after_the_other_may_end_as_they_like() -> None:
    one = read("const tea = pour(1)\nconst { tea, cup } = pour(2)\ntea.lid()", "javascript")
    found = told(one, raising(one, "TeaError", "no lid"))
    assert found == "pseudo-code: shows alternatives one after the other, and ends in TeaError"
    once = read("const tea = pour(1)\nconst { lid, cup } = pour(2)\ntea.lid()", "javascript")
    assert told(once, raising(once, "TeaError", "no lid")) is None


@pytest.mark.parametrize("comment", ["// or", "// Or:", "// alternatively"])
def test_what_stands_below_an_or_need_not_come_after_what_stands_above_it(comment: str) -> None:
    one = read(f"const cup = new Cup(); await cup.pour()\n{comment}\ncup.pour().then()", "javascript")
    said = "pseudo-code: shows alternatives one after the other, and ends in TeaError"
    assert told(one, raising(one, "TeaError", "poured twice", line=12)) == said
    assert told(one, raising(one, "TeaError", "poured twice")) is None
    assert told(one, raising(one, "TypeError", "cup.pour(...).then is not a function", line=12)) is None


@pytest.mark.parametrize(
    ("code", "line", "part"),
    [
        ("const Pot = require('pot').own.Pot", 10, "own"),
        ("const pot = require('pot')\nnew pot.own.Pot()", 11, "own"),
        ("import pot from 'pot'\nnew pot.own.Pot()", 11, "own"),
        ("const own = { pot: null }\nown.pot.Pot", 11, ""),
        ("const pot = require('pot')\nnew pot.own.lid.Pot()", 11, ""),
    ],
)
def test_a_part_of_a_package_that_is_null_is_had_with_something_else(code: str, line: int, part: str) -> None:
    one = read(code, "javascript")
    found = told(one, raising(one, "TypeError", "Cannot read properties of null (reading 'Pot')", line=line))
    assert found == (f"missing-package: needs an optional part of `pot`: `{part}`" if part else None)


MISTAKES = {
    ("// ...\ntea.version('0.0.1);", "Invalid or unexpected token", 11): True,
    ("// ...\nit's a tea (or two);", "Invalid or unexpected token", 11): False,
    ("pour({\n  cups: [...],\n  lid: 1\n});\nboil()", "Unexpected token ']'", 11): False,
    ("// ...\nconst cups = Cup(16 \\* 3);", "Invalid Unicode escape sequence", 11): True,
    ("// ...\nconst cups = Cup(16 \\* 3);", "missing ) after argument list", 11): True,
    ("// ...\nreturn (<p>{*/ a cup */}</p>)", "Unexpected token '<'", 11): True,
    ("// ...\nreturn (<p>{/* a cup */}</p>)", "Unexpected token '<'", 11): False,
    ("// ...\nconst pot = {*cups() { a() / b() }}; <p>", "Unexpected token '<'", 11): False,
    ("// ...\nconst cups = Cup('16 \\* 3');", "Invalid or unexpected token", 11): False,
    ("// or\nconst tea = 1\nconst tea.lid = 2", "Missing initializer in const declaration", 12): True,
    ("// or\nconst tea\ntea.lid = 2", "Missing initializer in const declaration", 11): False,
    ("// or\ncomnst tea = pour()", "Unexpected identifier 'tea'", 11): True,
    ("// or\nsteep tea = pour()", "Unexpected identifier 'tea'", 11): False,
    ("// or\ncomnst tea = pour() // wrong", "Unexpected identifier 'tea'", 11): False,
    ("// ...\npour(tea));\nlid();", "Unexpected token ')'", 11): True,
    ("pour({\n  cups: [1, 2, ...],\n  lid: 1\n});\nboil()", "Unexpected token ']'", 11): False,
    ("pour({\n  pot: /* a pot */,\n  lid: 1\nboil()", "Unexpected token ','", 11): False,
    ("// ...\n  pour(tea)\n});\nlid();", "Unexpected token ')'", 12): False,
    ("pour(tea, () => {\n  lid(1)\n  lid(2)\n\nlid({\n  a: 1\n})", "Unexpected end of input", 16): True,
    ("pour(tea, () => {\n  lid(1)\n  lid(2)", "Unexpected end of input", 12): False,
    ("pour(tea, () => {\nlid(1)\nlid(2)", "Unexpected end of input", 12): False,
    ("// ...\ncup {\n  a: 1\n}\n\npour(1)", "Unexpected token '{'", 11): False,
    ("// ...\npour (a of b {\n  lid(1)\n}\n\npour(1)", "Unexpected token '{'", 11): True,
}


@pytest.mark.parametrize(("code", "message", "line"), MISTAKES)
def test_a_mistake_of_a_line_is_not_hidden_by_what_is_around_it(code: str, message: str, line: int) -> None:
    one = read(code, "javascript")
    broken = raising(one, "SyntaxError", message, line=line, traceback="SyntaxError: x", name="")
    assert (told(one, broken) is None) == MISTAKES[code, message, line]


POT = (
    "class Pot {\n  constructor(n) { this.cups = n }\n  get full() {\n    return `${this.n}${cups}`\n  }\n}\nnew Pot(1)"
)


@pytest.mark.parametrize(
    ("code", "line", "wrong"),
    [(POT, 13, True), (POT, 16, False), (POT.replace("this.cups", "this.lid"), 13, False)],
)
def test_a_part_of_its_own_class_needs_its_this(code: str, line: int, wrong: bool) -> None:
    one = read(code, "javascript")
    missing = raising(one, "ReferenceError", "cups is not defined", name="cups", line=line)
    assert (told(one, missing) is None) is wrong
    used = read("pour(cups)", "javascript", 2)
    assert javascript.reason(one, missing, [used, one]) is not None


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("for (const cup of this.pot.cups()) {\n  drink(cup)\n}", False),
        ("all.forEach((cup) => this.pot.cups(cup))", False),
        ("for (const cup of pot.lid.cups()) {\n  drink(cup)\n}", True),
        ("const tea = { hold() { return this.pot.cups() } }", True),
        ("const hold = function () { return this.pot.cups() }", True),
        ("drink(this.pot.cups()); class Pot {}", True),
    ],
)
def test_this_is_nobody_where_nothing_around_it_gives_it_one(code: str, wrong: bool) -> None:
    one = read(f"const pot = {{}}, all = [1], drink = Math.abs\n{code}", "javascript")
    raised = raising(one, "TypeError", "Cannot read properties of undefined (reading 'cups')", line=11)
    detail = "fragment: stands inside a class that the page does not show"
    assert (told(one, raised) == detail) is not wrong


def test_a_text_that_is_an_elision_stands_for_another() -> None:
    for text in ("...", "{... a kind of tea ...}", "-- ... green ... --"):
        one = read(f"const tea = '{text}'\nbrew(tea)", "javascript")
        said = "pseudo-code: leaves out a part of its code, and ends in TeaError"
        assert told(one, raising(one, "TeaError", "no tea")) == said
    for text in ("green... or black", "Brewing... please wait ..."):
        whole = read(f"const tea = '{text}'\nbrew(tea)", "javascript")
        assert told(whole, raising(whole, "TeaError", "no tea")) is None


def test_a_module_may_have_what_is_imported_as_a_type() -> None:
    lacks = "The requested module 'tea' does not provide an export named 'Kind'"
    typed = read("import { Kind } from 'tea'\nKind<typeof cup>", "javascript")
    plain = read("import { Kind } from 'tea'\nKind(cup)", "javascript")
    called = read("import { Kind } from 'tea'\nlet cup: Kind = new Kind()", "typescript")
    found = told(typed, raising(typed, "SyntaxError", lacks, name="Kind", traceback="x\n    at tea"))
    assert found == "fragment: imports `Kind`, which `tea` does not have when it runs: it may be a type"
    for one in (plain, called):
        assert told(one, raising(one, "SyntaxError", lacks, name="Kind", traceback="x\n    at tea")) is None


def test_a_server_goes_on_until_it_is_stopped() -> None:
    one = read("app.listen(3000)", "javascript")
    assert told(one, run(one, StepRun(), ended="timeout")) == "long-running: runs until it is stopped"


def test_html_may_label_another_language_and_lose_the_ends_of_lines() -> None:
    broken = {"traceback": "SyntaxError: x", "name": ""}
    for code, fields in (("tea = = 2", {"origin": "html"}), ("let a = = 2", {"fidelity": "whitespace-lossy"})):
        one = read(code, "javascript")
        lossy = replace(one, block=replace(one.block, **fields))
        found = told(lossy, raising(lossy, "SyntaxError", "Unexpected token '='", **broken))
        assert found is not None
        assert found.startswith("pseudo-code")
        assert told(one, raising(one, "SyntaxError", "Unexpected token '='", **broken)) is None


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("require.config({ paths: {} });\nrequire(['tea'], pour)", "require.config is not a function"),
        ("require(['tea'], pour)", 'The "id" argument must be of type string. Received an instance of Array'),
    ],
)
def test_modules_may_be_had_as_browsers_load_them(code: str, message: str) -> None:
    one = read(code, "javascript")
    assert told(one, raising(one, "TypeError", message)) == (
        "missing-toolchain: needs an asynchronous `require`, as browsers load it"
    )


def test_the_longest_text_is_looked_through_once() -> None:
    one = read(f"const tea = `{'... a ' * 30_000}\nbrew(tea)", "javascript")
    assert told(one, raising(one, "TeaError", "no tea")) is None
