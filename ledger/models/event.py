"""The event log: what happened, in one keyed chain per subject, never changed."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Chain(models.Model):
    """The length and head of one subject's chain; whoever writes an event holds this row until the commit."""

    subject = models.CharField(_("ämne"), max_length=120, primary_key=True, db_collation="C")
    length = models.PositiveIntegerField(_("längd"), default=0)
    head = models.BinaryField(_("huvud"), max_length=32, default=bytes)

    def __str__(self) -> str:
        return f"{self.subject} ({self.length})"


class Event(models.Model):
    """One thing that happened. A database trigger refuses every change and removal."""

    subject = models.CharField(_("ämne"), max_length=120, db_collation="C")
    place = models.PositiveIntegerField(_("plats"))
    kind = models.CharField(_("slag"), max_length=80)
    # No constraint: an account that is removed leaves its number in the chain.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("vem"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    at = models.DateTimeField(_("när"))
    digest = models.BinaryField(_("innehållets kontrollsumma"), max_length=32)
    link = models.BinaryField(_("länk"), max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "place"],
                name="ledger_event_one_per_place",
                violation_error_message=_("Platsen i händelsekedjan är redan tagen."),
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1) & ~Q(subject="") & ~Q(kind=""),
                name="ledger_event_has_a_subject",
                violation_error_message=_("En händelse behöver ett ämne, ett slag och en plats."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.place}: {self.kind}"

    @property
    def content(self) -> dict[str, Any] | None:
        """Return the payload, or None where it is erased."""
        payload = EventPayload.objects.filter(event_id=self.pk).first()
        return None if payload is None else payload.data


class EventPayload(models.Model):
    """Names, comments and the salt of one event. It may be erased; the chain still verifies."""

    # No constraint: the log of an event that is removed by force must still be readable by `verify_log`.
    event = models.OneToOneField(
        Event,
        verbose_name=_("händelse"),
        primary_key=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="payload",
    )
    salt = models.BinaryField(_("salt"), max_length=16)
    # Text, not jsonb: the digest is over these very characters.
    text = models.TextField(_("innehåll"))

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def data(self) -> dict[str, Any]:
        """Return the payload as it was recorded."""
        data: dict[str, Any] = json.loads(self.text)
        return data
