"""Who may see, do, review and steer. Processes and tasks follow *goals, values*; wheels follow *wheel, library*."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right, Role
from organisation.models import Unit, UnitLink, UnitQuerySet
from workflows.kinds import REVIEWS, review_rights, reviewed_by_right
from workflows.models import CalendarFeed, Process, ProcessQuerySet, Task, TaskQuerySet, Wheel

SHARES = {Role.CHILD_MINDER: Role.TEACHER}
"""What a team is asked for is done by whoever of it has the time: a child minder answers for what a teacher there does."""


def visible_processes(scope: Scope) -> ProcessQuerySet:
    """Return the processes at the units whose goals and values the person may read."""
    return Process.objects.filter(scope.q(Area.VALUES, Right.READ, "unit"))


def visible_tasks(scope: Scope) -> TaskQuerySet:
    """Return the tasks at the units whose goals and values the person may read."""
    return Task.objects.filter(scope.q(Area.VALUES, Right.READ, "unit"))


def answered_for(scope: Scope) -> TaskQuerySet:
    """Return the tasks that the person answers for: by role at the unit or over it, in person, or for someone absent."""
    if scope.user is None:
        return Task.objects.none()
    mine = Q(person__in=_persons(scope))
    for role in scope.roles | {SHARES[role] for role in scope.roles if role in SHARES}:
        here = UnitLink.objects.valid_on(scope.day).filter(unit=OuterRef("unit"), ancestor__in=_places(scope, role))
        mine |= Q(Exists(here), person=None, role=role)
    return Task.objects.filter(mine)


def reviewed_by(scope: Scope) -> TaskQuerySet:
    """Return the tasks that wait for a review which the person may give: never what they sent in themselves."""
    if scope.user is None:
        return Task.objects.none()
    return Task.objects.filter(_reviewed_at(scope)).to_review().exclude(submitted_by=scope.user)


def talked_of_with(scope: Scope) -> TaskQuerySet:
    """Return the tasks of which the person reads what a review said: those who are asked, who sent it in, and who review there.

    That something was returned is for all who read the process; what was said of it is not.
    """
    sent_in = Q(submitted_by=scope.user) if scope.user else Q(pk__in=[])
    return Task.objects.filter(Q(pk__in=answered_for(scope).values("pk")) | _reviewed_at(scope) | sent_in)


def _reviewed_at(scope: Scope) -> Q:
    """Return the condition that the person has the right by which a task is reviewed."""
    here = scope.q(*REVIEWS, "unit") & ~Q(work__in=list(review_rights))
    for work, right in review_rights.items():
        here |= scope.q(*right, "unit") & Q(work=work)
    return here


def reviews_somewhere(scope: Scope) -> bool:
    """Return whether the person may approve anything anywhere."""
    return any(scope.may(*right) for right in (REVIEWS, *(right for _work, right in review_rights.items())))


def may_do(scope: Scope, task: Task) -> bool:
    """Return whether the person answers for `task`: what `answered_for` says, of a task that has been read."""
    if task.person_id is not None:
        return task.person_id in _persons(scope)
    return scope.lies_under(task.unit_id, _places(scope, task.role))


def _persons(scope: Scope) -> set[int]:
    """Return whose own tasks the person answers for: theirs, and those of whom they stand in for."""
    own = {scope.user.pk} if scope.user is not None else set()
    return own | {held.stands_in_for for held in scope.held if held.stands_in_for}


def _places(scope: Scope, role: str) -> set[int]:
    """Return the units under which the person answers for what a role is asked for."""
    return {held.unit for held in scope.held if role in (held.role, SHARES.get(held.role))}


def may_review(scope: Scope, task: Task) -> bool:
    """Return whether the person may approve or return `task`: by right, and not what they sent in themselves."""
    is_own = scope.user is not None and task.submitted_by_id == scope.user.pk
    return not is_own and scope.may(*reviewed_by_right(task.work), task.unit)


def may_steer(scope: Scope, unit: Unit) -> bool:
    """Return whether the person may pause, resume, correct, annotate and cancel at `unit`: a quality officer."""
    return scope.may(Area.VALUES, Right.EDIT, unit) and scope.may(Area.WHEEL, Right.EDIT, unit)


def may_waive(scope: Scope, task: Task) -> bool:
    """Return whether the person may say that `task` is not needed: whoever reviews there, and a quality officer."""
    is_own = scope.user is not None and task.submitted_by_id == scope.user.pk
    reviews = scope.may(*REVIEWS, task.unit) and not is_own
    return reviews or may_steer(scope, task.unit)


def get_unit_for(scope: Scope, key: str) -> Unit:
    """Return the unit with `key` if its goals and values may be read, else 404."""
    found = scope.units(Area.VALUES, Right.READ).filter(key=key.replace("\0", "\ufffd")).first()
    if found is None:
        raise Http404(_("Enheten finns inte, eller så har du inte tillgång till den."))
    return found


def units_at(scope: Scope, unit: Unit) -> UnitQuerySet:
    """Return what lies at or under `unit` today and whose goals and values the person may read."""
    return Unit.objects.under(unit, scope.day).filter(scope.q(Area.VALUES, Right.READ, ""))


def visible_wheels(scope: Scope) -> QuerySet[Wheel]:
    """Return the wheels of the units whose library the person may read, and those of what lies over them: what one may choose."""
    here = scope.units(Area.WHEEL, Right.READ)
    over = UnitLink.objects.valid_on(scope.day).filter(unit__in=here.values("pk")).values("ancestor")
    return Wheel.objects.filter(unit__in=over)


def get_wheel_for(scope: Scope, pk: int) -> Wheel:
    """Return the wheel with id `pk` if the person may choose or read it, else 404."""
    found = visible_wheels(scope).filter(pk=pk).select_related("unit").first()
    if found is None:
        raise Http404(_("Hjulet finns inte, eller så har du inte tillgång till det."))
    return found


def get_unit_to_choose_for(scope: Scope, key: str) -> Unit:
    """Return the unit with `key` if the person may choose its wheel, else 404."""
    found = scope.units(Area.WHEEL, Right.CHOOSE).filter(key=key.replace("\0", "\ufffd")).first()
    if found is None:
        raise Http404(_("Enheten finns inte, eller så har du inte tillgång till den."))
    return found


def get_process_for(scope: Scope, pk: int) -> Process:
    """Return the process with id `pk` if it may be read, else 404."""
    found = visible_processes(scope).filter(pk=pk).select_related("unit", "period", "version__wheel").first()
    if found is None:
        raise Http404(_("Processen finns inte, eller så har du inte tillgång till den."))
    return found


def get_task_for(scope: Scope, pk: int) -> Task:
    """Return the task with id `pk` if it may be read or is the person's to do, else 404."""
    seen = visible_tasks(scope).filter(pk=pk).values("pk")
    mine = answered_for(scope).filter(pk=pk).values("pk")
    found = (
        Task.objects.filter(Q(pk__in=seen) | Q(pk__in=mine)).select_related("unit", "process__period", "person").first()
    )
    if found is None:
        raise Http404(_("Uppgiften finns inte, eller så har du inte tillgång till den."))
    return found


