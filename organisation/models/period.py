"""The turns that quality work is counted in."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisation.enums import PeriodKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PeriodQuerySet(models.QuerySet["Period"]):
    """The vocabulary of periods."""

    def holding(self, day: dt.date) -> Self:
        """Keep the periods that `day` lies in."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Period(models.Model):
    """A stretch of days, first and last included: a school year, a tertial, a month … or one with a name of its own."""

    kind = models.CharField(_("slag"), max_length=20, choices=PeriodKind.choices)
    starts_on = models.DateField(_("från och med"))
    ends_on = models.DateField(_("till och med"))
    name = models.CharField(_("namn"), max_length=80, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("perioder")
        ordering = ["starts_on", "ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="period_kind_is_known",
                condition=Q(kind__in=PeriodKind.values),
                violation_error_message=_("Välj vilket slags period det är."),
            ),
            models.CheckConstraint(
                name="period_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Periodens sista dag kan inte ligga före den första."),
            ),
            models.CheckConstraint(
                name="period_of_ones_own_has_a_name",
                condition=Q(kind=PeriodKind.FREE) ^ Q(name=""),
                violation_error_message=_("En egen period behöver ett namn."),
            ),
            models.UniqueConstraint(
                fields=["kind", "starts_on", "ends_on", "name"],
                name="period_only_once",
                violation_error_message=_("Den perioden finns redan."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.label())

    def label(self) -> "StrOrPromise":
        """Return the period's name as people say it: *Läsåret 2026/27*, *Tertial 1 2026*, *augusti 2026*."""
        start = self.starts_on
        match self.kind:
            case PeriodKind.SCHOOL_YEAR:
                return gettext("Läsåret %(year)s") % {"year": f"{start.year}/{(start.year + 1) % 100:02d}"}
            case PeriodKind.CALENDAR_YEAR:
                return str(start.year)
            case PeriodKind.HALF_YEAR:
                words = gettext("Första halvåret %(year)s") if start.month == 1 else gettext("Andra halvåret %(year)s")
                return words % {"year": start.year}
            case PeriodKind.TERTIAL:
                return gettext("Tertial %(number)s %(year)s") % {"number": start.month // 4 + 1, "year": start.year}
            case PeriodKind.MONTH:
                return date_format(start, "F Y")
        return self.name
