"""A plan's way to its adoption: when it begins, and what is missing before the plan may be adopted."""

import datetime as dt
from collections.abc import Collection, Sequence

from organisation.rules.periods import Span

REFERRAL, ANSWERS = "plan_referral", "answers"
STEPS = ("plan_apt", REFERRAL, "plan_dialogue")  # in the order that they are taken
AHEAD = dt.timedelta(days=121)  # the last four months of a year: from 1 September, or from 1 April in a school year


def begins_on(span: Span) -> dt.date:
    """Return the first day on which the way to the plan of the period after `span` begins."""
    return span.ends_on - AHEAD


def required(works: Collection[str]) -> Sequence[str]:
    """Return the steps that a wheel asks for, from the kinds of work of its entries."""
    return [step for step in STEPS if step in works]


def gaps(asked: Sequence[str], settled: Collection[str], unanswered: int) -> Sequence[str]:
    """Return what is missing before a plan may be adopted, in the order of its steps (skollagen 4 kap. 4 §).

    asked: steps that the wheel asks for. settled: those with a day, or a reason why they are not needed. unanswered: answers of
    the referral of which nobody has said what was done with them.
    """
    missing = []
    for step in asked:
        if step not in settled:
            missing.append(step)
        elif step == REFERRAL and unanswered:
            missing.append(ANSWERS)
    return missing
