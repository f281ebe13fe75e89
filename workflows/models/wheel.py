"""Wheels, the versions of them that were adopted, and where they hold."""

import datetime as dt
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from organisation.models.unit import DateRange
from workflows.rules.shape import read
from workflows.rules.wheel import WheelText

LASTS = DateRange(F("starts_on"), F("ends_on"), Value("[]"))


class Wheel(models.Model):
    """A wheel (årshjul) through all its versions. `unit` is whose it is: who may edit the library there may change it."""

    key = models.CharField(
        _("nyckel"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("Nyckeln används redan av ett annat hjul.")},
    )
    name = models.CharField(_("namn"), max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="wheels", verbose_name=_("enhet"))

    class Meta:
        verbose_name = _("årshjul")
        verbose_name_plural = _("årshjul")
        constraints = [
            models.CheckConstraint(
                name="wheel_has_a_name",
                condition=~Q(name__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad hjulet heter."),
            ),
            models.CheckConstraint(
                name="wheel_key_is_plain",
                condition=Q(key__regex=r"^[a-z][a-z0-9-]*$"),
                violation_error_message=_("Nyckeln börjar med en bokstav och har bara a–z, siffror och bindestreck."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WheelVersionQuerySet(models.QuerySet["WheelVersion"]):
    """The vocabulary of versions."""

    def in_force(self, day: dt.date) -> Self:
        """Keep those that have taken effect by `day`, the latest of a wheel first."""
        return self.filter(effective_on__lte=day).order_by("wheel", "-effective_on", "-number")


class WheelVersion(models.Model):
    """One adopted text of a wheel, frozen: a trigger refuses every change. The latest to have taken effect holds."""

    wheel = models.ForeignKey(Wheel, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("innehåll"))
    content_hash = models.CharField(max_length=64, editable=False)
    effective_on = models.DateField(_("gäller från och med"))
    published_at = models.DateTimeField(_("antagen"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("av")
    )

    objects = WheelVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version av ett hjul")
        verbose_name_plural = _("versioner av hjul")
        ordering = ["wheel", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["wheel", "number"],
                name="wheel_version_number_once",
                violation_error_message=_("Någon annan har just antagit en version av hjulet. Läs om sidan."),
            ),
            models.CheckConstraint(name="wheel_version_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="wheel_version_hash_is_one", condition=Q(content_hash__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wheel_id} {self.number}"

    @property
    def text(self) -> WheelText:
        """The wheel, read. Kept by content, so that reading costs once a process."""
        return _read(_Kept(self.content_hash, self.content))


class _Kept:
    """The content of a version, told apart by its hash alone."""

    def __init__(self, digest: str, content: Any) -> None:
        self.digest = digest
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@lru_cache(maxsize=64)
def _read(kept: _Kept) -> WheelText:
    wheel, found = read(kept.content)
    if wheel is None:
        raise ValueError(f"A stored wheel cannot be read: {found}")
    return wheel


class WheelAssignment(models.Model):
    """Where a wheel holds: at a unit and under it, from a first to a last day; an assignment nearer a unit goes before."""

    wheel = models.ForeignKey(Wheel, models.PROTECT, related_name="assignments", verbose_name=_("hjul"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="wheel_assignments", verbose_name=_("enhet"))
    starts_on = models.DateField(_("från och med"))
    ends_on = models.DateField(_("till och med"), null=True, blank=True)

    class Meta:
        verbose_name = _("val av hjul")
        verbose_name_plural = _("val av hjul")
        constraints = [
            models.CheckConstraint(
                name="wheel_assignment_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Sista dagen kan inte ligga före första dagen."),
            ),
            ExclusionConstraint(
                name="wheel_assignment_one_at_a_time",
                expressions=[("unit", "="), (LASTS, "&&")],
                violation_error_message=_("Enheten har redan ett hjul de dagarna."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wheel_id} på {self.unit_id}"
