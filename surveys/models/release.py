"""The release of a round: all figures that there are of it. The database refuses to change, add to or remove any of them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from surveys.enums import Clearing
from surveys.models.questionnaire import HASH, QuestionnaireVersion
from surveys.models.round import Round

INNER, PUBLIC = "inner", "public"


class Release(models.Model):
    """A released round (resultat). Written last, after its cells: what has a release is finished, and there is one a round.

    head: the document without its cells (`surveys.disclosure.export`): tree, items, indices, policies, groups.
    report: what was tried against it before, what broke and was taken back. digest: of the whole document.
    """

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="release")
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+", verbose_name=_("utgåva"))
    name = models.CharField(_("namn"), max_length=120)
    closed_on = models.DateField(_("stängde"))
    released_at = models.DateTimeField(_("visas sedan"))
    head = models.JSONField()
    report = models.JSONField()
    digest = models.CharField(max_length=HASH)

    class Meta:
        verbose_name = _("resultat")
        verbose_name_plural = _("resultat")
        constraints = [
            models.CheckConstraint(name="release_digest_is_one", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.name


class ReleasedPlace(models.Model):
    """A unit as it was, or units that are shown only together (`members`: their keys). The release's own copy of the tree.

    `order`: where it stands in the tree, parents first. `whole`: a school unit or what lies above one.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="places")
    key = models.TextField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    parent_key = models.TextField(blank=True, default="")
    order = models.PositiveIntegerField()
    name = models.TextField()
    kind = models.CharField(max_length=20, blank=True, default="")
    whole = models.BooleanField()
    members = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "key"], name="released_place_once")]

    def __str__(self) -> str:
        return self.name


class ReleasedCell(models.Model):
    """One figure, or several of one question, as it may be shown: `surveys.disclosure.release.Cell`, stored.

    part: inner or public. audience: a family of audiences, or one of them. mean: at, under or over `mean`, `mean_of` the answers
    or what is shown below. shares: pairs of at, under or over and percent, by category, in steps of `step`.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="cells", db_index=False)
    place = models.ForeignKey(ReleasedPlace, models.PROTECT, related_name="cells")
    part = models.CharField(max_length=6)
    subject = models.TextField()
    audience = models.CharField(max_length=20)
    measure = models.CharField(max_length=120)
    band = models.CharField(max_length=10)
    mean_is = models.CharField(max_length=5, blank=True, default="")
    mean = models.DecimalField(max_digits=12, decimal_places=1, null=True)
    mean_of = models.CharField(max_length=8, blank=True, default="")
    shares = models.JSONField(default=list)
    step = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "part", "place", "audience", "measure"], name="released_cell_once"
            ),
            models.CheckConstraint(name="released_cell_part_is_known", condition=Q(part__in=(INNER, PUBLIC))),
            models.CheckConstraint(
                name="released_cell_shows_something", condition=Q(mean__isnull=False) | ~Q(shares=[])
            ),
            models.CheckConstraint(
                name="released_cell_mean_is_said",
                condition=Q(mean__isnull=True, mean_is="") | (Q(mean__isnull=False) & ~Q(mean_is="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audience} {self.measure}"


class ReleasedText(models.Model):
    """An answer in a respondent's own words, at the smallest place that gave enough of them. Its id is random.

    `text` never changes. A leader sees `shown` once a named person has cleared it: the text, or the text with names taken out.
    """

    id = models.UUIDField(primary_key=True)
    release = models.ForeignKey(Release, models.PROTECT, related_name="texts", db_index=False)
    place = models.ForeignKey(ReleasedPlace, models.PROTECT, related_name="texts")
    audience = models.CharField(max_length=20)
    question = models.CharField(max_length=120)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=Clearing.choices, default=Clearing.WAITING)
    shown = models.TextField(_("så visas svaret"), blank=True, default="")
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["release", "place", "question"], name="released_text_by_question")]
        constraints = [
            models.CheckConstraint(name="released_text_state_is_known", condition=Q(state__in=Clearing.values)),
            models.CheckConstraint(
                name="released_text_cleared_by_somebody",
                condition=Q(state=Clearing.WAITING, cleared_by=None, cleared_at=None)
                | (~Q(state=Clearing.WAITING) & Q(cleared_by__isnull=False, cleared_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="released_text_shown_when_cleared",
                condition=(Q(state=Clearing.SHOWN) & ~Q(shown="")) | (~Q(state=Clearing.SHOWN) & Q(shown="")),
                violation_error_message=_("Skriv hur svaret ska visas, eller välj att inte visa det."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
