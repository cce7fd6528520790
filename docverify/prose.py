"""Sentences: what a page says right above a block, and right below it."""

import re

LONGEST_LEAD = 300
_NEXT = re.compile(r"(?<=[.!?])[*_\"')\]]*\s+(?=[^a-z\s])|(?<=[。！？])\s*(?=\S)")
"""Where a sentence ends: a small letter goes on with the one before, as behind `e.g.`."""


def lead_of(paragraph: str) -> str:
    """A paragraph on one line; of a long one its last whole sentences, `LONGEST_LEAD` characters at most.

    Where its lines break says nothing: the same paragraph has other lines on the page's site.
    """
    text = " ".join(paragraph.split())
    if len(text) <= LONGEST_LEAD:
        return text
    text = text[-LONGEST_LEAD:]
    first = _NEXT.search(text)
    return text[first.end() :] if first else text.partition(" ")[2] or text


def last_sentence(lead: str) -> str:
    """The sentence that ends it: what stands right above the block."""
    return _NEXT.split(lead)[-1]


def first_sentence(paragraph: str) -> str:
    """The sentence that begins it, on one line, `LONGEST_LEAD` characters at most: what stands right below a block."""
    return _NEXT.split(" ".join(paragraph.split()), maxsplit=1)[0][:LONGEST_LEAD]
