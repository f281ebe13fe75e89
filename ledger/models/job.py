"""Work that takes longer than a page may, and what its owner is told."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.enums import JobState

OPEN = Q(state__in=[JobState.QUEUED, JobState.RUNNING])
CLAIMED = ~Q(claimed_by="") & Q(deadline__isnull=False)
LONGEST = 300  # letters of a notice


class Job(models.Model):
    """A piece of work with progress that its owner sees. `arguments` holds ids."""

    kind = models.CharField(_("slag"), max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ägare"), on_delete=models.CASCADE, related_name="jobs"
    )
    title = models.CharField(_("rubrik"), max_length=200)
    arguments = models.JSONField(_("id:n"), default=dict)
    state = models.CharField(_("läge"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(_("klart"), default=0)
    total = models.PositiveIntegerField(_("av"), default=0)
    summary = models.TextField(_("resultat"), blank=True)
    link = models.CharField(_("länk"), max_length=300, blank=True)
    error = models.TextField(_("fel"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    claimed_by = models.CharField(_("tagen av"), max_length=80, blank=True)
    deadline = models.DateTimeField(_("senast"), null=True, blank=True)
    cancel_asked_at = models.DateTimeField(_("bett om avbrott"), null=True, blank=True)
    created_at = models.DateTimeField(_("beställt"))
    started_at = models.DateTimeField(_("började"), null=True, blank=True)
    finished_at = models.DateTimeField(_("slutade"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=JobState.RUNNING) & CLAIMED)
                | (~Q(state=JobState.RUNNING) & Q(claimed_by="", deadline__isnull=True)),
                name="ledger_job_running_is_claimed",
                violation_error_message=_("Ett jobb som pågår har en arbetare och en tid, och bara det."),
            ),
            models.CheckConstraint(
                condition=(OPEN & Q(finished_at__isnull=True)) | (~OPEN & Q(finished_at__isnull=False)),
                name="ledger_job_end_has_a_time",
                violation_error_message=_("Ett jobb som är slut har en tid, och bara det."),
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | ~Q(error=""),
                name="ledger_job_fault_is_told",
                violation_error_message=_("Ett jobb som har misslyckats måste säga hur."),
            ),
        ]
        indexes = [
            models.Index(fields=["deadline", "id"], name="ledger_job_open", condition=OPEN),
            models.Index(fields=["owner", "-id"], name="ledger_job_owner"),
            models.Index(fields=["finished_at"], name="ledger_job_finished"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Say whether the job waits or runs."""
        return self.state in (JobState.QUEUED, JobState.RUNNING)

    @property
    def percent(self) -> int:
        """Return how much is done, 0–100; 0 while the whole is unknown."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class Notice(models.Model):
    """A short sentence to one user, shown until it is read.

    text: as it was written. said: the Swedish sentence and its values, where it can be said in another language.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("till"), on_delete=models.CASCADE, related_name="notices"
    )
    key = models.CharField(_("nyckel"), max_length=200)
    text = models.CharField(_("text"), max_length=LONGEST)
    said = models.JSONField(null=True, blank=True, editable=False)
    link = models.CharField(_("länk"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("skriven"))
    read_at = models.DateTimeField(_("läst"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="ledger_notice_once",
                violation_error_message=_("Det här meddelandet har personen redan fått."),
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(text=""),
                name="ledger_notice_says_something",
                violation_error_message=_("Ett meddelande behöver en text."),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="ledger_notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["created_at"], name="ledger_notice_age"),
        ]

    def __str__(self) -> str:
        return self.text

    @staticmethod
    def saying(sentence: str, values: Mapping[str, str]) -> dict[str, Any]:
        """Return the columns of a notice that says `sentence`, a Swedish one that the catalogues know, with `values`."""
        text = gettext(sentence) % values
        return {"text": text[:LONGEST], "said": {"sentence": sentence, "values": dict(values)}}

    @property
    def words(self) -> str:
        """What it says, in the reader's language where it can be."""
        if self.said is None:
            return self.text
        return str(gettext(self.said["sentence"]) % self.said["values"])
