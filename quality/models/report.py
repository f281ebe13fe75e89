"""A unit's report of a period: how its writer arranges it, and each time that it was handed in, frozen with its sources."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Period, Unit
from quality.enums import ReportKind
from workflows.enums import Decision, ProcessState, TaskState
from workflows.models import Review, Task

WRITTEN_IN = (TaskState.OPEN, TaskState.RETURNED)


class ReportQuerySet(models.QuerySet["Report"]):
    """The vocabulary of reports."""

    def decided(self) -> Self:
        """Keep what has been approved at least once or, where nobody approves it, handed in."""
        return self.filter(Exists(ReportEdition.objects.decided().filter(report=OuterRef("pk"))))


class Report(models.Model):
    """A year-end report (verksamhetsberättelse) or tertial report of a unit; maybe for a task that the wheel asks.

    arrangement: the sections in the writer's order: `rules.report.Section` as data. What they hold is not stored here: it is
    looked up until the report is handed in. number: counts the times that the arrangement was changed.
    """

    kind = models.CharField(_("slag"), max_length=10, choices=ReportKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name=_("enhet"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_("period"))
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="report", verbose_name=_("uppgift")
    )
    arrangement = models.JSONField(_("upplägg"), default=list, blank=True)
    number = models.PositiveIntegerField(_("ändring"), default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("påbörjad av")
    )
    started_at = models.DateTimeField(_("påbörjad"))

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporter")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "period"],
                name="report_once_a_period",
                violation_error_message=_("Enheten har redan en sådan rapport för perioden."),
            ),
            models.CheckConstraint(name="report_kind_is_known", condition=Q(kind__in=ReportKind.values)),
        ]
        indexes = [models.Index(fields=["period", "kind"], name="report_by_period")]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.period_id}"

    @property
    def is_open(self) -> bool:
        """Whether it is written in: its task waits for the writer or, without a task, it has not been handed in."""
        if self.task is None:
            return not self.editions.exists()
        return self.task.state in WRITTEN_IN and self.task.process.state == ProcessState.RUNNING


class ReportEditionQuerySet(models.QuerySet["ReportEdition"]):
    """The vocabulary of what was handed in."""

    def decided(self) -> Self:
        """Keep what is approved, or what nobody is asked to approve."""
        return self.filter(Q(review=None) | Q(review__decision=Decision.APPROVED))


class ReportEdition(models.Model):
    """One time that a report was handed in (utgåva): all that it says, as it was then. Frozen by a trigger.

    body: `queries.report_body`. summary: what a report higher up takes from it, so that the body need not be read for that.
    review: the answer that it waits for or got.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("utgåva"))
    body = models.JSONField(_("innehåll"))
    summary = models.JSONField(_("sammandrag"))
    fingerprint = models.CharField(max_length=64, editable=False)
    handed_in_at = models.DateTimeField(_("inlämnad"))
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))
    review = models.OneToOneField(Review, models.PROTECT, null=True, blank=True, related_name="report_edition")

    objects = ReportEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("utgåva av en rapport")
        verbose_name_plural = _("utgåvor av rapporter")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_edition_number_once"),
            models.CheckConstraint(name="report_edition_numbers_begin_at_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class ReportPrint(models.Model):
    """A report with those that it gathers, as one PDF that a worker sets (utskrift): gone after some days."""

    edition = models.ForeignKey(ReportEdition, models.CASCADE, related_name="prints")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("begärd"))
    box = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("utskrift av en rapport")
        verbose_name_plural = _("utskrifter av rapporter")
        constraints = [models.UniqueConstraint(fields=["edition", "owner"], name="report_print_one_for_each")]

    def __str__(self) -> str:
        return str(self.pk)
