"""What a reader sees of marked-up text: of a heading, or of a literal block that holds markup."""

import re
from collections.abc import Mapping

LONGEST = 4_000
"""Characters of a line whose markup is read."""

_ROLE = r"(?::[\w:+.-]{1,60}:)?"
_MARKUP = re.compile(
    r"\\(?P<escaped>[^\n])"
    r"|``(?P<literal>[^`]+)``"
    rf"|{_ROLE}`(?P<text>[^`]+)`{_ROLE}_{{0,2}}"
    r"|\*\*(?P<strong>[^*\s][^*]*)\*\*|\*(?P<emphasis>[^*\s][^*]*)\*"
    r"|\|(?P<name>[^|\s][^|\n]*)\|_{0,2}"
    r"|(?<=\w)__?(?!\w)(?P<reference>)"
)
_ESCAPED = re.compile(r"\\([^\n])")
_SUBSTITUTION = re.compile(r"^[ \t]*\.\. \|([^|\n]+)\| replace::[ \t]*([^\n]*)$", re.MULTILINE)


def find_substitutions(text: str) -> dict[str, str]:
    """Name to text of the substitutions that a page defines."""
    if "replace::" not in text:
        return {}
    return {found[1]: found[2].strip() for found in _SUBSTITUTION.finditer(text)}


def plain(text: str, substitutions: Mapping[str, str]) -> str:
    """The text without its markup; a substitution that the page does not define stays as it is written."""

    def shown(match: re.Match[str]) -> str:
        if match["text"] is not None:
            return _titled(match["text"])
        if match["name"] is not None:
            return substitutions.get(match["name"], match[0])
        return next((found for found in match.groups() if found is not None), "").strip(" ")

    return text if len(text) > LONGEST else _MARKUP.sub(shown, text)


def _titled(text: str) -> str:
    """Of `title <target>` the title, of `~package.name` the name."""
    if text.endswith(">") and not text.endswith(r"\>") and "<" in text[1:]:
        text = text[: text.rindex("<")].rstrip()
    elif text.startswith("~"):
        text = text.rpartition(".")[2]
    return _ESCAPED.sub(r"\1", text.removeprefix("!"))
