"""Builders of wheels and projects, so that no test but one needs a registry."""

import zipfile
from pathlib import Path

BACKEND = """
import sys, zipfile
NAME, CODE = {name!r}, open("code.py").read()
def build_wheel(folder, config_settings=None, metadata_directory=None):
    info = NAME + "-1.0.dist-info/"
    with zipfile.ZipFile(folder + "/" + NAME + "-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(NAME + ".py", CODE)
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: " + NAME + "\\nVersion: 1.0\\n" + {extra!r})
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return NAME + "-1.0-py3-none-any.whl"
"""


def make_wheel(folder: Path, name: str, version: str = "1.0", needs: str = "", module: str = "") -> Path:
    """A wheel of one module that knows its version; it has the wheel's name, if no other."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + (
        f"Requires-Dist: {needs}\n" if needs else ""
    )
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{module or name}.py", f"VERSION = {version!r}\n")
        wheel.writestr(f"{info}/METADATA", metadata)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


def make_project(folder: Path, name: str, code: str, *, needs: str = "") -> Path:
    """A project that builds itself, without any package from anywhere."""
    folder.mkdir(parents=True, exist_ok=True)
    extra = f"Provides-Extra: more\nRequires-Dist: {needs}; extra == 'more'\n" if needs else ""
    build = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    (folder / "pyproject.toml").write_text(f'[project]\nname = "{name}"\nversion = "1.0"\n{build}')
    (folder / "backend.py").write_text(BACKEND.format(name=name, extra=extra))
    (folder / "code.py").write_text(code)
    return folder
