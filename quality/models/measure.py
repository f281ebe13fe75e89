"""A plan of measures: an action plan, or a year's plan against abusive treatment."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quality.enums import MeasureState
from surveys.models import Round
from workflows.models import Process

SAYS_NOTHING = r"^\s*$"


class MeasurePlan(models.Model):
    """What a process of measures is about: an action plan (åtgärdsplan), a year's plan against abusive treatment.

    text: why, and how one knows. account: how last year's measures were carried out, in a yearly plan (skollagen 6 kap. 8 §).
    round: the survey that it comes from.
    """

    process = models.OneToOneField(Process, models.PROTECT, related_name="measure_plan")
    text = models.TextField(_("vad har ni sett?"), blank=True)
    account = models.TextField(_("hur gick det med förra årets åtgärder?"), blank=True)
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(_("skriven"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("av")
    )

    class Meta:
        verbose_name = _("plan med åtgärder")
        verbose_name_plural = _("planer med åtgärder")
        constraints = [
            models.CheckConstraint(
                name="measure_plan_written_by_someone",
                condition=Q(written_at=None, written_by=None, text="", account="")
                | Q(written_at__isnull=False, written_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.process_id)


class MeasureQuerySet(models.QuerySet["Measure"]):
    """The vocabulary of measures."""

    def unsettled(self) -> Self:
        """Keep what is neither done nor given up."""
        return self.filter(state=MeasureState.UNDER_WAY)


class Measure(models.Model):
    """One measure (åtgärd): what, who answers for it, by when; and, once it is done or given up, what came of it."""

    plan = models.ForeignKey(MeasurePlan, models.PROTECT, related_name="measures")
    what = models.TextField(_("vad ska göras?"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="measures", verbose_name=_("ansvarig")
    )
    due_on = models.DateField(_("klart senast"))
    state = models.CharField(_("läge"), max_length=10, choices=MeasureState.choices, default=MeasureState.UNDER_WAY)
    outcome = models.TextField(_("vad blev det av den?"), blank=True)
    settled_on = models.DateField(_("avslutad"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("av")
    )
    written_at = models.DateTimeField(_("skriven"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("åtgärd")
        verbose_name_plural = _("åtgärder")
        ordering = ["plan", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_says_what",
                condition=~Q(what__regex=SAYS_NOTHING),
                violation_error_message=_("Skriv vad som ska göras."),
            ),
            models.CheckConstraint(name="measure_state_is_known", condition=Q(state__in=MeasureState.values)),
            models.CheckConstraint(
                name="measure_over_says_what_came_of_it",
                condition=Q(state=MeasureState.UNDER_WAY, outcome="", settled_on=None, settled_by=None)
                | (
                    ~Q(state=MeasureState.UNDER_WAY)
                    & ~Q(outcome__regex=SAYS_NOTHING)
                    & Q(settled_on__isnull=False, settled_by__isnull=False)
                ),
                violation_error_message=_("Skriv vad det blev av åtgärden."),
            ),
        ]
        indexes = [
            models.Index(fields=["plan"], condition=Q(state=MeasureState.UNDER_WAY), name="measure_left"),
        ]

    def __str__(self) -> str:
        return self.what[:80]

    def is_late(self, day: dt.date) -> bool:
        """Return whether it should have been done before `day` and was not (försenad)."""
        return self.state == MeasureState.UNDER_WAY and self.due_on < day
