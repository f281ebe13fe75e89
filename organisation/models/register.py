"""An uploaded register on its way in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.enums import ImportKind, ImportState
from organisation.models.user import User


class RegisterImport(models.Model):
    """A register of units or people: uploaded, looked at, then read in whole or not at all.

    `rows` are the lines as they were understood. They are emptied once the register is read in or taken away: they hold
    names. `found` is what the reading had to say (faults and warnings by row), `summary` how many were new, changed …
    """

    kind = models.CharField(_("slag"), max_length=10, choices=ImportKind.choices)
    state = models.CharField(_("läge"), max_length=10, choices=ImportState.choices, default=ImportState.PREVIEW)
    filename = models.CharField(_("fil"), max_length=200)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("uppladdad av"))
    created_at = models.DateTimeField(_("uppladdad"))
    starts_on = models.DateField(_("gäller från och med"))
    rows = models.JSONField(default=list)
    found = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("inläst av")
    )
    applied_at = models.DateTimeField(_("inläst"), null=True, blank=True)

    class Meta:
        verbose_name = _("inläst register")
        verbose_name_plural = _("inlästa register")
        constraints = [
            models.CheckConstraint(
                name="register_kind_is_known",
                condition=Q(kind__in=ImportKind.values),
                violation_error_message=_("Välj om registret gäller enheter eller personer."),
            ),
            models.CheckConstraint(
                name="register_applied_by_someone",
                condition=Q(state=ImportState.APPLIED, applied_at__isnull=False, applied_by__isnull=False)
                | (~Q(state=ImportState.APPLIED) & Q(applied_at=None, applied_by=None)),
                violation_error_message=_("Ett inläst register har en dag och en person."),
            ),
            models.CheckConstraint(
                name="register_keeps_no_rows",
                condition=Q(state=ImportState.PREVIEW) | Q(rows=[]),
                violation_error_message=_("Raderna töms när registret är inläst eller borttaget."),
            ),
        ]

    def __str__(self) -> str:
        return self.filename
