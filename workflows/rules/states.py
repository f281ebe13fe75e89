"""What a task may become, and by what."""

from collections.abc import Mapping

PLANNED, OPEN, SUBMITTED, RETURNED = "planned", "open", "submitted", "returned"
APPROVED, DONE, WAIVED, CANCELLED = "approved", "done", "waived", "cancelled"
STATES = (PLANNED, OPEN, SUBMITTED, RETURNED, APPROVED, DONE, WAIVED, CANCELLED)
#: A gate asks no more of these.
SETTLED = frozenset({APPROVED, DONE, WAIVED, CANCELLED})
#: Somebody is to do something about these.
WAITING = frozenset({OPEN, RETURNED, SUBMITTED})

OPENS, SUBMITS, COMPLETES, RETURNS, APPROVES, WAIVES, CANCELS, CORRECTS, FINISHES = (
    "opens",
    "submits",
    "completes",
    "returns",
    "approves",
    "waives",
    "cancels",
    "corrects",
    "finishes",  # by the house, which sees that the work is done
)
STEPS: Mapping[str, Mapping[str, str]] = {
    PLANNED: {OPENS: OPEN, WAIVES: WAIVED, CANCELS: CANCELLED, FINISHES: DONE},
    OPEN: {SUBMITS: SUBMITTED, COMPLETES: DONE, WAIVES: WAIVED, CANCELS: CANCELLED, FINISHES: DONE},
    RETURNED: {SUBMITS: SUBMITTED, WAIVES: WAIVED, CANCELS: CANCELLED},
    SUBMITTED: {APPROVES: APPROVED, RETURNS: RETURNED, WAIVES: WAIVED, CANCELS: CANCELLED},
    APPROVED: {CORRECTS: OPEN},
    DONE: {CORRECTS: OPEN},
    WAIVED: {CORRECTS: OPEN},
    CANCELLED: {},
}


def after(state: str, step: str) -> str | None:
    """Return what a task in `state` becomes by `step`, or None where that may not be."""
    return STEPS[state].get(step)
