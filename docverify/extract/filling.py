"""What backends have for the examples of a page: values for what stands for them there, and servers."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from docverify.model import Block, Example
from docverify.placeholders import Filling, given
from docverify.ports import Language, Served


def fill(blocks: Sequence[Block], values: Mapping[str, str], before: Iterable[str] = ()) -> list[Block]:
    """The blocks of a page with the values in their code; `before` is code that runs before all of them."""
    filling, above, filled = Filling(values), frozenset[str]().union(*map(given, before)), []
    for block in blocks:
        filled.append(replace(block, code=filling.fill(block.code, above)))
        above |= given(block.code)
    return filled


def served(example: Example, languages: Mapping[str, Language], ports: Collection[int]) -> Example:
    """The example as one that runs, where all that it lacks is a server and there is one."""
    language = languages.get(example.language)
    if not isinstance(language, Served) or language.port not in ports:
        return example
    lacks = example.refusal is not None and example.refusal.reason == "needs-network" and bool(example.steps)
    return replace(example, refusal=None) if lacks else example
