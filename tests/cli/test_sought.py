"""A library that goes on without the reader's file makes no page wrong."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Command

Write = Callable[[str, str], Path]

BREWS = """```python
from pathlib import Path

def brew(name):
    path = Path(name)
    return path.read_text() if path.exists() else "water"
```
"""
SHOWS = """```pycon
>>> pot = brew("green.txt")
>>> pot
'sencha'
```

```pycon
>>> pot.upper()
'SENCHA'
```
"""
MAKES = BREWS.replace("\n\ndef", '\n\nPath("green.txt").write_text("bancha")\n\ndef')


def test_nor_where_its_reader_has_to_import_something(write: Write, docverify: Command) -> None:
    write("a.md", BREWS.replace("from pathlib import Path\n\n", "") + SHOWS)
    found = json.loads(docverify("check", "a.md", "--format", "json").out)["examples"]
    assert found[1]["reason"] == "missing-file"
    assert "`green.txt`" in found[1]["detail"]


def test_what_is_made_of_a_file_that_is_not_there_is_held_against_no_page(write: Write, docverify: Command) -> None:
    write("a.md", BREWS + SHOWS)
    write("b.md", MAKES + SHOWS)
    found = json.loads(docverify("check", "a.md", "b.md", "--format", "json").out)["examples"]
    without, made = ([one for one in found if one["page"] == page] for page in ("a.md", "b.md"))
    assert [one["reason"] for one in without[1:]] == ["missing-file", "missing-file"]
    assert "`green.txt`" in without[2]["detail"]
    assert [one["verdict"] for one in made[1:]] == ["drift", "drift"]
