"""What those who answered are told of what came of it: a page of each unit, for anybody."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit


class TellingQuerySet(models.QuerySet["Telling"]):
    """The vocabulary of what is told back."""

    def standing(self) -> Self:
        """Keep what is published and not withdrawn."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)


class Telling(models.Model):
    """One text of *Det här sa ni, det här gjorde vi* (återkoppling). Published it is frozen by a trigger, and can be withdrawn.

    items: `rules.telling.Item` as data; a figure in it points at what everybody may see of a released round, and holds no number.
    edits: counts the times that it was changed.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tellings", verbose_name=_("enhet"))
    number = models.PositiveIntegerField(_("utgåva"))
    lead = models.TextField(_("inledning"), blank=True)
    items = models.JSONField(_("delar"), default=list, blank=True)
    edits = models.PositiveIntegerField(_("ändring"), default=0)
    started_at = models.DateTimeField(_("påbörjad"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("påbörjad av")
    )
    published_at = models.DateTimeField(_("publicerad"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("av")
    )
    withdrawn_at = models.DateTimeField(_("återtagen"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("återkoppling")
        verbose_name_plural = _("återkopplingar")
        ordering = ["unit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="telling_number_once"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(published_at=None),
                name="telling_one_draft",
                violation_error_message=_("Enheten har redan ett utkast. Fortsätt i det."),
            ),
            models.CheckConstraint(
                name="telling_published_by_somebody",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                violation_error_message=_("Den som publicerar ska stå antecknad."),
            ),
            models.CheckConstraint(
                name="telling_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, published_at__isnull=False),
                violation_error_message=_("Den som återtar ska stå antecknad."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.number}"
