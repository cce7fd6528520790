"""A registry is asked once in a while which releases a package has; what it said is known without a network."""

import os
import sys
from pathlib import Path

import pytest

from docverify.environments import Environments
from docverify.environments.releases import FRESH_SECONDS, Releases
from docverify.errors import InstallError
from docverify.model import EnvironmentConfig
from tests.environments.npm_registry import serve_packages

JAVASCRIPT = EnvironmentConfig(("@green/tea",))


def environments(folder: Path, registry: str) -> Environments:
    (folder / ".npmrc").write_text(f"registry={registry}\n")
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "npm_config_fetch_retries": "0"}
    return Environments(folder, folder / "state", sys.executable, environ)


def test_npm_lists_final_releases_in_their_order(tmp_path: Path) -> None:
    with serve_packages() as registry:
        for version in ("1.10.0", "1.9.0", "2.0.0-beta.1"):
            registry.add("@green/tea", version)
        asked = environments(tmp_path, registry.address)
        known = asked.releases("javascript", JAVASCRIPT, "@green/tea")
        assert (known.versions, known.stale) == (("1.9.0", "1.10.0"), "")
        registry.asked.clear()
        assert asked.releases("javascript", JAVASCRIPT, "@green/tea") == known
        assert registry.asked == []


def test_what_is_not_known_cannot_be_told(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="@green/tea"):
        environments(tmp_path, "http://127.0.0.1:9").releases("javascript", JAVASCRIPT, "@green/tea")
    with pytest.raises(InstallError, match="no list for rust"):
        environments(tmp_path, "http://127.0.0.1:9").releases("rust", EnvironmentConfig(("tea",)), "tea")


def test_an_old_list_is_better_than_none_and_says_so(tmp_path: Path) -> None:
    with serve_packages() as registry:
        registry.add("@green/tea", "1.9.0")
        address = registry.address
        environments(tmp_path, address).releases("javascript", JAVASCRIPT, "@green/tea")
    (file,) = (tmp_path / "state" / "environments" / "releases").glob("*.json")
    file.write_text('{"versions": ["1.9.0"], "asked": 0}')
    known = environments(tmp_path, address).releases("javascript", JAVASCRIPT, "@green/tea")
    assert known.versions == ("1.9.0",)
    assert known.stale


@pytest.mark.parametrize(("now", "told"), [(5.0, True), (FRESH_SECONDS + 5, False), (-1.0, False)])
def test_a_list_is_fresh_for_half_a_day(now: float, told: bool) -> None:
    assert Releases((), asked=0.0).is_fresh(now) is told
