"""Where an indicator's values come from by themselves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quality.models.indicator import Indicator
from surveys.models import Questionnaire


class IndicatorSource(models.Model):
    """A measure of a questionnaire (källa) that gives an indicator its values: `measure` is the key of an index or a question.

    Only what everybody may see of a released round becomes a value: values are read by more people than results are.
    """

    indicator = models.OneToOneField(Indicator, models.PROTECT, primary_key=True, related_name="tied_to")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="+", verbose_name=_("enkät"))
    measure = models.CharField(_("mått"), max_length=120)
    tied_at = models.DateTimeField(_("kopplad"))
    tied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("indikatorns källa")
        verbose_name_plural = _("indikatorers källor")

    def __str__(self) -> str:
        return self.measure
