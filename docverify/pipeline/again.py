"""The further readings of examples that did not pass: alone, after those alone that make what they need, after one tab
of each set; and what they looked for."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify import judge, plan
from docverify.model import Example, Plan, Run, Verdict
from docverify.ports import Sandbox

Judge = Callable[[Example, Run], Verdict]
MOST_TABS = 6
"""Labels of tabs that a page is read with, one after the other."""


class Page(Struct, frozen=True):
    """A page behind a wall, with how its runs are judged."""

    sandbox: Sandbox
    started: Callable[[str], None]
    examples: Sequence[Example]
    judged: Judge

    def alone(self, example: Example, whole: Plan) -> Verdict:
        return self._last(example, plan.alone(whole, example.id))

    def again(self, verdict: Verdict, example: Example, whole: Plan, said: Mapping[str, Verdict]) -> Verdict:
        """The verdict with what these readings say; what was only run in page order may be the page's state.

        `said` is what was said of the examples above, by id.
        """
        alone = self.alone(example, whole)
        found = judge.conclude([verdict, alone])
        if not judge.rests_on_page(found, alone):
            return found
        return judge.conclude_made(found, [self._last(example, one) for one in self._makers(example, whole, said)])

    def after_makers(self, verdict: Verdict, example: Example, whole: Plan, said: Mapping[str, Verdict]) -> Verdict:
        """The verdict on an example that may have met what others left behind: right where those alone ran before it
        that make what it needs, or none where it needs nothing."""
        is_apart = not (example.needs or plan.is_first(whole, example.id))
        plans = [plan.alone(whole, example.id)] if is_apart else self._makers(example, whole, said)
        made = (self._last(example, each) for each in plans)
        return next((one for one in made if one.verdict == "pass"), verdict)

    def _makers(self, example: Example, whole: Plan, said: Mapping[str, Verdict]) -> list[Plan]:
        """Those in which nothing runs that took as long as it may: it would again, once for each of them."""
        lost = [name for name, verdict in said.items() if judge.is_lost(verdict) or judge.is_refused(verdict)]
        endless = {name for name, verdict in said.items() if verdict.reason in judge.ENDLESS}
        made = plan.from_makers(whole, example, self.examples, lost)
        return [one for one in made if endless.isdisjoint(task.example for task in one.tasks)]

    def through_tabs(self, found: Mapping[str, Verdict], whole: Plan) -> dict[str, Verdict]:
        """The verdicts, where what lacks something may pass after one tab of each set: a reader has taken one."""
        left = [one for one in self.examples if one.id in found and found[one.id].reason == "fragment"]
        lost = [name for name, verdict in found.items() if judge.is_lost(verdict)]
        labels = dict.fromkeys(plan.label_of(one.block.tab) for one in left if plan.stands_on_tabs(one, self.examples))
        more = dict(found)
        for label in list(labels)[:MOST_TABS]:
            taken = plan.through_tabs(whole, self.examples, lost, label)
            if taken:
                more |= self._passing(taken, [one for one in left if more[one.id].reason == "fragment"], found)
        return more

    def _passing(self, whole: Plan, left: Sequence[Example], found: Mapping[str, Verdict]) -> dict[str, Verdict]:
        """Those that pass, or lack a package alone."""
        by_id = {one.id: one for one in left}
        runs = self.sandbox.run(quick(whole, found), self.started)
        said = [self.judged(by_id[run.example], run) for run in runs if run.example in by_id]
        return {one.example: one for one in said if one.verdict == "pass" or one.reason == "missing-package"}

    def watched(self, found: Mapping[str, Verdict], whole: Plan) -> dict[str, Verdict]:
        """The verdicts, where no page is held to a file that is not there, and of which nobody says a word.

        Of what is wrong in this reading first: another one tells of its own.
        """
        told = {name for name, one in found.items() if one.reading.partition(", ")[0] == whole.reading}
        told &= {task.example for task in whole.tasks if task.driver == "python"}
        asking = plan.watched(whole, told.intersection(judge.may_lack_file(found, self.examples)))
        runs = self.sandbox.run(quick(asking, found), self.started) if asking else ()
        return judge.doubt_sought(found, self.examples, {run.example: run.sought for run in runs})

    def _last(self, example: Example, whole: Plan) -> Verdict:
        return self.judged(example, self.sandbox.run(whole, self.started)[-1])


def quick(whole: Plan, found: Mapping[str, Verdict]) -> Plan:
    """Without what did not end where it was found."""
    endless = {name for name, verdict in found.items() if verdict.reason in judge.ENDLESS}
    return replace(whole, tasks=tuple(task for task in whole.tasks if task.example not in endless))
