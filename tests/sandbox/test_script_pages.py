"""A page a language, behind the wall: examples share a session, and one that goes wrong costs no other its verdict."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import fixtures

PAGES = Path(fixtures.__file__).parent / "languages"
VERDICTS = {
    "ruby": """\
cups        pass        matched
brewing     pass        matched
typing      fail        NoMethodError
counting    drift       output
a-kettle    fail        SyntaxError
waiting     unverified  timeout
at-a-prompt pass        matched
a-pot       unverified  missing-package
pouring     unverified  fragment
asking      unverified  needs-input
""",
    "perl": """\
cups        pass        matched
brewing     pass        matched
typing      fail        die
counting    drift       output
a-pot       fail        SyntaxError
waiting     unverified  timeout
a-teapot    unverified  fragment
a-shop      unverified  missing-package
leaves      unverified  missing-file
""",
    "php": """\
cups        pass        matched
brewing     pass        matched
typing      fail        TypeError
counting    drift       output
a-pot       fail        ParseError
waiting     unverified  timeout
a-list      pass        matched
a-teapot    unverified  fragment
a-shop      unverified  missing-package
""",
    "sql": """\
tea         pass        ran
minutes     pass        matched
at-a-prompt pass        matched
pots        fail        IntegrityError
counting    drift       output
typing      fail        OperationalError
waiting     unverified  timeout
letters     unverified  unsupported-by-backend
coffee      unverified  fragment
asking      unverified  placeholder
a-server    unverified  needs-network
""",
}
"""Heading, verdict, and the level of a pass, else the reason."""


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_each_block_ends_as_its_author_means_it(name: str, tmp_path: Path) -> None:
    page, result = tmp_path / f"{name}.md", tmp_path / "result.json"
    page.write_text((PAGES / page.name).read_text(encoding="utf-8"), encoding="utf-8")
    words = ["check", page.name, "--timeout", "2", "--format", "json", "--output", str(result)]
    subprocess.run(
        [sys.executable, "-m", "docverify", *words],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ":".join(path for path in sys.path if path)},
    )
    rows = json.loads(result.read_text(encoding="utf-8"))["examples"]
    assert "".join(shown(row) for row in rows if row["language"] != "output") == VERDICTS[name]


def shown(row: dict[str, str]) -> str:
    slug, end = row["id"].split("#")[1].split(":")[0], row["level"] if row["verdict"] == "pass" else row["reason"]
    return f"{slug:<11} {row['verdict']:<11} {end}\n"
