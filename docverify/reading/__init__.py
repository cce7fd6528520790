"""How files become pages, for every source that has files; its floor is between the pure modules and the sources."""

from docverify.reading.file import make_page, read_page
from docverify.reading.place import find_identity, find_nearest, is_bare_repository
from docverify.reading.selection import Selection, find_format, find_unmatched, select
from docverify.reading.walk import walk

__all__ = [
    "Selection",
    "find_format",
    "find_identity",
    "find_nearest",
    "find_unmatched",
    "is_bare_repository",
    "make_page",
    "read_page",
    "select",
    "walk",
]
