"""The ledger of a project, and what a run says of it."""

from pathlib import Path

from docverify import ledger, scope
from docverify.errors import UsageError
from docverify.ledger import NAME, Balance, Ledger
from docverify.model import Result
from docverify.pipeline.request import Request


def load(root: Path) -> Ledger:
    """Empty when the project has none."""
    try:
        return ledger.read((root / NAME).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Ledger()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{root / NAME}: cannot be read: {error}", "save it as UTF-8") from error


def save(root: Path, kept: Ledger) -> None:
    """Through a file beside it, so that what was there is never half gone."""
    target = root / NAME
    part = target.with_suffix(".part")
    try:
        part.write_text(ledger.write(kept), encoding="utf-8")
        part.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}", "check the folder's permissions") from error


def weigh(kept: Ledger, result: Result, request: Request) -> Balance:
    """What is gone is told from what was not looked at: of another source, not asked for, or on a page in trouble."""
    inside = scope.within(
        {one.example: one for one in kept.entries}, request.sources, str(request.root), request.select
    )
    fine = {page.path for page in result.pages if not page.error}
    return ledger.weigh(
        kept,
        result.examples,
        lambda example: example in inside and (result.complete or example.partition("#")[0] in fine),
    )
