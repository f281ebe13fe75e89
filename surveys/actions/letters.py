"""Letters go out a handful at a time. The outbox holds ids; text, link and address meet when a letter is sent."""

import datetime as dt
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import emit_many
from ledger.kinds import EffectRow
from organisation.actions import Refused
from organisation.models import User
from surveys.actions.rounds import refuse_unless_theirs, say
from surveys.enums import MailingKind, RoundState
from surveys.kinds import Place, links, links_at
from surveys.models import Address, Invitation, Mailing, Round
from surveys.models.keys import MAIL, key_of
from surveys.queries.letters import readers_of
from surveys.queries.saying import day_in_words
from surveys.rules.definition.language import direction
from surveys.rules.phrases import phrases
from surveys.rules.pools import last_day
from surveys.rules.sealing.secrets import token_of

LETTER = "surveys.letter"
A_MINUTE = 1_000
"""Letters that a tick hands over to the outbox, of all rounds together."""
MOST_REMINDERS = 3


@transaction.atomic
def write_to_all(*, round: Round, on: dt.date) -> Mailing:
    """Let the invitation go out from a day on."""
    return Mailing.objects.get_or_create(round=round, kind=MailingKind.INVITATION, defaults={"due_on": on})[0]


@transaction.atomic
def plan_reminder(*, round: Round, on: dt.date, actor: User | None = None) -> Mailing:
    """Let a reminder go out on a day, to those whose link is not used by then."""
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    refuse_unless_theirs(actor, held.unit)
    if held.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise Refused(_("Omgången är slut. Inga fler brev går ut."))
    if held.pool_size is not None:
        raise Refused(_("I en pool går brevet en gång. Ingen påminns."))
    first = max(held.opens_on, clock.today())
    if not first <= on <= held.closes_on:
        raise Refused(_("Välj en dag medan omgången är öppen."))
    reminders = held.mailings.filter(kind=MailingKind.REMINDER)
    if reminders.filter(due_on=on).exists():
        raise Refused(_("En påminnelse går redan ut den dagen."))
    if reminders.count() >= MOST_REMINDERS:
        raise Refused(_("En omgång kan ha högst %(most)d påminnelser.") % {"most": MOST_REMINDERS})
    made = Mailing.objects.create(round=held, kind=MailingKind.REMINDER, due_on=on)
    say(held, "reminder_planned", actor, {"mailing": made.pk})
    return made


@transaction.atomic
def cancel_reminder(*, mailing: Mailing, actor: User | None = None) -> None:
    """Take back a reminder that has not begun to go out."""
    held = Mailing.objects.select_for_update(of=("self",)).select_related("round__unit").get(pk=mailing.pk)
    refuse_unless_theirs(actor, held.round.unit)
    if held.kind != MailingKind.REMINDER or held.sent_through or held.finished_at:
        raise Refused(_("Påminnelsen har redan gått ut."))
    say(held.round, "reminder_cancelled", actor, {"mailing": held.pk})
    held.delete()


@transaction.atomic
def no_more_reminders(*, invitation: int) -> None:
    """Note that a reader wants no reminder. No event: it would tell when somebody opened their letter."""
    Address.objects.filter(invitation=invitation).update(wants_no_reminder=True)


@transaction.atomic
def send_due(now: dt.datetime) -> int:
    """Hand letters that are due over to the outbox, at most `A_MINUTE` a tick. Returns how many."""
    today = now.astimezone(timezone.get_default_timezone()).date()
    due = Mailing.objects.filter(
        finished_at=None, due_on__lte=today, round__state=RoundState.OPEN, round__key_works=True
    )
    handed = 0
    for one in due.select_for_update(of=("self",)).order_by("pk"):
        if handed < A_MINUTE:
            handed += _hand_over(one, A_MINUTE - handed, now)
    return handed


def _hand_over(one: Mailing, most: int, now: dt.datetime) -> int:
    waiting = readers_of(one).filter(pk__gt=one.sent_through).order_by("pk")
    rows = list(waiting.values_list("pk", flat=True)[:most])
    emit_many(kind=LETTER, payloads={f"{one.pk}:{pk}": {"mailing": one.pk, "invitation": pk} for pk in rows})
    if rows:
        one.sent_through, one.letters = rows[-1], one.letters + len(rows)
    if len(rows) < most:
        one.finished_at = now
    one.save(update_fields=["sent_through", "letters", "finished_at"])
    return len(rows)


def compose(row: EffectRow) -> EmailMultiAlternatives | None:
    """Write a letter in its reader's language; None where it is not to be sent any more.

    The link is computed here, of the key of the round's letters: it is stored nowhere.
    """
    mailing = Mailing.objects.select_related("round").get(pk=row.payload["mailing"])
    held = mailing.round
    invitation = readers_of(mailing).select_related("place", "address").filter(pk=row.payload["invitation"]).first()
    if held.state != RoundState.OPEN or invitation is None:
        return None
    token = token_of(key_of(held.pk, MAIL), invitation.pk)
    return letter(mailing, invitation, token)


def letter(mailing: Mailing, invitation: Invitation, token: str) -> EmailMultiAlternatives:
    """Return a letter with its link."""
    held, address = mailing.round, invitation.address
    language = address.language if address.language in held.languages else held.languages[0]
    words = phrases(language)
    which = "letter-reminder" if mailing.kind == MailingKind.REMINDER else "letter"
    named = {"name": held.name, "organiser": settings.ORGANISER, "place": invitation.place.name}
    stop = _stop(held, token, language)
    about = {
        "say": words,
        "language": words.language,
        "direction": direction(words.language),
        "title": held.name,
        "lead": words.say(f"{which}-lead", **named),
        "until": words.say("letter-until", day=day_in_words(_until(mailing), words.language)),
        "link": urljoin(settings.SITE_URL, reverse("answer", args=[token])) + f"?sprak={language}",
        "stop": stop,
        "links": [
            (label, urljoin(settings.SITE_URL, url))
            for label, url in links_at(links, Place.LETTER, held.pk, invitation.place.unit_id, words)
        ],
    }
    subject = " ".join(words.say(f"{which}-subject", **named).split())
    text = render_to_string("surveys/letters/letter.txt", about)
    headers = {"Auto-Submitted": "auto-generated", **({"List-Unsubscribe": f"<{stop}>"} if stop else {})}
    message = EmailMultiAlternatives(subject, text, to=[address.email], headers=headers)
    message.attach_alternative(render_to_string("surveys/letters/letter.html", about), "text/html")
    return message


def _stop(held: Round, token: str, language: str) -> str:
    """Return where a reader says that they want no reminder; nothing in a pool, where nobody is reminded."""
    if held.pool_size is not None:
        return ""
    return urljoin(settings.SITE_URL, reverse("answer_reminders", args=[token])) + f"?sprak={language}"


def _until(mailing: Mailing) -> dt.date:
    """Return the last day to answer; a pool may be open for years, but whoever gets its letter is asked for an answer soon."""
    closes_on = mailing.round.closes_on
    return closes_on if mailing.round.pool_size is None else min(closes_on, last_day(mailing.due_on))
