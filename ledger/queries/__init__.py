"""What is looked up in the ledger. It knows no rights: callers pass the user, or a subject that they may read."""

from ledger.queries.drift import (
    Depth,
    Drift,
    Sign,
    StuckKind,
    drift,
    outbox_depth,
    stuck_effect,
    stuck_effects,
    stuck_kinds,
)
from ledger.queries.events import events_of
from ledger.queries.health import Answer, readiness
from ledger.queries.people import job_of, jobs_of, notice_of, notices_of, open_jobs_of, unread_notices_of

__all__ = [
    "Answer",
    "Depth",
    "Drift",
    "Sign",
    "StuckKind",
    "drift",
    "events_of",
    "job_of",
    "jobs_of",
    "notice_of",
    "notices_of",
    "open_jobs_of",
    "outbox_depth",
    "readiness",
    "stuck_effect",
    "stuck_effects",
    "stuck_kinds",
    "unread_notices_of",
]
