"""Which editions a page became."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.plan_page import PlanPage
from quality.models import PlanEdition


class AdoptedPage(models.Model):
    """An adopted edition, and the page and revision that it was compiled from."""

    page = models.ForeignKey(PlanPage, models.PROTECT, related_name="adoptions", verbose_name=_("plan"))
    edition = models.OneToOneField(PlanEdition, models.PROTECT, related_name="written", verbose_name=_("utgåva"))

    class Meta:
        verbose_name = _("antagen plan")
        verbose_name_plural = _("antagna planer")
        ordering = ["edition"]

    def __str__(self) -> str:
        return str(self.edition)
