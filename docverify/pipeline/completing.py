"""The reading of compiled examples with what their page leaves to its reader: imports, and what other blocks define."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from docverify import judge, plan
from docverify.model import Example, Plan, Verdict
from docverify.pipeline.again import Page
from docverify.ports import Completing, Completion, Sandbox


class Completer(Struct, frozen=True):
    """Builds and runs those examples of a page again that did not pass for want of something."""

    sandbox: Sandbox
    languages: Mapping[str, Any]
    packages: Mapping[str, Sequence[str]]
    """By family of languages, the requirements of what is documented."""
    started: Callable[[str], None]

    def weigh(self, found: Mapping[str, Verdict], page: Page, whole: Plan) -> dict[str, Verdict]:
        """The verdicts by example id, where that reading says more with what it says."""
        lacking = [one for one in page.examples if one.id in found and judge.lacks(found[one.id])]
        known = {one.id: (one, made) for one in lacking if (made := self._completed(one, page.examples))}
        given = [replace(one, borrowed=made.borrowed) for one, made in known.values()]
        supplied = plan.completed(whole, given, self.languages)
        if supplied is None:
            return dict(found)
        more = dict(found)
        for run in self.sandbox.run(supplied, self.started):
            example, made = known[run.example]
            verdict = page.judged(example, run)
            more[example.id] = judge.conclude_supplied(more[example.id], verdict, sure=made.sure)
        return more

    def _completed(self, example: Example, page: Sequence[Example]) -> Completion | None:
        language = self.languages[example.language]
        if not isinstance(language, Completing):
            return None
        packages = self.packages.get(self.languages[example.language].family, ())
        return language.completed(example, page, packages)
