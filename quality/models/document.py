"""What teams write: a draft that several write in, and each time that it was handed in, frozen."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from quality.enums import DocumentKind
from quality.models.goal import Goal
from surveys.models import AnswerSheet, QuestionnaireVersion
from workflows.enums import ProcessState, TaskState
from workflows.models import Review, Task

SAYS_NOTHING = r"^\s*$"
WRITTEN_IN = (TaskState.OPEN, TaskState.RETURNED)
DECIDED = (TaskState.APPROVED, TaskState.DONE)


class DocumentQuerySet(models.QuerySet["Document"]):
    """The vocabulary of documents."""

    def handed_in(self) -> Self:
        """Keep what has been handed in at least once."""
        return self.filter(Exists(Submission.objects.filter(document=OuterRef("pk"))))

    def decided(self) -> Self:
        """Keep what is approved or, where nobody approves it, handed in."""
        nobody_asked = Q(task=None) & Exists(Submission.objects.filter(document=OuterRef("pk")))
        return self.filter(Q(task__state__in=DECIDED) | nobody_asked)


class Document(models.Model):
    """A team's document (dokument): a reflection, a teaching plan. Answers a version of a questionnaire; maybe for a task.

    draft: what is typed, by field. number: counts the times that it was changed. day: the day that it is about.
    """

    kind = models.CharField(_("slag"), max_length=20, choices=DocumentKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents", verbose_name=_("enhet"))
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="document", verbose_name=_("uppgift")
    )
    version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="+", verbose_name=_("utgåva av en enkät")
    )
    title = models.CharField(_("rubrik"), max_length=300)
    day = models.DateField(_("dag"))
    goals = models.ManyToManyField(Goal, blank=True, related_name="documents", verbose_name=_("mål"))
    tags = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("läroplansområden"))
    draft = models.JSONField(_("utkast"), default=dict, blank=True)
    number = models.PositiveIntegerField(_("ändring"), default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("skrev senast"),
    )
    written_at = models.DateTimeField(_("skrivet"), null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("påbörjat av")
    )
    started_at = models.DateTimeField(_("påbörjat"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokument")
        constraints = [
            models.CheckConstraint(name="document_kind_is_known", condition=Q(kind__in=DocumentKind.values)),
            models.CheckConstraint(
                name="document_has_a_title",
                condition=~Q(title__regex=SAYS_NOTHING),
                violation_error_message=_("Ett dokument behöver en rubrik."),
            ),
            models.CheckConstraint(
                name="document_written_by_somebody",
                condition=Q(number=0, written_by=None, written_at=None)
                | Q(number__gt=0, written_by__isnull=False, written_at__isnull=False),
                violation_error_message=_("Den som har skrivit ska stå antecknad med tid."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "kind", "-day"], name="document_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is written in: its task waits for the team, or, without a task, it has not been handed in."""
        if self.task is None:
            return not self.submissions.exists()
        return self.task.state in WRITTEN_IN and self.task.process.state == ProcessState.RUNNING


class Submission(models.Model):
    """One time that a document was handed in (inlämning), with its goals and tags as they were. Frozen by a trigger.

    said: the texts in it, for the search. review: the answer that it waits for or got.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("utgåva"))
    sheet = models.OneToOneField(AnswerSheet, models.PROTECT, related_name="+")
    review = models.OneToOneField(Review, models.PROTECT, null=True, blank=True, related_name="submission")
    goals = ArrayField(models.BigIntegerField(), default=list, blank=True)
    tags = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        verbose_name = _("inlämning")
        verbose_name_plural = _("inlämningar")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="submission_number_once"),
            models.CheckConstraint(name="submission_numbers_begin_at_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class Remark(models.Model):
    """What a reviewer says of one answer (kommentar)."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="remarks")
    field = models.CharField(max_length=120)
    text = models.TextField(_("kommentar"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("av"))
    written_at = models.DateTimeField(_("skriven"))

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "field"],
                name="remark_once_an_answer",
                violation_error_message=_("Svaret har redan en kommentar."),
            ),
            models.CheckConstraint(name="remark_says_something", condition=~Q(text__regex=SAYS_NOTHING)),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.field}"
