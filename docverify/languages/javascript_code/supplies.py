"""What a page leaves to its reader: imports that it has elsewhere, and what the documented package brings."""

import re
from collections.abc import Sequence

import msgspec

from docverify.languages.endings.supplied import missing_names
from docverify.languages.javascript_code import outside, runner
from docverify.languages.javascript_code.imports import Way, bound
from docverify.languages.javascript_code.outside import from_above
from docverify.languages.javascript_code.surroundings import BUILTIN
from docverify.languages.javascript_code.tokens import statements
from docverify.model import Example, Step
from docverify.ports import Lack

MOST_NAMES = 60
"""Names that are supplied to one session."""
_PROGRAM = """\
{
  const found = { sure: [], documented: [], guessed: [], outside: [] };
  const common = [[], Object(""), Object(0), new Map(), new Date(), Promise.prototype, () => {}];
  const taken = (module, take, name) => {
    const whole = module.default ?? module;
    if (take === "*") return module;
    if (take === "default") return whole;
    if (take.startsWith(".")) {
      const parts = take.slice(1).split(",").filter(part => !common.some(one => part in one));
      const had = parts.filter(part => part in whole);
      return had.length >= %d && had.length * 4 >= parts.length * 3 ? whole : undefined;
    }
    return module[take] ?? whole[take] ?? (typeof whole === "function" && whole.name === name ? whole : undefined);
  };
  for (const { name, ways, called } of %s) {
    for (const [kind, from, take] of ways) {
      if (name in globalThis) break;
      try {
        const value = taken(await import(from), take, name);
        if (value === undefined || (called && typeof value !== "function")) continue;
        globalThis[name] = value;
        found[kind].push(name);
      } catch {}
    }
  }
  %s
  console.log("\\n" + JSON.stringify(found));
}"""
_REQUIREMENT = re.compile(r"(@?[^@\s]+)")
_SIGNS = ("_", "$")
"""Names by which pages call the library that they are about."""
LEAST_PARTS = 3
"""Parts of a name, which not all objects of a kind have, from which on it is another one of the package with them.

Of four it has three.
"""
_AFFIX = re.compile(r"[-.]?js$|^js-")


class Wanted(msgspec.Struct, frozen=True):
    """A name that a session lacks, and where it may come from."""

    name: str
    ways: Sequence[tuple[str, str, str]]
    """What becomes of it as `Supplied` calls that, the module, and what is taken of that; the first that has it."""
    called: bool = False
    """True when the session calls it: nothing else than a function is meant."""


def supplies(session: Sequence[Example], lack: Lack, packages: Sequence[str]) -> tuple[Step, ...]:
    """A step that binds what is lacking and no other example brings; none when nothing is lacking."""
    missing = missing_names(session, lack)
    documented = [match[1] for match in map(_REQUIREMENT.match, packages) if match]
    above = from_above(session, lack, documented)
    if not (missing or above):
        return ()
    ways = _ways(session)
    wanted = [_wanted(name, ways.get(name, ()), documented, session) for name in missing[:MOST_NAMES]]
    listed = [one for one in wanted if one.ways]
    stands = outside.PROGRAM % _written([documented[0], above]) if above else ""
    return (Step(_PROGRAM % (LEAST_PARTS, _written(listed), stands), session[0].block.line),) if listed or above else ()


def _written(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _wanted(name: str, imports: Sequence[Way], documented: Sequence[str], session: Sequence[Example]) -> Wanted:
    """The one import of the page; else one of several, what the documented packages have, a test runner, or Node."""
    if len(imports) == 1:
        return Wanted(name, [("sure", *imports[0])])
    exported = [(package, name) for package in documented]
    whole = [(package, "default") for package in documented if _is_named_so(name, package)]
    parts = [(f"{package}/{name}", name) for package in documented]
    used = ",".join(_parts(name, session))
    alias = [(package, f".{used}") for package in documented] if used.count(",") + 1 >= LEAST_PARTS else []
    own = [(runner.MODULE, name)] if name in runner.NAMES else []
    own += [(f"node:{name}", "default")] if name in BUILTIN and _is_called(name, session) else []
    called = _is_called(name, session, "")
    kinds = (("guessed", imports), ("documented", [*exported, *whole, *parts]), ("guessed", [*alias, *own]))
    return Wanted(name, [(kind, *way) for kind, ways in kinds for way in ways], called)


def _parts(name: str, session: Sequence[Example]) -> list[str]:
    """What the session takes of the name."""
    taken = re.compile(rf"(?<![\w$.]){re.escape(name)}\.([A-Za-z_$][\w$]*)")
    return sorted({match[1] for one in session for match in taken.finditer(one.block.code)})


def _is_called(name: str, session: Sequence[Example], part: str = r"(?:\.\w+)?") -> bool:
    """True where a function of that name is called, or one of what has it: a path is no module."""
    called = re.compile(rf"(?<![\w$.]){re.escape(name)}{part}\(")
    return any(called.search(one.block.code) for one in session)


def _is_named_so(name: str, package: str) -> bool:
    """True for the name by which a package is known, but for how it is written, and for a sign or an initial of it."""
    base = package.rpartition("/")[2]
    known = {"".join(filter(str.isalnum, one)).lower() for one in (base, _AFFIX.sub("", base))}
    return name in _SIGNS or name.lower() in {*known, base[:1].lower()}


def imports(example: Example) -> set[str]:
    """The names that it takes from modules."""
    return {name for statement in statements(example.block.code) for name, _ in bound(statement)}


def _ways(session: Sequence[Example]) -> dict[str, list[Way]]:
    """By name, the ways in which the page imports it from packages, each once."""
    found: dict[str, list[Way]] = {}
    for example in session:
        for statement in statements("\n".join(step.code for step in example.steps)):
            for name, way in bound(statement):
                ways = found.setdefault(name, [])
                if way not in ways and not way[0].startswith((".", "/")):
                    ways.append(way)
    return found
