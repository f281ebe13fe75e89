"""On the way to those who are invited: an uploaded list that is being looked at, and letters that go out a handful at a time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.enums import MailingKind
from surveys.models.round import Round


class RecipientList(models.Model):
    """A list of people to invite, uploaded and not read in yet. It holds names and addresses, so it is gone as soon as it is
    read in or taken away, and after a week.

    `rows` are its lines as they were understood, none where there are faults; `found` is what the reading had to say.
    """

    round = models.OneToOneField(Round, models.CASCADE, primary_key=True, related_name="recipient_list")
    filename = models.CharField(_("fil"), max_length=200)
    created_at = models.DateTimeField(_("uppladdad"))
    rows = models.JSONField(default=list)
    found = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("lista över mottagare")
        verbose_name_plural = _("listor över mottagare")

    def __str__(self) -> str:
        return self.filename


class Mailing(models.Model):
    """One letter to all who are to have it (utskick): the invitation, or a reminder to those whose link is not used.

    `sent_through`: the last invitation whose letter lies in the outbox. `letters`: how many do.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=12, choices=MailingKind.choices)
    due_on = models.DateField(_("går ut"))
    sent_through = models.BigIntegerField(default=0)
    letters = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("utskick")
        verbose_name_plural = _("utskick")
        constraints = [
            models.CheckConstraint(name="mailing_kind_is_known", condition=Q(kind__in=MailingKind.values)),
            models.UniqueConstraint(fields=["round", "kind", "due_on"], name="mailing_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"
