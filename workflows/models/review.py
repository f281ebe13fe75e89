"""What was sent in, and what somebody else said of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows.enums import Decision
from workflows.models.task import Task


class Review(models.Model):
    """One time that a task was sent in, with the answer (granskning). A decided one is frozen by a trigger."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField(_("omgång"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lämnad av")
    )
    submitted_at = models.DateTimeField(_("lämnad"))
    note = models.TextField(_("anteckning"), blank=True)
    decision = models.CharField(_("beslut"), max_length=10, choices=Decision.choices, blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("granskad av")
    )
    decided_at = models.DateTimeField(_("granskad"), null=True, blank=True)

    class Meta:
        verbose_name = _("granskning")
        verbose_name_plural = _("granskningar")
        ordering = ["task", "number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="review_number_once"),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(decision=""),
                name="review_one_at_a_time",
                violation_error_message=_("Uppgiften väntar redan på granskning."),
            ),
            models.CheckConstraint(
                name="review_by_somebody_else",
                condition=Q(reviewer=None) | ~Q(reviewer=F("submitted_by")),
                violation_error_message=_("Du kan inte granska det du själv har lämnat in."),
            ),
            models.CheckConstraint(
                name="review_decided_by_somebody",
                condition=Q(decision="", reviewer=None, decided_at=None)
                | Q(decision__in=Decision.values, reviewer__isnull=False, decided_at__isnull=False),
                violation_error_message=_("Den som granskar ska stå antecknad med tid."),
            ),
            models.CheckConstraint(
                name="review_returned_with_a_comment",
                condition=~Q(decision=Decision.RETURNED) | ~Q(comment__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad som behöver kompletteras."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.number}"
