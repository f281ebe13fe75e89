"""A member of staff's way in."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models.user import User


class StaffInvitationQuerySet(models.QuerySet["StaffInvitation"]):
    """The vocabulary of invitations."""

    def unanswered(self) -> Self:
        """Keep those that are neither accepted nor revoked; they may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open_at(self, now: dt.datetime) -> Self:
        """Keep those that can be accepted at `now`."""
        return self.unanswered().filter(expires_at__gt=now)


class StaffInvitation(models.Model):
    """An invitation to set a password. The token itself is never stored, only its keyed hash."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations", verbose_name=_("person"))
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("inbjuden av"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("inbjuden"))
    expires_at = models.DateTimeField(_("gäller till"))
    letters = models.PositiveSmallIntegerField(_("antal brev"), default=0)
    accepted_at = models.DateTimeField(_("besvarad"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("återkallad"), null=True, blank=True)

    objects = StaffInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inbjudan")
        verbose_name_plural = _("inbjudningar")
        constraints = [
            models.CheckConstraint(
                name="invitation_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("Inbjudan måste gälla en tid framåt."),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_revoked",
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                violation_error_message=_("En inbjudan är antingen besvarad eller återkallad."),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_one_a_person",
                violation_error_message=_("Personen har redan en inbjudan som väntar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def is_open_at(self, now: dt.datetime) -> bool:
        """Return whether it can be accepted at `now`."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > now
