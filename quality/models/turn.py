"""A goal's turn of the wheel, the analysis that ends it, and what is to be improved."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Period
from quality.enums import Became, TurnOutcome
from quality.models.goal import Goal
from workflows.enums import ProcessState
from workflows.models import Process


class GoalTurnQuerySet(models.QuerySet["GoalTurn"]):
    """The vocabulary of goals' turns."""

    def over(self) -> Self:
        """Keep the turns that have come to their end."""
        return self.filter(process__state=ProcessState.CLOSED)


class GoalTurn(models.Model):
    """One goal in one period (varv): its process says how far it has come. Made when the process begins, never by hand."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="turns", verbose_name=_("mål"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_("period"))
    process = models.OneToOneField(Process, models.PROTECT, related_name="goal_turn")

    objects = GoalTurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("målets varv")
        verbose_name_plural = _("målens varv")
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "period"],
                name="goal_turn_once_a_period",
                violation_error_message=_("Målet har redan ett varv i den perioden."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.period_id}"

    @property
    def is_over(self) -> bool:
        """Whether nothing is written in it any more."""
        return self.process.state in (ProcessState.CLOSED, ProcessState.CANCELLED)


class Analysis(models.Model):
    """What became of a goal in a turn, and why (skollagen 4 kap. 3 §). Rewritten until it is sent in for review."""

    turn = models.OneToOneField(GoalTurn, models.PROTECT, related_name="analysis")
    outcome = models.CharField(_("nåddes målet?"), max_length=20, choices=TurnOutcome.choices)
    result = models.TextField(_("vad blev resultatet?"))
    causes = models.TextField(_("vad beror det på?"))
    written_at = models.DateTimeField(_("skriven"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))

    class Meta:
        verbose_name = _("analys")
        verbose_name_plural = _("analyser")
        constraints = [
            models.CheckConstraint(
                name="analysis_outcome_is_known",
                condition=Q(outcome__in=TurnOutcome.values),
                violation_error_message=_("Säg om målet nåddes."),
            ),
            models.CheckConstraint(
                name="analysis_says_what_and_why",
                condition=~Q(result__regex=r"^\s*$") & ~Q(causes__regex=r"^\s*$"),
                violation_error_message=_("Skriv både vad resultatet blev och vad det beror på."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn_id} {self.outcome}"


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    """The vocabulary of improvements."""

    def not_carried(self) -> Self:
        """Keep what no later turn has taken up yet."""
        return self.filter(carried_into=None)

    def unsaid(self) -> Self:
        """Keep what nobody has said yet what came of."""
        return self.filter(became="")


class Improvement(models.Model):
    """What the analysis of a turn leads to (utvecklingsområde, åtgärd).

    goal: the goal that it goes on with; carried_into: that goal's later turn, once there is one. became: what came of it, said
    by somebody on a day; empty until then.
    """

    turn = models.ForeignKey(GoalTurn, models.PROTECT, related_name="improvements")
    measure = models.TextField(_("vad ska förbättras, och hur?"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ansvarig")
    )
    due_on = models.DateField(_("klart senast"))
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="improvements", verbose_name=_("för målet"))
    carried_into = models.ForeignKey(
        GoalTurn, models.PROTECT, null=True, blank=True, related_name="carried", verbose_name=_("tas upp i varvet")
    )
    written_at = models.DateTimeField(_("skriven"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))
    became = models.CharField(_("vad blev det av den?"), max_length=10, choices=Became.choices, blank=True, default="")
    became_note = models.TextField(_("så blev det"), blank=True, default="")
    became_on = models.DateField(_("den dagen"), null=True, blank=True)
    became_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enligt")
    )

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("förbättring")
        verbose_name_plural = _("förbättringar")
        ordering = ["turn", "pk"]
        constraints = [
            models.CheckConstraint(
                name="improvement_says_what",
                condition=~Q(measure__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad som ska förbättras, och hur."),
            ),
            models.CheckConstraint(
                name="improvement_carried_into_another_turn",
                condition=Q(carried_into=None) | ~Q(carried_into=F("turn")),
            ),
            models.CheckConstraint(
                name="improvement_became_something_by_somebody",
                condition=Q(became="", became_on=None, became_by=None)
                | Q(became__in=Became.values, became_on__isnull=False, became_by__isnull=False),
                violation_error_message=_("Säg vad det blev av förbättringen."),
            ),
        ]
        indexes = [models.Index(fields=["goal"], condition=Q(carried_into=None), name="improvement_to_carry")]

    def __str__(self) -> str:
        return self.measure[:80]
