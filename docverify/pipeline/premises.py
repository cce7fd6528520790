"""What is settled before a page is read: the wall, what is installed, and what verdicts follow from besides pages."""

from typing import NamedTuple

from docverify.pipeline.circumstances import describe
from docverify.pipeline.prepared import Prepared
from docverify.pipeline.request import Request
from docverify.ports import Described, Progress, Tier


class Premises(NamedTuple):
    """Of one run."""

    tier: Tier
    prepared: Prepared
    circumstances: bytes
    """A hash that changes with whatever could change a verdict while no page does; empty when it cannot be told."""
    described: bool
    """True when what the run comes to may be kept: behind no wall everything may bear on it."""


def settle(request: Request, tier: Tier, progress: Progress) -> Premises:
    """Who names examples wants to see them run."""
    prepared = Prepared(request, progress)
    recipe = tier.recipe() if isinstance(tier, Described) else ()
    if recipe and request.config.backends:
        from docverify.backends.instance.versions import describe_backends

        told = describe_backends(request.config.backends, request.root, request.environ)
        recipe = (*recipe, *told) if told else ()
    if not recipe:
        return Premises(tier, prepared, b"", described=False)
    circumstances = describe(recipe, request.config, prepared.configured)
    return Premises(tier, prepared, circumstances, described=not request.select)
