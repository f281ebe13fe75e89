"""What the fields of a wheel are called in the editor, and the words that are chosen there."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisation.enums import Role, UnitKind
from workflows.enums import Stage
from workflows.kinds import work_kinds
from workflows.rules.shipped import PRESCHOOL_WHEEL

Choices = list[tuple[str, Any]]
LABELS: dict[str, Any] = {
    "title": pgettext_lazy("ett inslag i hjulet", "Vad"),
    "when": _("När"),
    "stage": _("Steg"),
    "unit_kind": _("På vilka enheter"),
    "role": _("Vem ansvarar"),
    "asks": _("Be någon göra det"),
    "work": _("Görs i"),
    "help": _("Hjälptext"),
    "lead": _("Öppnar så här många dagar före"),
    "reminders": _("Påminn så här många dagar före"),
    "gate": _("Håller steget"),
    "review": _("Ska godkännas av någon annan"),
    "escalate_after": _("Går vidare så här många dagar efter"),
    "escalate_to": _("Går vidare till"),
    "urgent": _("Säg till genast"),
    "shift": _("Om dagen är stängd"),
    "process": _("Hör till"),
    "calendar": _("Under"),
    "key": _("Nyckel"),
    "month": pgettext_lazy("när något infaller", "Månad"),
    "day": _("Dag"),
    "week": _("Vecka"),
    "weekday": _("Veckodag"),
    "nth": _("Vilken"),
    "nths": _("Vilka"),
    "weeks": _("Vilka veckor"),
    "part": _("Räknat från"),
    "of": pgettext_lazy("en periods", "Början eller slut"),
    "offset": _("Antal dagar"),
    "closed_weeks": _("Stängda veckor"),
    "every": _("När"),
}
HELP: dict[str, Any] = {
    "title": _("Skriv det som en uppmaning: Skriv utbildningsplan."),
    "unit_kind": _("Varje enhet av det slaget får en egen uppgift."),
    "asks": _("Avmarkera det som bara ska stå i hjulet, som vernissage eller lovdagar."),
    "work": _("Välj vad som ska vara gjort när uppgiften är klar. Annars räcker en anteckning."),
    "help": _("Visas för den som gör uppgiften. Skriv aldrig om enskilda barn."),
    "reminders": _("Ett eller flera tal med komma emellan: 7, 1. Aldrig tidigare än uppgiften öppnar."),
    "gate": _("Steget tar inte slut förrän uppgiften är klar."),
    "escalate_after": _("Lämna tom om uppgiften aldrig ska gå vidare."),
    "urgent": _("Ett brev på en gång i stället för i morgonbrevet."),
    "shift": _("Helger, röda dagar och hjulets stängda veckor är stängda."),
    "process": _("Enhetens eget år börjar av sig självt. Det andra börjar när det finns något att arbeta med."),
    "offset": _("Skriv minus för dagar före: -30."),
    "week": _("Veckans nummer, 1–52."),
}
OF_KINDS: dict[str, Any] = {
    "date": (_("Ett datum varje år"), "{day} {month}"),
    "iso_week": (_("En vecka varje år"), _("{weekday} vecka {week}")),
    "nth_weekday": (_("En veckodag i en månad"), _("{nth} {weekday} i {month}")),
    "weekly": (_("Varje vecka"), "{weeks} {weekday}"),
    "monthly": (_("Ett datum varje månad"), _("den {day} varje månad")),
    "monthly_weekday": (_("Veckodagar varje månad"), _("{nths} {weekday} varje månad")),
    "part": (_("Dagar från en periods början eller slut"), _("{offset} dagar från {part} {of}")),
}
"""What each rule for dates is called, and how a closed block says it."""

MONTHS: Choices = [
    ("1", _("januari")),
    ("2", _("februari")),
    ("3", _("mars")),
    ("4", _("april")),
    ("5", _("maj")),
    ("6", _("juni")),
    ("7", _("juli")),
    ("8", _("augusti")),
    ("9", _("september")),
    ("10", _("oktober")),
    ("11", _("november")),
    ("12", _("december")),
]
WEEKDAYS: Choices = [
    ("1", _("måndag")),
    ("2", _("tisdag")),
    ("3", _("onsdag")),
    ("4", _("torsdag")),
    ("5", _("fredag")),
    ("6", _("lördag")),
    ("7", _("söndag")),
]
NTHS: Choices = [("1", _("första")), ("2", _("andra")), ("3", _("tredje")), ("4", _("fjärde")), ("-1", _("sista"))]
CALENDARS: Choices = [
    ("school_year", _("läsåret")),
    ("calendar_year", _("kalenderåret")),
    ("any", _("båda: det som har en egen period")),
]
FIXED: dict[str, Choices] = {
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "nth": NTHS,
    "nths": NTHS,
    "weeks": [("all", _("varje")), ("even", _("jämna veckors")), ("odd", _("udda veckors"))],
    "part": [
        ("month", _("varje månads")),
        ("tertial", _("varje tertials")),
        ("half_year", _("varje halvårs")),
        ("calendar_year", _("kalenderårets")),
        ("school_year", _("läsårets")),
        ("period", _("den egna periodens")),
    ],
    "of": [("start", _("början")), ("end", _("slut"))],
    "stage": [(str(stage), stage.label) for stage in Stage if stage is not Stage.CLOSED],
    "calendar": CALENDARS,
    "shift": [
        ("before", _("Den öppna dagen före")),
        ("after", _("Den öppna dagen efter")),
        ("skip", _("Faller bort")),
        ("keep", _("Står kvar")),
    ],
    "unit_kind": [("", _("Den enhet som det gäller")), *UnitKind.choices],
    "role": [("", _("Ingen")), *Role.choices],
    "escalate_to": [("", _("Ingen")), *Role.choices],
}


def works() -> Choices:
    """Return the kinds of work that a wheel can ask for today."""
    return [("", _("En anteckning räcker")), *((key, kind.label) for key, kind in work_kinds.items())]


def processes() -> Choices:
    """Return the kinds of process that have a name in the house, and those that the wheel of the product has entries for."""
    from workflows.views.library import PROCESSES  # noqa: PLC0415 (blocks are read before the models of other apps are)

    used = {entry.process for entry in PRESCHOOL_WHEEL.entries}
    return [*PROCESSES.items(), *((kind, kind) for kind in sorted(used - set(PROCESSES)))]


ASKED: dict[str, Callable[[], Choices]] = {"work": works, "process": processes}
"""Words that others add: asked for when the editor is drawn."""
