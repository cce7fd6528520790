"""What a config declares to run before the examples of its pages becomes examples that are on none of them."""

from docverify.extract import extract, setups
from docverify.formats.markdown import markdown
from docverify.model import Example, Page, Provided, Setup
from docverify.registry import members

TABS = """
=== "Node"
    ```js
    console.log(1)
    ```
=== "Browser"
    ```ts
    console.log(2)
    ```

```python
print(3)
```
"""


def declared(text: str, values: dict[str, str] | None = None, **codes: str) -> list[Example]:
    page = Page("a.md", "markdown", text, setup={language: Setup(code) for language, code in codes.items()})
    blocks, _ = markdown.blocks(page)
    given = Provided(values or {})
    return list(setups(page, extract(page, blocks, members("languages"), given), members("languages"), given))


def test_a_page_has_those_of_the_languages_that_run_on_it_for_all_their_sessions() -> None:
    first, second = declared(TABS, javascript="let pot", ruby="pot = 1", python="pot = 1")
    assert (first.language, first.session, first.also) == (
        "javascript",
        "a.md:javascript:Node",
        ("a.md:javascript:Browser",),
    )
    assert (second.language, second.session, second.also) == ("python", "a.md:python", ())
    assert declared("```python\nx = (\n```\n", python="pot = 1") == []


def test_it_is_named_as_its_config_has_it_and_known_to_come_first() -> None:
    page = Page("a.md", "markdown", "```sh\nls\n```\n", setup={"shell": Setup("mkdir tea\ncd tea\n", "docs/begin.sh")})
    blocks, _ = markdown.blocks(page)
    (one,) = setups(page, extract(page, blocks, members("languages")), members("languages"), Provided())
    assert (one.declared, one.block.file, one.block.code) == ("docs/begin.sh", "docs/begin.sh", "mkdir tea\ncd tea")
    assert "setup" in {marker.kind for marker in one.block.markers}


def test_what_it_shows_is_compared_with_nothing() -> None:
    (one,) = declared("```python\nx\n```\n", python="pot = 1\npot\n#> 2\n")
    assert one.steps
    assert [step.expected for step in one.steps if step.expected is not None] == []
    assert one.expectation.kind == "nothing"


def test_it_has_the_values_of_placeholders_and_what_it_binds_is_none_on_the_page() -> None:
    (one,) = declared("```sh\ncurl ${KEY}\n```\n", {"${KEY}": "k1"}, shell="TIN=${KEY}")
    assert [step.code for step in one.steps] == ["TIN=k1"]
    page = Page("a.md", "markdown", "```sh\ncurl ${KEY}\n```\n", setup={"shell": Setup("KEY=k2")})
    blocks, _ = markdown.blocks(page)
    (example,) = extract(page, blocks, members("languages"), Provided({"${KEY}": "k1"}))
    assert [step.code for step in example.steps] == ["curl ${KEY}"]


def test_one_that_cannot_run_says_why() -> None:
    (one,) = declared("```python\nx\n```\n", python="pot = (")
    assert one.refusal is not None
    assert one.refusal.reason == "SyntaxError"


def test_one_of_a_compiled_language_is_borrowed_from_and_not_run() -> None:
    (one,) = declared("```go\nfmt.Println(pot)\n```\n", go="var pot = 1")
    assert (one.steps, one.session, one.block.code) == ((), "", "var pot = 1")
