"""The reading of a page with what it leaves to its reader: imports, well-known names, objects made elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from docverify import judge, plan
from docverify.model import Example, Plan, Run, Step, Task, Verdict
from docverify.pipeline.again import Page
from docverify.ports import Lack, Sandbox, Supplied, Supplying


class Supplier(Struct, frozen=True):
    """Runs a page again, supplied, for those of its examples that did not pass."""

    sandbox: Sandbox
    languages: Mapping[str, Any]
    packages: Mapping[str, Sequence[str]]
    """By family of languages, the requirements of what is documented."""
    started: Callable[[str], None]

    def weigh(self, found: Mapping[str, Verdict], page: Page, whole: Plan) -> dict[str, Verdict]:
        """The verdicts by example id, where that reading says more with what it says."""
        lack = _lack(found)
        lacking = lack.lacking
        sessions = self._sessions(page.examples, whole) if lacking else {}
        steps = {name: self._steps(session, lack) for name, session in sessions.items()}
        steps = {name: one for name, one in steps.items() if one}
        if not steps:
            return dict(found)
        given = plan.supplied(whole, steps)
        given = replace(given, tasks=tuple(task for task in given.tasks if not _is_endless(found.get(task.example))))
        ran = list(zip(given.tasks, self.sandbox.run(given, self.started), strict=True))
        told = {task.session: self._told(task, run) for task, run in ran if task.example not in found}
        by_id = {one.id: one for one in page.examples}
        fresh = {task.example: page.judged(by_id[task.example], run) for task, run in ran if task.example in lacking}
        said = {**found, **fresh}
        shown = {name for name, one in told.items() if judge.is_shown_so(one, sessions[name], said)}
        lost = {name for name, one in said.items() if judge.is_lost(one) or judge.is_refused(one)}
        strayed = {name for name, verdict in found.items() if name not in fresh and verdict.verdict != "pass"}
        more = dict(found)
        for task in given.tasks:
            if task.example in fresh and task.session in told:
                example = by_id[task.example]
                verdict = fresh[example.id]
                meant = task.session in shown and verdict.verdict == "fail"
                given_so = (example, sessions[task.session], told[task.session], lost, strayed)
                sure = judge.is_sure(*given_so, meant=meant)
                if judge.retry(verdict):
                    verdict = page.again(verdict, example, given, said) if sure else self._alone(page, example, given)
                sure = sure and (verdict.verdict == "fail" or not meant)
                strayed |= {example.id} if verdict.verdict != "pass" else set()
                is_outside = example.id in told[task.session].outside
                conclude = judge.conclude_outside if is_outside else judge.conclude_supplied
                more[example.id] = conclude(more[example.id], verdict, sure=sure)
        return page.watched(more, given)

    @staticmethod
    def _alone(page: Page, example: Example, given: Plan) -> Verdict:
        return replace(page.alone(example, given), reading=f"{given.reading}, alone")

    def _sessions(self, examples: Sequence[Example], whole: Plan) -> dict[str, list[Example]]:
        """The examples of each session that can be supplied."""
        by_id = {one.id: one for one in examples}
        sessions: dict[str, list[Example]] = {}
        for task in whole.tasks:
            if isinstance(self.languages[by_id[task.example].language], Supplying):
                sessions.setdefault(task.session, []).append(by_id[task.example])
        return sessions

    def _steps(self, session: Sequence[Example], lack: Lack) -> tuple[Step, ...]:
        language = self.languages[session[0].language]
        steps: tuple[Step, ...] = language.supplies(session, lack, self.packages.get(language.family, ()))
        return steps

    def _told(self, task: Task, run: Run) -> Supplied:
        told: Supplied = self.languages[task.language].supplied(run)
        return told


def _lack(found: Mapping[str, Verdict]) -> Lack:
    lacking = frozenset(name for name, verdict in found.items() if judge.lacks(verdict))
    lost = (name for name, verdict in found.items() if judge.is_lost(verdict))
    seeking = (name for name, verdict in found.items() if verdict.reason == "missing-file")
    return Lack(lacking, frozenset(lost), frozenset(seeking))


def _is_endless(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.reason in judge.ENDLESS
