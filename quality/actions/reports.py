"""Reports are begun, arranged, handed in and frozen. What happens goes to the chain `report:ID`.

Approving and returning are the wheel's: `workflows.actions.approve_task`, `return_task`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record, start_job
from organisation.access import scope_for
from organisation.actions import Refused, ensure_period
from organisation.models import Period, Unit, User
from quality.access import may_begin_report, may_write_report
from quality.enums import ReportKind
from quality.models import Report, ReportEdition, ReportPrint
from quality.models.report import WRITTEN_IN
from quality.queries.report_body import drafted
from quality.queries.report_facts import facts_of
from quality.queries.reports import WORK, asked_by, sections_of
from quality.rules.report import Section, changed, moved, stored
from workflows import actions as workflow
from workflows.models import Task

PRINT = "quality.report_print"
KEPT = dt.timedelta(days=7)


class Overtaken(Refused):
    """Somebody else has changed the report since it was read."""


@transaction.atomic
def start_report(*, kind: ReportKind, unit: Unit, period: Period, actor: User, task: Task | None = None) -> Report:
    """Begin a unit's report of a period, or return the one that is begun. Refused where the person does not report there.

    A task that waits for that report is answered by it, whichever way it was begun: else it would go past its review.
    """
    if not may_begin_report(scope_for(actor), unit, task):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    task = task or _waiting_for(kind, unit, period)
    found, new = Report.objects.get_or_create(
        kind=kind,
        unit=unit,
        period=period,
        defaults={"task": task, "started_by": actor, "started_at": clock.now()},
    )
    if task is not None and found.task_id is None and not found.editions.exists():
        found.task = task  # begun before the wheel asked
        found.save(update_fields=["task"])
    if new:
        said = {"kind": kind, "unit": unit.pk, "period": period.pk, "task": task.pk if task else None}
        _say(found, "report_started", actor, said)
    return found


def _waiting_for(kind: ReportKind, unit: Unit, period: Period) -> Task | None:
    """Return the task that waits for such a report of the unit, if the wheel has asked."""
    asked = Task.objects.filter(unit=unit, work=WORK, state__in=WRITTEN_IN, report=None)
    for task in asked.select_related("process__period").order_by("due_on", "pk"):
        wanted, span = asked_by(task)
        if (wanted, span.starts_on, span.ends_on) == (kind, period.starts_on, period.ends_on):
            return task
    return None


@transaction.atomic
def start_report_for(*, task: Task, actor: User) -> Report:
    """Begin the report that a task asks for, or return the one that is begun."""
    held = Task.objects.select_for_update(of=("self",)).select_related("unit", "process__period").get(pk=task.pk)
    begun = Report.objects.filter(task=held).first()
    if begun is not None:
        return begun
    if held.state not in WRITTEN_IN:
        raise Refused(_("Uppgiften väntar inte på någon rapport just nu."))
    kind, span = asked_by(held)
    whole = span.kind == held.process.period.kind
    period = held.process.period if whole else ensure_period(kind=span.kind, day=span.starts_on)
    return start_report(kind=kind, unit=held.unit, period=period, actor=actor, task=held)


def move_section(*, report: Report, key: str, step: int, actor: User) -> Report:
    """Move a section a step up or down."""
    return _arrange(report, actor, lambda sections: moved(sections, key, step))


def show_section(*, report: Report, key: str, shown: bool, actor: User) -> Report:
    """Take a section in, or leave it out. Its words stay until it is taken in again."""
    return _arrange(report, actor, lambda sections: changed(sections, key, shown=shown))


def write_section(*, report: Report, key: str, before: str, after: str, seen: int, actor: User) -> Report:
    """Write one's own words before and after a section. seen: the report's number when it was read.

    Raises Overtaken where somebody else has changed the report meanwhile.
    """
    words = {"before": before.strip(), "after": after.strip()}
    return _arrange(report, actor, lambda sections: changed(sections, key, **words), seen)


@transaction.atomic
def submit_report(*, report: Report, actor: User) -> ReportEdition:
    """Hand a report in: all that it says is frozen with its sources, and its task goes on: to review, or done.

    Refused where nothing has changed since it was returned.
    """
    held = _held(report, actor)
    last = held.editions.defer("body").order_by("-number").first()
    facts = facts_of(held, clock.today())
    made = drafted(held, facts, sections_of(held, facts))
    if last is not None and last.fingerprint == made.fingerprint:
        raise Refused(_("Du har inte ändrat något sedan rapporten kom tillbaka."))
    edition = ReportEdition.objects.create(
        report=held,
        number=last.number + 1 if last else 1,
        body=made.body,
        summary=made.summary,
        fingerprint=made.fingerprint,
        handed_in_at=clock.now(),
        handed_in_by=actor,
    )
    if held.task is not None and held.task.review:
        task = workflow.submit_task(task=held.task, actor=actor)
        edition.review = task.reviews.get(decision="")
        edition.save(update_fields=["review"])
    elif held.task is not None:
        workflow.complete_task(task=held.task, actor=actor)
    told = {"edition": edition.pk, "number": edition.number, "fingerprint": edition.fingerprint}
    _say(held, "report_submitted", actor, told)
    return edition


@transaction.atomic
def order_print(*, edition: ReportEdition, actor: User) -> ReportPrint:
    """Let a report be set as one PDF with all that it gathers; an earlier order of the person's goes."""
    ReportPrint.objects.filter(edition=edition, owner=actor).delete()
    ordered = ReportPrint.objects.create(edition=edition, owner=actor, asked_at=clock.now())
    title = _("Rapport med enheternas rapporter: %(unit)s") % {"unit": edition.report.unit.name}
    start_job(kind=PRINT, owner=actor, title=title[:200], arguments={"print": ordered.pk})
    return ordered


def forget_old_prints(now: dt.datetime) -> int:
    """Forget what was set a week ago. Returns how many."""
    return ReportPrint.objects.filter(asked_at__lt=now - KEPT).delete()[0]


@transaction.atomic
def _arrange(
    report: Report, actor: User, change: Callable[[Sequence[Section]], list[Section]], seen: int | None = None
) -> Report:
    held = _held(report, actor)
    if seen is not None and seen != held.number:
        raise Overtaken(_("Någon annan har ändrat i rapporten. Läs det som står nu och spara sedan igen."))
    sections = sections_of(held, facts_of(held, clock.today()))
    after = change(sections)
    if after != sections:
        held.arrangement, held.number = stored(after, held.arrangement), held.number + 1
        held.save(update_fields=["arrangement", "number"])
        _say(held, "report_arranged", actor, {"number": held.number})
    return held


def _held(report: Report, actor: User) -> Report:
    """Return the report as it stands, locked; refused where the person may not write in it, or not now."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("unit", "period", "task__process")
    held = rows.get(pk=report.pk)
    if not may_write_report(scope_for(actor), held):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    if not held.is_open:
        raise Refused(_("Rapporten är inlämnad. Det går inte att ändra i den nu."))
    return held


def _say(report: Report, what: str, actor: User | None, payload: dict[str, Any]) -> None:
    record(subject=f"report:{report.pk}", kind=f"quality.{what}", actor=actor, payload=payload)
