"""Plans' ways to their adoption: which should begin, what has been done on one, what is missing."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from organisation.models import Period
from organisation.rules.periods import Span, next_period, period_with
from quality.enums import WayGap, WayStep
from quality.models import PlanEdition, PlanSeries, PlanStep, ReferralAnswer
from quality.rules import ways as rules
from quality.rules.turns import period_kind
from workflows.kinds import Start
from workflows.models import Process

KIND = "plan"
SCHOOL_YEAR, CALENDAR_YEAR = "school_year", "calendar_year"


@dataclass(frozen=True)
class Stop:
    """One step on the way: what the wheel asks for, and what has been written of it."""

    step: WayStep
    written: PlanStep | None
    is_asked: bool


def subject_of(series: int) -> str:
    """Return what the process of a series' next plan is about."""
    return f"series:{series}"


def series_in(subject: str) -> int | None:
    """Return the id in a process's subject, None where it is not about a series of plans."""
    kind, _colon, number = subject.partition(":")
    return int(number) if kind == "series" and number.isdecimal() else None


def ways_to_open(day: dt.date) -> Iterator[Start]:
    """Yield the ways that should go on on `day` and do not: to each series' plan for the next year, in the last months of this.

    A series whose adopted plan lasts beyond the year has none: a plan for four years is written once in four.
    """
    for kind in (CALENDAR_YEAR, SCHOOL_YEAR):
        span = period_with(kind, day)
        if day >= rules.begins_on(span):
            yield from _wanted(span)


def _wanted(span: Span) -> Iterator[Start]:
    own = PlanEdition.objects.standing().filter(series=OuterRef("pk"))
    latest = own.order_by("-starts_on", "-pk").values("starts_on")[:1]
    subject = Concat(Value("series:"), Cast("pk", CharField()))
    here = Process.objects.filter(
        kind=KIND, subject=OuterRef("subject"), period__kind=span.kind, period__starts_on=span.starts_on
    )
    rows = PlanSeries.objects.annotate(latest=Subquery(latest), subject=subject)
    rows = rows.exclude(Exists(own.filter(ends_on__gt=span.ends_on))).exclude(Exists(here))
    label = Period(kind=span.kind, starts_on=next_period(span).starts_on, ends_on=next_period(span).ends_on)
    for series in rows.order_by("pk"):
        begun = series.latest
        if (period_kind(begun) if begun else CALENDAR_YEAR) == span.kind:
            title = f"{series.name} {_years(label)}"
            yield Start(KIND, subject_of(series.pk), title, series.unit_id, span.kind)


def _years(period: Period) -> str:
    first, last = period.starts_on.year, period.ends_on.year
    return str(first) if first == last else f"{first}/{last % 100:02d}"


def way_to(series: PlanSeries, ends_on: dt.date) -> Process | None:
    """Return the running way to a plan of `series` that lasts to `ends_on`, or None: then nothing is asked of its adoption."""
    running = Process.objects.running().filter(kind=KIND, subject=subject_of(series.pk), period__ends_on__lt=ends_on)
    return running.select_related("period", "version", "unit").order_by("-period__ends_on").first()


def series_of(process: Process) -> PlanSeries | None:
    """Return the series that a way is about."""
    number = series_in(process.subject)
    return PlanSeries.objects.filter(pk=number).first() if process.kind == KIND and number is not None else None


def stops_of(process: Process) -> list[Stop]:
    """Return the steps of a way in their order: those that the wheel asks for, and others that are written of all the same."""
    asked = _asked(process)
    written = {one.step: one for one in PlanStep.objects.filter(process=process).select_related("written_by")}
    return [
        Stop(WayStep(step), written.get(step), step in asked)
        for step in rules.STEPS
        if step in asked or step in written
    ]


def answers_of(process: Process) -> Sequence[ReferralAnswer]:
    """Return what was answered when the draft was sent out, by day."""
    return list(ReferralAnswer.objects.filter(process=process).select_related("written_by"))


def gaps_of(process: Process) -> list[str]:
    """Return what is missing before the plan of a way may be adopted, as sentences."""
    settled = set(PlanStep.objects.filter(process=process).values_list("step", flat=True))
    unanswered = ReferralAnswer.objects.filter(process=process, done="").count()
    return [str(WayGap(gap).label) for gap in rules.gaps(_asked(process), settled, unanswered)]


def is_adopted(series: int, after: dt.date) -> bool:
    """Return whether a plan of the series is adopted that lasts beyond a day."""
    return PlanEdition.objects.standing().filter(series=series, ends_on__gt=after).exists()


def is_settled(process: Process, step: str) -> bool:
    """Return whether a step has a day or a reason, and, for a referral, whether each answer was dealt with."""
    if not PlanStep.objects.filter(process=process, step=step).exists():
        return False
    return step != WayStep.REFERRAL or not ReferralAnswer.objects.filter(process=process, done="").exists()


def process_of(kind: str, subject: str, period: int) -> Process | None:
    """Return the process of a kind that is about something in a period."""
    found = Process.objects.filter(kind=kind, subject=subject, period=period)
    return found.select_related("period", "unit", "version").first()


def _asked(process: Process) -> Sequence[str]:
    """Return the steps that the wheel which the process follows asks for."""
    if process.version is None:
        return []
    entries = process.version.text.of(process.kind, process.period.kind)
    return rules.required({entry.work for entry in entries if entry.asks})
