"""How far the wheels have turned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WheelClock(models.Model):
    """The one row that says which day the wheels were last turned for; whoever turns them holds it until the commit.

    stale: a wheel was published or assigned since; plans are looked through again at the next tick.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    day = models.DateField(_("vridet till och med"), null=True, blank=True)
    stale = models.BooleanField(_("något har ändrats"), default=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="wheel_clock_is_one")]

    def __str__(self) -> str:
        return f"{self.day}"
