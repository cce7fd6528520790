"""Which packages a page gets: its own first, others only where it imports them, and what is configured never twice."""

import pytest

from docverify.mentions import Mention
from docverify.mentions.choice import MOST, choose, merge
from docverify.mentions.imports import brings, read_imports
from docverify.mentions.proposals import propose
from docverify.model import Block, Example


def mention(requirement: str, page: str = "a.md", language: str = "python") -> Mention:
    return Mention(language, requirement.partition("[")[0].partition("=")[0], requirement, page, 1)


def example(code: str) -> Example:
    return Example("a.md#:python:1", Block("a.md", "python", code, 1, 1), "python")


def chosen(
    own: list[str], others: list[str], imported: list[str], configured: frozenset[str] = frozenset()
) -> list[str]:
    found = choose([mention(one) for one in own], [mention(one, "b.md") for one in others], imported, configured)
    return [one.requirement for one in found]


def test_a_page_gets_what_it_names_itself() -> None:
    assert chosen(["tea", "cups==1"], [], []) == ["tea", "cups==1"]


def test_what_other_pages_name_counts_where_it_is_imported() -> None:
    assert chosen([], ["tea", "cups", "milk"], ["tea.pot", "milk"]) == ["milk", "tea"]
    assert chosen(["tea==1"], ["tea==2", "cups"], ["tea"]) == ["tea==1"]


def test_what_is_imported_and_nobody_names_is_not_installed() -> None:
    assert chosen([], ["tea"], ["yaml", "requests"]) == []


def test_the_config_goes_before_pages() -> None:
    assert chosen(["tea==1", "cups"], ["milk==1"], ["milk"], frozenset({"tea", "milk"})) == ["cups"]


def test_what_is_said_first_of_a_package_holds() -> None:
    said = [mention(one) for one in ("tea", "tea==0.9", "cups[gold]==1", "cups[silver]", "cups", "tea[hot]")]
    assert [one.requirement for one in merge(said)] == ["tea", "cups[gold,silver]==1"]


def test_a_catalogue_of_packages_is_not_installed_whole() -> None:
    assert len(chosen([f"tea{number}" for number in range(100)], [], [])) == MOST


@pytest.mark.parametrize(
    ("family", "code", "expected"),
    [
        (
            "python",
            "import os, yaml as y, tea.pot\nfrom google.cloud import storage",
            "google.cloud.storage tea.pot yaml",
        ),
        ("python", ">>> import yaml\n    from tea import pot", "tea.pot yaml"),
        ("python", "from . import x\nimportant = 1\n# import tea", ""),
        (
            "javascript",
            "import a from 'tea'\nimport '@x/y/z.css'\nconst b = require(\"c/d\"); await import('e')",
            "@x/y c e tea",
        ),
        ("javascript", "import './x'; from('y')\nimport fs from 'node:fs'", ""),
        ("go", 'import (\n\t"fmt"\n\tu "github.com/google/uuid"\n)', "github.com/google/uuid"),
        ("rust", "use std::io;\nuse serde::Serialize;\n#[tokio::main]\nasync fn main() {}", "serde tokio"),
        ("java", "import java.util.List;\nimport static com.google.gson.Gson.x;", "com.google.gson.Gson.x"),
        ("shell", "import tea", ""),
    ],
)
def test_imports_are_read(family: str, code: str, expected: str) -> None:
    assert " ".join(sorted(read_imports([example(code)], family))) == expected


@pytest.mark.parametrize(
    ("language", "name", "imported"),
    [
        ("python", "pyyaml", "yaml"),
        ("python", "pillow", "PIL.Image"),
        ("python", "tea-pot", "tea_pot.lid"),
        ("python", "google-cloud-storage", "google.cloud.storage"),
        ("python", "opencv-python", "cv2"),
        ("javascript", "@x/y", "@x/y"),
        ("go", "github.com/google/uuid", "github.com/google/uuid/internal"),
        ("rust", "tokio-util", "tokio_util"),
        ("java", "com.google.code.gson:gson", "com.google.gson.Gson"),
    ],
)
def test_a_package_brings_what_is_imported_from_it(language: str, name: str, imported: str) -> None:
    assert brings(Mention(language, name, name, "a.md", 1), imported)


@pytest.mark.parametrize(
    ("language", "name", "imported"),
    [
        ("python", "yaml-tools", "yaml"),
        ("python", "google-cloud-storage", "google.cloud.bigquery"),
        ("javascript", "x", "@x/y"),
        ("go", "github.com/google/uuid", "github.com/google/uuid2"),
        ("java", "com.squareup.okhttp3:okhttp", "com.google.gson.Gson"),
    ],
)
def test_a_package_brings_nothing_else(language: str, name: str, imported: str) -> None:
    assert not brings(Mention(language, name, name, "a.md", 1), imported)


@pytest.mark.parametrize(
    ("family", "missing", "expected"),
    [
        ("python", "yaml", '`install = ["pyyaml"]` under `[environments.python]`'),
        ("python", "google.cloud.storage", '`install = ["google-cloud-storage"]` under `[environments.python]`'),
        ("python", "sklearn.svm", '`install = ["scikit-learn"]` under `[environments.python]`'),
        ("python", "dns.resolver", '`install = ["dnspython"]` under `[environments.python]`'),
        ("python", "opentelemetry.sdk.trace", '`install = ["opentelemetry-sdk"]` under `[environments.python]`'),
        ("python", "flask_cors", '`install = ["flask-cors"]` under `[environments.python]`'),
        ("python", "nobody_knows", "name its package in `install` under `[environments.python]`"),
        ("javascript", "@x/y/z", '`install = ["@x/y"]` under `[environments.javascript]`'),
        ("go", "github.com/google/uuid", '`install = ["github.com/google/uuid"]` under `[environments.go]`'),
        ("rust", "serde_json", '`install = ["serde_json"]` under `[environments.rust]`'),
        ("java", "com.google.gson", "name its package in `install` under `[environments.java]`"),
        ("ruby", "rails", ""),
    ],
)
def test_a_missing_package_comes_with_the_line_to_write(family: str, missing: str, expected: str) -> None:
    assert propose(family, missing) == expected
