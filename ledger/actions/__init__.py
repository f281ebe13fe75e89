"""What changes in the ledger."""

from ledger.actions.events import CannotErase, Entry, erase_payloads, record, record_many
from ledger.actions.jobs import cancel_job, mend_jobs, progress, run_job, start_job
from ledger.actions.notices import notify, read_all_notices, read_notice
from ledger.actions.outbox import NotStuck, emit, emit_many, retry_all, retry_effect, settle_effect
from ledger.actions.relay import drain, relay
from ledger.actions.tick import tick

__all__ = [
    "CannotErase",
    "Entry",
    "NotStuck",
    "cancel_job",
    "drain",
    "emit",
    "emit_many",
    "erase_payloads",
    "mend_jobs",
    "notify",
    "progress",
    "read_all_notices",
    "read_notice",
    "record",
    "record_many",
    "relay",
    "retry_all",
    "retry_effect",
    "run_job",
    "settle_effect",
    "start_job",
    "tick",
]
