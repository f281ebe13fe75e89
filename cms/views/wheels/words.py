"""What a wheel says, in words: when an entry falls, what differs between two, where a fault stands."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.adoption.wheel import Document
from cms.blocks.wheel_words import ASKED, FIXED, LABELS
from cms.rules.wheels.comparing import Changed
from cms.rules.wheels.weeks import written_weeks
from workflows.rules import when as rules
from workflows.rules.shape import NAMES
from workflows.rules.wheel import StageEnd

MOST_IN_A_PLACE = 80


def chosen_word(name: str, value: Any) -> str:
    """Return the label of a word that is chosen in a list; the word itself where nobody has named it."""
    choices = FIXED.get(name) or (ASKED[name]() if name in ASKED else [])
    return str(dict(choices).get(str(value), value))


def when_in_words(when: Any) -> str:
    """Return a rule for dates as a person says it: “varje fredag”, “45 dagar efter kalenderårets slut”."""
    said = {name: chosen_word(name, getattr(when, name)) for name in vars(when)}
    match when:
        case rules.MonthDay():
            sentence = _("%(day)s %(month)s")
        case rules.IsoWeek():
            sentence = _("%(weekday)s vecka %(week)s")
        case rules.NthWeekday():
            sentence = _("%(nth)s %(weekday)s i %(month)s")
        case rules.Weekly():
            sentence = _("%(weeks)s %(weekday)s")
        case rules.Monthly():
            sentence = _("den %(day)s varje månad")
        case rules.MonthlyWeekday():
            sentence = _("%(nths)s %(weekday)s varje månad")
            said["nths"] = _(" och ").join(chosen_word("nths", nth) for nth in when.nths)
        case _other:
            return _part_in_words(when, said)
    return sentence % said


def _part_in_words(when: rules.PartOfYear, said: dict[str, str]) -> str:
    if when.offset == 0:
        return _("%(part)s %(of)s") % said
    days = abs(when.offset)
    told = {**said, "n": days}
    if when.offset < 0:
        return ngettext("%(n)s dag före %(part)s %(of)s", "%(n)s dagar före %(part)s %(of)s", days) % told
    return ngettext("%(n)s dag efter %(part)s %(of)s", "%(n)s dagar efter %(part)s %(of)s", days) % told


def value_in_words(name: str, value: Any) -> str:
    """Return what a field of an entry holds, in words."""
    said = str(value)
    if type(value) in NAMES:
        said = when_in_words(value)
    elif isinstance(value, bool):
        said = _("ja") if value else _("nej")
    elif name in FIXED or name in ASKED:
        said = chosen_word(name, value)
    elif value is None or value in ("", ()):
        said = _("inget")
    elif isinstance(value, tuple):
        said = ", ".join(str(one) for one in value)
    return said


def changes_in_words(one: Changed) -> list[tuple[str, str, str]]:
    """Return what differs in an entry: the field, what it held, what it holds."""
    return [
        (
            str(LABELS[name]),
            value_in_words(name, getattr(one.before, name)),
            value_in_words(name, getattr(one.after, name)),
        )
        for name in one.names
    ]


def end_in_words(end: StageEnd) -> str:
    """Return which stage's end it is: “Varje mål, Planera”."""
    said = [chosen_word("process", end.process), chosen_word("stage", end.stage)]
    return ", ".join(said + ([] if end.calendar == "any" else [chosen_word("calendar", end.calendar)]))


def weeks_in_words(weeks: Sequence[int] | frozenset[int]) -> str:
    """Return closed weeks as they are written."""
    return written_weeks(weeks) or _("inga")


def place_in_words(document: Document, place: str) -> str:
    """Return where a fault stands: “Skriv utbildningsplan: Vem ansvarar”."""
    steps = place.split("/")[1:]
    if not steps or steps[0] not in ("entries", "stages"):
        return str(LABELS.get(steps[0] if steps else "", _("Hjulet"))) if steps != ["title"] else _("Hjulets namn")
    rows = document.get(steps[0])
    number = int(steps[1]) if len(steps) > 1 and steps[1].isdigit() else -1
    row = rows[number] if isinstance(rows, list) and 0 <= number < len(rows) else {}
    named = str(row.get("title") or "") if isinstance(row, dict) else ""
    if steps[0] == "stages":
        named = _("Slut på steg %(number)s") % {"number": number + 1}
    named = named[:MOST_IN_A_PLACE].strip() or _("Inslag %(number)s") % {"number": number + 1}
    fields = [str(LABELS.get(step, step)) for step in steps[2:] if not step.isdigit()]
    return ": ".join([named, ", ".join(dict.fromkeys(fields))] if fields else [named])
