"""Open links: one for a unit, the same for all who come."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.enums import OPEN
from surveys.models.round import Round, RoundUnit


class OpenLink(models.Model):
    """A door to a round that hangs on a wall (öppen länk). Nobody is invited by it.

    It is no secret: `code` is stored as it is. Each *Start* makes a right to answer once, for the browser that pressed it; so
    somebody may answer several times, and what comes this way is an audience of its own. `is_stopped`: it begins no more
    answers; those that were begun may be finished.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="open_links")
    place = models.ForeignKey(RoundUnit, models.CASCADE, related_name="+")
    audience = models.CharField(max_length=20)
    code = models.CharField(_("kod"), max_length=16)
    is_stopped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("öppen länk")
        verbose_name_plural = _("öppna länkar")
        constraints = [
            models.UniqueConstraint(fields=["code"], name="open_link_code_once"),
            models.UniqueConstraint(fields=["place", "audience"], name="open_link_one_for_each"),
            models.CheckConstraint(name="open_link_is_of_an_open_audience", condition=Q(audience__in=OPEN)),
        ]

    def __str__(self) -> str:
        return str(self.pk)
