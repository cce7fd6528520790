"""The words that keys of a config may hold, as the registry knows them; what no config asks for is not loaded."""

from collections.abc import Collection, Iterator

from docverify.config import Choices
from docverify.model.config import INSTALLABLE
from docverify.registry import members


def make_choices() -> Choices:
    return {"tracker.kind": members("trackers"), "environments": INSTALLABLE, "sources.setup": Beginnable()}


class Beginnable(Collection[str]):
    """Languages whose examples can have a setup; each is loaded alone."""

    def __contains__(self, name: object) -> bool:
        from docverify.extract import may_begin

        languages = members("languages")
        return isinstance(name, str) and name in languages and may_begin(languages[name])

    def __iter__(self) -> Iterator[str]:
        return filter(self.__contains__, members("languages"))

    def __len__(self) -> int:
        return sum(1 for _ in self)
