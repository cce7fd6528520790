"""From the examples of a page to what one run needs, in each reading of the page. Pure."""

from docverify.plan.making import LAYER, completed, plan, runnable, sessions
from docverify.plan.readings import (
    alone,
    beside,
    elsewhere,
    from_makers,
    is_first,
    supplied,
    supply_of,
    together,
    until,
    up_to,
    watched,
    without,
)
from docverify.plan.tabs import label_of, stands_on_tabs, through_tabs

__all__ = [
    "LAYER",
    "alone",
    "beside",
    "completed",
    "elsewhere",
    "from_makers",
    "is_first",
    "label_of",
    "plan",
    "runnable",
    "sessions",
    "stands_on_tabs",
    "supplied",
    "supply_of",
    "through_tabs",
    "together",
    "until",
    "up_to",
    "watched",
    "without",
]
