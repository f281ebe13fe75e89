"""The doors of quality work: goals and what hangs on them, by *goals, values* in the access table."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right, UnitKind
from organisation.models import Unit, UnitLink, UnitQuerySet
from quality.enums import DocumentKind
from quality.models import (
    Activity,
    Cause,
    Document,
    Goal,
    GoalTurn,
    Improvement,
    Indicator,
    Measure,
    MeasurePlan,
    Observation,
    Passage,
    Quotation,
    ReferralAnswer,
    Report,
    ReportEdition,
    Telling,
)
from quality.models.document import DocumentQuerySet
from quality.models.goal import GoalQuerySet
from quality.models.report import ReportEditionQuerySet, ReportQuerySet
from quality.models.turn import GoalTurnQuerySet
from workflows.access import answered_for, may_do, may_review, may_steer, visible_processes
from workflows.enums import ProcessState, TaskState
from workflows.models import Process, Task

WHOLE_TEXT = ("body", "goals", "said", "tree")  # of an edition: megabytes, and no page here wants them
INNER = (UnitKind.SECTION, UnitKind.TEAM)  # values are reported for preschools and what lies over them


def without_text(*paths: str) -> list[str]:
    """Return what to defer, so that the editions at `paths` come without the plan's whole text."""
    return [f"{path}__{name}" for path in paths for name in WHOLE_TEXT]


def visible_goals(scope: Scope) -> GoalQuerySet:
    """Return the goals at the units whose goals the person reads, and at what lies over those: the goals they work towards.

    Goals are adopted texts, which anyone may read; values are not: `visible_values`.
    """
    return Goal.objects.filter(own_goals(scope) | Q(unit__in=_over(scope)))


def own_goals(scope: Scope) -> Q:
    """Return the condition that a goal lies at a unit whose goals the person reads by right."""
    return scope.q(Area.VALUES, Right.READ, "unit")


def visible_values(scope: Scope) -> QuerySet[Observation]:
    """Return the values, replaced ones too, of the units that the person reads."""
    return Observation.objects.filter(scope.q(Area.VALUES, Right.READ, "unit"))


def visible_activities(scope: Scope) -> QuerySet[Activity]:
    """Return the activities of the goals that the person sees."""
    return Activity.objects.filter(goal__in=visible_goals(scope))


def reporting_units(scope: Scope, indicator: Indicator) -> UnitQuerySet:
    """Return the open units for which the person may report values of the indicator: the goal's own and what lies under it."""
    here = Unit.objects.under(indicator.goal.unit, scope.day).values("pk")
    found = scope.units(Area.VALUES, Right.EDIT).open_on(scope.day).filter(pk__in=here)
    return found.filter(Q(pk=indicator.goal.unit_id) | ~Q(kind__in=INNER)).in_order()


def may_move(scope: Scope, activity: Activity) -> bool:
    """Return whether the person may say how far the activity has come: by right, or because it was given to them."""
    given = scope.user is not None and activity.owner_id == scope.user.pk
    return given or scope.may(Area.VALUES, Right.EDIT, activity.goal.unit)


def visible_turns(scope: Scope) -> GoalTurnQuerySet:
    """Return the turns of the goals at the units whose goals and values the person reads by right."""
    return GoalTurn.objects.filter(scope.q(Area.VALUES, Right.READ, "goal__unit"))


def may_analyse(scope: Scope, turn: GoalTurn) -> bool:
    """Return whether the person may write the analysis of a turn: by *documents* at the unit, or as one whom the wheel asks."""
    asked = answered_for(scope).filter(process=turn.process_id, work="analysis").exclude(state="planned")
    return scope.may(Area.DOCUMENTS, Right.WRITE, turn.goal.unit) or asked.exists()


def may_read_analysis(scope: Scope, turn: GoalTurn) -> bool:
    """Return whether the person may read the analysis: by *documents*; what is decided from the day that the turn is closed."""
    decided = turn.process.state == ProcessState.CLOSED
    right = Right.READ_DECIDED if decided else Right.READ
    return scope.may(Area.DOCUMENTS, right, turn.goal.unit) or may_analyse(scope, turn)


def may_write_way(scope: Scope, process: Process) -> bool:
    """Return whether the person may date the steps on a plan's way and log what was answered: who writes the unit's plans."""
    return scope.may(Area.PLAN, Right.EDIT, process.unit)


def may_write_measures(scope: Scope, process: Process) -> bool:
    """Return whether the person may write a plan of measures: by *goals, values* at its unit."""
    return scope.may(Area.VALUES, Right.EDIT, process.unit)


