"""The nouns of docverify: frozen, whole from birth, plain data.

They follow the way of the data:
Source → Page → Block → Example → Session → Plan → Run → Verdict → Finding → Cause → Action.
Everything here can be pickled and serialises to the published JSON.
"""

from docverify.model.config import (
    BackendConfig,
    Capture,
    Config,
    Credential,
    EnvironmentConfig,
    Limits,
    Reset,
    SourceConfig,
    Tenant,
    TrackerConfig,
)
from docverify.model.document import Block, Marker, Page, Problem
from docverify.model.example import UNCLAIMED, VALUE, Example, Expectation, Refusal, Step
from docverify.model.exchange import Body, Exchange
from docverify.model.issue import Action, Cause, Finding, History, Issue, Outcome
from docverify.model.network import Door, Network, Provided
from docverify.model.plan import (
    HASH_SEED,
    ZONE,
    Environment,
    Merged,
    Parser,
    Plan,
    Program,
    Session,
    Task,
    Wrapping,
    WrittenFile,
)
from docverify.model.result import (
    SCHEMA,
    Coverage,
    Packages,
    PageRow,
    Result,
    Row,
    SandboxReport,
    Summary,
    Surroundings,
)
from docverify.model.run import Run, Shown, StepRun
from docverify.model.standing import Standing, Status
from docverify.model.verdict import (
    BLAMES,
    DRIFT_KINDS,
    LEVELS,
    REASONS,
    REMEMBERED_KINDS,
    VERDICTS,
    Request,
    Unlike,
    Verdict,
)

__all__ = [
    "BLAMES",
    "DRIFT_KINDS",
    "HASH_SEED",
    "LEVELS",
    "REASONS",
    "REMEMBERED_KINDS",
    "SCHEMA",
    "UNCLAIMED",
    "VALUE",
    "VERDICTS",
    "ZONE",
    "Action",
    "BackendConfig",
    "Block",
    "Body",
    "Capture",
    "Cause",
    "Config",
    "Coverage",
    "Credential",
    "Door",
    "Environment",
    "EnvironmentConfig",
    "Example",
    "Exchange",
    "Expectation",
    "Finding",
    "History",
    "Issue",
    "Limits",
    "Marker",
    "Merged",
    "Network",
    "Outcome",
    "Packages",
    "Page",
    "PageRow",
    "Parser",
    "Plan",
    "Problem",
    "Program",
    "Provided",
    "Refusal",
    "Request",
    "Reset",
    "Result",
    "Row",
    "Run",
    "SandboxReport",
    "Session",
    "Shown",
    "SourceConfig",
    "Standing",
    "Status",
    "Step",
    "StepRun",
    "Summary",
    "Surroundings",
    "Task",
    "Tenant",
    "TrackerConfig",
    "Unlike",
    "Verdict",
    "Wrapping",
    "WrittenFile",
]
