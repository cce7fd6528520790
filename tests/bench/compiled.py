"""What compiled examples cost: twenty of one page in one build, beside a compiler run for each; both then run.

Nothing of the wall is measured: it costs both the same.
What they print is compared, so that a cheaper build that says something else does not count.
"""

import os
import resource
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tables import machine, parser, publish, table

from docverify.model import Block, Example, Program, WrittenFile
from docverify.registry import members
from docverify.sandbox.wall.gocache import compiled

COUNT = 20
CODE = {
    "rust": """\
use std::collections::BTreeMap;

let mut cups: BTreeMap<&str, u32> = BTreeMap::new();
cups.insert("green", {0});
cups.insert("black", 2);
for (kind, number) in &cups {{
    println!("{{kind}}: {{number}}");
}}
""",
    "java": """\
Map<String, Integer> cups = new TreeMap<>();
cups.put("green", {0});
cups.put("black", 2);
for (var entry : cups.entrySet()) {{
    System.out.println(entry.getKey() + ": " + entry.getValue());
}}
""",
    "go": """\
cups := []string{{"green", "black"}}
sort.Strings(cups)
for _, kind := range cups {{
	fmt.Println(kind, {0})
}}
""",
    "c": """\
int cups[] = {{ {0}, 2 }};
for (int kind = 0; kind < 2; kind++) {{
  printf("%d: %d\\n", kind, cups[kind]);
}}
""",
    "cpp": """\
std::map<std::string, int> cups{{{{"green", {0}}}, {{"black", 2}}}};
for (const auto &[kind, number] : cups) {{
  std::cout << kind << ": " << number << "\\n";
}}
""",
}


class Spent(NamedTuple):
    build: float
    run: float
    """CPU seconds, of children."""
    printed: tuple[str, ...]


def examples(language: str) -> list[Example]:
    codes = (CODE[language].format(number) for number in range(COUNT))
    blocks = (Block("a.md", language, code, 1, code.count("\n")) for code in codes)
    read = members("languages")[language].read
    return [read(Example(f"a.md#:{language}:{number}", block, language)) for number, block in enumerate(blocks)]


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def call(words: Sequence[str], environ: Mapping[str, str], folder: Path) -> str:
    filled = [word.replace("{build}", str(folder)) for word in words]
    variables = {name: value.replace("{build}", str(folder)) for name, value in environ.items()}
    marked = ["sh", "-c", 'exec "$@" 3>>mark', "sh"]  # where a program says that it came to its end
    done = subprocess.run(
        [*marked, *filled], cwd=folder, env={**os.environ, **variables}, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def build(how: Any, folder: Path) -> None:
    files: Sequence[WrittenFile] = how.files
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    for command in how.build:
        call(command, how.environ, folder)


def spend(builds: Sequence[tuple[Any, Path]], runs: Sequence[tuple[Program, Path]]) -> Spent:
    began = cpu()
    for how, folder in builds:
        build(how, folder)
    built = cpu()
    printed = tuple(call(program.run, program.environ, folder) for program, folder in runs)
    return Spent(built - began, cpu() - built, printed)


def apart(language: str, work: Path) -> Spent:
    programs = [members("languages")[language].program(one, "") for one in examples(language)]
    each = [(program, work / f"{language}{number}") for number, program in enumerate(programs)]
    return spend(each, each)


def together(language: str, work: Path) -> Spent | None:
    found = examples(language)
    merged = members("languages")[language].merged(found, "")
    folder = work / language
    return spend([(merged, folder)], [(merged.programs[one.id], folder) for one in found]) if merged else None


def measure(language: str, work: Path) -> tuple[str, ...]:
    one, each = together(language, work), apart(language, work)
    if one is None:
        return language, "not merged", "", f"{each.build:.2f} s", f"{each.run:.2f} s", "", ""
    return (
        language,
        f"{one.build:.2f} s",
        f"{one.run:.2f} s",
        f"{each.build:.2f} s",
        f"{each.run:.2f} s",
        f"{each.build / one.build:.1f} × ({(each.build + each.run) / (one.build + one.run):.1f} × with the runs)",
        "yes" if one.printed == each.printed else "NO",
    )


def main() -> None:
    options = parser(__doc__)
    given = options.parse_args()
    os.environ["GOCACHE"] = compiled("go")
    header = (f"{COUNT} examples", "one build", "runs", "a build each", "runs", "cheaper by", "same output")
    with tempfile.TemporaryDirectory(prefix="docverify-compiled-") as work:
        rows = [measure(language, Path(work) / language) for language in CODE]
    publish("compiled", f"{table(header, rows)}\n\nCPU; {machine()}.", given.readme)


if __name__ == "__main__":
    main()
