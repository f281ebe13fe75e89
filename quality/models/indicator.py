"""What a goal is measured by: the measure, its definitions over time, its values."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from organisation.models import Period, Unit
from quality.enums import BetterDirection, Periodicity, Provenance
from quality.models.goal import Goal
from quality.models.plan import PlanEdition, PlanSeries
from surveys.models import Release


class Indicator(models.Model):
    """A measure of a goal (indikator): plan series × block id, whichever of the series' goals it stands under."""

    series = models.ForeignKey(PlanSeries, models.PROTECT, related_name="indicators")
    block_id = models.UUIDField(editable=False)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="indicators")
    position = models.PositiveIntegerField(default=0)
    retired_in = models.ForeignKey(PlanEdition, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        ordering = ["goal", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["series", "block_id"], name="indicator_once_in_its_series")]

    def __str__(self) -> str:
        return str(self.block_id)


class IndicatorVersionQuerySet(models.QuerySet["IndicatorVersion"]):
    """The vocabulary of definitions."""

    def in_force(self, day: dt.date) -> Self:
        """Keep, for each indicator, the definition that holds on `day`: the latest to have taken effect."""
        latest = IndicatorVersion.objects.filter(indicator=OuterRef("indicator"), effective_on__lte=day)
        return self.filter(pk=Subquery(latest.order_by("-effective_on", "-pk").values("pk")[:1]))

    def decided_last(self) -> Self:
        """Keep, for each indicator, the definition decided last, in force or not yet."""
        decided = IndicatorVersion.objects.filter(indicator=OuterRef("indicator"))
        return self.filter(pk=Subquery(decided.order_by("-effective_on", "-pk").values("pk")[:1]))


class IndicatorVersion(models.Model):
    """A definition of an indicator from a day on: a chart shows a break where it changes."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    edition = models.ForeignKey(
        PlanEdition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("antagen i")
    )
    effective_on = models.DateField(_("gäller från och med"))
    name = models.TextField(_("indikator"))
    unit_of_measure = models.CharField(_("måttenhet"), max_length=40, blank=True)
    direction = models.CharField(
        _("riktning"), max_length=10, choices=BetterDirection.choices, default=BetterDirection.UNKNOWN
    )
    target = models.CharField(_("årsmål"), max_length=255, blank=True)
    council_target = models.CharField(_("KF:s årsmål"), max_length=255, blank=True)
    periodicity = models.CharField(_("periodicitet"), max_length=10, choices=Periodicity.choices, blank=True)
    reason = models.TextField(_("varför det ändrades"), blank=True)
    decided_at = models.DateTimeField(_("beslutat"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = IndicatorVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("indikatorns definition")
        verbose_name_plural = _("indikatorns definitioner")
        ordering = ["indicator", "effective_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="indicator_direction_is_known", condition=Q(direction__in=BetterDirection.values)
            ),
            models.CheckConstraint(
                name="indicator_periodicity_is_known",
                condition=Q(periodicity="") | Q(periodicity__in=Periodicity.values),
                violation_error_message=_("Välj hur ofta indikatorn mäts."),
            ),
            models.CheckConstraint(
                name="indicator_has_a_name",
                condition=~Q(name__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad som mäts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ObservationQuerySet(models.QuerySet["Observation"]):
    """The vocabulary of values."""

    def standing(self) -> Self:
        """Keep the values that no correction has replaced."""
        return self.filter(standing=True)


class Observation(models.Model):
    """A value of an indicator for a period at a unit. A correction is a row of its own; the one it replaces stays."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhet"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_("period"))
    number = models.DecimalField(_("värde"), max_digits=16, decimal_places=4)
    unit_of_measure = models.CharField(_("måttenhet"), max_length=40, blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    provenance = models.CharField(_("källa"), max_length=20, choices=Provenance.choices)
    source = models.CharField(_("källans namn"), max_length=255, blank=True)
    reported_at = models.DateTimeField(_("rapporterat"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(
        "quality.ValueImport", models.PROTECT, null=True, blank=True, related_name="values", verbose_name=_("inläsning")
    )
    standing = models.BooleanField(_("gäller"), default=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("ersätter")
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("värde")
        verbose_name_plural = _("värden")
        ordering = ["indicator", "period__starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "period"],
                condition=Q(standing=True),
                name="observation_one_standing",
                violation_error_message=_("Det finns redan ett värde för perioden. Rätta det i stället."),
            ),
            models.CheckConstraint(
                name="observation_import_names_its_source",
                condition=~Q(provenance=Provenance.IMPORTED) | ~Q(source=""),
                violation_error_message=_("Skriv vilket system värdet kommer från."),
            ),
            models.CheckConstraint(
                name="observation_of_a_survey_names_its_result",
                condition=Q(provenance=Provenance.RELEASED, release__isnull=False)
                | (~Q(provenance=Provenance.RELEASED) & Q(release=None)),
            ),
            models.CheckConstraint(
                name="observation_of_a_file_is_imported",
                condition=Q(batch=None) | Q(provenance=Provenance.IMPORTED),
            ),
            models.CheckConstraint(
                name="observation_provenance_is_known", condition=Q(provenance__in=Provenance.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.number}"
