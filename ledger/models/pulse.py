"""Signs of life: ticks, what each reconciler did last, the canary, anchors, and the clock of demo and test."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tick(models.Model):
    """One minute's round. `moment` is the *now* that the reconcilers were given; the others are real time."""

    started_at = models.DateTimeField(_("började"))
    finished_at = models.DateTimeField(_("slutade"), null=True, blank=True)
    moment = models.DateTimeField(_("gällde"))
    did = models.PositiveIntegerField(_("gjorde"), default=0)
    faults = models.PositiveSmallIntegerField(_("fel"), default=0)

    class Meta:
        indexes = [models.Index(fields=["-started_at"], name="ledger_tick_latest")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M:%S}"


class Reconciliation(models.Model):
    """How a reconciler's latest run went. `failing_since` stands until it succeeds again."""

    name = models.CharField(_("namn"), max_length=80, primary_key=True)
    ran_at = models.DateTimeField(_("kördes"))
    succeeded_at = models.DateTimeField(_("lyckades"), null=True, blank=True)
    failing_since = models.DateTimeField(_("misslyckas sedan"), null=True, blank=True)
    milliseconds = models.PositiveIntegerField(_("tid i ms"), default=0)
    did = models.PositiveIntegerField(_("gjorde"), default=0)
    error = models.TextField(_("fel"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(error="", failing_since__isnull=True) | (~Q(error="") & Q(failing_since__isnull=False)),
                name="ledger_reconciliation_fault_is_told",
                violation_error_message=_("Den som misslyckas måste säga hur och sedan när."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Canary(models.Model):
    """The one row that a message through outbox and worker touches: silence means that workers are deaf."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    asked_at = models.DateTimeField(_("frågad"), null=True, blank=True)
    answered_at = models.DateTimeField(_("svarade"), null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_canary_is_one")]

    def __str__(self) -> str:
        return f"{self.answered_at}"


class Anchor(models.Model):
    """A day's list of every chain's length and head, written to a file outside the database."""

    day = models.DateField(_("dag"), primary_key=True)
    written_at = models.DateTimeField(_("skrivet"))
    file = models.CharField(_("fil"), max_length=100)
    chains = models.PositiveIntegerField(_("kedjor"))
    events = models.PositiveBigIntegerField(_("händelser"))
    seal = models.CharField(_("sigill"), max_length=64)

    def __str__(self) -> str:
        return self.file


class ClockOffset(models.Model):
    """How far the clock of the demo and of the tests is set ahead; no row means not at all."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ahead = models.DurationField(_("före"))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_clock_is_one")]

    def __str__(self) -> str:
        return str(self.ahead)
