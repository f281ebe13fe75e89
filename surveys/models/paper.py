"""Printed letters on their way to whoever prints them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.round import Round, RoundUnit


class PaperSheaf(models.Model):
    """A sheaf of letters with codes (papperbrev), made by a worker for the one browser that asked for it.

    `box` is the PDF, sealed to `public_key`; the private key lies in that browser's cookie and nowhere else, so a dump of the
    database yields no code. Gone after a day, and when the round closes. place: the unit that it is for; None for all.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheaves")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.ForeignKey(RoundUnit, models.CASCADE, null=True, related_name="+")
    public_key = models.BinaryField()
    asked_at = models.DateTimeField(_("begärda"))
    letters = models.PositiveIntegerField()
    box = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("papperbrev")
        verbose_name_plural = _("papperbrev")
        constraints = [models.UniqueConstraint(fields=["round", "owner"], name="sheaf_one_for_each")]

    def __str__(self) -> str:
        return str(self.pk)
