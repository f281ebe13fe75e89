"""Words of a document that are worth keeping for the analysis."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from quality.models.document import SAYS_NOTHING, Submission


class Passage(models.Model):
    """A passage (stycke) that somebody has kept out of what was handed in, word for word. Taken away again, it is gone."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="passages")
    field = models.CharField(max_length=120)
    text = models.TextField(_("stycke"))
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sparat av"))
    kept_at = models.DateTimeField(_("sparat"))

    class Meta:
        verbose_name = _("stycke")
        verbose_name_plural = _("stycken")
        constraints = [
            models.UniqueConstraint(
                "submission",
                "field",
                MD5("text"),
                name="passage_kept_once",
                violation_error_message=_("Stycket är redan sparat."),
            ),
            models.CheckConstraint(
                name="passage_says_something",
                condition=~Q(text__regex=SAYS_NOTHING),
                violation_error_message=_("Skriv vilket stycke du vill spara."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
