"""A unit's plans over the years, and each text of them that was adopted."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit


class PlanSeries(models.Model):
    """One unit's plans over the years (verksamhetsplan): next year's plan goes on in the same series."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plan_series", verbose_name=_("enhet"))
    name = models.CharField(_("namn"), max_length=120)

    class Meta:
        verbose_name = _("planserie")
        verbose_name_plural = _("planserier")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="plan_series_name_once_a_unit",
                violation_error_message=_("Enheten har redan en planserie med det namnet."),
            ),
            models.CheckConstraint(
                name="plan_series_has_a_name",
                condition=~Q(name__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad planerna heter, till exempel Verksamhetsplan."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanEditionQuerySet(models.QuerySet["PlanEdition"]):
    """The vocabulary of editions."""

    def standing(self) -> Self:
        """Keep the editions that are not withdrawn."""
        return self.filter(withdrawn_at=None)

    def valid_on(self, day: dt.date) -> Self:
        """Keep the standing editions whose plan covers `day` and that have taken effect."""
        return self.standing().filter(effective_on__lte=day, starts_on__lte=day, ends_on__gte=day)


class PlanEdition(models.Model):
    """One adopted text of a plan, frozen: `body`, `goals` and `tree` are its own copies and never change."""

    series = models.ForeignKey(PlanSeries, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("utgåva"))
    title = models.CharField(_("titel"), max_length=255)
    starts_on = models.DateField(_("gäller från och med"))
    ends_on = models.DateField(_("gäller till och med"))
    effective_on = models.DateField(_("börjar gälla"))
    body = models.JSONField(_("innehåll"))
    goals = models.JSONField(default=list, editable=False)  # with their rows, word for word: `rules.frozen.as_data`
    said = models.TextField(default="", editable=False)  # all words as plain text, to search: `rules.frozen.said`
    tree = models.JSONField(
        _("enhetens plats"), help_text=_("Enheten och vad den låg under den dagen, uppifrån och ned.")
    )
    fingerprint = models.CharField(max_length=64, editable=False)
    adopted_at = models.DateTimeField(_("antagen"))
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("återtagen"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("utgåva av en plan")
        verbose_name_plural = _("utgåvor av planer")
        ordering = ["series", "number"]
        indexes = [GinIndex(SearchVector("title", "said", config="swedish"), name="plan_edition_words")]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="plan_edition_number_once"),
            models.CheckConstraint(
                name="plan_edition_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Planens sista dag kan inte ligga före den första."),
            ),
            models.CheckConstraint(
                name="plan_edition_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message=_("Den som återtar en plan ska stå antecknad."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
