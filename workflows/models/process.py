"""A subject's turn of the wheel, and when it came to each stage."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Period, Unit
from workflows.enums import ProcessState, Stage
from workflows.models.wheel import WheelVersion

RUNNING = Q(state=ProcessState.RUNNING)
PAUSED = Q(state=ProcessState.PAUSED)
ENDED = Q(state__in=[ProcessState.CLOSED, ProcessState.CANCELLED])
SAYS_NOTHING = Q(reason__regex=r"^\s*$")


class ProcessQuerySet(models.QuerySet["Process"]):
    """The vocabulary of processes."""

    def going_on(self) -> Self:
        """Keep what is neither closed nor cancelled."""
        return self.exclude(ENDED)

    def running(self) -> Self:
        """Keep what the clock turns."""
        return self.filter(RUNNING)


class Process(models.Model):
    """One subject's turn in a period (process). The engine does not know what `subject` (“goal:12”) is.

    version: what its plan follows now. plan_key: version, period and units that its tasks were planned from. check_on: the day
    that the clock looks at its stage; empty while it waits for somebody.
    """

    kind = models.CharField(_("slag"), max_length=60)
    subject = models.CharField(_("ämne"), max_length=120, db_collation="C")
    title = models.CharField(_("rubrik"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="processes", verbose_name=_("enhet"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="processes", verbose_name=_("period"))
    version = models.ForeignKey(
        WheelVersion, models.PROTECT, null=True, blank=True, related_name="processes", verbose_name=_("hjul")
    )
    plan_key = models.CharField(max_length=64, default="", blank=True, editable=False)
    state = models.CharField(_("läge"), max_length=10, choices=ProcessState.choices, default=ProcessState.RUNNING)
    stage = models.CharField(_("steg"), max_length=10, choices=Stage.choices, default=Stage.PLAN)
    check_on = models.DateField(null=True, blank=True, editable=False)
    started_on = models.DateField(_("började"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("av")
    )
    paused_at = models.DateTimeField(_("pausad"), null=True, blank=True)
    ended_on = models.DateField(_("slutade"), null=True, blank=True)
    reason = models.TextField(_("varför"), blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processer")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "period"],
                name="process_once_a_period",
                violation_error_message=_("Det pågår redan ett varv för det här i den perioden."),
            ),
            models.CheckConstraint(name="process_state_is_known", condition=Q(state__in=ProcessState.values)),
            models.CheckConstraint(name="process_stage_is_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="process_closed_is_its_last_stage",
                condition=Q(state=ProcessState.CLOSED, stage=Stage.CLOSED)
                | (~Q(state=ProcessState.CLOSED) & ~Q(stage=Stage.CLOSED)),
                violation_error_message=_("En process är avslutad när den har kommit till sista steget, och bara då."),
            ),
            models.CheckConstraint(
                name="process_end_has_a_day",
                condition=(ENDED & Q(ended_on__isnull=False)) | (~ENDED & Q(ended_on=None)),
                violation_error_message=_("En process som är slut har en dag, och bara den."),
            ),
            models.CheckConstraint(
                name="process_pause_has_a_time",
                condition=(PAUSED & Q(paused_at__isnull=False)) | (~PAUSED & Q(paused_at=None)),
                violation_error_message=_("En pausad process har en tid, och bara den."),
            ),
            models.CheckConstraint(
                name="process_stopped_says_why",
                condition=~Q(state__in=[ProcessState.PAUSED, ProcessState.CANCELLED]) | ~SAYS_NOTHING,
                violation_error_message=_("Skriv varför processen pausas eller ställs in."),
            ),
            models.CheckConstraint(
                name="process_has_a_subject",
                condition=~Q(kind="") & ~Q(subject="") & ~Q(title__regex=r"^\s*$"),
                violation_error_message=_("En process behöver ett ämne och en rubrik."),
            ),
        ]
        indexes = [
            models.Index(fields=["check_on", "id"], name="process_to_look_at", condition=RUNNING),
            models.Index(fields=["id"], name="process_going_on", condition=~ENDED),
        ]

    def __str__(self) -> str:
        return self.title


class StageRecord(models.Model):
    """One stage of a process: the first day it may be left, and when it was entered and left, on the right days."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="stages")
    stage = models.CharField(_("steg"), max_length=10, choices=Stage.choices)
    ends_on = models.DateField(_("tidigast klart"))
    entered_on = models.DateField(_("började"), null=True, blank=True)
    left_on = models.DateField(_("slutade"), null=True, blank=True)

    class Meta:
        verbose_name = _("steg i en process")
        verbose_name_plural = _("steg i processer")
        constraints = [
            models.UniqueConstraint(
                fields=["process", "stage"],
                name="stage_once_a_process",
                violation_error_message=_("Varje steg kommer en gång."),
            ),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(entered_on__isnull=False, left_on=None),
                name="stage_one_at_a_time",
                violation_error_message=_("En process är i ett steg i taget."),
            ),
            models.CheckConstraint(
                name="stage_is_left_after_it_is_entered",
                condition=Q(left_on=None) | Q(entered_on__isnull=False, left_on__gte=F("entered_on")),
                violation_error_message=_("Ett steg kan inte sluta innan det har börjat."),
            ),
            models.CheckConstraint(
                name="stage_is_one_that_lasts",
                condition=Q(stage__in=[stage for stage in Stage.values if stage != Stage.CLOSED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} {self.stage}"
