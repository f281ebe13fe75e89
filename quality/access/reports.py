"""Who may see and write reports, and what is told back."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import Unit, UnitQuerySet
from quality.access.goals import INNER
from quality.models import Report, ReportEdition, Telling
from quality.models.report import ReportEditionQuerySet, ReportQuerySet
from workflows.access import answered_for, may_do
from workflows.enums import TaskState
from workflows.models import Task


def reads_reports(scope: Scope) -> bool:
    """Return whether the person reads reports anywhere: those that are decided, or all."""
    return scope.may(Area.ADOPT, Right.READ_DECIDED)


def visible_reports(scope: Scope) -> ReportQuerySet:
    """Return the reports that the person may read: all where they write, elsewhere those that are decided."""
    decided = scope.q(Area.ADOPT, Right.READ_DECIDED, "unit") & Q(pk__in=Report.objects.decided())
    return Report.objects.filter(_reported_by(scope) | decided)


def _reported_by(scope: Scope) -> Q:
    """Return the condition that the person writes a report: by *adopt* at its unit, or as one whom the wheel asks."""
    asked = answered_for(scope).filter(work="report").exclude(state=TaskState.PLANNED)
    return scope.q(Area.ADOPT, Right.DECIDE, "unit") | Q(task__in=asked)


def may_write_report(scope: Scope, report: Report) -> bool:
    """Return whether the person writes the report: its draft is theirs to read too."""
    return Report.objects.filter(_reported_by(scope), pk=report.pk).exists()


def may_begin_report(scope: Scope, unit: Unit, task: Task | None) -> bool:
    """Return whether the person may begin a report of `unit`, for `task` if there is one."""
    asked = task is not None and task.unit_id == unit.pk and may_do(scope, task)
    return asked or scope.may(Area.ADOPT, Right.DECIDE, unit)


def reporting_places(scope: Scope) -> UnitQuerySet:
    """Return the open units that the person may report of."""
    return scope.units(Area.ADOPT, Right.DECIDE).open_on(scope.day).exclude(kind__in=INNER).in_order()


def visible_editions(scope: Scope, report: Report) -> ReportEditionQuerySet:
    """Return each time that a report was handed in: all for those who write it, for others what is decided."""
    found = ReportEdition.objects.filter(report=report)
    return found if may_write_report(scope, report) else found.decided()


def get_report_for(scope: Scope, pk: int) -> Report:
    """Return the report with id `pk` if it may be read, else 404."""
    found = visible_reports(scope).select_related("unit", "period", "task__process").filter(pk=pk).first()
    if found is None:
        raise Http404(_("Rapporten finns inte, eller så har du inte tillgång till den."))
    return found


def get_written_report_for(scope: Scope, pk: int) -> Report:
    """Return the report with id `pk` if it may be read, else 404; 403 where the person does not write it."""
    found = get_report_for(scope, pk)
    if not may_write_report(scope, found):
        raise PermissionDenied
    return found


def get_edition_of_report_for(scope: Scope, pk: int, number: int) -> ReportEdition:
    """Return edition `number` of the report with id `pk` if both may be read, else 404."""
    report = get_report_for(scope, pk)
    found = visible_editions(scope, report).select_related("handed_in_by", "review__reviewer").filter(number=number)
    edition = found.first()
    if edition is None:
        raise Http404(_("Rapporten har ingen sådan utgåva."))
    edition.report = report
    return edition


def get_task_to_report_for(scope: Scope, pk: int) -> Task:
    """Return the task with id `pk` if it asks for a report that the person may write, else 404."""
    tasks = Task.objects.select_related("unit", "process__period").filter(work="report")
    found = tasks.filter(pk=pk).exclude(state=TaskState.PLANNED).first()
    if found is None or not may_begin_report(scope, found.unit, found):
        raise Http404(_("Uppgiften finns inte, eller så har du inte tillgång till den."))
    return found


def get_telling_for(scope: Scope, pk: int) -> Telling:
    """Return what is told back with id `pk` where the person decides what is told, else 404."""
    here = scope.q(Area.ADOPT, Right.DECIDE, "unit")
    found = Telling.objects.filter(here, pk=pk).select_related("unit", "published_by", "withdrawn_by").first()
    if found is None:
        raise Http404(_("Texten finns inte, eller så har du inte tillgång till den."))
    return found
