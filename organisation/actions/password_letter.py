"""The letter that leads to a new password."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import override

from ledger.kinds import EffectRow
from organisation.models import User


def compose(row: EffectRow) -> EmailMessage | None:
    """Write the letter in the person's language; None when the account may no longer be signed in to.

    The link is made here, when the letter is sent: it is stored nowhere.
    """
    user = User.objects.filter(pk=row.payload["user"], is_active=True).first()
    if user is None or not user.has_usable_password():
        return None
    key = f"{urlsafe_base64_encode(force_bytes(user.pk))}.{default_token_generator.make_token(user)}"
    link = urljoin(settings.SITE_URL, reverse("account_reset_password_from_key", args=[key]))
    with override(user.language):
        text = render_to_string("organisation/letters/password.txt", {"user": user, "link": link})
        return EmailMessage(_("Välj ett nytt lösenord i Kvalitetshjulet"), text, to=[user.email])
