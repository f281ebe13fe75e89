"""Reports: begun, and the writer's own words around a section."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisation.models import Period, Unit
from organisation.rules.periods import Span
from quality.enums import ReportKind

LONGEST = 20_000


class BeginReportForm(forms.Form):
    """Which report, of which unit, of which period."""

    unit = forms.ChoiceField(
        label=_("Enhet"),
        error_messages={"required": _("Välj en enhet."), "invalid_choice": _("Välj en enhet i listan.")},
    )
    what = forms.ChoiceField(
        label=_("Rapport"),
        error_messages={"required": _("Välj en rapport."), "invalid_choice": _("Välj en rapport i listan.")},
    )
    mark_optional = False

    def __init__(
        self, *args: Any, units: Sequence[Unit], spans: Iterable[tuple[ReportKind, Span]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {one.key: one for one in units}
        self.spans = {f"{kind}:{span.starts_on.isoformat()}": (kind, span) for kind, span in spans}
        self.fields["unit"].choices = [(key, one.name) for key, one in self.units.items()]  # type: ignore[attr-defined]
        self.fields["what"].choices = [(key, _named(*said)) for key, said in self.spans.items()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Unit, ReportKind, Span]:
        """Return the unit, the report and its days."""
        kind, span = self.spans[self.cleaned_data["what"]]
        return self.units[self.cleaned_data["unit"]], kind, span


def _named(kind: ReportKind, span: Span) -> str:
    period = Period(kind=span.kind, starts_on=span.starts_on, ends_on=span.ends_on)
    return f"{kind.label}: {period.label()}"


class SectionForm(forms.Form):
    """One's own words before and after a section. seen: the report's number when the words were read."""

    before = forms.CharField(
        label=_("Egen text före"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "translate": "no"}),
        help_text=_("Rapporten blir en allmän handling. Skriv aldrig om enskilda barn."),
    )
    after = forms.CharField(
        label=_("Egen text efter"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "translate": "no"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        """Refuse what no document can hold."""
        said: dict[str, Any] = super().clean() or {}
        if any("\0" in str(said.get(name, "")) for name in ("before", "after")):
            raise ValidationError(_("Texten har ett tecken som inte går att spara."))
        return said
