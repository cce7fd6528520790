"""One page through the wall: in page order, then each failing example alone, then confirmed when that is asked for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import msgspec

from docverify import judge, plan
from docverify.errors import BackendError, SandboxError
from docverify.model import WRONG, Example, Plan, Run, Verdict
from docverify.pipeline.again import Page, quick
from docverify.pipeline.checking import Compilers
from docverify.pipeline.completing import Completer
from docverify.pipeline.moment import another_zone
from docverify.pipeline.supplying import Supplier
from docverify.ports import Sandbox, Served, Unordered
from docverify.sandbox.wall.toolchains import find_missing

CONFIRMATIONS = 2
"""Further runs of a page, each in a fresh sandbox, that must agree before a failure counts as confirmed."""


class Reader:
    """Reads pages behind one worker's wall."""

    def __init__(
        self,
        sandbox: Sandbox,
        languages: Mapping[str, Any],
        started: Callable[[str], None],
        packages: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`packages`: by family of languages, the requirements of what the pages document."""
        self.sandbox = sandbox
        self.languages = languages
        self.started = started
        self.supplier = Supplier(sandbox, languages, packages or {}, started)
        self.completer = Completer(sandbox, languages, packages or {}, started)
        self.compilers = Compilers(sandbox, languages, find_missing)

    def verdicts(self, examples: Sequence[Example], whole: Plan, confirm: Callable[[str], bool]) -> dict[str, Verdict]:
        """By example id, for every task of the plan."""
        try:
            found = self._once(examples, whole)
            return self._confirmed(found, examples, whole, confirm)
        except (SandboxError, BackendError) as error:
            side = judge.BACKEND if isinstance(error, BackendError) else judge.SANDBOX
            return {task.example: failure_of_ours(task.example, error.message, side) for task in whole.tasks}
        except Exception as error:  # a defect of ours costs one page and is said; it never stops the others
            return {task.example: failure_of_ours(task.example, defect(error)) for task in whole.tasks}

    def _once(
        self, examples: Sequence[Example], whole: Plan, named: Collection[str] | None = None
    ) -> dict[str, Verdict]:
        """By example id; where some are named, the others are run for their state alone, and in one reading."""
        by_id = {example.id: example for example in examples}
        found: dict[str, Verdict] = {}
        page = Page(self.sandbox, self.started, examples, lambda example, run: self.judged(example, run, examples))
        runs = self.sandbox.run(whole, self.started)
        broken = begun_badly(whole, runs, page)
        if broken:
            return self._beside(broken, examples, whole, named)
        for run in runs:
            example = by_id[run.example]
            verdict = page.judged(example, run)
            if named is None or example.id in named:
                verdict = self._further(verdict, example, page, whole, found)
            elsewhere = found.get(example.id)  # an example of several groups runs in each of them
            found[example.id] = judge.conclude([elsewhere, verdict]) if elsewhere else verdict
        if whole.preload and any(verdict.verdict in WRONG for verdict in found.values()):
            # What was forked from a session with imports behind it has no say against a page.
            return self._once(examples, msgspec.structs.replace(whole, preload=()), named)
        found = page.through_tabs(self._together(examples, whole, found), whole)
        found = self.supplier.weigh(found, page, whole)
        found = self.completer.weigh(found, page, whole)
        found = self._without(found, page, whole)
        found = judge.aftermath(self.elsewhere(found, examples, whole), examples)
        found = page.watched(found, whole)
        return self.compilers.weigh(found, examples, whole)

    def _further(
        self, verdict: Verdict, example: Example, page: Page, whole: Plan, said: Mapping[str, Verdict]
    ) -> Verdict:
        """`said` is what was said of the examples above, by id."""
        if judge.retry(verdict):
            return self._again(verdict, example, page, whole, said)
        return page.after_makers(verdict, example, whole, said) if judge.may_be_state(verdict) else verdict

    def _again(
        self, verdict: Verdict, example: Example, page: Page, whole: Plan, said: Mapping[str, Verdict]
    ) -> Verdict:
        """Of a page's first example alone is the same reading, and tells only whether it prints the same."""
        if isinstance(self.languages[example.language], Served):  # what its server kept of those above is its state
            alone = page.alone(example, whole)
            return alone if alone.verdict == "pass" else verdict
        if not plan.is_first(whole, example.id):
            return page.again(verdict, example, whole, said)
        if verdict.verdict != "drift":
            return verdict
        alone = page.alone(example, whole)
        return judge.conclude([verdict, msgspec.structs.replace(alone, reading=verdict.reading)])

    def _together(self, examples: Sequence[Example], whole: Plan, found: dict[str, Verdict]) -> dict[str, Verdict]:
        """Groups keep to themselves for their tools, and not for a reader: what did not pass may pass so."""
        left = {name for name, verdict in found.items() if judge.retry(verdict) or verdict.reason == "fragment"}
        plain = plan.together(whole) if left else None
        if plain is None:
            return found
        by_id = {example.id: example for example in examples if example.id in left}
        runs = self.sandbox.run(quick(plain, found), self.started)
        more = {run.example: self.judged(by_id[run.example], run, examples) for run in runs if run.example in by_id}
        return {**found, **{name: judge.conclude([found[name], verdict]) for name, verdict in more.items()}}

    def _beside(
        self, broken: Mapping[str, Verdict], examples: Sequence[Example], whole: Plan, named: Collection[str] | None
    ) -> dict[str, Verdict]:
        """What the other sessions come to, where nothing can be said of these; `broken` says why, by session."""
        if whole.preload:
            return self._once(examples, msgspec.structs.replace(whole, preload=()), named)
        lost = {task.example: broken[task.session] for task in whole.tasks if task.session in broken}
        rest = plan.beside(whole, broken)
        found = self._once(examples, rest, named) if rest else {}
        return {**found, **{name: msgspec.structs.replace(one, example=name) for name, one in lost.items()}}

    def _without(self, found: dict[str, Verdict], page: Page, whole: Plan) -> dict[str, Verdict]:
        """What is wrong after the setup of the config, and right as it stands on its page, is right."""
        wrong = {name for name, verdict in found.items() if verdict.verdict in WRONG}
        by_id = {example.id: example for example in page.examples}
        bare = plan.without(whole, [name for name, example in by_id.items() if example.declared], wrong)
        if bare is None:
            return found
        runs = (run for run in self.sandbox.run(bare, self.started) if run.example in wrong)
        said = [page.judged(by_id[run.example], run) for run in runs]
        return {**found, **{one.example: judge.conclude_bare(found[one.example], one) for one in said}}

    def elsewhere(self, found: dict[str, Verdict], examples: Sequence[Example], whole: Plan) -> dict[str, Verdict]:
        """What its surroundings decide, or the order of a set, differs from reader to reader."""
        suspect = [one for one in examples if one.id in found and judge.may_depend(found[one.id])]
        once = {one.id for one in suspect if judge.may_be_chance(found[one.id]) and ran_once(found[one.id], whole)}
        named = {one.id for one in suspect if one.id in once or self._may_vary(one, found[one.id], examples)}
        other = plan.elsewhere(whole, named, another_zone())
        if other is None:
            return found
        again = self._once(examples, other, named)
        return {**found, **{name: judge.conclude_elsewhere(found[name], again[name]) for name in named}}

    def _may_vary(self, example: Example, verdict: Verdict, examples: Sequence[Example]) -> bool:
        """False where neither what it printed nor the code of its page says that surroundings or hashes bear on it."""
        language = self.languages.get(example.language)
        code = [step.code for one in examples if one.language == example.language for step in one.steps]
        if judge.is_of_place(verdict, "\n".join(code)):
            return True
        return isinstance(language, Unordered) and (judge.is_reordered(verdict) or any(map(language.may_vary, code)))

    def judged(self, example: Example, run: Run, examples: Sequence[Example]) -> Verdict:
        """What one run of one reading comes to."""
        if run.ended == "error":
            return failure_of_ours(example.id, run.problem)
        try:
            return judge.reading(example, run, examples, self.languages[example.language])
        except Exception as error:  # the other examples of its page are judged all the same
            return failure_of_ours(example.id, defect(error))

    def _confirmed(
        self, found: dict[str, Verdict], examples: Sequence[Example], whole: Plan, confirm: Callable[[str], bool]
    ) -> dict[str, Verdict]:
        wrong = [name for name, verdict in found.items() if verdict.verdict in WRONG and confirm(name)]
        part = plan.up_to(whole, wrong)
        if part is None:
            return found
        others = [self._once(examples, part, wrong) for _ in range(CONFIRMATIONS)]
        return {**found, **{name: agreed(found[name], [other[name] for other in others]) for name in wrong}}


def ran_once(verdict: Verdict, whole: Plan) -> bool:
    """True when one run alone has shown what is printed: chance inside of a package may have decided it.

    What is first on its page was run again by itself, which is the same reading.
    """
    is_first = verdict.reading == whole.reading and plan.is_first(whole, verdict.example)
    return ", " not in verdict.reading and not is_first


def begun_badly(whole: Plan, runs: Sequence[Run], page: Page) -> dict[str, Verdict]:
    """By session whose setup, of the config, did not come to its end: what is said of each of its examples."""
    declared = {example.id: example for example in page.examples if example.declared}
    lost: dict[str, Verdict] = {}
    for task, run in zip(whole.tasks, runs, strict=True) if declared else ():
        if run.example in declared:
            setup = declared[run.example]
            verdict = page.judged(setup, run)
            if judge.is_lost(verdict):
                lost[task.session] = _begun_badly(setup, run, verdict)
    return lost


def _begun_badly(setup: Example, run: Run, verdict: Verdict) -> Verdict:
    """With the error itself: what a language makes of it is meant for examples."""
    raised, where = judge.raised_by(run), f"{setup.declared}:{verdict.line}" if verdict.line else setup.declared
    why = raised.line() if raised else verdict.detail or verdict.reason
    what = f"the setup of {setup.language} did not come to its end ({where}): {why}"
    return failure_of_ours(setup.id, what, judge.SANDBOX if verdict.verdict == "error" else judge.SETUP)


def agreed(first: Verdict, others: Sequence[Verdict]) -> Verdict:
    """Confirmed when all runs say the same; `flaky`, with how often, when identical runs disagree.

    A run in which our side failed says nothing.
    """
    told = [first, *(other for other in others if other.verdict != "error")]
    if any(one.verdict != first.verdict for one in told):
        wrong = sum(one.verdict in WRONG for one in told)
        detail = f"wrong in {wrong} of {len(told)} identical runs: {first.detail}"
        return msgspec.structs.replace(first, verdict="flaky", kind="", detail=detail)
    is_whole = len(told) > len(others)
    same = is_whole and all(one.fingerprint == first.fingerprint for one in told)
    return msgspec.structs.replace(first, confirmed=True) if same else first


def failure_of_ours(example: str, problem: str, side: str = judge.SANDBOX) -> Verdict:
    return Verdict(example=example, verdict="error", level="parsed", detail=problem, blame=side)


def defect(error: Exception) -> str:
    """What is said where docverify itself failed."""
    return (
        f"could not be judged, which is a defect of docverify: {type(error).__name__}: {error}; report it with the page"
    )


def refused(example: Example) -> Verdict:
    """The verdict of an example that is not run."""
    refusal = example.refusal
    if refusal is None:
        return Verdict(example.id, "unverified", "parsed", reason="not-executable", detail="nothing to run")
    line = example.block.line
    return Verdict(example.id, refusal.verdict, refusal.level, reason=refusal.reason, detail=refusal.detail, line=line)


def without_wall(example: str) -> Verdict:
    return Verdict(example, "unverified", "parsed", reason="no-sandbox", detail="parsed, not run: there is no sandbox")


def without_toolchain(example: str, detail: str) -> Verdict:
    return Verdict(example, "unverified", "found", reason="missing-toolchain", detail=detail)
