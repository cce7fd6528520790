"""From blocks to examples: what each claims to be, which is whose output, and which cannot be run."""

from docverify.extract.rows import extract
from docverify.extract.setups import may_begin, setups

__all__ = ["extract", "may_begin", "setups"]
