"""Every block of a page becomes one example, in page order: a row of the result."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.extract.claims import claim_outputs
from docverify.extract.filling import fill, served
from docverify.extract.labels import NOT_EXECUTABLE, UNREAD
from docverify.extract.markers import announced, honour, name_of, refused
from docverify.extract.sessions import sessions
from docverify.model import Block, Example, Page, Provided, Refusal
from docverify.ports import Language

NOTHING = Provided()
LONGEST = 200_000
"""Characters of a block that is read as code: the tree of a longer one takes gigabytes."""
_UNSAFE = re.compile(r"[^\w.+-]+")


class Known(Struct, frozen=True):
    """A block with the language that runs it; None when none does."""

    block: Block
    language: Language | None


def extract(
    page: Page, blocks: Sequence[Block], languages: Mapping[str, Language], given: Provided = NOTHING
) -> list[Example]:
    """As many examples as blocks, in their order; those that cannot be run say why.

    `languages` maps name to language; `given` is what backends have for them.
    """
    blocks = [_relabelled(block, page.labels) for block in blocks] if page.labels else blocks
    if given != NOTHING:
        filled = fill(blocks, given.placeholders, (setup.code for setup in page.setup.values()))
        found = [served(one, languages, given.ports) for one in extract(page, filled, languages)]
        return [replace(example, block=block) for example, block in zip(found, blocks, strict=True)]
    known = [_identify(block, languages) for block in blocks]
    shared = sessions(page, [(one.block, one.language.family if one.language else "") for one in known])
    named = zip(known, _ids(page, known), shared, strict=True)
    examples = [_read(one, name, keys) for one, name, keys in named]
    claimed = zip(known, examples, claim_outputs(examples), strict=True)
    return [_read_again(one.language, before, after) for one, before, after in claimed]


def _relabelled(block: Block, labels: Mapping[str, str]) -> Block:
    """The block with the label that its own stands for on these pages."""
    return replace(block, language=labels[block.language]) if block.language in labels else block


def _identify(block: Block, languages: Mapping[str, Language]) -> Known:
    """By label; without one, or with a shell's, by the only language that is certain of the code.

    Many a page labels what is typed at a terminal as a shell's, whoever asks there.
    """
    label = block.language
    named = languages.get(label) or next((one for one in languages.values() if label in one.aliases), None)
    if label and not (named and named.family == "shell"):
        return Known(block, named)
    certain = [language for language in languages.values() if language.recognises(block.code)]
    if len(certain) != 1 or (named and certain[0].family == named.family):
        return Known(block, named)
    return Known(replace(block, guessed=True), certain[0])


def _ids(page: Page, known: Sequence[Known]) -> Iterator[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for one in known:
        slug, language = one.block.slug, _name(one) or "text"
        counts[slug, language] += 1
        yield f"{page.path}#{slug}:{language}:{counts[slug, language]}"


def _name(known: Known) -> str:
    if known.language:
        return known.language.name
    return _UNSAFE.sub("-", known.block.language).strip("-")


def _read(known: Known, name: str, keys: Sequence[str]) -> Example:
    block, language = known.block, known.language
    refusal = _refuse(block, language)
    title = name_of(block)
    if refusal or language is None:
        label = language.name if language else block.language
        return Example(name, block, label, refusal=refusal, name=title)
    session, also = keys[0], tuple(keys[1:])
    whole = Example(name, block, language.name, session, expectation=announced(block), also=also, name=title)
    example = honour(language.read(whole))
    return replace(example, session="", also=()) if example.refusal else example


def _read_again(language: Language | None, before: Example, after: Example) -> Example:
    """An example whose output stands below it may be read in other steps than one whose output nobody knows."""
    if language is None or before.expectation == after.expectation:
        return after
    again = honour(language.read(after))
    return after if again.refusal else again


def _refuse(block: Block, language: Language | None) -> Refusal | None:
    if not block.code.strip():
        return Refusal("unverified", "not-executable", "empty block")
    if language is None and block.language in NOT_EXECUTABLE:
        return Refusal("unverified", "not-executable", f"labelled `{block.language}`")
    marked = refused(block, language)
    if marked:
        return marked
    if language is None:
        return _unknown(block)
    if len(block.code) > LONGEST:
        return Refusal("unverified", "resource-limit", f"longer than {LONGEST:,} characters")
    if UNREAD in block.code:
        return Refusal("unverified", "not-executable", "holds bytes that are not UTF-8")
    return None


def _unknown(block: Block) -> Refusal:
    directive = block.attributes.get("directive", "")
    if directive.lower() == block.language != "":
        return Refusal("unverified", "not-executable", f"directive `{directive}`")
    detail = f"`{block.language}`" if block.language else "no language given"
    return Refusal("unverified", "unknown-language", detail)
