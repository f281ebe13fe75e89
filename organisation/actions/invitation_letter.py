"""The letter that leads a new member of staff in."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ledger import clock
from ledger.kinds import EffectRow
from organisation.models import Assignment, StaffInvitation
from organisation.rules.tokens import token_of

ADDRESS = "invitation"  # the name of the address that takes a token


def compose(row: EffectRow) -> EmailMultiAlternatives | None:
    """Write the letter in the person's language; None when the invitation can no longer be accepted.

    The token is computed here, when the letter is sent: it is stored nowhere.
    """
    invitation = StaffInvitation.objects.select_related("user", "invited_by").get(pk=row.payload["invitation"])
    now, user = clock.now(), invitation.user
    if not invitation.is_open_at(now) or not user.is_active:
        return None
    link = urljoin(settings.SITE_URL, reverse(ADDRESS, args=[token_of(settings.SECRET_KEY, invitation.pk)]))
    roles = Assignment.objects.not_ended(clock.today()).filter(user=user).select_related("unit").order_by("pk")
    with override(user.language):
        about = {
            "user": user,
            "invited_by": invitation.invited_by,
            "organiser": settings.ORGANISER,
            "roles": list(roles),
            "link": link,
            "expires_at": invitation.expires_at,
        }
        subject = _("Välkommen till Kvalitetshjulet, %(organiser)s") % {"organiser": settings.ORGANISER}
        text = render_to_string("organisation/letters/invitation.txt", about)
        message = EmailMultiAlternatives(" ".join(subject.split()), text, to=[user.email])
        message.attach_alternative(render_to_string("organisation/letters/invitation.html", about), "text/html")
    return message
