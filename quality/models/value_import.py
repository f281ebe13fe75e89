"""Values read in from a file, with the system that they come from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quality.models.indicator import Indicator, Observation


class ValueImport(models.Model):
    """A file of values that somebody read in for an indicator (inläsning). The values say which of them they came with."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="imports", verbose_name=_("indikator"))
    source = models.CharField(_("källans namn"), max_length=255)
    file_name = models.CharField(_("filens namn"), max_length=255)
    digest = models.CharField(_("filens kontrollsumma"), max_length=64)
    read_at = models.DateTimeField(_("inläst"))
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))

    class Meta:
        verbose_name = _("inläsning av värden")
        verbose_name_plural = _("inläsningar av värden")
        constraints = [
            models.CheckConstraint(
                name="value_import_names_its_source",
                condition=~Q(source__regex=r"^\s*$"),
                violation_error_message=_("Skriv vilket system värdena kommer från."),
            ),
            models.CheckConstraint(name="value_import_digest_is_one", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.source


class Movement(models.Model):
    """A value that came by itself and says something else than the one before it: somebody is asked to look, until one has.

    before: what it is compared with, the value that it replaced or that of the period before.
    """

    observation = models.OneToOneField(Observation, models.PROTECT, primary_key=True, related_name="movement")
    before = models.ForeignKey(Observation, models.PROTECT, related_name="+")
    noticed_at = models.DateTimeField(_("märkt"))
    looked_at = models.DateTimeField(_("tittat på"), null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("av")
    )

    class Meta:
        verbose_name = _("värde som har rört sig")
        verbose_name_plural = _("värden som har rört sig")
        constraints = [
            models.CheckConstraint(
                name="movement_looked_at_by_somebody",
                condition=Q(looked_at=None, looked_by=None) | Q(looked_at__isnull=False, looked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.observation_id}"
