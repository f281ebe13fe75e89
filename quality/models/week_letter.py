"""Who wants their week by e-mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WeekLetter(models.Model):
    """Somebody who wants Min vecka by e-mail once a week (veckobrev). Whoever does not has no row."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="week_letter", verbose_name=_("person")
    )
    since = models.DateTimeField(_("sedan"))

    class Meta:
        verbose_name = _("veckobrev")
        verbose_name_plural = _("veckobrev")

    def __str__(self) -> str:
        return str(self.user_id)
