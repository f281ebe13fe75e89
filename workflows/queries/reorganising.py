"""What moving or closing a unit would do to its wheel, said before it is done."""

from django.utils.translation import ngettext

from ledger import clock
from organisation.kinds import Reorganisation
from organisation.models import Unit
from workflows.queries.forecast import Forecast, if_closed, if_moved
from workflows.rules.forecast import CANCELLED, GONE, MOVED, NEW, STAYS


def said(change: Reorganisation) -> list[str]:
    """Return what would happen to turns and tasks if the change were made today, as sentences; none where nothing would."""
    unit, today = Unit.objects.get(pk=change.unit), clock.today()
    if change.closes:
        return sentences(if_closed(unit, today))
    parent = Unit.objects.get(pk=change.parent) if change.parent is not None else None
    return sentences(if_moved(unit, parent, today))


def sentences(forecast: Forecast) -> list[str]:
    """Return what a forecast counts, as sentences; what is none is left out."""
    counts = {what: forecast.count(what) for what in (CANCELLED, GONE, NEW, MOVED, STAYS)}
    told = []
    if forecast.ended:
        told.append(
            (
                ngettext("%(n)s varv i hjulet ställs in.", "%(n)s varv i hjulet ställs in.", forecast.ended),
                forecast.ended,
            )
        )
    for what, number in counts.items():
        if number and what != STAYS:
            told.append((_sentence(what, number), number))
    if told and counts[STAYS]:
        told.append((_sentence(STAYS, counts[STAYS]), counts[STAYS]))
    return [sentence % {"n": number} for sentence, number in told]


def _sentence(what: str, number: int) -> str:
    match what:
        case "cancelled":
            return ngettext("%(n)s öppen uppgift ställs in.", "%(n)s öppna uppgifter ställs in.", number)
        case "gone":
            return ngettext("%(n)s planerad uppgift försvinner.", "%(n)s planerade uppgifter försvinner.", number)
        case "new":
            return ngettext("%(n)s ny uppgift planeras.", "%(n)s nya uppgifter planeras.", number)
        case "moved":
            return ngettext("%(n)s planerad uppgift får annan dag.", "%(n)s planerade uppgifter får annan dag.", number)
    return ngettext("%(n)s öppen uppgift står kvar.", "%(n)s öppna uppgifter står kvar.", number)
