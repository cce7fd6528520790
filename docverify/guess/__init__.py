"""The language of a block that names none: what the page says around it, or what rules and a second voter agree on.

A wrong guess costs more than a block that is skipped, so nothing answers alone that is not decisive.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from docverify.guess.context import count_labels, say_attributes, say_page
from docverify.guess.continuing import continue_python
from docverify.guess.parsers import PARSED, parses, queries, states, without_words
from docverify.guess.rules import decide, score
from docverify.model import Block, Example, Page

Voter = Callable[[str], str]
"""Names the language of code, or nothing: a model that somebody installed."""

SEVERAL = 2
UNKNOWN = "unknown-language"
LONGEST = 20_000
"""Characters of a block that are looked at."""
FAMILIES = (
    frozenset({"cjs", "javascript", "js", "jsx", "mjs", "node", "ts", "tsx", "typescript"}),
    frozenset({"bash", "console", "sh", "shell", "shell-session", "zsh"}),
    frozenset({"c", "c++", "cpp"}),
    frozenset({"django", "html", "html+django", "html+jinja", "jinja", "svg", "xml"}),
    frozenset({"json", "json5", "jsonc"}),
    frozenset({"doctest", "ipython", "ipython3", "py", "pycon", "python", "python3"}),
    frozenset({"yaml", "yml"}),
)
"""Labels that are dialects of one language, or that look alike."""


def label(page: Page, examples: Sequence[Example], voter: Voter | None = None) -> list[Block]:
    """The blocks of a page, those of no known language with the label that they should have.

    What is the output of an example above it needs none.
    """
    labels = count_labels(map(_as_known, examples))
    found = [_label(page, one, labels, voter) if _is_unknown(one) else one.block for one in examples]
    return found if page.language else continue_python(found, examples, labels)


def _as_known(example: Example) -> Block:
    """A block that can be of one language alone is known to be of it without a label."""
    block = example.block
    return block if block.language else replace(block, language=example.language, guessed=False)


def _is_unknown(example: Example) -> bool:
    refusal = example.refusal
    return not (example.block.language or example.expected_by) and refusal is not None and refusal.reason == UNKNOWN


def _label(page: Page, example: Example, labels: Counter[str], voter: Voter | None) -> Block:
    found = guess(example.block, labels, None if page.language else voter)
    if found:
        return replace(example.block, language=found, guessed=True)
    return replace(example.block, language=page.language) if page.language else example.block


def guess(block: Block, labels: Counter[str], voter: Voter | None = None) -> str:
    """The label that the block should have; empty when that is not sure enough.

    `labels` is how many other blocks of its page have each label.
    """
    code = block.code[:LONGEST]
    said = say_attributes(block) or decide(code)
    if said or not code.strip():
        return said
    usual = say_page(labels)
    wanted = () if voter else PARSED | dialects(usual)
    likely = score(code, wanted) or score(without_words(code), wanted)
    if not likely:
        return "python" if is_all(labels, "python") and (states(block.code) or queries(block.code)) else ""
    agreed = parses(likely, block.code) or is_same(likely, usual)
    if not agreed and voter is not None:
        agreed = is_same(likely, voter(code))
    return likely if agreed else ""


def is_all(labels: Counter[str], name: str) -> bool:
    """Whether several blocks of a page have a label, and each of those names this language."""
    return labels.total() >= SEVERAL and dialects(name).issuperset(labels)


def is_same(one: str, other: str) -> bool:
    """Whether two labels name one language, or dialects of one."""
    return bool(one) and other in dialects(one)


def dialects(name: str) -> frozenset[str]:
    """The labels of one family, this one among them."""
    return next((family for family in FAMILIES if name in family), frozenset({name}))
