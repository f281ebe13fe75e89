"""The words of the ledger, with their Swedish labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EffectState(models.TextChoices):
    """Where an effect stands. Queued may be claimed; sending is between our word and another server's answer."""

    QUEUED = "queued", _("väntar")
    SENDING = "sending", _("skickas")
    DONE = "done", _("utförd")
    SKIPPED = "skipped", _("överhoppad")
    UNCLEAR = "unclear", _("oklar")
    FAILED = "failed", _("misslyckad")


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("väntar")
    RUNNING = "running", _("pågår")
    DONE = "done", _("klart")
    FAILED = "failed", _("misslyckades")
    CANCELLED = "cancelled", _("avbrutet")
