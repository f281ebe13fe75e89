"""Tells a user something, once."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from ledger import clock
from ledger.models import Notice


@transaction.atomic
def notify(
    *, user: AbstractBaseUser, text: str, link: str = "", key: str, values: Mapping[str, str] | None = None
) -> Notice:
    """Leave `user` a notice. The same user and key again is the same notice: nothing is said twice.

    values: what stands in the sentence, where `text` is one that the catalogues know: it is then said in the reader's language.
    """
    told = {"text": text, "said": None} if values is None else Notice.saying(text, values)
    notice, _created = Notice.objects.get_or_create(
        user_id=user.pk, key=key, defaults={**told, "link": link, "created_at": clock.now()}
    )
    return notice


@transaction.atomic
def read_notice(*, notice: Notice) -> Notice:
    """Mark a notice as read; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=clock.now())
    notice.refresh_from_db()
    return notice


@transaction.atomic
def read_all_notices(*, user: AbstractBaseUser) -> int:
    """Mark every notice of a user as read. Returns how many were unread."""
    return Notice.objects.filter(user_id=user.pk, read_at__isnull=True).update(read_at=clock.now())
