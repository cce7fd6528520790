"""From blocks to examples: what each claims to be, which is whose output, and which cannot be run."""

from docverify.extract.rows import extract

__all__ = ["extract"]
