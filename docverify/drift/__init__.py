"""What changed while the page did not: packages, output that is known to be stable, warnings. Pure."""

from docverify.drift.bisection import Answer, Flip, conclude, next_release
from docverify.drift.suspicion import Matrix
from docverify.drift.version import answer, name_version

__all__ = ["Answer", "Flip", "Matrix", "answer", "conclude", "name_version", "next_release"]
