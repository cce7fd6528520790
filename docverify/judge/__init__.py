"""From runs to verdicts: what a page claims, what its example showed, and whether that agrees. Pure."""

from docverify.judge.aftermath import aftermath
from docverify.judge.blame import BACKEND, REGISTRY, SANDBOX, SETUP, settle
from docverify.judge.conclusion import (
    ELSEWHERE,
    ENDLESS,
    conclude,
    conclude_bare,
    conclude_elsewhere,
    conclude_made,
    is_lost,
    is_of_place,
    is_refused,
    is_reordered,
    lacks,
    may_be_chance,
    may_be_state,
    may_depend,
    rests_on_page,
    retry,
)
from docverify.judge.difference import diff
from docverify.judge.doubts import doubt_page
from docverify.judge.elsewhere import forgive_surroundings
from docverify.judge.errors import raised_by
from docverify.judge.match import matches
from docverify.judge.opinions import could_not_run, weigh_opinion
from docverify.judge.published import compare_published
from docverify.judge.refusals import says_error
from docverify.judge.releases import forgive_releases
from docverify.judge.sought import doubt_sought, may_lack_file
from docverify.judge.supplied import conclude_outside, conclude_supplied, is_shown_so, is_sure
from docverify.judge.unreached import note_unreached
from docverify.judge.verdict import reading

__all__ = [
    "BACKEND",
    "ELSEWHERE",
    "ENDLESS",
    "REGISTRY",
    "SANDBOX",
    "SETUP",
    "aftermath",
    "compare_published",
    "conclude",
    "conclude_bare",
    "conclude_elsewhere",
    "conclude_made",
    "conclude_outside",
    "conclude_supplied",
    "could_not_run",
    "diff",
    "doubt_page",
    "doubt_sought",
    "forgive_releases",
    "forgive_surroundings",
    "is_lost",
    "is_of_place",
    "is_refused",
    "is_reordered",
    "is_shown_so",
    "is_sure",
    "lacks",
    "matches",
    "may_be_chance",
    "may_be_state",
    "may_depend",
    "may_lack_file",
    "note_unreached",
    "raised_by",
    "reading",
    "rests_on_page",
    "retry",
    "says_error",
    "settle",
    "weigh_opinion",
]
