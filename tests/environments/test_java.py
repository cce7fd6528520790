"""Libraries for Java are installed by Maven: a folder of jars."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from docverify.environments import Environments
from docverify.environments.java import explain, name_of, read_settings
from docverify.errors import InstallError, ToolchainError
from docverify.model import Environment, EnvironmentConfig

SETTINGS = """\
<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0">
  <!-- <mirror><url>https://no.example</url></mirror> -->
  <mirrors>
    <mirror><id>a</id><mirrorOf>central</mirrorOf><url> https://a.example/maven </url></mirror>
    <mirror><mirrorOf>external:http:*</mirrorOf><url>http://0.0.0.0/</url><blocked>true</blocked></mirror>
  </mirrors>
  <profiles><profile><repositories><repository><url>https://b.example</url></repository></repositories></profile></profiles>
</settings>
"""


def prepare(folder: Path, *install: str, path: str = os.environ["PATH"]) -> Environment:
    environ = {**os.environ, "PATH": path}
    environments = Environments(folder, folder / "state", sys.executable, environ)
    return environments.prepare("java", EnvironmentConfig(install=install))


def test_the_machines_own_repositories_serve_libraries_with_what_they_need(tmp_path: Path) -> None:
    environment = prepare(tmp_path, "com.google.code.gson:gson:2.11.0")
    assert environment.packages == (
        "com.google.code.gson:gson==2.11.0",
        "com.google.errorprone:error_prone_annotations==2.27.0",
    )
    jars = sorted(Path(environment.path).iterdir())
    assert [jar.name for jar in jars] == ["error_prone_annotations-2.27.0.jar", "gson-2.11.0.jar"]
    assert "com/google/gson/Gson.class" in zipfile.ZipFile(jars[1]).namelist()
    assert prepare(tmp_path, "com.google.code.gson:gson:2.11.0") == environment


def test_a_library_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(InstallError) as caught:
        prepare(tmp_path, "com.google.code.gson:gson:999", "junit:junit:4.13.2")
    assert caught.value.message.startswith('cannot resolve "com.google.code.gson:gson:999": ')
    assert caught.value.hint.startswith("check the coordinates")


@pytest.mark.parametrize("requirement", ["gson", "a:b", "a:b:1:x:y", "a:b:<x/>", "./x.jar"])
def test_what_are_no_coordinates_is_refused(tmp_path: Path, requirement: str) -> None:
    with pytest.raises(InstallError) as caught:
        prepare(tmp_path, requirement)
    assert caught.value.message.startswith(f'cannot install "{requirement}": ')


def test_a_machine_without_maven_is_told_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ToolchainError) as caught:
        prepare(tmp_path, "a:b:1", path="/nowhere")
    assert caught.value.message == "cannot install packages: mvn is not installed"
    assert caught.value.hint == "sudo apt-get install -y maven"


def test_settings_name_repositories_and_mirrors_and_no_ban() -> None:
    assert list(read_settings(SETTINGS)) == [("https://a.example/maven", "central"), ("https://b.example", "")]
    assert list(read_settings("<settings>")) == []


def test_of_what_maven_says_the_first_error_is_told() -> None:
    said = "[INFO] x\n\x1b[0m[ERROR] Failed to execute goal a:b on project layer: Could not x -> [Help 1]\n[ERROR] \n"
    assert explain(said) == "Could not x"
    assert name_of("com.example:tea:1.0") == "com.example:tea"
