"""What is told back: what stands first, and each piece."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit
from quality.models import Improvement
from quality.rules.telling import Figure, lines
from surveys.queries.telling import PublicFigure

LONGEST, HEADING = 4_000, 200
MOST_LINES, LONGEST_LINE = 8, 400


def _text(label: Any, rows: int, help_text: Any = "", longest: int = LONGEST) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "translate": "no"}),
        help_text=help_text,
    )


class UnitForm(forms.Form):
    """Whose page."""

    unit = forms.ChoiceField(
        label=_("Enhet"),
        error_messages={"required": _("Välj en enhet."), "invalid_choice": _("Välj en enhet i listan.")},
    )
    mark_optional = False

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {one.key: one for one in units}
        self.fields["unit"].choices = [(key, one.name) for key, one in self.units.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Unit:
        """Return the unit."""
        return self.units[self.cleaned_data["unit"]]


class LeadForm(forms.Form):
    """What stands first on the page."""

    lead = _text(
        _("Inledning"),
        5,
        _("Tacka, och säg kort vad sidan handlar om. Alla kan läsa den: skriv aldrig om enskilda barn."),
    )
    mark_optional = False


class ItemForm(forms.Form):
    """A piece: what was said, what was done. The words are the leader's own; a figure is chosen among those that all may see."""

    heading = forms.CharField(
        label=_("Rubrik"),
        max_length=HEADING,
        help_text=_("Det ni fick höra, som en mening: Ni vill veta mer om vad barnen lär sig."),
        error_messages={"required": _("Skriv en rubrik.")},
    )
    figure = forms.ChoiceField(
        label=_("Siffra ur en enkät"),
        required=False,
        widget=forms.Select(attrs={"translate": "no"}),
        help_text=_("Bara siffror som alla får se. Där få har svarat finns det inga."),
        error_messages={"invalid_choice": _("Välj en siffra i listan.")},
    )
    said = _text(_("Det här sa ni"), 4, _("Med egna ord. Citera inte fritextsvar som kan peka ut någon."))
    done = _text(_("Det här gjorde vi"), 5, _("En sak per rad."))
    after = _text(
        _("Vad händer nu?"), 3, _("Det som återstår, det som inte gick och när ni frågar igen."), longest=1_000
    )
    improvement = forms.ChoiceField(
        label=_("Förbättring som det handlar om"),
        required=False,
        widget=forms.Select(attrs={"translate": "no"}),
        help_text=_("Visas inte på sidan. Den visar dig varifrån texten kommer."),
        error_messages={"invalid_choice": _("Välj en förbättring i listan.")},
    )

    def __init__(
        self, *args: Any, figures: Sequence[PublicFigure], improvements: Sequence[Improvement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.figures = {name_of(one): Figure(one.release.pk, one.place.pk, one.measure) for one in figures}
        known = [(name_of(one), f"{one.label}: {one.text} ({one.release.name})") for one in figures]
        self.fields["figure"].choices = [("", _("Ingen siffra")), *known]  # type: ignore[attr-defined]
        rows = [(str(one.pk), one.measure[:120]) for one in improvements]
        self.fields["improvement"].choices = [("", _("Ingen särskild")), *rows]  # type: ignore[attr-defined]

    def clean_done(self) -> tuple[str, ...]:
        """Return what was done, a line each: few and short enough to be read."""
        found = lines(self.cleaned_data["done"])
        if len(found) > MOST_LINES:
            raise ValidationError(_("Skriv högst %(most)d rader.") % {"most": MOST_LINES})
        if any(len(one) > LONGEST_LINE for one in found):
            raise ValidationError(_("En rad är för lång. Skriv högst %(most)d tecken.") % {"most": LONGEST_LINE})
        return found

    def clean_figure(self) -> Figure | None:
        """Return the figure that was chosen."""
        return self.figures.get(self.cleaned_data["figure"])

    def clean_improvement(self) -> int | None:
        """Return the improvement that was chosen."""
        return int(self.cleaned_data["improvement"]) if self.cleaned_data["improvement"] else None


def name_of(figure: PublicFigure) -> str:
    """Return how a form says a figure."""
    return f"{figure.release.pk}:{figure.place.pk}:{figure.measure}"
