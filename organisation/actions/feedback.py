"""Someone tells about a hindrance; the administrators hear of it, and one of them takes care of it."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from ledger import clock
from ledger.actions import emit, notify, record
from ledger.kinds import EffectRow
from organisation.enums import Role
from organisation.models import AccessibilityFeedback, Assignment, User

FEEDBACK = "organisation.feedback"
PLACE = "feedback_list"  # the name of the address where administrators read


@transaction.atomic
def leave_feedback(*, text: str, email: str = "") -> AccessibilityFeedback:
    """Store what someone met, leave each administrator a notice, and mail them."""
    told = AccessibilityFeedback.objects.create(text=text, email=email, created_at=clock.now())
    for administrator in administrators():
        sentence = gettext_noop("Någon har berättat om ett hinder för tillgängligheten")
        notify(user=administrator, text=sentence, values={}, link=reverse(PLACE), key=f"feedback:{told.pk}")
        payload = {"feedback": told.pk, "user": administrator.pk}
        emit(kind=FEEDBACK, key=f"{told.pk}:{administrator.pk}", payload=payload)
    return told


@transaction.atomic
def handle_feedback(*, feedback: AccessibilityFeedback, actor: User) -> AccessibilityFeedback:
    """Mark a hindrance as taken care of; the first time counts."""
    row = AccessibilityFeedback.objects.select_for_update().get(pk=feedback.pk)
    if row.handled_at is None:
        row.handled_at, row.handled_by = clock.now(), actor
        row.save(update_fields=["handled_at", "handled_by"])
        record(subject=f"feedback:{row.pk}", kind="organisation.feedback_handled", actor=actor, payload={})
    return row


def administrators() -> list[User]:
    """Return those who look after the running of the house today."""
    held = Assignment.objects.valid_on(clock.today()).filter(role=Role.ADMINISTRATOR)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))


def compose(row: EffectRow) -> EmailMessage | None:
    """Write the letter to one administrator; what was told stands on the page, not in the letter."""
    user = User.objects.filter(pk=row.payload["user"], is_active=True).first()
    if user is None:
        return None
    link = urljoin(settings.SITE_URL, reverse(PLACE))
    with override(user.language):
        text = render_to_string("organisation/letters/feedback.txt", {"user": user, "link": link})
        return EmailMessage(_("Någon har berättat om ett hinder i Kvalitetshjulet"), text, to=[user.email])
