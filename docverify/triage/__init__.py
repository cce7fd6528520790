"""From verdicts to what should be done to the tracker.

Pure: what was remembered and what the tracker holds is passed in.
"""

from docverify.triage.action import actions, distrust
from docverify.triage.board import Decision, Ledger, Waiting
from docverify.triage.cause import causes
from docverify.triage.finding import findings
from docverify.triage.history import advance, follow
from docverify.triage.moved import carry, known_pages

__all__ = [
    "Decision",
    "Ledger",
    "Waiting",
    "actions",
    "advance",
    "carry",
    "causes",
    "distrust",
    "findings",
    "follow",
    "known_pages",
]
