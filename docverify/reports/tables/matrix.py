"""Pages against languages: how many of the tab groups that a page shows in a language pass there."""

from collections.abc import Sequence

from docverify.columns import pad, width
from docverify.model import WRONG, Comparison
from docverify.reports.tables.writing import Paint, clean, count

MOST = 20
"""Pages that are listed; the JSON report has all of them."""


def matrix(comparisons: Sequence[Comparison], paint: Paint) -> list[str]:
    """A line for each page on which a language lags behind; what passes everywhere is counted."""
    pages: dict[str, list[Comparison]] = {}
    for one in comparisons:
        pages.setdefault(one.page, []).append(one)
    lagging = {page: found for page, found in pages.items() if not all(map(_passes, found))}
    even = sum(len(found) for page, found in pages.items() if page not in lagging)
    lines = _table(dict(list(lagging.items())[:MOST]), paint) if lagging else []
    if len(lagging) > MOST:
        lines.append(f"  … {len(lagging) - MOST} more pages")
    if even:
        groups = count(even, "other tab group" if lagging else "tab group")
        lines.append(f"  {groups} {'passes' if even == 1 else 'pass'} in each of several languages")
    return [paint("tab groups in several languages", "bold"), *lines] if lines else []


def _passes(comparison: Comparison) -> bool:
    return all(variant.verdict == "pass" for variant in comparison.variants)


def _table(pages: dict[str, list[Comparison]], paint: Paint) -> list[str]:
    languages = sorted({variant.language for found in pages.values() for one in found for variant in one.variants})
    names = {page: clean(page) for page in pages}
    first = max(map(width, (*names.values(), "passed of shown")))
    header = "  ".join([pad("passed of shown", first), *languages])
    lines = [paint(f"  {header}", "dim")]
    for page, found in pages.items():
        cells = [_cell(found, language, paint) for language in languages]
        lines.append(f"  {'  '.join([pad(names[page], first), *cells])}".rstrip())
    return lines


def _cell(comparisons: Sequence[Comparison], language: str, paint: Paint) -> str:
    """As wide as the language's name, or wider."""
    shown = [variant for one in comparisons for variant in one.variants if variant.language == language]
    passed = sum(variant.verdict == "pass" for variant in shown)
    text = f"{passed}/{len(shown)}" if shown else "-"
    wrong = any(variant.verdict in WRONG for variant in shown)
    return " " * max(width(language) - len(text), 0) + paint(text, "red" if wrong else "")
