"""A plan from another system on its way to becoming a draft."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.enums import PlanImportState
from cms.models.plan_page import PlanPage
from ledger.models import Job
from organisation.models import Unit, User


class PlanImport(models.Model):
    """A plan that was uploaded or pasted: read by a worker, put right step by step, made into a draft.

    `content` is the file itself, emptied as soon as it is read. `rows`, `findings` and `source` are what it was read as and
    never change; `steps` are the corrections, done again each time (cms.rules.review). All are emptied when the import is
    taken away, and some time after it became a draft. `refusal` is why the file could not be read: a sentence with blanks,
    and what fills them.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhet"))
    filename = models.CharField(_("fil"), max_length=200)
    state = models.CharField(_("läge"), max_length=10, choices=PlanImportState.choices, default=PlanImportState.READING)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uppladdad av")
    )
    created_at = models.DateTimeField(_("uppladdad"))
    touched_at = models.DateTimeField(_("senast ändrad"))
    content = models.BinaryField(default=bytes, editable=False)
    rows = models.JSONField(default=list, blank=True)
    findings = models.JSONField(default=list, blank=True)
    source = ArrayField(models.TextField(), default=list, blank=True)
    steps = models.JSONField(default=list, blank=True)
    coverage = models.JSONField(default=dict, blank=True)
    refusal = models.JSONField(default=dict, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    page = models.ForeignKey(
        PlanPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("utkast")
    )

    class Meta:
        verbose_name = _("inläst plan")
        verbose_name_plural = _("inlästa planer")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["unit", "-id"], name="plan_imports_of_a_unit")]
        constraints = [
            models.CheckConstraint(name="plan_import_state_is_known", condition=Q(state__in=PlanImportState.values)),
            models.CheckConstraint(
                name="plan_import_keeps_no_file",
                condition=Q(state=PlanImportState.READING) | Q(content=b""),
                violation_error_message=_("Filen töms när den är läst."),
            ),
            models.CheckConstraint(
                name="plan_import_abandoned_keeps_nothing",
                condition=~Q(state=PlanImportState.ABANDONED) | Q(rows=[], source=[], steps=[]),
                violation_error_message=_("En borttagen inläsning behåller inget av planen."),
            ),
            models.CheckConstraint(
                name="plan_import_refused_says_why",
                condition=~Q(state=PlanImportState.REFUSED) | ~Q(refusal={}),
                violation_error_message=_("En fil som inte gick att läsa säger varför."),
            ),
        ]

    def __str__(self) -> str:
        return self.filename
