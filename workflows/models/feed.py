"""Addresses that a calendar program reads a wheel from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit

IS_HASH = models.Q(("secret_hash__regex", r"^[0-9a-f]{64}$"))


class CalendarFeed(models.Model):
    """One person's secret address for a calendar (kalenderadress): their own tasks, or a unit's wheel.

    Only the secret's hash is stored: the address is shown once. Taking it back takes the row away.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("vem"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enhet"))
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("skapad"))

    class Meta:
        verbose_name = _("kalenderadress")
        verbose_name_plural = _("kalenderadresser")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit"],
                nulls_distinct=False,
                name="feed_once",
                violation_error_message=_("Du har redan en adress för den kalendern."),
            ),
            models.CheckConstraint(name="feed_secret_is_a_hash", condition=IS_HASH),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.unit_id or ''}".strip()
