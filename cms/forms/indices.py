"""An index (a score of several questions) to be filled in. What it asks follows the questions that are chosen."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from cms.rules.questionnaires.indices import Filled, codes_of, scoreable
from surveys.rules.definition.fields import Field
from surveys.rules.definition.scores import Score
from surveys.rules.definition.version import Version

MEASURES = [
    ("mean", _("Medelvärde av poäng")),
    ("sum", _("Summa av poäng")),
    ("share", _("Andel positiva svar, i procent")),
]
OVER = [
    ("persons", _("Först för varje person, sedan för alla personer")),
    ("items", _("Först för varje fråga, sedan för alla frågor")),
    ("answers", _("Alla svar i en hög")),
]
HUNDRED = 100
MOST_BANDS = 20
MORE_BANDS = 2
FIRST = ("title", "measure", "items", "parts", "reversed")
PLACES = {
    "items": "items",
    "parts": "parts",
    "over": "over",
    "least": "least",
    "positive": "positive",
    "title": "title",
}
WRONG = _("Skriv ett tal.")


class IndexForm(forms.Form):
    """One index. `measure` and `items` as they stand decide which answers are shown with their points."""

    mark_optional = False
    title = forms.CharField(label=_("Namn"), max_length=255, error_messages={"required": _("Skriv vad indexet heter.")})
    measure = forms.ChoiceField(label=_("Vad räknas?"), choices=MEASURES, widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(label=_("Frågor som ingår"), required=False, widget=forms.CheckboxSelectMultiple)
    parts = forms.MultipleChoiceField(
        label=_("Eller medelvärdet av andra index"), required=False, widget=forms.CheckboxSelectMultiple
    )
    over = forms.ChoiceField(label=_("I vilken ordning?"), choices=OVER)
    least = forms.DecimalField(
        label=_("Räknas för den som har svarat på minst så många procent av frågorna"),
        min_value=0,
        max_value=HUNDRED,
        decimal_places=4,
        error_messages={"required": WRONG, "invalid": WRONG},
        help_text=_("50 är minst hälften. En summa räknas bara för den som har svarat på alla."),
    )
    unknown_counts = forms.BooleanField(label=_("Vet ej och Ej aktuellt räknas med i nämnaren"), required=False)
    minus = forms.DecimalField(label=_("Dra ifrån"), required=False, max_digits=16, decimal_places=6)
    times = forms.DecimalField(
        label=_("Gånger"),
        required=False,
        max_digits=16,
        decimal_places=6,
        help_text=_("Medelvärdet 1–5 blir 0–100 när man drar ifrån 1 och tar gånger 25."),
    )
    decimals = forms.TypedChoiceField(label=_("Decimaler"), coerce=int, choices=[(n, str(n)) for n in range(4)])

    def __init__(
        self, data: Any = None, *, version: Version, score: Score | None, words: Mapping[str, str], language: str
    ) -> None:
        super().__init__(data, initial=_standing(score, version.base))
        self.version, self.score, self.language = version, score, language
        self.known = {field.name: field for field in scoreable(version)}
        others = [one for one in version.scores if score is None or one.key != score.key]
        self._choices("items", [(name, words[name]) for name in self.known])
        self._choices("parts", [(one.key, one.title.shown(language, version.base)[0]) for one in others])
        if not others:
            del self.fields["parts"]
        self.chosen = self._chosen()
        self.is_share = self._now("measure") == "share"
        self._of_chosen(words)
        self._of_bands()

    @property
    def first(self) -> list[Any]:
        """Return what is asked first."""
        return [self[name] for name in self.fields if name in FIRST]

    @property
    def answers(self) -> list[Any]:
        """Return what is asked of the answers: which are positive, or what each is worth."""
        return [self[name] for name in self.fields if name in ("positive", "unknown_counts") or name.startswith("p-")]

    @property
    def rest(self) -> list[Any]:
        """Return what is seldom changed."""
        shown = {field.name for field in [*self.first, *self.answers]}
        return [self[name] for name in self.fields if name not in shown]

    @property
    def is_open(self) -> bool:
        """Tell whether something among what is seldom changed is to be put right."""
        return any(field.errors for field in self.rest)

    def filled(self) -> Filled:
        """Return what was filled in, once it is valid."""
        data = self.cleaned_data
        return Filled(
            title=data["title"],
            measure=data["measure"],
            over=data["over"],
            items=tuple(self.chosen),
            reversed=frozenset(data.get("reversed") or ()),
            weights={name: data[f"w-{name}"] for name in self.chosen if data.get(f"w-{name}") is not None},
            parts=tuple(data.get("parts") or ()),
            points={code: data[f"p-{code}"] for code in self.codes if data.get(f"p-{code}") is not None},
            positive=tuple(data.get("positive") or ()),
            least=data["least"] / HUNDRED,
            unknown_counts=bool(data.get("unknown_counts")),
            minus=data["minus"] or Decimal(0),
            times=Decimal(1) if data["times"] is None else data["times"],
            decimals=data["decimals"],
            bands=tuple(
                (data[f"b{n}-start"], data[f"b{n}-text"])
                for n in range(self.bands)
                if data.get(f"b{n}-start") is not None
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the number where a band has a text, and the other way round."""
        data = super().clean() or {}
        for n in range(self.bands):
            start, text = data.get(f"b{n}-start"), data.get(f"b{n}-text")
            if text and start is None and f"b{n}-start" not in self.errors:
                self.add_error(f"b{n}-start", _("Skriv från vilket värde texten gäller."))
            elif start is not None and not text:
                self.add_error(f"b{n}-text", _("Skriv vad värdet betyder."))
        return data

    def fault(self, place: str, sentence: str) -> None:
        """Show what the checks say of `place` (the step after the index in a pointer) where it is put right."""
        name = PLACES.get(place, "")
        self.add_error(name if name in self.fields else None, sentence)

    def _now(self, name: str) -> Any:
        """Return what stands in a field now: what was sent, else what stood there."""
        if not self.is_bound:
            return self.initial.get(name)
        sent: Any = self.data
        return sent.getlist(name) if name == "items" else sent.get(name)

    def _chosen(self) -> list[str]:
        wanted = [name for name in self._now("items") or () if name in self.known]
        kept = [item.name for item in self.score.items if item.name in wanted] if self.score else []
        return [*kept, *(name for name in self.known if name in wanted and name not in kept)]

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def _of_chosen(self, words: Mapping[str, str]) -> None:
        chosen: list[Field] = [self.known[name] for name in self.chosen]
        self.codes = codes_of(chosen)
        said = {code: option.shown(self.language, self.version.base)[0] for code, option in self.codes.items()}
        said |= {code: str(word) for code, word in (("yes", _("Ja")), ("no", _("Nej"))) if code in self.codes}
        if chosen:
            self.fields["reversed"] = forms.MultipleChoiceField(
                label=_("Frågor med vänd skala"),
                choices=[(name, words[name]) for name in self.chosen],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("För påståenden där det är bra att inte hålla med."),
            )
        if self.is_share and chosen:
            self.fields["positive"] = forms.MultipleChoiceField(
                label=_("Svar som är positiva"),
                choices=list(said.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        else:
            del self.fields["unknown_counts"]
        for code, option in [] if self.is_share else list(self.codes.items()):
            hint = _("Skalan säger %(worth)s. Tomt är som skalan.") % {"worth": _number(option.weight)}
            self.fields[f"p-{code}"] = _decimal(
                _("Poäng för ”%(answer)s”") % {"answer": said[code]}, hint if option.weight is not None else ""
            )
        for name in self.chosen if len(chosen) > 1 else ():
            self.fields[f"w-{name}"] = _decimal(_("Vikt för ”%(question)s”") % {"question": words[name]}, least=0)

    def _of_bands(self) -> None:
        standing = len(self.score.bands) if self.score else 0
        self.bands = min(MOST_BANDS, standing + MORE_BANDS)
        for n in range(self.bands):
            self.fields[f"b{n}-start"] = _decimal(_("Från värdet"))
            self.fields[f"b{n}-text"] = forms.CharField(label=_("betyder det"), required=False, max_length=500)


def _standing(score: Score | None, base: str) -> dict[str, Any]:
    """Return an index as the form shows it; a new one as most are."""
    if score is None:
        return {"measure": "mean", "over": "persons", "least": 50, "decimals": 1}
    stands: dict[str, Any] = {
        "title": score.title.get(base),
        "measure": score.measure,
        "over": score.over,
        "items": [item.name for item in score.items],
        "parts": list(score.parts),
        "reversed": [item.name for item in score.items if item.reversed],
        "positive": list(score.positive),
        "least": _short(score.least * HUNDRED),
        "unknown_counts": score.unknown_counts,
        "minus": score.minus or None,
        "times": score.times if score.times != 1 else None,
        "decimals": score.decimals,
    }
    stands |= {f"p-{code}": worth for code, worth in score.points}
    stands |= {f"w-{item.name}": item.weight for item in score.items if item.weight != 1}
    for n, band in enumerate(score.bands):
        stands |= {f"b{n}-start": _short(band.start), f"b{n}-text": band.text.get(base)}
    return stands


def _decimal(label: Any, hint: Any = "", least: int | None = None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=least,
        max_digits=16,
        decimal_places=6,
        error_messages={"invalid": WRONG},
    )


def _short(number: Decimal) -> Decimal:
    return Decimal(int(number)) if number == int(number) else number


def _number(number: Decimal | None) -> str:
    return "" if number is None else number_format(_short(number))
