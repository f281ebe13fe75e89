"""Units: coming, moving, merging, closing, and other names."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.enums import UnitKind
from organisation.models import Unit
from organisation.rules.kinds_of_unit import kinds_under, may_lie_under

NAME = 120


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen som 2026-08-01.")},
    )


def _name() -> forms.CharField:
    return forms.CharField(label=_("Namn"), max_length=NAME, error_messages={"required": _("Skriv vad enheten heter.")})


def _kind(kinds: list[str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Slag"),
        choices=[(kind, UnitKind(kind).label) for kind in kinds],
        error_messages={"required": _("Välj vilket slags enhet det är.")},
    )


class NewUnitForm(forms.Form):
    """A unit to be under `parent` (None: at the top)."""

    name = _name()
    on = _day(_("Finns från och med"))
    key = forms.CharField(
        label=_("Nyckel"),
        required=False,
        max_length=80,
        help_text=_("Det som andra register känner enheten på, till exempel en skolenhetskod. Tom: vi hittar på en."),
    )
    field_order = ["name", "kind", "on", "key"]

    def __init__(self, *args: Any, parent: Unit | None, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}, **kwargs})
        self.fields["kind"] = _kind(kinds_under(parent.kind if parent else None))
        self.order_fields(self.field_order)


class RenameForm(forms.Form):
    """Another name."""

    name = _name()


class KindForm(forms.Form):
    """Another kind, among those that may lie where the unit lies."""

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"kind": unit.kind}, **kwargs})
        above = unit.parent.kind if unit.parent else None
        self.fields["kind"] = _kind([kind for kind in UnitKind.values if may_lie_under(kind, above)])


class FromDayForm(forms.Form):
    """The day on which a move or a merger comes into force."""

    on = _day(_("Från och med"), _("Dagar före den här visas som de var."))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}, **kwargs})


class CloseForm(FromDayForm):
    """The first day on which a unit is closed, and whether what lies under it closes too."""

    below = forms.BooleanField(label=_("Stäng också allt som ligger under"), required=False)

    def __init__(self, *args: Any, has_units_under: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_units_under:
            del self.fields["below"]
