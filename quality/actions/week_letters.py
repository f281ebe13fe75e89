"""Min vecka by e-mail, once a week, for those who want it. What a person chooses goes to `user:ID`."""

import datetime as dt
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ledger import clock
from ledger.actions import emit_many, record
from ledger.kinds import EffectRow
from ledger.models import Effect
from organisation.access import scope_for
from organisation.models import User
from quality.enums import DocumentKind
from quality.models import WeekLetter
from quality.queries.review import count_waiting
from quality.queries.week import week_of
from quality.rules.week_letters import week_to_send
from workflows.actions.nudging import LETTER
from workflows.models import Task

WEEK = "quality.week"
SALT = "quality.week_letter"
DAYS = dt.timedelta(days=7)


@transaction.atomic
def want_week_letter(*, user: User) -> None:
    """Begin to send somebody their week on Mondays."""
    _letter, new = WeekLetter.objects.get_or_create(user=user, defaults={"since": clock.now()})
    if new:
        record(subject=f"user:{user.pk}", kind="quality.week_letter_wanted", actor=user, payload={})


@transaction.atomic
def stop_week_letter(*, user: User) -> None:
    """Send somebody no more weeks. Doing so again changes nothing."""
    gone, _each = WeekLetter.objects.filter(user=user).delete()
    if gone:
        record(subject=f"user:{user.pk}", kind="quality.week_letter_stopped", actor=user, payload={})


def stopping_token(user: User) -> str:
    """Return what the address for stopping carries: it says whose letter, and opens nothing else."""
    return signing.dumps(user.pk, salt=SALT)


def user_stopping(token: str) -> User | None:
    """Return whose letter a token stops; None for one that is not ours."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


@transaction.atomic
def send_week_letters(now: dt.datetime) -> int:
    """Order the week's letters on Monday morning, one a week for each person; returns how many are new.

    Whoever has got the morning's letter that day has read the same list already, and gets no second one.
    """
    local = timezone.localtime(now)
    week = week_to_send(local)
    if not week:
        return 0
    people = list(WeekLetter.objects.filter(user__is_active=True).order_by("user").values_list("user", flat=True))
    mornings = {f"{person}:{local.date().isoformat()}": person for person in people}
    told = set(Effect.objects.filter(kind=LETTER, key__in=mornings).values_list("key", flat=True))
    payloads = {f"{person}:{week}": {"user": person} for key, person in mornings.items() if key not in told}
    had = set(Effect.objects.filter(kind=WEEK, key__in=payloads).values_list("key", flat=True))
    due = {key: payload for key, payload in payloads.items() if key not in had}
    return emit_many(kind=WEEK, payloads=due) if due else 0


def compose_week(row: EffectRow) -> EmailMultiAlternatives | None:
    """Write a week's letter in the person's language; None where nothing waits, or it is not wanted any more."""
    user = User.objects.get(pk=row.payload["user"])
    if not user.is_active or not WeekLetter.objects.filter(user=user).exists():
        return None
    scope, today = scope_for(user), clock.today()
    found, reviews = week_of(scope), count_waiting(scope)
    now = [mine.task for mine in found.now if mine.task.due_on < today + DAYS]
    if not now and not reviews:
        return None
    stop = _address("week_letter_stop", stopping_token(user))
    with override(user.language):
        about = {
            "user": user,
            "week": today.isocalendar().week,
            "now": [(task, task.due_on < today, _way_to(task)) for task in now],
            "beyond": len(found.pressing) - len(now),
            "reviews": reviews,
            "review_link": _address("review_queue"),
            "link": _address("week"),
            "stop": stop,
        }
        text = render_to_string("quality/letters/week.txt", about)
        headers = {"List-Unsubscribe": f"<{stop}>", "Auto-Submitted": "auto-generated"}
        message = EmailMultiAlternatives(
            _("Din vecka %(week)s") % {"week": about["week"]}, text, to=[user.email], headers=headers
        )
        message.attach_alternative(render_to_string("quality/letters/week.html", about), "text/html")
    return message


def _way_to(task: Task) -> str:
    return _address("document_of_task" if task.work in DocumentKind.values else "task", task.pk)


def _address(name: str, *args: object) -> str:
    return urljoin(settings.SITE_URL, reverse(name, args=args))
