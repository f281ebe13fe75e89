"""Invitations, and the way of an answer: draft, inbox, ballot. Nothing here knows a time, and no ballot leads back."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from surveys.enums import OPEN
from surveys.models.round import Round, RoundUnit


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The vocabulary of invitations."""

    def invited(self) -> Self:
        """Keep those of people who were asked: not taken back, and not begun by an open link."""
        return self.filter(is_withdrawn=False).exclude(audience__in=OPEN)


class Invitation(models.Model):
    """A right to answer once. Its secrets are stored nowhere, only keyed hashes of what they lead to: mail's and paper's.

    `pair`: the same for the guardians of one child. `is_withdrawn`: the right was taken back before it was used. One of an open
    audience was made by a *Start* and invites nobody.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    place = models.ForeignKey(RoundUnit, models.CASCADE, related_name="+", db_index=False)
    audience = models.CharField(max_length=20)
    pair = models.IntegerField(null=True)
    token_hash = models.BinaryField(null=True)
    code_hash = models.BinaryField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    used = models.BooleanField(default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="invitation_token_once"),
            models.UniqueConstraint(fields=["code_hash"], name="invitation_code_once"),
            models.CheckConstraint(
                name="invitation_used_or_withdrawn", condition=Q(used=False) | Q(is_withdrawn=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Address(models.Model):
    """Where the letter goes: apart from the invitation, and deleted when the round closes.

    `is_protected`: a protected identity; never mailed. `wants_no_reminder`: the reader said so.
    """

    invitation = models.OneToOneField(Invitation, models.CASCADE, primary_key=True, related_name="address")
    name = models.CharField(max_length=120, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=12, default="sv")
    is_protected = models.BooleanField(default=False)
    wants_no_reminder = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="address_protected_has_no_mail", condition=Q(is_protected=False) | Q(email="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PoolMember(models.Model):
    """That an address was written to in a pool, as a hash with the key of the pool's letters: a person is asked once in it.

    Tied to no invitation, and deleted when the pool closes.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="members", db_index=False)
    address_hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "address_hash"], name="pool_asks_a_person_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Draft(models.Model):
    """A half-filled answer, locked with a key that is made of the token. `revision` tells a tab that another has gone on."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, primary_key=True, related_name="draft")
    revision = models.PositiveIntegerField(default=1)
    box = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class Inbox(models.Model):
    """A finished answer, sealed to the round's public key: as long as any other, in no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, models.CASCADE, related_name="inbox")
    box = models.BinaryField()

    class Meta:
        verbose_name_plural = "inbox"

    def __str__(self) -> str:
        return str(self.pk)


class Ballot(models.Model):
    """An answer that nobody gave: codes by position in the version, the rest in `extra`, `weight` in twelfths (one child: 12)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, models.CASCADE, related_name="ballots")
    place = models.ForeignKey(RoundUnit, models.CASCADE, related_name="+", db_index=False)
    audience = models.CharField(max_length=20)
    codes = ArrayField(models.SmallIntegerField())
    weight = models.PositiveSmallIntegerField()
    extra = models.JSONField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class Tally(models.Model):
    """How many answered at a place of a round, and of how many children: counted once, by the mixer."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="tallies")
    place = models.ForeignKey(RoundUnit, models.CASCADE, related_name="+")
    audience = models.CharField(max_length=20)
    ballots = models.PositiveIntegerField()
    children = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "audience"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.audience}"
