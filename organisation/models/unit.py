"""The tree of units, as it is and as it was on any day."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from organisation.enums import UnitKind
from organisation.models.fields import SortKeyField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DateRange(Func):
    """A PostgreSQL date range of two columns; without a third argument the last day is not in it."""

    function = "daterange"
    output_field = DateRangeField()


class UnitQuerySet(models.QuerySet["Unit"]):
    """The vocabulary of units."""

    def open_on(self, day: dt.date) -> Self:
        """Keep the units that have begun and are not closed on `day`."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), valid_from__lte=day)

    def under(self, unit: "Unit", on: dt.date) -> Self:
        """Keep `unit` and all that lies under it on `on`, closed units too."""
        return self.filter(pk__in=UnitLink.objects.valid_on(on).filter(ancestor=unit).values("unit"))

    def above(self, unit: "Unit", on: dt.date) -> Self:
        """Keep what lies over `unit` on `on`, `unit` itself left out."""
        return self.filter(pk__in=UnitLink.objects.valid_on(on).filter(unit=unit, depth__gt=0).values("ancestor"))

    def in_order(self) -> Self:
        """Sort in Swedish alphabetical order."""
        return self.order_by("sort_key", "pk")


class Unit(models.Model):
    """A part of the organisation (enhet): municipality, department, preschool, section, work team …

    `parent` is the parent today; on any other day it is the unit's `UnitLink` of depth 1. A closed unit keeps its place
    in the tree, as in an archive, and follows when its parent is moved: whoever answers for the parent may read its past.
    """

    key = models.CharField(
        _("nyckel"),
        max_length=80,
        unique=True,
        error_messages={"unique": _("Nyckeln används redan av en annan enhet.")},
    )
    name = models.CharField(_("namn"), max_length=120)
    sort_key = SortKeyField(of=("name",))
    kind = models.CharField(_("slag"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("ligger under")
    )
    valid_from = models.DateField(_("finns från och med"))
    closed_on = models.DateField(_("stängd från och med"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name=_("uppgått i")
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("enhet")
        verbose_name_plural = _("enheter")
        constraints = [
            models.CheckConstraint(
                name="unit_key_is_plain",
                condition=Q(key__regex=r"^[a-z0-9][a-z0-9._-]*$"),
                violation_error_message=_(
                    "Nyckeln får bara ha små bokstäver a–z, siffror, punkt, bindestreck och understreck."
                ),
            ),
            models.CheckConstraint(
                name="unit_has_a_name",
                condition=~Q(name__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad enheten heter."),
            ),
            models.CheckConstraint(
                name="unit_kind_is_known",
                condition=Q(kind__in=UnitKind.values),
                violation_error_message=_("Välj vilket slags enhet det är."),
            ),
            models.CheckConstraint(
                name="unit_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                violation_error_message=_("En enhet kan inte ligga under sig själv."),
            ),
            models.CheckConstraint(
                name="unit_closes_after_it_begins",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("valid_from")),
                violation_error_message=_("En enhet kan inte stängas innan den har börjat."),
            ),
            models.CheckConstraint(
                name="unit_merged_is_closed",
                condition=Q(merged_into=None) | Q(closed_on__isnull=False),
                violation_error_message=_("En enhet som har uppgått i en annan är stängd."),
            ),
        ]
        indexes = [models.Index(fields=["sort_key"], name="unit_in_swedish_order")]

    def __str__(self) -> str:
        return self.name

    def kind_label(self) -> "StrOrPromise":
        """Return the Swedish word for what the unit is."""
        return UnitKind(self.kind).label

    def is_open_on(self, day: dt.date) -> bool:
        """Return whether the unit has begun and is not closed on `day`."""
        return self.valid_from <= day and (self.closed_on is None or self.closed_on > day)


class UnitLinkQuerySet(models.QuerySet["UnitLink"]):
    """The vocabulary of links."""

    def valid_on(self, day: dt.date) -> Self:
        """Keep the links that hold on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class UnitLink(models.Model):
    """`unit` lies `depth` steps under `ancestor` from `valid_from` until the day before `valid_to`. Rows are never deleted.

    Every unit is its own ancestor at depth 0. A row with `valid_from` = `valid_to` held on no day: it was planned, or made
    the same day, and then changed.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="links_up", db_index=False)
    ancestor = models.ForeignKey(Unit, models.PROTECT, related_name="links_down", db_index=False)
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = UnitLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="link_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Slutdagen kan inte ligga före startdagen."),
            ),
            models.CheckConstraint(
                name="link_makes_no_circle",
                condition=Q(depth=0, unit=F("ancestor")) | (Q(depth__gt=0) & ~Q(unit=F("ancestor"))),
                violation_error_message=_("En enhet kan inte ligga under sig själv."),
            ),
            ExclusionConstraint(  # of parents only: for every level it would cost more than all the rest of a register
                name="link_one_parent_at_a_time",
                expressions=[("unit", "="), (DateRange(F("valid_from"), F("valid_to")), "&&")],
                condition=Q(depth=1),
                violation_error_message=_("En enhet kan bara ligga på ett ställe i taget."),
            ),
            models.UniqueConstraint(
                fields=["unit", "depth"],
                condition=Q(valid_to=None),
                name="link_one_ancestor_a_level",
                violation_error_message=_("En enhet kan bara ligga på ett ställe i taget."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["ancestor", "unit"], include=["depth", "valid_from", "valid_to"], name="link_downward"
            ),
            models.Index(fields=["unit", "depth"], include=["ancestor", "valid_from", "valid_to"], name="link_upward"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} under {self.ancestor_id} ({self.depth}), {self.valid_from}–{self.valid_to or ''}"
