"""Builders of folders of files."""

from pathlib import Path


def make_files(folder: Path, *names: str) -> Path:
    """Files with their own name as text; a name that ends with `/` is a folder."""
    for name in names:
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
    return folder


def ignore(folder: Path, *patterns: str) -> None:
    """A `.gitignore` file in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("".join(f"{pattern}\n" for pattern in patterns))
