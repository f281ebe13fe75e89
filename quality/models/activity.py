"""What is done to reach a goal."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quality.enums import ActivityStatus
from quality.models.goal import Goal
from quality.models.plan import PlanEdition, PlanSeries


class ActivityQuerySet(models.QuerySet["Activity"]):
    """The vocabulary of activities."""

    def going_on(self) -> Self:
        """Keep the activities that the series' latest adopted text holds."""
        return self.filter(retired_in=None)

    def late_on(self, day: dt.date) -> Self:
        """Keep what should have been done before `day` and is neither done nor called off."""
        return self.going_on().filter(ends_on__lt=day, status__in=[ActivityStatus.PLANNED, ActivityStatus.UNDER_WAY])


class Activity(models.Model):
    """Something to do (aktivitet): plan series × block id. Its text follows the latest edition; its status is the team's own."""

    series = models.ForeignKey(PlanSeries, models.PROTECT, related_name="activities")
    block_id = models.UUIDField(editable=False)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="activities")
    position = models.PositiveIntegerField(default=0)
    title = models.TextField(_("aktivitet"))
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("slut"), null=True, blank=True)
    responsible = models.CharField(_("ansvarig"), max_length=255, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ansvarig person"),
    )
    status = models.CharField(_("läge"), max_length=12, choices=ActivityStatus.choices, default=ActivityStatus.PLANNED)
    status_on = models.DateField(_("läget gäller från"), null=True, blank=True)
    retired_in = models.ForeignKey(PlanEdition, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        ordering = ["goal", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "block_id"], name="activity_once_in_its_series"),
            models.CheckConstraint(
                name="activity_ends_after_it_begins",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Aktiviteten kan inte sluta innan den börjar."),
            ),
            models.CheckConstraint(
                name="activity_status_is_known",
                condition=Q(status__in=ActivityStatus.values),
                violation_error_message=_("Välj ett läge i listan."),
            ),
            models.CheckConstraint(
                name="activity_has_a_title",
                condition=~Q(title__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad som ska göras."),
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], condition=Q(retired_in=None), name="activity_by_last_day")]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: dt.date) -> bool:
        """Return whether the last day has passed without the activity being done or called off."""
        unfinished = self.status in {ActivityStatus.PLANNED, ActivityStatus.UNDER_WAY}
        return unfinished and self.ends_on is not None and self.ends_on < today
