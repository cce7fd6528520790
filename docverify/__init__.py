"""docverify runs every code example of a documentation in a sandbox and says whether the page tells the truth."""

__version__ = "0.1.0"
