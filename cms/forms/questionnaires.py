"""What is typed about drafts of questionnaires outside the editor."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.actions.questionnaires import begin_questionnaire
from cms.models import QuestionnairePage
from cms.rules.questionnaires.settling import slug
from organisation.actions import Refused
from organisation.models import Unit, User
from surveys.actions.publishing import as_document
from surveys.forms.importing import ImportForm
from surveys.models import Questionnaire
from surveys.rules.checks.lineage import Lineage
from surveys.rules.definition.document import to_json
from surveys.rules.definition.language import OWN_NAMES
from surveys.rules.definition.version import Version

HOW = {
    Lineage.SAME: _("Samma fråga: trenden fortsätter"),
    Lineage.REWORDED: _("Omformulerad: trenden fortsätter och märks"),
    Lineage.SCALE_CHANGED: _("Skalan är en annan: trenden börjar om"),
    Lineage.NEW: _("En ny fråga: den får en ny nyckel"),
}


def _unit_field() -> forms.ModelChoiceField[Unit]:
    return forms.ModelChoiceField(
        label=_("Vem äger enkäten?"),
        queryset=Unit.objects.none(),
        empty_label=_("Välj en enhet"),
        help_text=_("Alla under enheten kan använda den."),
        error_messages={"required": _("Välj vem som ska äga den.")},
    )


class NewQuestionnaireForm(forms.Form):
    """A questionnaire to begin: what it is called, whose it is, and what it begins from."""

    title = forms.CharField(
        label=_("Rubrik"), max_length=255, error_messages={"required": _("Skriv vad enkäten heter.")}
    )
    unit = _unit_field()
    source = forms.ChoiceField(
        label=_("Börja från"),
        required=False,
        help_text=_("En kopia blir en egen enkät. Den som du kopierar ändras inte."),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], library: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, units)
        source: Any = self.fields["source"]
        source.choices = [("", _("En tom enkät")), *library]

    def clean(self) -> dict[str, Any]:
        """Give the questionnaire a key that is free."""
        data = super().clean() or {}
        if data.get("title"):
            data["key"] = free_key(slug(data["title"], "enkat"))
        return data


class ReadInForm(ImportForm):
    """A questionnaire's own file, to become a draft."""

    effective_on = None  # type: ignore[assignment]

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, units=units, today=dt.date.min, ready=(), language="", **{"initial": {}, **kwargs})

    def document(self, text: bytes | str) -> object:
        """Return what places of findings point into."""
        return as_document(text)

    def begin(self, version: Version, actor: User) -> QuestionnairePage:
        """Begin a draft of what was read: the next version where the questionnaire is there, else a new one."""
        known = Questionnaire.objects.filter(key=version.key).select_related("unit").first()
        unit = known.unit if known else self.cleaned_data["unit"]
        if unit is None:
            raise Refused(_now("Enkäten är ny här. Välj vem som ska äga den."))
        return begin_questionnaire(unit=unit, document=to_json(version), actor=actor, questionnaire=known)


class PublishForm(forms.Form):
    """The day from which new rounds ask the version, and how each changed question relates to the one before."""

    effective_on = forms.DateField(
        label=_("Gäller från och med"),
        help_text=_("Nya omgångar frågar med den från den dagen. Det som redan pågår ändras inte."),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2027-01-15.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, asked: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {f"q{number}": one for number, one in enumerate(asked)}
        for name, one in self._asked.items():
            self.fields[name] = forms.ChoiceField(
                label=one.label,
                help_text=one.help,
                choices=[(how, HOW[how]) for how in one.choices],
                widget=forms.RadioSelect,
                initial=one.said or None,
                error_messages={"required": _("Säg hur frågan förhåller sig till den förra utgåvan.")},
            )

    def lineage(self) -> dict[str, str]:
        """Return what was answered, by place."""
        return {one.path: self.cleaned_data[name] for name, one in self._asked.items()}


class LanguageForm(forms.Form):
    """A language to add."""

    language = forms.ChoiceField(label=_("Lägg till ett språk"), widget=forms.Select(attrs={"translate": "no"}))

    def __init__(self, *args: Any, spoken: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [(tag, f"{name} ({tag})") for tag, name in OWN_NAMES.items() if tag not in spoken]


def free_key(wanted: str) -> str:
    """Return a key for a questionnaire that none has."""
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, 1000))
    return next(
        name
        for name in names
        if not Questionnaire.objects.filter(key=name).exists()
        and not QuestionnairePage.objects.filter(key=name).exists()
    )


def _offer(form: forms.Form, units: QuerySet[Unit]) -> None:
    field = form.fields["unit"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
    field.queryset = units
    only = list(units[:2])
    if len(only) == 1:
        form.initial.setdefault("unit", only[0].pk)
