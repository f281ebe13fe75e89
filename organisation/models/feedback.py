"""What someone tells about a hindrance on the pages."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models.user import User


class AccessibilityFeedbackQuerySet(models.QuerySet["AccessibilityFeedback"]):
    """The vocabulary of feedback."""

    def open(self) -> Self:
        """Keep what nobody has taken care of yet."""
        return self.filter(handled_at=None)


class AccessibilityFeedback(models.Model):
    """A hindrance that someone met (synpunkt om tillgänglighet), signed in or not; an address only where an answer is wanted."""

    text = models.TextField(_("vad hindrade dig"), max_length=4000)
    email = models.EmailField(_("e-post"), blank=True)
    created_at = models.DateTimeField(_("skickad"))
    handled_at = models.DateTimeField(_("hanterad"), null=True, blank=True)
    handled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hanterad av")
    )

    objects = AccessibilityFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("synpunkt om tillgänglighet")
        verbose_name_plural = _("synpunkter om tillgänglighet")
        constraints = [
            models.CheckConstraint(
                name="feedback_handled_by_someone",
                condition=Q(handled_at=None, handled_by=None) | Q(handled_at__isnull=False, handled_by__isnull=False),
                violation_error_message=_("En hanterad synpunkt har en dag och en person."),
            ),
            models.CheckConstraint(
                name="feedback_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Skriv vad som hindrade dig."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
