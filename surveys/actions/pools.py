"""Pools: somebody is taken in, a pool is full, the next one takes over, and addresses that have served are forgotten."""

import datetime as dt
from enum import Enum

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import clock
from organisation.actions import Refused
from organisation.models import Unit
from organisation.queries.units import lines_of
from surveys.actions.opening import make_secrets
from surveys.actions.rounds import Plan, ask_units, lay_out, make_ready, make_round, say
from surveys.enums import MailingKind, RoundState
from surveys.models import Address, Invitation, Mailing, PoolMember, Round, RoundUnit
from surveys.models.keys import MAIL, key_of
from surveys.queries import version_in_force
from surveys.queries.pools import pool_name, taking
from surveys.rules.pools import TIME_TO_ANSWER, is_full, last_day
from surveys.rules.sealing.secrets import member_of


class Taken(Enum):
    """What became of somebody who was to be asked in a pool."""

    INVITED = "invited"
    ASKED_BEFORE = "asked before"


@transaction.atomic
def invite_into_pool(*, round: Round, unit: Unit, audience: str, email: str) -> Taken:
    """Ask one more person in an open pool: their invitation, its secrets and today's letter. A person is asked once in it.

    Done by a worker, which has the key of the letters. Raises `Refused` where nobody is taken in, `KeyMissing` or OSError.
    """
    today = clock.today()
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    if not taking(today).filter(pk=held.pk).exists() or audience not in held.policies:
        raise Refused(_("Poolen tar inte emot fler."))
    k_mail = key_of(held.pk, MAIL)
    _member, is_new = PoolMember.objects.get_or_create(round=held, address_hash=member_of(k_mail, email))
    if not is_new:
        return Taken.ASKED_BEFORE
    before = held.invitations.aggregate(last=Max("pk"))["last"] or 0
    made = Invitation.objects.create(round=held, place=_place(held, unit), audience=audience)
    Address.objects.create(invitation=made, email=email, language=held.languages[0])
    make_secrets([made.pk], k_mail)
    _write(held, before, today)
    say(held, "invited", None, {"invitations": 1})
    return Taken.INVITED


def _place(held: Round, unit: Unit) -> RoundUnit:
    """Return the nearest unit that the pool asks, up from one; one that the pool does not know yet is added to it."""
    asked = {one.unit_id: one for one in held.units.filter(is_asked=True)}
    line = lines_of([unit], clock.today()).get(unit.pk, [])
    known = (asked[one.pk] for one in reversed(line) if one.pk in asked)
    return next(known, None) or lay_out(held, [unit])[0]


def _write(held: Round, before: int, today: dt.date) -> None:
    """Let the letter go out today, to whoever was invited after `before`: never in two mailings, so one that waits goes on."""
    mailings = Mailing.objects.filter(round=held, kind=MailingKind.INVITATION)
    one = mailings.select_for_update().filter(finished_at=None).first()
    if one is None:
        mailings.get_or_create(round=held, kind=MailingKind.INVITATION, due_on=today, defaults={"sent_through": before})
        one = mailings.select_for_update().get(due_on=today)
    one.due_on, one.finished_at = today, None
    one.save(update_fields=["due_on", "finished_at"])


@transaction.atomic
def fill_due(now: dt.datetime) -> int:
    """Close the door of pools that have enough answers, or no time left: who has a letter may still answer. The next takes over.

    Returns how many were full.
    """
    today = now.astimezone(timezone.get_default_timezone()).date()
    over = (RoundState.DRAFT, RoundState.STOPPED, RoundState.LOST)
    pools = Round.objects.pools().filter(filled_on=None).exclude(state__in=over)
    full = [one for one in pools.select_for_update(of=("self",)).order_by("pk") if _is_full(one, today)]
    for one in full:
        _fill(one, today)
    return len(full)


def _is_full(held: Round, today: dt.date) -> bool:
    answered = held.invitations.filter(used=True).count()
    size = held.pool_size or 0
    return held.state != RoundState.OPEN or is_full(size=size, answered=answered, closes_on=held.closes_on, today=today)


def _fill(held: Round, today: dt.date) -> None:
    length = held.closes_on - held.opens_on
    held.filled_on = today
    if held.state == RoundState.OPEN:
        held.closes_on = min(held.closes_on, last_day(today))
    held.save(update_fields=["filled_on", "closes_on"])
    say(held, "filled", None, {})
    _next(held, today, length)


def _next(held: Round, today: dt.date, length: dt.timedelta) -> Round | None:
    """Prepare the pool that takes over. It opens by itself where a person let this one open and the questions are the same.

    None where the questionnaire is put away.
    """
    before = held.version
    version = version_in_force(before.questionnaire, today)
    if version is None or before.questionnaire.archived_on is not None:
        return None
    made = make_round(
        plan=Plan(
            version=version,
            unit=held.unit,
            name=pool_name(version.shown_title("sv"), before.questionnaire.key, held.unit_id),
            policies=held.policies,
            languages=[tag for tag in held.languages if tag in version.languages] or [version.base],
            opens_on=today,
            closes_on=today + max(length, TIME_TO_ANSWER),
            keep_months=held.keep_months,
            pool_size=held.pool_size,
        )
    )
    same = version.pk == before.pk
    made.follows, made.signed_languages = held, held.signed_languages if same else []
    made.save(update_fields=["follows", "signed_languages"])
    asked = held.units.filter(is_asked=True).values("unit")
    units = list(Unit.objects.under(held.unit, today).open_on(today).filter(pk__in=asked))
    if units:
        ask_units(round=made, units=units)
        if same and held.state == RoundState.OPEN:
            make_ready(round=made)
    return made


@transaction.atomic
def forget_served_addresses(now: dt.datetime) -> int:
    """Delete the addresses of a pool's letters whose time to answer is over: a pool may be open for years. Returns how many."""
    today = now.astimezone(timezone.get_default_timezone()).date()
    served = Mailing.objects.filter(
        round__pool_size__isnull=False, due_on__lt=today - TIME_TO_ANSWER, finished_at__isnull=False
    )
    gone = Q(pk__in=[])
    for pool, through in served.values_list("round").annotate(Max("sent_through")).order_by():
        gone |= Q(invitation__round=pool, invitation__lte=through)
    return Address.objects.filter(gone).delete()[0]
