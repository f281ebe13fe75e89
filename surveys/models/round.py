"""Rounds: what is asked of whom, from when to when; and their units as they were."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from surveys.enums import ANSWERING, RoundState
from surveys.models.questionnaire import QuestionnaireVersion

MOST_MONTHS = 120
LEAST_POOL = 10


class RoundQuerySet(models.QuerySet["Round"]):
    """The vocabulary of rounds."""

    def answering(self) -> Self:
        """Keep those in which an answer may still come in."""
        return self.filter(state__in=ANSWERING)

    def pools(self) -> Self:
        """Keep those that people are invited to one by one."""
        return self.filter(pool_size__isnull=False)


class Round(models.Model):
    """A round (enkätomgång): asks one version of the units in it.

    unit: runs it. policies: audience → group of items → key of a policy; "" is the group of items without one.
    signed_languages: those with machine-made texts for which a person has signed.
    opens_on, closes_on: local dates; it closes when the last day is over. is_ready: the clock may open it.
    keep_months: how long ballots are kept after closing (gallring).
    size: bytes of an answer before it is sealed. The private key and the key of the letters lie in KEYS_DIR, never here.
    test_box: a box that every tick opens. key_works: whether it could.
    settled_lsn: to where the log must have been archived before the private key goes.
    pool_size: a pool, which people are invited to one by one until so many have answered; None: a round as others are.
    filled_on: since when nobody new is taken in. follows: the pool before it.
    """

    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="rounds", verbose_name=_("utgåva"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds", verbose_name=_("drivs av"))
    name = models.CharField(_("namn"), max_length=120)
    policies = models.JSONField(_("gränser för små grupper"))
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("språk"))
    signed_languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    opens_on = models.DateField(_("öppnar"))
    closes_on = models.DateField(_("stänger efter"))
    keep_months = models.PositiveSmallIntegerField(_("svaren gallras efter så många månader"))
    is_ready = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    size = models.PositiveIntegerField(default=0)
    public_key = models.BinaryField(null=True)
    test_box = models.BinaryField(null=True)
    key_works = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True)
    settled_lsn = models.CharField(max_length=24, default="", blank=True)
    ballots_deleted_on = models.DateField(null=True)
    pool_size = models.PositiveSmallIntegerField(_("tar emot nya tills så många har svarat"), null=True)
    filled_on = models.DateField(null=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("enkätomgång")
        verbose_name_plural = _("enkätomgångar")
        constraints = [
            models.CheckConstraint(name="round_state_is_known", condition=Q(state__in=RoundState.values)),
            models.CheckConstraint(
                name="round_has_a_name",
                condition=~Q(name__regex=r"^\s*$"),
                violation_error_message=_("Skriv vad omgången heter."),
            ),
            models.CheckConstraint(
                name="round_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Omgången kan inte stänga innan den har öppnat."),
            ),
            models.CheckConstraint(
                name="round_says_how_long_answers_are_kept",
                condition=Q(keep_months__gte=1, keep_months__lte=MOST_MONTHS),
                violation_error_message=_("Säg hur länge svaren ska sparas: 1 till 120 månader."),
            ),
            models.CheckConstraint(name="round_speaks_a_language", condition=~Q(languages=[])),
            models.CheckConstraint(
                name="round_pool_is_large_enough",
                condition=Q(pool_size=None) | Q(pool_size__gte=LEAST_POOL),
                violation_error_message=_("En pool behöver minst 10 svar innan den stänger."),
            ),
            models.CheckConstraint(
                name="round_filled_is_a_pool", condition=Q(filled_on=None) | Q(pool_size__isnull=False)
            ),
            models.CheckConstraint(
                name="round_open_has_a_key",
                condition=~Q(state__in=ANSWERING) | Q(public_key__isnull=False, test_box__isnull=False, size__gt=0),
            ),
            models.CheckConstraint(
                name="round_closed_has_a_moment",
                condition=Q(state__in=(RoundState.DRAFT, RoundState.OPEN), closed_at=None)
                | (~Q(state__in=(RoundState.DRAFT, RoundState.OPEN)) & Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoundUnit(models.Model):
    """A unit as the round knows it: its name and its place in the tree when the round was made, for ever.

    With `members`, a group of units that are too small to be named, made by the mixer for one audience.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, blank=True, default="")
    is_asked = models.BooleanField(default=True)
    audience = models.CharField(max_length=20, blank=True, default="")
    members = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="round_asks_a_unit_once"),
            models.CheckConstraint(
                name="round_unit_or_group",
                condition=Q(unit__isnull=False, members=[], audience="")
                | (Q(unit=None, is_asked=False) & ~Q(members=[]) & ~Q(audience="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
