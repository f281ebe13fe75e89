"""Who is what, where and when; and who stands in."""

import datetime as dt
from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from organisation.enums import Role
from organisation.models.unit import DateRange, Unit
from organisation.models.user import User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Row = TypeVar("Row", bound=models.Model)
LASTS = DateRange(F("starts_on"), F("ends_on"), Value("[]"))


class DatedQuerySet(models.QuerySet[Row]):
    """The vocabulary of what lasts from a first to a last day."""

    def valid_on(self, day: dt.date) -> Self:
        """Keep what holds on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def not_ended(self, day: dt.date) -> Self:
        """Keep what holds on `day` or later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))


class AssignmentQuerySet(DatedQuerySet["Assignment"]):
    """The vocabulary of assignments."""


class Assignment(models.Model):
    """A role at a unit (uppdrag), from a first to a last day, both included. It holds for all that lies under the unit."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("person"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name=_("enhet"))
    role = models.CharField(_("roll"), max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("från och med"))
    ends_on = models.DateField(_("till och med"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppdrag")
        verbose_name_plural = _("uppdrag")
        constraints = [
            models.CheckConstraint(
                name="assignment_role_is_known",
                condition=Q(role__in=Role.values),
                violation_error_message=_("Välj en roll i listan."),
            ),
            models.CheckConstraint(
                name="assignment_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Sista dagen kan inte ligga före första dagen."),
            ),
            ExclusionConstraint(
                name="assignment_once_at_a_time",
                expressions=[("user", "="), ("unit", "="), ("role", "="), (LASTS, "&&")],
                violation_error_message=_("Personen har redan den rollen på enheten under de dagarna."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"

    def role_label(self) -> "StrOrPromise":
        """Return the Swedish word for the role."""
        return Role(self.role).label


class SubstitutionQuerySet(DatedQuerySet["Substitution"]):
    """The vocabulary of substitutions."""


class Substitution(models.Model):
    """`stand_in` has `person`'s roles within `unit` from a first to a last day, both included (vikariat).

    A substitute's own substitute gets nothing: the chain has one link.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="replaced_by", verbose_name=_("den som är borta"))
    stand_in = models.ForeignKey(User, models.PROTECT, related_name="stands_in", verbose_name=_("vikarie"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="substitutions", verbose_name=_("enhet"))
    starts_on = models.DateField(_("från och med"))
    ends_on = models.DateField(_("till och med"))

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("vikariat")
        verbose_name_plural = _("vikariat")
        constraints = [
            models.CheckConstraint(
                name="substitution_by_someone_else",
                condition=~Q(person=F("stand_in")),
                violation_error_message=_("Ingen kan vikariera för sig själv."),
            ),
            models.CheckConstraint(
                name="substitution_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Sista dagen kan inte ligga före första dagen."),
            ),
            ExclusionConstraint(
                name="substitution_once_at_a_time",
                expressions=[("person", "="), ("stand_in", "="), ("unit", "="), (LASTS, "&&")],
                violation_error_message=_("Det vikariatet finns redan under de dagarna."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in_id} för {self.person_id} {self.unit_id}"