def get_way_for(scope: Scope, pk: int) -> Process:
    """Return the process with id `pk` if it is a plan's way and may be read, else 404."""
    return _process_for(scope, pk, "plan")


def get_written_way_for(scope: Scope, pk: int) -> Process:
    """Return the plan's way with id `pk` if it may be read, else 404; 403 where the person may not write on it."""
    found = get_way_for(scope, pk)
    if not may_write_way(scope, found):
        raise PermissionDenied
    return found


def get_steered_way_for(scope: Scope, pk: int) -> Process:
    """Return the plan's way with id `pk` if it may be read, else 404; 403 where the person does not steer there."""
    found = get_way_for(scope, pk)
    if not may_steer(scope, found.unit):
        raise PermissionDenied
    return found


def get_answer_for(scope: Scope, pk: int) -> ReferralAnswer:
    """Return the answer with id `pk` if its way may be read, else 404; 403 where the person may not write on it."""
    found = ReferralAnswer.objects.filter(pk=pk, process__in=visible_processes(scope)).first()
    if found is None:
        raise Http404(_("Svaret finns inte, eller så har du inte tillgång till det."))
    found.process = get_written_way_for(scope, found.process_id)
    return found


def get_measure_plan_for(scope: Scope, pk: int) -> MeasurePlan:
    """Return the plan of measures with id `pk` if its process may be read, else 404."""
    shown = MeasurePlan.objects.filter(process__in=visible_processes(scope))
    found = shown.filter(pk=pk).select_related("process__unit", "process__period", "round", "written_by").first()
    if found is None:
        raise Http404(_("Planen finns inte, eller så har du inte tillgång till den."))
    return found


def get_written_measure_plan_for(scope: Scope, pk: int) -> MeasurePlan:
    """Return the plan of measures with id `pk` if it may be read, else 404; 403 where the person may not write in it."""
    found = get_measure_plan_for(scope, pk)
    if not may_write_measures(scope, found.process):
        raise PermissionDenied
    return found


def get_measure_for(scope: Scope, pk: int) -> Measure:
    """Return the measure with id `pk` if its plan may be read, else 404; 403 where it is neither theirs nor theirs to write."""
    found = Measure.objects.filter(pk=pk, plan__process__in=visible_processes(scope)).select_related("owner").first()
    if found is None:
        raise Http404(_("Åtgärden finns inte, eller så har du inte tillgång till den."))
    found.plan = get_measure_plan_for(scope, found.plan_id)
    if not may_settle(scope, found):
        raise PermissionDenied
    return found


def may_settle(scope: Scope, measure: Measure) -> bool:
    """Return whether the person may say what came of a measure: who answers for it, and who writes the plan."""
    own = scope.user is not None and measure.owner_id == scope.user.pk
    return own or may_write_measures(scope, measure.plan.process)


def _process_for(scope: Scope, pk: int, kind: str) -> Process:
    shown = visible_processes(scope).filter(kind=kind).select_related("unit", "period", "version")
    found = shown.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Varvet finns inte, eller så har du inte tillgång till det."))
    return found


def may_read_analyses(scope: Scope, goal: Goal, turns: Iterable[GoalTurn]) -> set[int]:
    """Return the ids of those of a goal's turns whose analysis the person may read, as `may_read_analysis`: a few statements."""
    reads, decided, writes = (
        scope.may(Area.DOCUMENTS, right, goal.unit) for right in (Right.READ, Right.READ_DECIDED, Right.WRITE)
    )
    listed = list(turns)
    tasks = answered_for(scope).filter(process__in=[turn.process_id for turn in listed], work="analysis")
    asked = set(tasks.exclude(state="planned").values_list("process", flat=True))
    return {
        turn.pk
        for turn in listed
        if reads or writes or turn.process_id in asked or (decided and turn.process.state == ProcessState.CLOSED)
    }


def get_turn_for(scope: Scope, pk: int) -> GoalTurn:
    """Return the turn with id `pk` if visible, else 404."""
    shown = visible_turns(scope).select_related("goal__unit", "period", "process__unit", "process__period")
    found = shown.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Varvet finns inte, eller så har du inte tillgång till det."))
    return found


def get_written_turn_for(scope: Scope, pk: int) -> GoalTurn:
    """Return the turn with id `pk` if visible, else 404; 403 where the person may not write in it."""
    found = get_turn_for(scope, pk)
    if not may_analyse(scope, found):
        raise PermissionDenied
    return found


