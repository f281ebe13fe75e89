"""Placements: students who practise at a preschool, until they have been asked how it was."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from quality.enums import PlacementState


class Placement(models.Model):
    """A student's time of practice at a unit (VFU-placering), from a first to a last day.

    The student has no name here, and an address only until the letter goes. What they are asked, and in which pool, is not
    written: no row of this table leads to an invitation. settled_on: when it came to be known what became of the letter.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("förskola"))
    email = models.EmailField(_("studentens e-post"), blank=True)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handledare")
    )
    starts_on = models.DateField(_("från och med"))
    ends_on = models.DateField(_("till och med"))
    state = models.CharField(max_length=12, choices=PlacementState.choices, default=PlacementState.WAITING)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("VFU-placering")
        verbose_name_plural = _("VFU-placeringar")
        constraints = [
            models.CheckConstraint(name="placement_state_is_known", condition=Q(state__in=PlacementState.values)),
            models.CheckConstraint(
                name="placement_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Placeringen kan inte sluta innan den har börjat."),
            ),
            models.CheckConstraint(
                name="placement_has_an_address_until_the_letter",
                condition=(Q(state=PlacementState.WAITING, settled_on=None) & ~Q(email=""))
                | (~Q(state=PlacementState.WAITING) & Q(settled_on__isnull=False, email="")),
            ),
            models.UniqueConstraint(
                fields=["unit", "email"],
                condition=Q(state=PlacementState.WAITING),
                name="placement_student_waits_once",
                violation_error_message=_("Studenten har redan en placering här som väntar på sitt brev."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
