"""What the clock does with rounds: opens, closes, seals, lets keys go, tries them, deletes what has been kept long enough."""

import datetime as dt
from contextlib import suppress

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.kinds import NotDone
from organisation.actions import Refused
from surveys.actions.letters import write_to_all
from surveys.actions.mixing import destroy_key, seal
from surveys.actions.opening import TEST_WORDS, close_round, open_round
from surveys.actions.rounds import say
from surveys.enums import ANSWERING, RoundState
from surveys.models import Ballot, Draft, Round
from surveys.models.keys import MAIL, PRIVATE, KeyMissing, drop_key, has_key, key_of
from surveys.models.round import RoundQuerySet
from surveys.queries.walks import GRACE
from surveys.rules.keeping import months_after
from surveys.rules.sealing.boxes import CannotOpen, unseal


def open_due(now: dt.datetime) -> int:
    """Open the rounds whose day has come. One that cannot open waits, and `tell` says so. Returns how many opened."""
    today = _local(now)
    due = Round.objects.filter(state=RoundState.DRAFT, is_ready=True, opens_on__lte=today, closes_on__gte=today)
    opened = 0
    for one in due.order_by("pk"):
        with suppress(Refused, KeyMissing, OSError), transaction.atomic():
            made = open_round(round=one)
            if made.pool_size is None:
                write_to_all(round=made, on=today)
            opened += 1
    return opened


def close_due(now: dt.datetime) -> int:
    """Close the rounds whose last day is over. Returns how many."""
    due = Round.objects.filter(state=RoundState.OPEN, closes_on__lt=_local(now))
    return len([close_round(round=one, now=now) for one in due.order_by("pk")])


def seal_due(now: dt.datetime) -> int:
    """Mix one round whose hour after closing is over: each in a transaction of its own, the next at the next tick."""
    due = Round.objects.filter(state=RoundState.CLOSED, closed_at__lte=now - GRACE, key_works=True).order_by(
        "closed_at"
    )
    first = due.first()
    if first is None:
        return 0
    seal(round=first, now=now)
    return 1


def let_keys_go(now: dt.datetime) -> int:
    """Destroy keys that are no longer needed: of letters once a round is closed, private ones once it is mixed or given up."""
    gone = sum(destroy_key(round=one) for one in Round.objects.filter(state=RoundState.SEALED).order_by("pk"))
    over = Round.objects.exclude(state__in=(RoundState.DRAFT, RoundState.OPEN))
    for pk, state in over.values_list("pk", "state"):
        gone += bool(drop_key(pk, MAIL))
        if state in (RoundState.STOPPED, RoundState.LOST, RoundState.ANONYMOUS):
            gone += bool(drop_key(pk, PRIVATE))
    return gone


def try_keys(now: dt.datetime) -> int:
    """Open the test box of every round that takes answers; where it does not open, submits answer 503 until it does.

    Returns how many rounds changed.
    """
    changed = 0
    for one in Round.objects.answering().order_by("pk"):
        works = _works(one)
        if works != one.key_works:
            Round.objects.filter(pk=one.pk).update(key_works=works)
            changed += 1
    return changed


def _works(one: Round) -> bool:
    try:
        opened = unseal(key_of(one.pk, PRIVATE), bytes(one.test_box or b"")) == TEST_WORDS
    except (KeyMissing, CannotOpen, OSError):
        return False
    return opened and (one.state != RoundState.OPEN or has_key(one.pk, MAIL))


def tell(now: dt.datetime) -> int:
    """Raise a sentence for the page Drift where the key of a round does not work, or a round could not open on its day."""
    silent = Round.objects.answering().filter(key_works=False)
    if silent.exists():
        raise NotDone(
            _("Nyckeln till omgång %(rounds)s går inte att läsa. Svar tas inte emot förrän den är på plats igen.")
            % {"rounds": _numbers(silent)}
        )
    late = Round.objects.filter(state=RoundState.DRAFT, is_ready=True, opens_on__lte=_local(now))
    if late.exists():
        raise NotDone(
            _(
                "Omgång %(rounds)s har inte kunnat öppna. Se efter om texterna är godkända och om KEYS_DIR går att skriva i."
            )
            % {"rounds": _numbers(late)}
        )
    return 0


def _numbers(rounds: RoundQuerySet) -> str:
    return ", ".join(map(str, rounds.order_by("pk").values_list("pk", flat=True)))


def _local(now: dt.datetime) -> dt.date:
    return now.astimezone(timezone.get_default_timezone()).date()


def delete_what_was_kept(now: dt.datetime) -> int:
    """Delete ballots whose time is over (gallring), and drafts that came too late to be deleted by the mixer."""
    deleted, _each = Draft.objects.filter(
        ~Q(invitation__round__state__in=ANSWERING) | Q(invitation__used=True)
    ).delete()
    today = _local(now)
    kept = Round.objects.filter(state=RoundState.ANONYMOUS, ballots_deleted_on=None, closed_at__isnull=False)
    for one in kept.order_by("pk"):
        if one.closed_at and today >= months_after(_local(one.closed_at), one.keep_months):
            delete_ballots(round=one, today=today)
            deleted += 1
    return deleted


@transaction.atomic
def delete_ballots(*, round: Round, today: dt.date) -> Round:
    """Delete the ballots of an anonymous round. Its release stays."""
    held = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    count, _each = Ballot.objects.filter(round=held).delete()
    held.ballots_deleted_on = today
    held.save(update_fields=["ballots_deleted_on"])
    say(held, "ballots_deleted", None, {"ballots": count})
    return held