def get_feed_for(scope: Scope, pk: int) -> CalendarFeed:
    """Return the calendar address with id `pk` if it is the person's own, else 404."""
    found = CalendarFeed.objects.filter(pk=pk, user=scope.user).select_related("unit").first()
    if found is None:
        raise Http404(_("Adressen finns inte, eller så är den någon annans."))
    return found


def get_task_to_do_for(scope: Scope, pk: int) -> Task:
    """Return the task with id `pk` if it may be seen, else 404; 403 where the person does not answer for it."""
    task = get_task_for(scope, pk)
    _allow(may_do(scope, task))
    return task


def get_task_to_review_for(scope: Scope, pk: int) -> Task:
    """Return the task with id `pk` if it may be seen, else 404; 403 where the person may not approve or return it."""
    task = get_task_for(scope, pk)
    _allow(may_review(scope, task))
    return task


def get_task_to_waive_for(scope: Scope, pk: int) -> Task:
    """Return the task with id `pk` if it may be seen, else 404; 403 where the person may not say that it is not needed."""
    task = get_task_for(scope, pk)
    _allow(may_waive(scope, task))
    return task


def get_task_to_steer_for(scope: Scope, pk: int) -> Task:
    """Return the task with id `pk` if it may be seen, else 404; 403 where the person may not correct or cancel it."""
    task = get_task_for(scope, pk)
    _allow(may_steer(scope, task.unit))
    return task


def get_process_to_steer_for(scope: Scope, pk: int) -> Process:
    """Return the process with id `pk` if it may be read, else 404; 403 where the person may not steer it."""
    process = get_process_for(scope, pk)
    _allow(may_steer(scope, process.unit))
    return process


def _allow(may: bool) -> None:
    if not may:
        raise PermissionDenied
