"""Who a letter goes to, and how mailings have gone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ledger.enums import EffectState
from ledger.models import Effect
from surveys.enums import MailingKind
from surveys.models import Invitation, Mailing, Round, RoundUnit


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


@dataclass(frozen=True)
class Reached:
    """A unit, and how many there are to have a letter on paper."""

    place: RoundUnit
    letters: int


def readers_of(mailing: Mailing) -> QuerySet[Invitation]:
    """Return the invitations that a mailing goes to: with an address, not protected, not used; reminders to who wants them."""
    found = Invitation.objects.filter(
        round=mailing.round_id, used=False, is_withdrawn=False, address__is_protected=False
    ).exclude(address__email="")
    return found.filter(address__wants_no_reminder=False) if mailing.kind == MailingKind.REMINDER else found


def without_mail(held: Round, place: RoundUnit | None = None) -> QuerySet[Invitation]:
    """Return the invitations that no mail can reach, answered or not: sorted as letters are handed out."""
    found = held.invitations.invited().filter(Q(address=None) | Q(address__email=""))
    if held.pool_size is not None:  # all of them had their letter by mail, and their addresses are forgotten
        found = found.none()
    if place is not None:
        found = found.filter(place=place)
    return found.select_related("place", "address").order_by("place__name", "place", "address__name", "pk")


def places_without_mail(held: Round) -> Sequence[Reached]:
    """Return the units that letters on paper go to, by name."""
    counted = Counter(without_mail(held).values_list("place", flat=True).order_by())
    places = RoundUnit.objects.filter(pk__in=counted).order_by("name", "pk")
    return [Reached(place, counted[place.pk]) for place in places]


def mailings_of(held: Round, kind: str) -> Sequence[Posted]:
    """Return a round's mailings, the first one first. `kind`: what the outbox calls a letter."""
    listed = list(held.mailings.order_by("due_on", "pk"))
    addresses = held.invitations.invited().filter(address__isnull=False).exclude(address__email="").count()
    stuck = Effect.objects.filter(kind=kind, state=EffectState.FAILED)
    return [Posted(one, addresses, stuck.filter(payload__mailing=one.pk).count()) for one in listed]
