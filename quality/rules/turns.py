"""A goal's turn: which periods it has, and what is missing before it may end."""

import datetime as dt

REACHED = "reached"
NO_CAUSE, NO_IMPROVEMENT = "no_cause", "no_improvement"
SUMMER = (7, 8)  # a plan that begins in July or August follows the school year


def period_kind(starts_on: dt.date) -> str:
    """Return the kind of period that the goals of a plan from `starts_on` turn in: a focus area's four years are four turns."""
    return "school_year" if starts_on.month in SUMMER else "calendar_year"


def missing(*, outcome: str | None, improvements: int) -> str:
    """Return what keeps a turn from ending, empty where nothing does (skollagen 4 kap. 3 §).

    outcome: what the analysis of causes says, None where there is none. A goal that was not reached, or of which nobody can say,
    needs an improvement; one that was reached does not.
    """
    if outcome is None:
        return NO_CAUSE
    return NO_IMPROVEMENT if outcome != REACHED and not improvements else ""
