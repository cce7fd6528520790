"""From runs to verdicts: what a page claims, what its example showed, and whether that agrees. Pure."""

from docverify.judge.aftermath import aftermath
from docverify.judge.conclusion import conclude, retry
from docverify.judge.difference import diff
from docverify.judge.match import matches
from docverify.judge.published import compare_published
from docverify.judge.verdict import reading

__all__ = ["aftermath", "compare_published", "conclude", "diff", "matches", "reading", "retry"]
