"""The seams: what a format, language, source, sandbox, store, tracker and report must be able to do.

Each kind has one protocol here and one folder.
A member is one file that holds one value of its kind, found by the registry.
"""

from docverify.ports.backend import Backend, OpenBackend, Replaying, Specified, Words
from docverify.ports.format import Format, Nested, Spelled
from docverify.ports.language import (
    Checked,
    Compiled,
    Completing,
    Completion,
    Importing,
    Installed,
    Lack,
    Language,
    Noting,
    Opinion,
    Proving,
    Served,
    Supplied,
    Supplying,
    Unordered,
)
from docverify.ports.progress import Progress
from docverify.ports.report import Report, Rewriting
from docverify.ports.sandbox import Connected, Described, Given, Outside, Sandbox, Service, Tier, Trusting
from docverify.ports.source import OpenSource, Place, Source, Watched
from docverify.ports.store import Store
from docverify.ports.tracker import OpenTracker, Tracker

__all__ = [
    "Backend",
    "Checked",
    "Compiled",
    "Completing",
    "Completion",
    "Connected",
    "Described",
    "Format",
    "Given",
    "Importing",
    "Installed",
    "Lack",
    "Language",
    "Nested",
    "Noting",
    "OpenBackend",
    "OpenSource",
    "OpenTracker",
    "Opinion",
    "Outside",
    "Place",
    "Progress",
    "Proving",
    "Replaying",
    "Report",
    "Rewriting",
    "Sandbox",
    "Served",
    "Service",
    "Source",
    "Specified",
    "Spelled",
    "Store",
    "Supplied",
    "Supplying",
    "Tier",
    "Tracker",
    "Trusting",
    "Unordered",
    "Watched",
    "Words",
]
