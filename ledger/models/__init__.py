"""What the ledger stores."""

from ledger.models.effect import Effect
from ledger.models.event import Chain, Event, EventPayload
from ledger.models.job import Job, Notice
from ledger.models.pulse import Anchor, Canary, ClockOffset, Reconciliation, Tick

__all__ = [
    "Anchor",
    "Canary",
    "Chain",
    "ClockOffset",
    "Effect",
    "Event",
    "EventPayload",
    "Job",
    "Notice",
    "Reconciliation",
    "Tick",
]
