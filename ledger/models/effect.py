"""The outbox: what is to happen because of a change, stored in the change's own transaction."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.enums import EffectState

QUEUED = Q(state=EffectState.QUEUED)
ENDED = Q(state__in=[EffectState.DONE, EffectState.SKIPPED])
STUCK = Q(state__in=[EffectState.UNCLEAR, EffectState.FAILED])
UNCLAIMED = Q(claimed_by="", deadline__isnull=True)
CLAIMED = ~Q(claimed_by="") & Q(deadline__isnull=False)


class Effect(models.Model):
    """One thing to do once: a mail, a row, a message. `payload` holds ids, never names or tokens."""

    kind = models.CharField(_("slag"), max_length=80)
    key = models.CharField(_("nyckel"), max_length=200)
    payload = models.JSONField(_("id:n"), default=dict)
    state = models.CharField(_("läge"), max_length=10, choices=EffectState.choices, default=EffectState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    due_at = models.DateTimeField(_("tidigast"))
    claimed_by = models.CharField(_("tagen av"), max_length=80, blank=True)
    deadline = models.DateTimeField(_("senast"), null=True, blank=True)
    error = models.TextField(_("fel"), blank=True)
    created_at = models.DateTimeField(_("beställd"))
    done_at = models.DateTimeField(_("utförd"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="ledger_effect_once",
                violation_error_message=_("Det här är redan beställt och händer bara en gång."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(key=""),
                name="ledger_effect_has_a_key",
                violation_error_message=_("Det som ska hända en gång behöver ett slag och en nyckel."),
            ),
            models.CheckConstraint(
                condition=UNCLAIMED | CLAIMED,
                name="ledger_effect_claim_has_a_deadline",
                violation_error_message=_("Den som tar något ur utkorgen måste säga hur länge."),
            ),
            models.CheckConstraint(
                condition=~Q(state=EffectState.SENDING) | CLAIMED,
                name="ledger_effect_sending_is_claimed",
                violation_error_message=_("Bara den som har tagit ett utskick får skicka det."),
            ),
            models.CheckConstraint(
                condition=(ENDED & Q(done_at__isnull=False)) | (~ENDED & Q(done_at__isnull=True)),
                name="ledger_effect_done_has_a_time",
                violation_error_message=_("Det som är utfört har en tid, och bara det."),
            ),
            models.CheckConstraint(
                condition=~STUCK | ~Q(error=""),
                name="ledger_effect_fault_is_told",
                violation_error_message=_("Det som har gått fel måste säga hur."),
            ),
        ]
        # Partial: an idle tick reads open rows only, however many are done.
        indexes = [
            models.Index(fields=["kind", "due_at", "id"], name="ledger_effect_queued", condition=QUEUED),
            models.Index(fields=["deadline"], name="ledger_effect_sending", condition=Q(state=EffectState.SENDING)),
            models.Index(fields=["kind", "id"], name="ledger_effect_stuck", condition=STUCK),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
