"""What somebody is to do by a day, and what they have been told about it."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.enums import Role
from organisation.models import Unit
from workflows.enums import Cause, NudgeOutcome, Stage, TaskState
from workflows.models.process import Process
from workflows.rules import states

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SETTLED = Q(state__in=sorted(states.SETTLED))
WAITING = Q(state__in=sorted(states.WAITING))
TO_DO = (TaskState.OPEN, TaskState.RETURNED)
SENT_IN = Q(state__in=[TaskState.SUBMITTED, TaskState.APPROVED])
WITHOUT_WORK = Q(state__in=[TaskState.WAIVED, TaskState.CANCELLED])
SAYS_NOTHING = Q(reason__regex=r"^\s*$")


class TaskQuerySet(models.QuerySet["Task"]):
    """The vocabulary of tasks."""

    def to_do(self) -> Self:
        """Keep what waits for whoever answers for it."""
        return self.filter(state__in=TO_DO)

    def to_review(self) -> Self:
        """Keep what waits for a reviewer."""
        return self.filter(state=TaskState.SUBMITTED)

    def unsettled(self) -> Self:
        """Keep what is neither approved, done, waived nor cancelled."""
        return self.exclude(SETTLED)

    def overdue(self, day: dt.date) -> Self:
        """Keep what should have been done before `day` and was not."""
        return self.to_do().filter(due_on__lt=day)


class Task(models.Model):
    """One entry's work for one unit, once (uppgift): unique (process, entry, slot, unit).

    Whoever has `role` at the unit answers for it, or `person` where one is chosen. nudged: how many of its reminders are dealt
    with; nudge_on: the day of the next.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="tasks")
    entry = models.CharField(max_length=60)
    slot = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name=_("enhet"))
    title = models.CharField(_("uppgift"), max_length=200)
    help = models.TextField(_("hjälp"), blank=True)
    stage = models.CharField(_("steg"), max_length=10, choices=Stage.choices)
    work = models.CharField(_("slag av arbete"), max_length=60, blank=True)
    role = models.CharField(_("ansvarig roll"), max_length=20, choices=Role.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ansvarig")
    )
    opens_on = models.DateField(_("öppnar"))
    due_on = models.DateField(_("klar senast"))
    remind_on = ArrayField(models.DateField(), default=list, blank=True, verbose_name=_("påminnelser"))
    escalate_on = models.DateField(_("går vidare"), null=True, blank=True)
    escalate_to = models.CharField(_("går vidare till"), max_length=20, choices=Role.choices, blank=True)
    urgent = models.BooleanField(_("brådskande"), default=False)
    gate = models.BooleanField(_("håller steget"), default=False)
    review = models.BooleanField(_("granskas"), default=False)
    state = models.CharField(_("läge"), max_length=10, choices=TaskState.choices, default=TaskState.PLANNED)
    nudged = models.PositiveSmallIntegerField(default=0, editable=False)
    nudge_on = models.DateField(null=True, blank=True, editable=False)
    note = models.TextField(_("anteckning"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lämnad av")
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("granskad av")
    )
    settled_on = models.DateField(_("klar"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("av")
    )
    reason = models.TextField(_("varför"), blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppgift")
        verbose_name_plural = _("uppgifter")
        constraints = [
            models.UniqueConstraint(
                fields=["process", "entry", "slot", "unit"],
                name="task_once",
                violation_error_message=_("Den uppgiften finns redan."),
            ),
            models.CheckConstraint(name="task_state_is_known", condition=Q(state__in=TaskState.values)),
            models.CheckConstraint(name="task_stage_is_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="task_is_due_after_it_opens",
                condition=Q(due_on__gte=F("opens_on")),
                violation_error_message=_("En uppgift kan inte vara klar innan den öppnar."),
            ),
            models.CheckConstraint(
                name="task_sent_in_by_somebody",
                condition=~SENT_IN | Q(submitted_by__isnull=False),
                violation_error_message=_("Den som lämnar in en uppgift ska stå antecknad."),
            ),
            models.CheckConstraint(
                name="task_approved_by_somebody",
                condition=~Q(state=TaskState.APPROVED) | Q(reviewed_by__isnull=False),
                violation_error_message=_("Den som godkänner en uppgift ska stå antecknad."),
            ),
            models.CheckConstraint(
                name="task_approved_by_somebody_else",
                condition=Q(reviewed_by=None) | Q(submitted_by=None) | ~Q(reviewed_by=F("submitted_by")),
                violation_error_message=_("Du kan inte granska det du själv har lämnat in."),
            ),
            models.CheckConstraint(
                name="task_reviewed_as_the_wheel_says",
                condition=(Q(review=True) & ~Q(state=TaskState.DONE))
                | (Q(review=False) & ~Q(state__in=[TaskState.SUBMITTED, TaskState.RETURNED, TaskState.APPROVED])),
                violation_error_message=_("Det som ska granskas blir klart genom granskningen, annat utan den."),
            ),
            models.CheckConstraint(
                name="task_settled_has_a_day",
                condition=(SETTLED & Q(settled_on__isnull=False)) | (~SETTLED & Q(settled_on=None, settled_by=None)),
                violation_error_message=_("Det som är klart har en dag, och bara det."),
            ),
            models.CheckConstraint(
                name="task_without_work_says_why",
                condition=~WITHOUT_WORK | ~SAYS_NOTHING,
                violation_error_message=_("Skriv varför det inte behövs."),
            ),
            models.CheckConstraint(
                name="task_reminds_while_it_waits",
                condition=Q(nudge_on=None) | WAITING,
                violation_error_message=_("Bara det som väntar på någon har påminnelser kvar."),
            ),
        ]
        # Partial: an idle tick reads a handful of rows, however many tasks there are.
        indexes = [
            models.Index(fields=["opens_on", "id"], name="task_to_open", condition=Q(state=TaskState.PLANNED)),
            models.Index(fields=["nudge_on", "id"], name="task_to_nudge", condition=Q(nudge_on__isnull=False)),
            models.Index(fields=["process", "stage"], name="task_holds", condition=Q(gate=True) & ~SETTLED),
            models.Index(fields=["unit", "due_on"], name="task_waiting", condition=WAITING),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_settled(self) -> bool:
        """Whether nobody is asked any more."""
        return self.state in states.SETTLED

    def is_overdue(self, day: dt.date) -> bool:
        """Return whether it should have been done before `day` and was not (försenad)."""
        return self.state in TO_DO and self.due_on < day

    def role_label(self) -> "StrOrPromise":
        """Return the Swedish word for the role that answers."""
        return Role(self.role).label


class Nudge(models.Model):
    """One thing that somebody was to be told about a task, once, and what became of it.

    people: who were told. waiting: those of them whose next letter is to tell of it.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="nudges")
    cause = models.CharField(_("orsak"), max_length=10, choices=Cause.choices)
    number = models.PositiveSmallIntegerField(default=0)
    on = models.DateField(_("dag"))
    outcome = models.CharField(_("utfall"), max_length=10, choices=NudgeOutcome.choices)
    told_at = models.DateTimeField(_("hanterad"))
    people = ArrayField(models.BigIntegerField(), default=list, blank=True)
    waiting = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        verbose_name = _("påminnelse")
        verbose_name_plural = _("påminnelser")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "cause", "number"],
                name="nudge_once",
                violation_error_message=_("Den påminnelsen är redan hanterad."),
            ),
            models.CheckConstraint(name="nudge_outcome_is_known", condition=Q(outcome__in=NudgeOutcome.values)),
            models.CheckConstraint(
                name="nudge_tells_somebody",
                condition=(Q(outcome=NudgeOutcome.TOLD) & ~Q(people=[]))
                | (~Q(outcome=NudgeOutcome.TOLD) & Q(people=[], waiting=[])),
            ),
        ]
        indexes = [models.Index(fields=["id"], name="nudge_awaits_a_letter", condition=~Q(waiting=[]))]

    def __str__(self) -> str:
        return f"{self.task_id} {self.cause} {self.number}: {self.outcome}"
