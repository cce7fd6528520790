"""What verdicts follow from besides their page."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from docverify.errors import InstallError
from docverify.model import Config, Environment, Limits, SourceConfig, TrackerConfig
from docverify.pipeline import circumstances
from docverify.pipeline.circumstances import describe
from docverify.ports import Described
from docverify.registry import members

HERE = (("bwrap 0.8",), Config(), {"python": Environment(key="a1", path="/x", packages=("attrs==25.3",))})


def described() -> bytes:
    """As a process that begins now would."""
    circumstances._code.cache_clear()
    return describe(*HERE)


@pytest.fixture
def forgets() -> Iterator[None]:
    yield
    circumstances._code.cache_clear()


@pytest.mark.parametrize(
    "others",
    [
        (("bwrap 0.9",), *HERE[1:]),
        (("bwrap 0.8", ""), *HERE[1:]),
        (("bwrap ", "0.8"), *HERE[1:]),
        (HERE[0], Config(limits=Limits(seconds=5.0)), HERE[2]),
        (HERE[0], Config(limits=Limits(memory=5)), HERE[2]),
        (*HERE[:2], {}),
        (*HERE[:2], {"python": Environment(key="a2", path="/x", packages=("attrs==25.3",))}),
        (*HERE[:2], {"python": InstallError("no network")}),
    ],
)
def test_another_wall_limit_or_package_makes_other_circumstances(others):
    assert describe(*others) != describe(*HERE)


def test_where_pages_and_packages_lie_and_what_becomes_of_verdicts_does_not():
    config = Config(sources=(SourceConfig(path="docs"),), tracker=TrackerConfig(kind="github"), fail_on=("baseline",))
    moved = msgspec.structs.replace(HERE[2]["python"], path="/y")
    assert describe(HERE[0], config, {"python": moved}) == describe(*HERE)


@pytest.mark.usefixtures("forgets")
def test_our_own_code_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "docverify"
    (package / "judge").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "judge" / "match.py").write_text("1")
    monkeypatch.setattr(circumstances, "TOP", package)
    seen = [described()]
    (package / "judge" / "match.py").write_text("22")
    seen.append(described())
    (package / "judge" / "new.py").write_text("")
    seen.append(described())
    record = tmp_path / "docverify-1.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("docverify/judge/match.py,sha256=a,1")
    seen.append(described())
    (package / "judge" / "new.py").write_text("an installed file is the one of its list")
    assert described() == seen[-1]
    record.write_text("docverify/judge/match.py,sha256=b,1")
    seen.append(described())
    assert len(set(seen)) == len(seen)


def test_the_wall_tells_its_recipe_and_its_absence_has_none():
    assert isinstance(members("sandbox")["bwrap"], Described)
    assert not isinstance(members("sandbox")["none"], Described)
