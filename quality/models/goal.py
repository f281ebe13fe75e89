"""A goal through the years, and what each adopted edition says of it."""

import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from quality.enums import GoalLevel
from quality.models.plan import PlanEdition, PlanSeries


class GoalQuerySet(models.QuerySet["Goal"]):
    """The vocabulary of goals."""

    def going_on(self, day: dt.date) -> Self:
        """Keep the goals that a text in force on `day` holds: begun, and not retired by an edition in force."""
        begun = GoalVersion.objects.filter(goal=OuterRef("pk"), effective_on__lte=day)
        return self.filter(Exists(begun)).filter(Q(retired_in=None) | Q(retired_in__effective_on__gt=day))


class Goal(models.Model):
    """A goal (mål): plan series × block id. It goes on from edition to edition, whatever words it has."""

    series = models.ForeignKey(PlanSeries, models.PROTECT, related_name="goals")
    block_id = models.UUIDField(editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="goals", verbose_name=_("enhet"))
    retired_in = models.ForeignKey(
        PlanEdition, models.PROTECT, null=True, blank=True, related_name="retired_goals", verbose_name=_("avslutat i")
    )

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        constraints = [models.UniqueConstraint(fields=["series", "block_id"], name="goal_once_in_its_series")]
        indexes = [models.Index(fields=["unit"], condition=Q(retired_in=None), name="goal_going_on")]

    def __str__(self) -> str:
        return str(self.block_id)


class GoalVersionQuerySet(models.QuerySet["GoalVersion"]):
    """The vocabulary of goals' texts."""

    def in_force(self, day: dt.date) -> Self:
        """Keep, for each goal, the text that holds on `day`: the latest to have taken effect."""
        latest = GoalVersion.objects.filter(goal=OuterRef("goal"), effective_on__lte=day)
        return self.filter(pk=Subquery(latest.order_by("-effective_on", "-edition__number").values("pk")[:1]))


class GoalVersion(models.Model):
    """A goal's text in one edition, frozen."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="versions")
    edition = models.ForeignKey(PlanEdition, models.PROTECT, related_name="goal_versions")
    effective_on = models.DateField(_("gäller från och med"))
    position = models.PositiveIntegerField()
    level = models.CharField(_("nivå"), max_length=20, choices=GoalLevel.choices)
    title = models.TextField(_("mål"))
    description = models.TextField(_("beskrivning"), blank=True)
    expected_result = models.TextField(_("förväntat resultat"), blank=True)
    methods = models.TextField(_("arbetssätt"), blank=True)
    resources = models.TextField(_("resursanvändning"), blank=True)
    follow_up = models.TextField(_("uppföljning"), blank=True)
    development = models.TextField(_("utveckling"), blank=True)
    parent = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("under målet")
    )
    contributes_to = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("bidrar till")
    )
    curriculum = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("läroplansmål"))

    objects = GoalVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("målets text")
        verbose_name_plural = _("målets texter")
        ordering = ["edition", "position"]
        indexes = [models.Index(fields=["goal", "-effective_on"], name="goal_text_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["goal", "edition"], name="goal_version_once_an_edition"),
            models.UniqueConstraint(fields=["edition", "position"], name="goal_version_position_once"),
            models.CheckConstraint(name="goal_level_is_known", condition=Q(level__in=GoalLevel.values)),
            models.CheckConstraint(
                name="goal_has_a_title",
                condition=~Q(title__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad målet är."),
            ),
            models.CheckConstraint(
                name="goal_not_under_itself",
                condition=(Q(parent=None) | ~Q(parent=F("goal")))
                & (Q(contributes_to=None) | ~Q(contributes_to=F("goal"))),
                violation_error_message=_("Ett mål kan inte ligga under eller bidra till sig självt."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
