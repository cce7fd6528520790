"""How files become pages, for every source that has files; its floor is between the pure modules and the sources."""

from docverify.reading.file import LIMIT, describe_large, drop_doubles, make_page, read_page
from docverify.reading.included import candidates, read_included
from docverify.reading.place import find_identity, find_nearest, is_bare_repository, make_identity
from docverify.reading.selection import Selection, describe_gaps, find_format, select, widen
from docverify.reading.walk import walk
from docverify.reading.writing import Unwritten, write_page

__all__ = [
    "LIMIT",
    "Selection",
    "Unwritten",
    "candidates",
    "describe_gaps",
    "describe_large",
    "drop_doubles",
    "find_format",
    "find_identity",
    "find_nearest",
    "is_bare_repository",
    "make_identity",
    "make_page",
    "read_included",
    "read_page",
    "select",
    "walk",
    "widen",
    "write_page",
]
