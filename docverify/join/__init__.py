"""A page of a site joined to its source: what a reader sees, with the exact text, file and line of an author. Pure."""

from docverify.join.blocks import join

__all__ = ["join"]
