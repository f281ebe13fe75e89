"""The letters: what waits for somebody, one in the morning; what is urgent, at once."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from ledger import clock
from ledger.kinds import EffectRow
from organisation.access import scope_for
from organisation.models import User
from workflows.models import Task
from workflows.models.task import TO_DO
from workflows.queries.waiting import Waiting, waiting_for


def compose_letter(row: EffectRow) -> EmailMessage | None:
    """Write the morning's letter in the person's language; None where nothing waits any more, or the account rests."""
    user = User.objects.get(pk=row.payload["user"])
    waiting = waiting_for(scope_for(user))
    if not user.is_active or not waiting:
        return None
    with override(user.language):
        return _letter(user, _("Det här väntar på dig"), waiting)


def compose_urgent(row: EffectRow) -> EmailMessage | None:
    """Write a letter about one task; None where it is settled."""
    user = User.objects.get(pk=row.payload["user"])
    task = Task.objects.select_related("unit").filter(pk=row.payload["task"]).first()
    if not user.is_active or task is None or task.is_settled:
        return None
    waiting = Waiting(to_do=[task] if task.state in TO_DO else [], to_review=[] if task.state in TO_DO else [task])
    with override(user.language):
        return _letter(user, _("Brådskande: %(title)s") % {"title": task.title}, waiting)


def _letter(user: User, subject: str, waiting: Waiting) -> EmailMessage:
    about = {"user": user, "waiting": waiting, "today": clock.today(), "link": settings.SITE_URL}
    text = render_to_string("workflows/letters/waiting.txt", about)
    return EmailMessage(" ".join(subject.split()), text, to=[user.email])
