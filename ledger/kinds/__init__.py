"""What others extend: effects, reconcilers and jobs. An app fills these in its `apps.py`; tests make their own."""

import datetime as dt
from collections.abc import Callable

from ledger.kinds.effects import EffectKind, EffectRow, NeverDone, NotDone, Skipped, Unclear, Unreachable
from ledger.kinds.jobs import JobCancelled, JobFailed, JobKind, JobRow, JobTakenOver, Outcome
from ledger.kinds.mail import mail_kind
from ledger.kinds.registry import AlreadyRegistered, NotRegistered, Registry

Reconciler = Callable[[dt.datetime], int]

effects: Registry[EffectKind] = Registry("Effect")
jobs: Registry[JobKind] = Registry("Job")
#: Called by every tick with its *now*, each in a transaction of its own; returns how many things it did.
reconcilers: Registry[Reconciler] = Registry("Reconciler")

__all__ = [
    "AlreadyRegistered",
    "EffectKind",
    "EffectRow",
    "JobCancelled",
    "JobFailed",
    "JobKind",
    "JobRow",
    "JobTakenOver",
    "NeverDone",
    "NotDone",
    "NotRegistered",
    "Outcome",
    "Reconciler",
    "Registry",
    "Skipped",
    "Unclear",
    "Unreachable",
    "effects",
    "jobs",
    "mail_kind",
    "reconcilers",
]
