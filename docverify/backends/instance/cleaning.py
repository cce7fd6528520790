"""How a backend that runs becomes clean again."""

from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path

from docverify.backends.instance.asking import ask
from docverify.backends.instance.commands import command
from docverify.backends.instance.words import all_with_words, with_words
from docverify.errors import BackendError
from docverify.model import Reset


def reset(name: str, by: Reset, root: str, words: Mapping[str, str], ran: tuple[Path, Mapping[str, str]]) -> None:
    """By what the config says; raises BackendError when that does not work.

    `root` is the backend's URL; `ran` are the folder and the variables of a command.
    """
    failed = f"the backend {name} could not be reset"
    if by.http:
        method, _, path = with_words(by.http, words).partition(" ")
        try:
            status = ask(root, method, path)
        except (OSError, HTTPException) as error:
            raise BackendError(f"{failed}: {error}") from None
        if status >= 400:
            raise BackendError(f"{failed}: {by.http} was answered by {status}")
    if by.exec:
        command(all_with_words(by.exec, words), failed, *ran)
