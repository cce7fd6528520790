"""Files that a page includes: which are asked for, where they are, and which of their lines are meant."""

from docverify.formats.including.library import Included, Library, find_identity
from docverify.formats.including.selection import Excerpt, Selection, select

__all__ = ["Excerpt", "Included", "Library", "Selection", "find_identity", "select"]
