"""What backends have for the examples of a page: values for what stands for them there, and servers."""

import re
from collections.abc import Collection, Mapping

from msgspec.structs import replace

from docverify.model import Example
from docverify.ports import Language, Served


def fill(code: str, values: Mapping[str, str]) -> str:
    """The code with the values; what one of them brings in is not looked at again."""
    if not any(old in code for old in values):
        return code
    either = re.compile("|".join(map(re.escape, values)))
    return either.sub(lambda match: values[match[0]], code)


def served(example: Example, languages: Mapping[str, Language], ports: Collection[int]) -> Example:
    """The example as one that runs, where all that it lacks is a server and there is one."""
    language = languages.get(example.language)
    if not isinstance(language, Served) or language.port not in ports:
        return example
    lacks = example.refusal is not None and example.refusal.reason == "needs-network" and bool(example.steps)
    return replace(example, refusal=None) if lacks else example
