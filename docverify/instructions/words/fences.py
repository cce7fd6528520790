"""Words behind a fence's language."""

import re
from collections.abc import Iterator

from docverify.instructions.conditions import allows, runs_on
from docverify.instructions.convention import Instruction, always, convention, named, unless, when

_RUN_AS_ANY = "docverify runs the example as it runs any other"
_PMD = "pytest-markdown-docs"
_EXEC = "markdown-exec"
ON = r"(?!(?:false|no|off|0|f)$)"
"""A value that switches its key on."""


def _target(match: re.Match[str]) -> Iterator[Instruction]:
    """rustdoc leaves an example out on targets whose name holds the word."""
    yield unless(runs_on(match["name"]))


def _release(match: re.Match[str]) -> Iterator[Instruction]:
    yield when(allows(f">={match['name']}"))


def _codes(match: re.Match[str]) -> Iterator[Instruction]:
    """Exit codes, in the order of the commands."""
    codes = match["name"].replace(",", " ").split()
    yield Instruction("may-raise" if any(code != "0" for code in codes) else "nothing")


def _system(match: re.Match[str]) -> Iterator[Instruction]:
    yield when(runs_on(match["name"]))


CONVENTIONS = (
    convention(
        ("rustdoc, deno, trycmd, Runme", "```rust,ignore", "not run; Runme also has `{ignore=true}`"),
        rf"ignore(?:={ON}(?i:true|yes|on|1|t))?$",
        always("skip"),
    ),
    convention(
        ("rustdoc", "```rust,ignore-windows", "not run on targets of that name"),
        r"ignore-(?P<name>[\w-]+)$",
        _target,
        known=False,
    ),
    convention(
        ("rustdoc", "```rust,no_run", "compiled, and not run"),
        r"no[_-]?run$",
        always("build"),
        note="in a language that nothing builds it is only not run",
    ),
    convention(("rustdoc", "```rust,should_panic", "must panic"), r"should_panic$", always("raises")),
    convention(("rustdoc", "```rust,compile_fail", "must not compile"), r"compile_fail$", always("no-build")),
    convention(
        ("The Rust book", "```rust,does_not_compile", "shown as code that does not compile"),
        r"does_not_compile$",
        always("no-build"),
    ),
    convention(("The Rust book", "```rust,panics", "shown as code that panics"), r"panics$", always("raises")),
    convention(
        ("The Rust book", "```rust,not_desired_behavior", "shown as code that does not do what it should"),
        r"not_desired_behavior$",
        always("skip"),
    ),
    convention(("MDN", "```js example-bad", "shown as what not to do"), r"example-bad$", always("skip")),
    convention(
        ("rustdoc", "```rust,compile_fail,E0277", "does not compile, with this code"),
        r"(?P<name>e0\d{3})$",
        named("error-code"),
    ),
    convention(
        ("rustdoc", "```rust,edition2021", "edition, how it is built; `standalone_crate`"),
        r"(?:edition20\d\d|standalone_crate|test_harness)$",
        always("nothing"),
        known=False,
    ),
    convention((_PMD, "```python notest", "not run"), r"notest$", always("skip")),
    convention((_PMD, "```python continuation", "goes on with the block above"), r"continuation$", always("continue")),
    convention((_PMD, "```python fixture:tea", "runs with a fixture"), r"fixture:.", always("unsupported")),
    convention((_PMD, "```python runner:tea", "run by a program of the project"), r"runner:.", always("unsupported")),
    convention(
        (_PMD, "```python retry:3", "run again when it fails"), r"retry:.", always("reported", reason=_RUN_AS_ANY)
    ),
    convention(("pydantic", '```py test="skip"', "not run"), r"test=(?i:skip)", always("skip")),
    convention(("pydantic", '```py test="xfail - why"', "may fail"), r"test=(?i:xfail)", always("may-raise")),
    convention(
        ("pydantic", '```py test="no-print-intercept"', "run, and not compared"),
        r"test=no-print-intercept$",
        always("ignore-output"),
    ),
    convention(
        ("pydantic", '```py requires="3.10"', 'not run by older releases of Python; also `test="requires-3.10"`'),
        r"(?:requires=|test=requires-)(?P<name>[\d.]+)$",
        _release,
    ),
    convention(("several", '```py requires="numpy"', "needs something"), r"requires=", always("unsupported")),
    convention(
        ("pydantic, doccmd", '```py group="tea"', "shares its state with the blocks of that name"),
        r"group=(?P<name>.+)",
        named("group"),
    ),
    convention(
        ("pydantic", '```py lint="skip"', "of other checks; also `upgrade=`, `rewrite_assert=`, `dunder_name=`"),
        r"(?:lint|upgrade|rewrite_assert|dunder_name|hl_lines|linenums)=",
        always("nothing"),
    ),
    convention(("pytest-codeblock, Runme", "```python name=test_tea", "its name"), r"name=(?P<name>.+)", named("name")),
    convention(
        ("twoslash", "```ts twoslash", "type-checked; its `// ---cut---` hides what stands above"),
        r"twoslash$",
        always("run"),
    ),
    convention(("mdoc", "```scala mdoc:fail", "must not compile"), r"mdoc:(?:.*:)?fail\b", always("raises")),
    convention(("mdoc", "```scala mdoc:crash", "must end in an error"), r"mdoc:(?:.*:)?crash\b", always("raises")),
    convention(("mdoc", "```scala mdoc:compile-only", "not run"), r"mdoc:(?:.*:)?compile-only\b", always("skip")),
    convention(
        ("mdoc", "```scala mdoc:reset", "from here on without what stands above"),
        r"mdoc:(?:.*:)?reset\b",
        always("clear", scope="rest"),
    ),
    convention(
        ("mdoc", "```scala mdoc:silent", "how it is shown: `passthrough`, `invisible`, `nest`, `to-string`"),
        r"mdoc(?:$|:)",
        always("nothing"),
    ),
    convention(
        ("Documenter.jl", "```jldoctest; setup=:(using Tea)", "runs after the setup; also `filter=`"),
        r"(?:setup|filter)=",
        always("unsupported"),
        known=False,
    ),
    convention(
        ("Documenter.jl, Quarto", "```jldoctest; output=false", "run, and its output is not shown"),
        r"output=(?i:false|no|off)$",
        always("ignore-output"),
        known=False,
    ),
    convention(
        ("tesh", '```console tesh-session="tea"', "shares its state with the blocks of that name"),
        r"tesh-session=(?P<name>.+)",
        named("group"),
    ),
    convention(
        ("tesh", '```console tesh-session="tea" tesh-exitcodes="1 0"', "exit codes, a command each"),
        r"tesh-exitcodes=(?P<name>.*)",
        _codes,
        note="not compared one by one",
    ),
    convention(
        ("tesh", '```console tesh-platform="linux"', "run on one system only"), r"tesh-platform=(?P<name>.*)", _system
    ),
    convention(
        ("tesh", '```console tesh-timeout="3"', "a limit of its own"),
        r"tesh-timeout=",
        always("reported", reason="`seconds` under `[limits]` is the limit"),
    ),
    convention(
        ("tesh", '```console tesh-setup="f.sh"', "another program runs first; also `ps1`, `fixture`, `long-running`"),
        r"tesh-",
        always("unsupported"),
    ),
    convention(
        ("Runme", "```sh {excludeFromRunAll=true}", "not run with the others"),
        rf"excludefromrunall={ON}",
        always("skip"),
        known=False,
    ),
    convention(
        ("Runme", "```sh {background=true}", "goes on running; also `cwd=` and `interpreter=`"),
        rf"(?:background={ON}|cwd=|interpreter=)",
        always("unsupported"),
        known=False,
    ),
    convention(
        ("Runme", "```sh {interactive=false}", "how it is shown; also `tag=`, `promptEnv=`, `transform=`"),
        r"(?:interactive|tag|promptenv|transform|background|excludefromrunall|ignore)=",
        always("nothing"),
        known=False,
    ),
    convention(
        (_EXEC, '```python exec="on"', "run when the site is built; also `source=`, `result=`, `html=`"),
        r"(?:exec|source|result|html)=",
        always("run"),
    ),
    convention(
        (_EXEC, '```python exec="on" session="tea"', "shares its state with the blocks of that name"),
        r"session=(?P<name>.+)",
        named("group"),
    ),
    convention((_EXEC, '```sh exec="on" returncode="1"', "its exit code"), r"returncode=(?P<name>.*)", _codes),
    convention((_EXEC, '```sh exec="on" workdir="tea"', "runs in that folder"), r"workdir=", always("unsupported")),
    convention(("Doc Detective", "```js testIgnore", "not run"), r"testignore$", always("skip")),
    convention(("docs-drift", "```js docs-drift:skip", "not run"), r"docs-drift:skip$", always("skip"), known=False),
    convention(("docverify", "```python docverify:skip", "not run"), r"docverify:skip$", always("skip")),
    convention(
        ("Docusaurus, Starlight", '```py title="tea.py"', "a file name; also `showLineNumbers`, `live`, `npm2yarn`"),
        r"(?:title=|showlinenumbers|live$|npm2yarn)",
        always("nothing"),
        note="the block is written to the file when a later example uses it",
        known=False,
    ),
    convention(
        ("several", "```python no-test", "not run; also `skip`, `skip-test`, `+SKIP`"),
        r"(?:no[_-]test|skip|skip[_-]?test|(?:x?doctest:)?\+skip)$",
        always("skip"),
        known=False,
    ),
    convention(
        ("several", "```python xfail", "may fail; also `raises`, `exceptions`"),
        r"(?:xfail|raises|exceptions?)$",
        always("may-raise"),
        known=False,
    ),
)
