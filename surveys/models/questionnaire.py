"""Questionnaires and their published versions."""

from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from surveys.rules.definition.document import read_text
from surveys.rules.definition.slugs import KEY_PATTERN
from surveys.rules.definition.texts import Text
from surveys.rules.definition.version import Version

HASH = 64
KEPT = 64  # versions whose documents a process keeps read


class Sha256(Func):
    """The SHA-256 of a text in UTF-8, in hex."""

    function = "sha256"
    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = models.CharField()


class Questionnaire(models.Model):
    """A questionnaire (enkät) over the years. What it asks stands in its versions; its key is in each of them and never changes.

    `unit` owns it: whoever may edit the library there publishes versions. Those below may use it.
    """

    key = models.CharField(
        _("nyckel"),
        max_length=48,
        unique=True,
        error_messages={"unique": _("Nyckeln används redan av en annan enkät.")},
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="questionnaires", verbose_name=_("ägs av"))
    archived_on = models.DateField(_("arkiverad från och med"), null=True, blank=True)

    class Meta:
        verbose_name = _("enkät")
        verbose_name_plural = _("enkäter")
        constraints = [
            models.CheckConstraint(
                name="questionnaire_key_is_plain",
                condition=Q(key__regex=f"^{KEY_PATTERN}$"),
                violation_error_message=_("Nyckeln börjar med en bokstav och har bara a–z, siffror och bindestreck."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class VersionQuerySet(models.QuerySet["QuestionnaireVersion"]):
    """The vocabulary of versions."""

    def oldest_first(self) -> Self:
        """Sort by number."""
        return self.order_by("number")

    def latest_of_each(self) -> Self:
        """Keep the last published version of every questionnaire."""
        return self.order_by("questionnaire", "-number").distinct("questionnaire")


class QuestionnaireVersion(models.Model):
    """A published version (utgåva): what it says will never change. The database refuses to change or delete it.

    `content` is the canonical JSON of the document, and the database itself sees that `content_hash` is its SHA-256. Two versions
    with one `structure_hash` differ in texts only: the later may replace the earlier in a round that is open.
    `title`, `languages`, `pages` and `questions` say again what the content says, for lists. `lineage` says of every
    field how it relates to the version before: same, reworded, scale-changed, new.
    """

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions", verbose_name=_("enkät"))
    number = models.PositiveSmallIntegerField(_("utgåva"))
    content = models.TextField(_("innehåll"))
    content_hash = models.CharField(max_length=HASH)
    structure_hash = models.CharField(max_length=HASH)
    lineage = models.JSONField(default=dict)
    title = models.JSONField(_("rubrik"))
    base = models.CharField(_("grundspråk"), max_length=12)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("språk"))
    pages = models.PositiveSmallIntegerField(_("sidor"))
    questions = models.PositiveSmallIntegerField(_("frågor"))
    effective_on = models.DateField(_("gäller från och med"))
    published_at = models.DateTimeField(_("publicerad"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("publicerad av")
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("utgåva av en enkät")
        verbose_name_plural = _("utgåvor av enkäter")
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="version_number_once"),
            models.CheckConstraint(name="version_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="version_content_has_its_hash", condition=Q(content_hash=Sha256(F("content")))),
            models.CheckConstraint(
                name="version_structure_hash_is_one", condition=Q(structure_hash__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="version_speaks_a_language", condition=~Q(languages=[])),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.number}"

    @property
    def definition(self) -> Version:
        """The document, read. Kept by content, so that reading costs once a process."""
        return read_once(self.by_hash)

    @property
    def by_hash(self) -> "ByHash":
        """What caches know the version by."""
        return ByHash(self.content_hash, self.content)

    def shown_title(self, language: str) -> str:
        """Return the title in `language`, else in the base language."""
        return Text.made_of(self.title).shown(language, self.base)[0]

    def may_replace(self, pinned: "QuestionnaireVersion") -> bool:
        """Tell whether this is `pinned` with corrected texts: later, of the same questionnaire and the same structure."""
        return (
            self.questionnaire_id == pinned.questionnaire_id
            and self.number > pinned.number
            and self.structure_hash == pinned.structure_hash
        )


class ByHash:
    """A version in a cache: told apart by the hash of its content alone, so that long texts are never compared."""

    def __init__(self, digest: str, content: str) -> None:
        self.digest = digest
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByHash) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@lru_cache(maxsize=KEPT)
def read_once(stored: ByHash) -> Version:
    """Return the document of a published version."""
    version, found = read_text(stored.content)
    if version is None:
        raise ValueError(f"A stored version cannot be read: {[(fault.path, fault.code) for fault in found]}")
    return version


def title_of(version: Version) -> dict[str, Any]:
    """Return the title by language."""
    return {tag: text for tag, text, _state in version.title.entries}
