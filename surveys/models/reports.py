"""Reports on their way to whoever asked for all of them at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.release import Release


class ReportSheaf(models.Model):
    """A unit's reports, all of those that one person reads, made by a worker (rapporter): one for each person and result.

    `box` is a ZIP of PDFs; it holds answers in people's own words, so it is gone after a day. audience: "" for all of them.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    audience = models.CharField(max_length=20, blank=True, default="")
    asked_at = models.DateTimeField(_("begärda"))
    reports = models.PositiveIntegerField()
    box = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("rapporter")
        verbose_name_plural = _("rapporter")
        constraints = [models.UniqueConstraint(fields=["release", "owner"], name="reports_one_for_each")]

    def __str__(self) -> str:
        return str(self.pk)
