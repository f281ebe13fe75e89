"""A plan's way to its adoption: its steps, and what was answered when it was sent out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quality.enums import WayStep
from workflows.models import Process

SAYS_NOTHING = r"^\s*$"


class PlanStep(models.Model):
    """A step before a plan is adopted (APT, remiss, ledningsdialog): the day that it was taken, or why it is not needed."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="plan_steps")
    step = models.CharField(_("steg"), max_length=20, choices=WayStep.choices)
    held_on = models.DateField(_("vilken dag?"), null=True, blank=True)
    note = models.TextField(_("vad kom fram?"), blank=True)
    waived = models.TextField(_("varför behövs det inte?"), blank=True)
    written_at = models.DateTimeField(_("skrivet"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))

    class Meta:
        verbose_name = _("steg på en plans väg")
        verbose_name_plural = _("steg på planers väg")
        constraints = [
            models.UniqueConstraint(
                fields=["process", "step"],
                name="plan_step_once",
                violation_error_message=_("Steget är redan antecknat."),
            ),
            models.CheckConstraint(name="plan_step_is_known", condition=Q(step__in=WayStep.values)),
            models.CheckConstraint(
                name="plan_step_taken_or_not_needed",
                condition=(Q(held_on__isnull=False) & Q(waived=""))
                | (Q(held_on=None) & ~Q(waived__regex=SAYS_NOTHING)),
                violation_error_message=_("Säg vilken dag det var, eller varför det inte behövs."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} {self.step}"


class ReferralAnswer(models.Model):
    """What somebody answered when the draft was sent out (remissvar), and what was done with it; `done` is empty until then."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="referral_answers")
    who = models.CharField(_("vem svarade?"), max_length=120)
    answered_on = models.DateField(_("när?"))
    said = models.TextField(_("vad var svaret?"))
    done = models.TextField(_("vad gjorde ni med det?"), blank=True)
    written_at = models.DateTimeField(_("skrivet"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))

    class Meta:
        verbose_name = _("remissvar")
        verbose_name_plural = _("remissvar")
        ordering = ["process", "answered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="referral_answer_says_who_and_what",
                condition=~Q(who__regex=SAYS_NOTHING) & ~Q(said__regex=SAYS_NOTHING),
                violation_error_message=_("Skriv både vem som svarade och vad svaret var."),
            ),
        ]

    def __str__(self) -> str:
        return self.who
