"""Who a letter goes to, and how mailings have gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from ledger.enums import EffectState
from ledger.models import Effect
from surveys.enums import MailingKind
from surveys.models import Invitation, Mailing, Round


@dataclass(frozen=True)
class Posted:
    """A mailing, how many its letters will at most be while it waits, and how many did not arrive."""

    mailing: Mailing
    readers: int
    refused: int

    @property
    def has_begun(self) -> bool:
        """Whether letters have gone out."""
        return bool(self.mailing.sent_through or self.mailing.finished_at)


def readers_of(mailing: Mailing) -> QuerySet[Invitation]:
    """Return the invitations that a mailing goes to: with an address, not protected, not used; reminders to who wants them."""
    found = Invitation.objects.filter(
        round=mailing.round_id, used=False, is_withdrawn=False, address__is_protected=False
    ).exclude(address__email="")
    return found.filter(address__wants_no_reminder=False) if mailing.kind == MailingKind.REMINDER else found


def mailings_of(held: Round, kind: str) -> Sequence[Posted]:
    """Return a round's mailings, the first one first. `kind`: what the outbox calls a letter."""
    listed = list(held.mailings.order_by("due_on", "pk"))
    addresses = held.invitations.filter(is_withdrawn=False, address__isnull=False).exclude(address__email="").count()
    stuck = Effect.objects.filter(kind=kind, state=EffectState.FAILED)
    return [Posted(one, addresses, stuck.filter(payload__mailing=one.pk).count()) for one in listed]
