"""Where a value comes from: its source in words and with an address, what it replaced, what replaced it; which have moved."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from ledger import clock
from organisation.access import Scope
from organisation.enums import Area, Right, Role
from organisation.models import Unit, User
from quality.access import visible_values
from quality.models import Movement, Observation
from quality.queries.saying import source_of
from surveys.enums import Audience
from surveys.models import ReleasedPlace
from workflows.queries.people import holders

LOOKS = (Role.REKTOR, Role.QUALITY_OFFICER)
"""Who answers for a goal, by the goal's unit: the nearest rektor, else the quality officer."""


@dataclass(frozen=True)
class Provenance:
    """A value's source: in words, and the page behind it, empty where that is not the reader's (or there is none)."""

    words: str
    url: str = ""


def provenance(scope: Scope, value: Observation) -> Provenance:
    """Return where a value comes from, with the page of the release or of the import."""
    if value.release_id is not None:
        return Provenance(source_of(value), result_page(scope, value))
    if value.batch_id is not None:
        return Provenance(source_of(value), reverse("value_import", args=[value.batch_id]))
    return Provenance(source_of(value))


def result_page(scope: Scope, value: Observation) -> str:
    """Return where the result is read that a value comes from; empty for who may not read it."""
    if not scope.may(Area.CELLS, Right.READ, value.unit):
        return ""
    place = (
        ReleasedPlace.objects.filter(release=value.release_id, unit=value.unit_id).values_list("pk", flat=True).first()
    )
    return reverse("result_unit", args=[value.release_id, place, Audience.GUARDIANS]) if place is not None else ""


def line_of(scope: Scope, value: Observation) -> list[Observation]:
    """Return every value of the same indicator, unit and period, the newest first: the corrections."""
    same = {"indicator": value.indicator_id, "unit": value.unit_id, "period": value.period_id}
    return list(visible_values(scope).filter(**same).select_related("reported_by").order_by("-pk"))


def unlooked(scope: Scope, indicators: Iterable[int]) -> QuerySet[Movement]:
    """Return the movements of standing values, of those that the person reads, which nobody has looked at yet."""
    values = visible_values(scope).filter(indicator__in=indicators, standing=True)
    waiting = Movement.objects.filter(looked_at=None, observation__in=values.values("pk"))
    related = ("observation__unit", "observation__period", "before__period", "observation__reported_by")
    return waiting.select_related(*related).order_by("-observation__period__ends_on", "-pk")


def answering_for(unit: Unit) -> QuerySet[User]:
    """Return who answers for the goals of a unit today."""
    found = holders([(unit.pk, role) for role in LOOKS], clock.today())
    people = next((found[unit.pk, role] for role in LOOKS if found[unit.pk, role]), [])
    return User.objects.filter(pk__in=people)
