"""What the config of a site declares to run before the examples of each of its pages, as examples that are no rows."""

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from docverify.extract.filling import fill, served
from docverify.extract.markers import honour
from docverify.model import Block, Example, Marker, Page, Provided
from docverify.ports import Compiled, Completing, Language

MARKERS = ("setup", "ignore-output")
"""What a page would have said of such a block."""


def may_begin(language: Language) -> bool:
    """True for a family whose examples can have something before them: a session, or code that they borrow.

    What is compiled one by one has neither.
    """
    is_family = bool(language.driver) and language.name == language.family
    return is_family and (not isinstance(language, Compiled) or isinstance(language, Completing))


def setups(
    page: Page, examples: Sequence[Example], languages: Mapping[str, Language], given: Provided
) -> tuple[Example, ...]:
    """One for each language that examples of the page run in; one that cannot run has its refusal.

    `given` is what backends have for them.
    """
    shared: dict[str, dict[str, None]] = {}
    for example in examples:
        if example.refusal is None and example.steps:
            family = languages[example.language].family
            shared.setdefault(family, {}).update(dict.fromkeys((example.session, *example.also)))
    declared = (_declared(page, name, given) for name in page.setup if name in shared)
    return tuple(_begin(one, tuple(shared[one.language]), languages, given.ports) for one in declared)


def _declared(page: Page, name: str, given: Provided) -> Example:
    setup = page.setup[name]
    where, code = setup.file or f"setup.{name}", setup.code.rstrip("\n")
    markers = tuple(Marker(kind, where, 1) for kind in MARKERS)
    block = Block(page.path, name, code, 1, code.count("\n") + 1, markers=markers, style="hidden", file=where)
    (filled,) = fill([block], given.placeholders)
    return Example(f"{page.path}:{name} declared", filled, name, declared=where)


def _begin(
    setup: Example, sessions: Sequence[str], languages: Mapping[str, Language], ports: Collection[int]
) -> Example:
    """The setup as it begins sessions; where there are none, it is only borrowed from."""
    language = languages[setup.language]
    if isinstance(language, Compiled):
        return setup
    read = language.read(replace(setup, session=sessions[0], also=tuple(sessions[1:])))
    return honour(served(read, languages, ports))
