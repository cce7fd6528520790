"""What the pages of a site are built from, and where that can be had."""

from docverify.crawl.origins.finder import Origins

__all__ = ["Origins"]
