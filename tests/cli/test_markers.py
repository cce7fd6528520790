"""Markers from page to verdict: groups, setups, announced errors, conditions, names."""

import json

PAGE = """# Groups

```{testsetup} *
base = 10
```

```{doctest} tea
>>> base
10
>>> cup = 1
```

```{doctest} milk
>>> cup
Traceback (most recent call last):
NameError: name 'cup' is not defined
```

```{testcode} tea
print(cup)
```

Text.

```{testoutput} tea
1
```

# Errors

<!--pytest-codeblocks:expect-error-->
```python
1 / 0
```

<!--pytest-codeblocks:expect-error-->
```python
1 / 1
```

<!--pytest-codeblocks:expect-error-->
```python
print "old"
```

# Conditions

<!--pytest-codeblocks:importorskip(numpy)-->
```python
1
```

<!-- skip: next if(sys.platform == "win32") -->
```python
2
```

<!-- skip: next if(somewhere()) -->
```python
1 / 0
```

# Names

<!-- name: test_tea -->
```python retry:3
3
```

<!-- clear-namespace -->

```python
print("base" in globals())
```

```output
False
```
"""
EXPECTED = {
    "groups:python:1": "pass ran",
    "groups:python:2": "pass matched",
    "groups:python:3": "pass matched",
    "groups:python:4": "pass matched",
    "groups:testoutput:1": "unverified found not-executable",
    "errors:python:1": "pass ran",
    "errors:python:2": "fail ran no-error",
    "errors:python:3": "pass ran",
    "conditions:python:1": "unverified parsed missing-package",
    "conditions:python:2": "pass ran",
    "conditions:python:3": "skip found <!-- skip: next if(somewhere()) -->",
    "names:python:1": "pass ran",
    "names:python:2": "pass matched",
    "names:output:1": "unverified found not-executable",
}


def test_a_page_of_markers(docverify, write):
    write("a.md", PAGE)
    said = docverify("check", "a.md", "--format", "json")
    result = json.loads(said.out)
    found = {
        one["id"].partition("#")[2]: " ".join(filter(None, (one["verdict"], one["level"], one["reason"])))
        for one in result["examples"]
    }
    assert found == EXPECTED
    assert [(one["line"], one["what"], one["fatal"]) for one in result["problems"]] == [
        (66, "the marker retry:3 is not honoured", False)
    ]
    assert said.code == 1


def test_an_example_is_chosen_by_its_name(docverify, write):
    write("a.md", PAGE)
    said = docverify("check", "a.md", "-k", "TEST_TEA", "--format", "json")
    assert [one["id"] for one in json.loads(said.out)["examples"]] == ["a.md#names:python:1"]