def get_improvement_for(scope: Scope, pk: int) -> Improvement:
    """Return the improvement with id `pk` if its turn is visible, else 404; 403 where the person may not write there."""
    found = Improvement.objects.filter(pk=pk, turn__in=visible_turns(scope)).first()
    if found is None:
        raise Http404(_("Förbättringen finns inte, eller så har du inte tillgång till den."))
    found.turn = get_written_turn_for(scope, found.turn_id)
    return found


def may_settle_improvement(scope: Scope, improvement: Improvement) -> bool:
    """Return whether the person may say what came of an improvement: its owner, and whoever writes the goal's analyses."""
    if scope.user is not None and improvement.owner_id == scope.user.pk:
        return True
    after = improvement.carried_into
    return may_analyse(scope, improvement.turn) or (after is not None and may_analyse(scope, after))


def get_improvement_to_settle_for(scope: Scope, pk: int) -> Improvement:
    """Return the improvement with id `pk` if its turn is visible, or it is the person's own, else 404; 403 where they may not say
    what came of it."""
    own = Q(owner=scope.user) if scope.user is not None else Q(pk__in=[])
    shown = Improvement.objects.filter(Q(turn__in=visible_turns(scope)) | own, pk=pk)
    found = shown.select_related(
        "turn__goal__unit", "turn__period", "turn__process", "carried_into__goal__unit"
    ).first()
    if found is None:
        raise Http404(_("Förbättringen finns inte, eller så har du inte tillgång till den."))
    if not may_settle_improvement(scope, found):
        raise PermissionDenied
    return found


def get_quotation_for(scope: Scope, pk: int) -> Quotation:
    """Return the quotation with id `pk` if its turn is visible, else 404; 403 where the person may not write there."""
    found = Quotation.objects.filter(pk=pk, turn__in=visible_turns(scope)).first()
    if found is None:
        raise Http404(_("Citatet finns inte, eller så har du inte tillgång till det."))
    found.turn = get_written_turn_for(scope, found.turn_id)
    return found


def get_cause_for(scope: Scope, pk: int) -> Cause:
    """Return the cause with id `pk` if its turn is visible, else 404; 403 where the person may not write there."""
    found = Cause.objects.filter(pk=pk, turn__in=visible_turns(scope)).first()
    if found is None:
        raise Http404(_("Orsaken finns inte, eller så har du inte tillgång till den."))
    found.turn = get_written_turn_for(scope, found.turn_id)
    return found


def get_goal_for(scope: Scope, pk: int, right: Right = Right.READ) -> Goal:
    """Return the goal with id `pk` if visible, else 404; 403 where `right` is not held at its unit."""
    goals = visible_goals(scope).select_related("unit", "series", "retired_in").defer(*without_text("retired_in"))
    found = goals.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Målet finns inte, eller så har du inte tillgång till det."))
    _allow(scope, right, found)
    return found


def get_indicator_for(scope: Scope, pk: int, right: Right = Right.READ) -> Indicator:
    """Return the indicator with id `pk` if its goal is visible, else 404; 403 where `right` is not held at the goal's unit."""
    found = Indicator.objects.filter(pk=pk, goal__in=visible_goals(scope))
    found = found.select_related("goal__unit", "series", "retired_in").defer(*without_text("retired_in"))
    indicator = found.first()
    if indicator is None:
        raise Http404(_("Indikatorn finns inte, eller så har du inte tillgång till den."))
    _allow(scope, right, indicator.goal)
    return indicator


def get_value_for(scope: Scope, pk: int, right: Right = Right.READ) -> Observation:
    """Return the value with id `pk` if it and its goal are visible, else 404; 403 where `right` is not held at its unit."""
    found = visible_values(scope).filter(pk=pk, indicator__goal__in=visible_goals(scope))
    value = found.select_related("indicator__goal__unit", "unit", "period").first()
    if value is None:
        raise Http404(_("Värdet finns inte, eller så har du inte tillgång till det."))
    if right != Right.READ and not scope.may(Area.VALUES, right, value.unit):
        raise PermissionDenied
    return value


def get_activity_for(scope: Scope, pk: int, right: Right = Right.READ) -> Activity:
    """Return the activity with id `pk` if its goal is visible, else 404; 403 where `right` is not held at the goal's unit."""
    found = visible_activities(scope).filter(pk=pk).select_related("goal__unit", "owner").first()
    if found is None:
        raise Http404(_("Aktiviteten finns inte, eller så har du inte tillgång till den."))
    _allow(scope, right, found.goal)
    return found


