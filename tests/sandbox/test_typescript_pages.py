"""Pages with types, behind the wall, where their compiler is at hand."""

from docverify import plan
from docverify.extract import extract
from docverify.model import Environment, Limits, Page
from docverify.pipeline.readings import Reader
from docverify.ports import Sandbox
from docverify.registry import members
from tests.sandbox.compilers import compiler

__all__ = ["compiler"]
PAGE = """\
```ts
interface Pot { lid: string; pour(cups: number): number }
const full = (pot: Pot): boolean => pot.lid !== "";
```
```ts
declare const given: Pot;
full(given);
```
```ts
declare const given: Pot;
console.log(given.lidd);
```
```ts
declare const given: Pot;
given.pour("two"); // fails: a number is wanted
```
```ts
const pot: Pot = { lid: "red", pour: (cups) => cups };
console.log(pot.pour(2, 3));
```
```jsx
document.body.append(document.createElement("p"));
```
```ts
import { kettle } from "nowhere";
kettle.boil();
```
"""


def test_each_block_is_as_verified_as_it_can_be(wall: Sandbox, compiler: str) -> None:
    languages = members("languages")
    page = Page("a.md", "markdown", PAGE)
    examples = extract(page, members("formats")["markdown"].blocks(page)[0], languages)
    layer = Environment("javascript", "k", compiler, ("typescript==5.9.3",))
    whole = plan.plan(examples, languages, {"javascript": layer}, Limits(seconds=5.0))
    assert whole is not None
    found = Reader(wall, languages, lambda _: None).verdicts(examples, whole, lambda _: False)
    assert [" ".join((one.verdict, one.level, one.reason)) for one in found.values()] == [
        "pass ran ",
        "unverified built fragment",
        "fail parsed TS2551",
        "unverified parsed fragment",
        "pass ran ",
        "unverified built needs-display",
        "unverified parsed missing-package",
    ]
    remark = "ran, though the compiler says TS2554: Expected 1 arguments, but got 2."
    assert [one.detail for one in found.values()][4] == remark
