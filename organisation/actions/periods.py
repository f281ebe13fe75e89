"""Periods are made when they are needed."""

import datetime as dt

from django.db import transaction

from ledger.actions import record
from organisation.actions.refusal import telling_why
from organisation.enums import PeriodKind
from organisation.models import Period, User
from organisation.rules.periods import Span, parts_of, period_with
from organisation.rules.text import tidy


@transaction.atomic
def ensure_period(*, kind: str, day: dt.date) -> Period:
    """Return the period of `kind` that `day` lies in, stored if it was not. Writes no event: the calendar is no choice."""
    return _stored(period_with(kind, day))


@transaction.atomic
def ensure_parts(*, period: Period, kind: str) -> list[Period]:
    """Return the periods of `kind` that lie whole within `period` (the tertials of a year), stored if they were not."""
    return [_stored(span) for span in parts_of(Span(period.kind, period.starts_on, period.ends_on), kind)]


@transaction.atomic
def create_period(*, name: str, starts_on: dt.date, ends_on: dt.date, actor: User | None = None) -> Period:
    """Store a period with a name of its own: a focus area's four years, a project."""
    period = Period(kind=PeriodKind.FREE, name=tidy(name), starts_on=starts_on, ends_on=ends_on)
    with telling_why():
        period.save()
    payload = {"name": period.name, "from": starts_on.isoformat(), "to": ends_on.isoformat()}
    record(subject=f"period:{period.pk}", kind="organisation.period_made", actor=actor, payload=payload)
    return period


def _stored(span: Span) -> Period:
    period, _made = Period.objects.get_or_create(
        kind=span.kind, starts_on=span.starts_on, ends_on=span.ends_on, name=""
    )
    return period
