"""A release of the matrix takes the place of what an environment says of the package."""

from pathlib import Path

import pytest

from docverify.drift import Matrix
from docverify.environments import INSTALLERS
from docverify.errors import UsageError
from docverify.model import Config, EnvironmentConfig
from docverify.pipeline.matrix import LISTED, find_matrix, pin, with_release

HERE = Path("/nowhere")


def config(python: tuple[str, ...] = (), javascript: tuple[str, ...] = (), **matrix: tuple[str, ...]) -> Config:
    tables = {"python": EnvironmentConfig(python), "javascript": EnvironmentConfig(javascript)}
    return Config(environments=tables, matrix=matrix)


def test_a_package_belongs_to_the_language_that_installs_it() -> None:
    told = config(("Green_Tea>=1",), ("uuid@9",), **{"green-tea": ("1.0", "latest"), "uuid": ("8", "9", "13")})
    assert find_matrix(told, HERE) == [
        Matrix("python", "green-tea", ("1.0",)),
        Matrix("javascript", "uuid", ("8", "9")),
    ]


@pytest.mark.parametrize(
    ("python", "javascript", "why"),
    [((), (), "no environment"), (("./tea",), (), "no environment"), (("tea",), ("tea",), "several environments")],
)
def test_a_package_that_no_or_several_languages_install_is_refused(python, javascript, why) -> None:
    with pytest.raises(UsageError, match=f'"matrix.tea" .*{why}'):
        find_matrix(config(python, javascript, tea=("1.0", "latest")), HERE)


@pytest.mark.parametrize(
    ("requirement", "family", "release", "told"),
    [
        ("tea", "python", "1.2", "tea==1.2"),
        ("tea[milk] >=1,<2 ; python_version > '3'", "python", "1.2", "tea[milk]==1.2; python_version > '3'"),
        ("tea==1", "python", "latest", "tea"),
        ("@cups/tea@^1", "javascript", "1.2.0", "@cups/tea@1.2.0"),
        ("tea", "javascript", "1.2.0", "tea@1.2.0"),
        ("tea.example/tea@v1.1.0", "go", "v1.2.0", "tea.example/tea@v1.2.0"),
        ("tea.example/tea", "go", "1.2", "tea.example/tea@v1.2"),
        ("tea.example/tea@v1.1.0", "go", "latest", "tea.example/tea"),
        ("tea@1", "javascript", "latest", "tea"),
    ],
)
def test_only_the_version_of_a_requirement_changes(requirement, family, release, told) -> None:
    assert pin(requirement, family, release) == told


def test_what_only_came_with_another_package_is_named_beside_it() -> None:
    assert with_release(EnvironmentConfig(("tea",)), "python", "milk", "1.0", HERE).install == ("tea", "milk==1.0")
    assert with_release(EnvironmentConfig(("tea", "cup")), "python", "tea", "1", HERE).install == ("tea==1", "cup")


def test_the_languages_of_a_matrix_are_those_whose_registries_list_releases() -> None:
    assert tuple(name for name, installer in INSTALLERS.items() if hasattr(installer, "list_releases")) == LISTED


def test_a_module_of_go_is_named_by_its_path() -> None:
    told = Config(
        environments={"go": EnvironmentConfig(("tea.example/tea@v1.0.0",))},
        matrix={"tea.example/tea": ("v1", "latest")},
    )
    assert find_matrix(told, HERE) == [Matrix("go", "tea.example/tea", ("v1",))]
