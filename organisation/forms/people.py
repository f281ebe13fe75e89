"""People: inviting, roles, substitutes, and what is known about someone."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from organisation.actions import Newcomer
from organisation.enums import Role
from organisation.models import Unit

WRONG_DAY = _("Skriv dagen som 2026-08-01.")


def _email() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-post"),
        error_messages={
            "required": _("Skriv e-postadressen."),
            "invalid": _("Skriv hela e-postadressen, till exempel namn@kommun.se."),
        },
    )


class RoleForm(forms.Form):
    """A role among those that may be given, from a first day to a last, if there is one."""

    role = forms.ChoiceField(label=_("Roll"), error_messages={"required": _("Välj en roll.")})
    starts_on = forms.DateField(
        label=_("Från och med"), error_messages={"required": _("Välj första dagen."), "invalid": WRONG_DAY}
    )
    ends_on = forms.DateField(
        label=_("Till och med"),
        required=False,
        help_text=_("Tom: tills vidare."),
        error_messages={"invalid": WRONG_DAY},
    )

    def __init__(self, *args: Any, roles: Iterable[Role], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"starts_on": today, "language": settings.LANGUAGE_CODE}, **kwargs})
        self.fields["role"].choices = [("", _("Välj")), *((role.value, role.label) for role in roles)]  # type: ignore[attr-defined]

    def as_given(self) -> dict[str, Any]:
        """Return the role and its days, as the actions take them."""
        return {name: self.cleaned_data[name] for name in ("role", "starts_on", "ends_on")}


class InviteForm(RoleForm):
    """Someone to invite, and the role they are to have."""

    email = _email()
    first_name = forms.CharField(label=_("Förnamn"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Efternamn"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Mejlets språk"), choices=settings.LANGUAGES)
    field_order = ["email", "first_name", "last_name", "role", "starts_on", "ends_on", "language"]

    def newcomer(self) -> Newcomer:
        """Return who is to be invited."""
        return Newcomer(**{name: self.cleaned_data[name] for name in ("email", "first_name", "last_name", "language")})


class LastDayForm(forms.Form):
    """The last day of a role or a substitution."""

    last_day = forms.DateField(
        label=_("Sista dagen"), error_messages={"required": _("Välj sista dagen."), "invalid": WRONG_DAY}
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"last_day": today}, **kwargs})


class SubstituteForm(forms.Form):
    """Where and when someone stands in."""

    unit = forms.ChoiceField(
        label=_("Inom"),
        help_text=_("Vikarien får de roller som personen har där."),
        error_messages={"required": _("Välj en enhet.")},
    )
    starts_on = forms.DateField(
        label=_("Från och med"), error_messages={"required": _("Välj första dagen."), "invalid": WRONG_DAY}
    )
    ends_on = forms.DateField(
        label=_("Till och med"), error_messages={"required": _("Välj sista dagen."), "invalid": WRONG_DAY}
    )

    def __init__(self, *args: Any, units: Iterable[Unit], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"starts_on": today}, **kwargs})
        self.units = {unit.key: unit for unit in units}
        self.fields["unit"].choices = [(key, unit.name) for key, unit in self.units.items()]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        """Return the unit itself."""
        return self.units[self.cleaned_data["unit"]]


class PersonForm(forms.Form):
    """What is known about a person."""

    first_name = forms.CharField(label=_("Förnamn"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Efternamn"), max_length=80, required=False)
    email = _email()
    language = forms.ChoiceField(label=_("Språk"), choices=settings.LANGUAGES)
