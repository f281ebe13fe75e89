"""Looking up reports: whose, of which period, how far they have come; and what a task of the wheel asks to be reported."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from organisation.access import Scope
from organisation.models import Period
from organisation.rules.periods import Span
from quality.access import visible_reports
from quality.enums import ReportKind
from quality.models import Report, ReportEdition
from quality.queries.report_body import keys_in
from quality.queries.report_facts import Facts
from quality.rules.report import Section, arranged, reported_of
from workflows.enums import Decision
from workflows.kinds import Work
from workflows.models import Task

WORK = "report"


@dataclass(frozen=True)
class ReportFilter:
    """What a list of reports is narrowed down to; what is empty narrows nothing."""

    words: str = ""
    kind: str = ""
    period: int | None = None


def task_of(work: Work) -> Task | None:
    """Return the task that a piece of work is."""
    here = {"unit": work.unit, "process__period": work.period, "slot": work.slot, "process__subject": work.subject}
    tasks = Task.objects.filter(work=WORK, **here).select_related("process__period", "unit")
    return (tasks.filter(entry=work.entry) if work.entry else tasks).order_by("pk").first()


def asked_by(task: Task) -> tuple[ReportKind, Span]:
    """Return what a task asks for: which report, of which days."""
    period = task.process.period
    turn = Span(period.kind, period.starts_on, period.ends_on)
    span = reported_of(turn, task.due_on)
    return (ReportKind.YEAR if span == turn else ReportKind.TERTIAL), span


def is_handed_in(task: Task) -> bool:
    """Return whether a task's report has been handed in since it was last returned."""
    editions = ReportEdition.objects.filter(report__task=task).count()
    return editions > task.reviews.count() if task.review else editions > 0


def listed(scope: Scope, wanted: ReportFilter) -> QuerySet[Report]:
    """Return the reports that the person may read, the latest period first; each with how far it has come.

    `last`: the latest edition's number; `decision`: what was said of it; `stands`: whether any edition is decided.
    """
    found = visible_reports(scope).select_related("unit", "period", "task")
    for word in wanted.words.replace("\0", "").split():
        found = found.filter(unit__name__icontains=word)
    if wanted.kind in ReportKind.values:
        found = found.filter(kind=wanted.kind)
    if wanted.period is not None:
        found = found.filter(period=wanted.period)
    latest = ReportEdition.objects.filter(report=OuterRef("pk")).order_by("-number")
    found = found.annotate(
        last=Subquery(latest.values("number")[:1]),
        decision=Subquery(latest.values("review__decision")[:1]),
        stands=Exists(ReportEdition.objects.decided().filter(report=OuterRef("pk"))),
    )
    return found.order_by("-period__ends_on", "-period__starts_on", "kind", "unit__sort_key", "pk")


def periods_reported(scope: Scope) -> QuerySet[Period]:
    """Return the periods that the person may read reports of, the latest first."""
    return Period.objects.filter(pk__in=visible_reports(scope).values("period")).order_by("-ends_on", "-starts_on")


def is_returned(report: Report) -> bool:
    """Return whether what was handed in last came back."""
    latest = report.editions.select_related("review").defer("body").order_by("-number").first()
    return latest is not None and latest.review is not None and latest.review.decision == Decision.RETURNED


def sections_of(report: Report, facts: Facts) -> list[Section]:
    """Return the sections that a report has now, in its writer's order."""
    return arranged(report.arrangement, keys_in(facts))