def get_own_activity_for(scope: Scope, pk: int) -> Activity:
    """Return the activity with id `pk` if visible, else 404; 403 where the person may not say how far it has come."""
    activity = get_activity_for(scope, pk)
    if not may_move(scope, activity):
        raise PermissionDenied
    return activity


def _allow(scope: Scope, right: Right, goal: Goal) -> None:
    if right != Right.READ and not scope.may(Area.VALUES, right, goal.unit):
        raise PermissionDenied


def _over(scope: Scope) -> QuerySet[UnitLink, Any]:
    """Return the ids of what lies over the units that the person reads."""
    reads = scope.units(Area.VALUES, Right.READ).values("pk")
    links: QuerySet[UnitLink, Any] = UnitLink.objects.valid_on(scope.day).filter(unit__in=reads).values("ancestor")
    return links


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


def visible_documents(scope: Scope) -> DocumentQuerySet:
    """Return the documents that the person may read: all where they write, else what has been handed in, or decided.

    What is not handed in is the team's own; see `may_write`.
    """
    here = Q(pk__in=Document.objects.handed_in()) & scope.q(Area.DOCUMENTS, Right.READ, "unit")
    decided = Q(pk__in=Document.objects.decided()) & scope.q(Area.DOCUMENTS, Right.READ_DECIDED, "unit")
    return Document.objects.filter(_written_by(scope) | here | decided)


def _written_by(scope: Scope) -> Q:
    """Return the condition that the person writes in a document: by right at its unit, or because they began it there."""
    own = Q(started_by=scope.user) & scope.q(Area.DOCUMENTS, Right.WRITE_OWN, "unit") if scope.user else Q(pk__in=[])
    asked = Q(task__in=answered_for(scope).filter(work__in=DocumentKind.values))
    return scope.q(Area.DOCUMENTS, Right.WRITE, "unit") | own | asked


def may_write(scope: Scope, document: Document) -> bool:
    """Return whether the person writes in the document: its draft is theirs to read too."""
    return Document.objects.filter(_written_by(scope), pk=document.pk).exists()


def may_begin(scope: Scope, unit: Unit, task: Task | None) -> bool:
    """Return whether the person may begin a document at `unit`, for `task` if there is one."""
    if task is not None:
        return may_do(scope, task) or scope.may(Area.DOCUMENTS, Right.WRITE, unit)
    return scope.may(Area.DOCUMENTS, Right.WRITE_OWN, unit)


def get_document_for(scope: Scope, pk: int) -> Document:
    """Return the document with id `pk` if it may be read, else 404."""
    shown = visible_documents(scope).select_related("unit", "version__questionnaire", "task__process", "written_by")
    found = shown.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Dokumentet finns inte, eller så har du inte tillgång till det."))
    return found


def get_written_document_for(scope: Scope, pk: int) -> Document:
    """Return the document with id `pk` if it may be read, else 404; 403 where the person does not write in it."""
    found = get_document_for(scope, pk)
    if not may_write(scope, found):
        raise PermissionDenied
    return found


def get_passage_for(scope: Scope, pk: int) -> Passage:
    """Return the kept passage with id `pk` if its document may be read, else 404."""
    shown = Passage.objects.filter(submission__document__in=visible_documents(scope).values("pk"))
    found = shown.select_related("submission__document").filter(pk=pk).first()
    if found is None:
        raise Http404(_("Stycket finns inte, eller så har du inte tillgång till det."))
    return found


def get_task_to_write_for(scope: Scope, pk: int) -> Task:
    """Return the task with id `pk` if it asks for a document that the person may write, else 404."""
    tasks = Task.objects.select_related("unit", "process__period").filter(work__in=DocumentKind.values)
    found = tasks.filter(pk=pk).exclude(state=TaskState.PLANNED).first()
    if found is None or not may_begin(scope, found.unit, found):
        raise Http404(_("Uppgiften finns inte, eller så har du inte tillgång till den."))
    return found


def get_handed_in_for(scope: Scope, task: int) -> Document:
    """Return the document of the task with id `task` where the person may approve or return it; else 404."""
    shown = visible_documents(scope).handed_in().select_related("unit", "version__questionnaire", "task__process")
    found = shown.select_related("task__unit").filter(task=task).first()
    if found is None or found.task is None or not may_review(scope, found.task):
        raise Http404(_("Här finns inget för dig att granska."))
    return found
