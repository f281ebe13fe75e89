"""What an analysis rests on: its causes, and what was quoted for them, kept as it was."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quality.enums import QuotedFrom
from quality.models.activity import Activity
from quality.models.document import SAYS_NOTHING, Submission
from quality.models.indicator import Observation
from quality.models.turn import GoalTurn, Improvement
from surveys.models import ReleasedCell

SOURCES = {
    QuotedFrom.VALUE: "observation",
    QuotedFrom.SURVEY: "cell",
    QuotedFrom.DOCUMENT: "submission",
    QuotedFrom.ACTIVITY: "activity",
    QuotedFrom.IMPROVEMENT: "improvement",
}
"""The column that holds each kind's source."""


def _one_source() -> Q:
    """Return the condition that a quotation has the source that its kind says, and no other."""
    allowed = Q()
    for kind, column in SOURCES.items():
        none = {f"{other}__isnull": True for other in SOURCES.values() if other != column}
        allowed |= Q(kind=kind, **{f"{column}__isnull": False}, **none)
    return allowed


class Cause(models.Model):
    """One of the things that the outcome of a turn depends on (orsak); its evidence are the quotations that point at it."""

    turn = models.ForeignKey(GoalTurn, models.PROTECT, related_name="causes")
    text = models.TextField(_("orsak"))
    written_at = models.DateTimeField(_("skriven"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))

    class Meta:
        verbose_name = _("orsak")
        verbose_name_plural = _("orsaker")
        ordering = ["turn", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cause_says_something",
                condition=~Q(text__regex=SAYS_NOTHING),
                violation_error_message=_("Skriv vad det beror på."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Quotation(models.Model):
    """Something quoted in an analysis (citat): the words and the source as they were then. Frozen, but for its cause.

    source_name, source_day: what it was taken from and of which day, as the reader of then saw it. field: a document's answer.
    Whoever may not read the source does not get the words: `quality.queries.evidence`.
    """

    turn = models.ForeignKey(GoalTurn, models.PROTECT, related_name="quotations")
    kind = models.CharField(_("slag"), max_length=12, choices=QuotedFrom.choices)
    text = models.TextField(_("citat"))
    source_name = models.CharField(_("källa"), max_length=400)
    source_day = models.DateField(_("dag"))
    observation = models.ForeignKey(Observation, models.PROTECT, null=True, blank=True, related_name="+")
    cell = models.ForeignKey(ReleasedCell, models.PROTECT, null=True, blank=True, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="+")
    field = models.CharField(max_length=120, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    improvement = models.ForeignKey(Improvement, models.PROTECT, null=True, blank=True, related_name="+")
    cause = models.ForeignKey(
        Cause, models.SET_NULL, null=True, blank=True, related_name="evidence", verbose_name=_("belägg för")
    )
    quoted_at = models.DateTimeField(_("citerat"))
    quoted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))

    class Meta:
        verbose_name = _("citat")
        verbose_name_plural = _("citat")
        ordering = ["turn", "pk"]
        constraints = [
            models.CheckConstraint(name="quotation_kind_is_known", condition=Q(kind__in=QuotedFrom.values)),
            models.CheckConstraint(name="quotation_says_something", condition=~Q(text__regex=SAYS_NOTHING)),
            models.CheckConstraint(name="quotation_has_the_source_of_its_kind", condition=_one_source()),
        ]

    def __str__(self) -> str:
        return self.text[:80]
