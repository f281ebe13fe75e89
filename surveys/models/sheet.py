"""Signed answers: what teams' documents are made of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.questionnaire import QuestionnaireVersion
from surveys.rules.answering.answers import Answer
from surveys.rules.answering.sheet import thawed


class AnswerSheet(models.Model):
    """A signed answer to a version (undertecknat svar): who, which version, what. It belongs to no round.

    The database refuses to change or delete it.
    """

    version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="sheets", verbose_name=_("utgåva av en enkät")
    )
    answers = models.JSONField(_("svar"), default=dict)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("undertecknat av")
    )
    signed_at = models.DateTimeField(_("undertecknat"))

    class Meta:
        verbose_name = _("undertecknat svar")
        verbose_name_plural = _("undertecknade svar")

    def __str__(self) -> str:
        return f"{self.version_id} {self.signed_at:%Y-%m-%d}"

    @property
    def thawed(self) -> dict[str, Answer]:
        """The answers as they were accepted."""
        return thawed(self.answers)
