"""Writes a `docverify.toml` from what was found: each line with the reason for it, and nothing that was not found."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from json import dumps

from msgspec import Struct

from docverify.placeholders import Placeholder, read

RECORDS = ("changelog", "changes", "history", "news", "releases")
"""Beginnings of names of pages that describe earlier versions, whose examples may rightly fail today."""


MOST = 30
"""Placeholders that are listed."""
FEW = 5
"""Pages beside the config up to which each is a source of its own."""
_GLOB = re.compile(r"[\[\]*?\\!#]")


class Spelled(Struct, frozen=True):
    """One placeholder, in all the styles that pages use for it."""

    texts: Mapping[str, int]
    """As written, with how often, the most frequent first."""


class Found(Struct, frozen=True):
    """What a look at a folder found."""

    pages: tuple[str, ...] = ()
    """Identities of its pages, relative to it."""
    languages: Mapping[str, int] = {}
    """How many blocks each language has that docverify runs."""
    project: str = ""
    """Name of the Python project in the folder; empty when there is none."""
    repository: str = ""
    """`owner/name` of the GitHub repository that it was cloned from; empty when that is not known."""
    named: Mapping[str, tuple[str, ...]] = {}
    """By language, the packages that the pages tell their readers to install."""
    placeholders: tuple[Spelled, ...] = ()
    """What stands on the pages for values of their readers, the most frequent first."""


def compose(found: Found) -> str:
    """The text of a `docverify.toml` that `config.parse` reads."""
    parts = [_HEAD, *_sources(found), *_environments(found), *_placeholders(found), _LIMITS, _tracker(found)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


_HEAD = """\
# docverify checks that the examples of these pages do what the pages say: docverify check
"""

_LIMITS = """\
# What one example may use; these are the defaults.
# [limits]
# seconds = 10
# memory = 1024     # MiB
"""

_MATRIX = """\
# Releases of such a package: the last is checked, and the first that makes an example wrong is named.
# [matrix]
# attrs = ["24.1", "latest"]
"""


def _sources(found: Found) -> Iterator[str]:
    if not found.pages:
        yield '# No page of a known format was found; name where they will be.\n[[sources]]\npath = "."\n'
    elif sum("/" not in page for page in found.pages) > FEW:
        yield _whole_folder(found.pages)
    else:
        for top, pages in groupby(sorted(found.pages, key=_top), key=_top):
            yield _source(top, list(pages))


def _whole_folder(pages: tuple[str, ...]) -> str:
    records = [page for page in pages if "/" not in page and page.lower().startswith(RECORDS)]
    table = f'# {_count(len(pages) - len(records), "page")}.\n[[sources]]\npath = "."\n'
    if not records:
        return table
    globs = ", ".join(_quoted("/" + _GLOB.sub(r"\\\g<0>", page)) for page in records)
    return (
        f"{table}# These describe earlier versions, and their examples need not work any more.\nexclude = [{globs}]\n"
    )


def _source(top: str, pages: list[str]) -> str:
    table = f"[[sources]]\npath = {_quoted(top)}\n"
    if pages != [top]:
        return f"# {_count(len(pages), 'page')}.\n{table}"
    if top.lower().startswith(RECORDS):
        asides = "".join(f"# {line}\n" for line in table.splitlines())
        return f"# Left out: it describes earlier versions, and their examples need not work any more.\n{asides}"
    return f"# One page.\n{table}"


def _environments(found: Found) -> Iterator[str]:
    counts = ", ".join(
        f"{_count(count, 'block')} of {_plain(name)}" for name, count in sorted(found.languages.items()) if count
    )
    if counts:
        yield f"# Found: {counts}.\n"
    if found.project:
        about = f"# Examples may import {_plain(found.project)}, built from this folder, and what else is named here."
        yield f'{about}\n[environments.python]\ninstall = ["."]\n{_inferred(found, "python")}'
    elif found.languages.get("python"):
        about = "# What the examples import, as pip reads it."
        yield f'{about}\n# [environments.python]\n# install = ["attrs==25.3"]\n{_inferred(found, "python")}'
        yield _MATRIX
    for language in sorted(found.named.keys() - {"python"}):
        yield f"# [environments.{language}]\n{_inferred(found, language)}"


def _inferred(found: Found, language: str) -> str:
    """The line that takes packages from pages, as a suggestion: whom to trust is for the reader to say."""
    names = [_plain(name) for name in found.named.get(language, ()) if name != found.project]
    if not names:
        return ""
    more = f" and {_count(len(names) - FEW, 'other')}" if len(names) > FEW else ""
    return f"# Also what the pages tell their readers to install: {', '.join(names[:FEW])}{more}.\n# inferred = true\n"


def spelled(placeholders: Iterable[Placeholder]) -> tuple[Spelled, ...]:
    """Those of the same name together."""
    names: dict[str, Counter[str]] = {}
    for one in placeholders:
        names.setdefault(one.name, Counter())[one.text] += 1
    counted = sorted(names.values(), key=lambda texts: (-texts.total(), min(texts)))
    return tuple(Spelled(dict(sorted(texts.items(), key=lambda one: (-one[1], one[0])))) for texts in counted)


def _placeholders(found: Found) -> Iterator[str]:
    """One line each; the rest is counted, by its styles."""
    if not found.placeholders:
        return
    texts = [text for one in found.placeholders for text in one.texts.items()]
    styles = Counter[str]()
    for text, number in texts:
        known = read(text)
        styles[known.style.name if known else text] += number
    counts = ", ".join(f"{number} in the style {style}" for style, number in styles.most_common())
    about = f"# What stands for values on the pages: {counts}.\n# One line is enough for all styles of a name."
    lines = [_placeholder(one) for one in found.placeholders[:MOST]]
    left_out = len(found.placeholders) - MOST
    more = [f"# And {_count(left_out, 'other')}."] if left_out > 0 else []
    yield "\n".join([about, "# [placeholders]", *lines, *more]) + "\n"


def _placeholder(one: Spelled) -> str:
    (first, _), *others = one.texts.items()
    also = f", also as {', '.join(_plain(text) for text, _ in others[:FEW])}" if others else ""
    return f'# {_quoted(first)} = "…"   # {_count(sum(one.texts.values()), "time")}{also}'


def _tracker(found: Found) -> str:
    about = "# Issues are filed into the folder .docverify/outbox, and only by: docverify issues --apply"
    repository = _quoted(found.repository or "owner/name")
    instead = "# To file them on GitHub, with the token that the environment variable GITHUB_TOKEN holds:"
    return f'{about}\n{instead}\n# [tracker]\n# kind = "github"\n# repository = {repository}\n'


def _top(page: str) -> str:
    """The first part of a path; of one that leads out of the folder, all but the file name."""
    if page.startswith(("../", "/")):
        return page.rpartition("/")[0]
    return page.partition("/")[0]


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _quoted(text: str) -> str:
    """As a TOML string: JSON's escapes are TOML's too, but for one character that JSON leaves as it is."""
    return dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    """As a comment can hold it, on one line."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
