"""What a page shows in several languages, side by side: the members of one tab group are one comparison."""

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from docverify.model import WRONG, Comparison, Row, Variant

WORST = ("fail", "drift", "error", "flaky", "unverified", "skip", "pass")
"""Verdicts, from the one that says most of several examples."""
NOBODYS = "not-executable"
_ASIDE = ("shell", "console")
"""Languages in which a tab of another one tells how to install something."""


def compare(rows: Iterable[Row], run: Collection[str]) -> list[Comparison]:
    """In page order, the tab groups of one page that show something in two languages or more.

    `run` names the languages that docverify runs.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.tab and row.language in run and row.reason != NOBODYS:
            groups.setdefault(row.tab.partition("/")[0], []).append(row)
    found = (_comparison(members) for members in groups.values())
    return [one for one in found if len(one.variants) > 1]


def name_others(rows: Sequence[Row], comparisons: Iterable[Comparison]) -> list[Row]:
    """The rows; one that is wrong in its language alone names those in which the same passes."""
    found: dict[str, tuple[str, ...]] = {}
    for one in comparisons:
        wrong = [each for each in one.variants if each.verdict in WRONG]
        passing = tuple(each.language for each in one.variants if each.verdict == "pass")
        if len(wrong) == 1:
            found |= dict.fromkeys(wrong[0].examples, passing)
    return [
        replace(row, passes_in=found[row.id]) if row.verdict in WRONG and found.get(row.id) else row for row in rows
    ]


def _comparison(rows: Sequence[Row]) -> Comparison:
    first = rows[0]
    tabs: dict[str, list[Row]] = {}
    for row in rows:
        tabs.setdefault(row.tab, []).append(row)
    languages: dict[str, list[Row]] = {}
    for members in tabs.values():
        language = _language(members)
        languages.setdefault(language, []).extend(row for row in members if row.language == language)
    variants = tuple(_variant(language, languages[language]) for language in sorted(languages))
    return Comparison(first.page, first.line, first.heading, variants)


def _language(members: Sequence[Row]) -> str:
    """That of a tab: the last that is no shell, since what a shell installs is for what follows."""
    own = [row.language for row in members if row.language not in _ASIDE]
    return own[-1] if own else members[-1].language


def _variant(language: str, rows: Sequence[Row]) -> Variant:
    worst = min((row.verdict for row in rows), key=WORST.index)
    return Variant(language, tuple(row.id for row in rows), worst)
