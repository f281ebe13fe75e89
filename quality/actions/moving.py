"""A value that moved by itself asks whoever answers for the goal to look, until somebody has."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from ledger import clock
from ledger.actions import notify, record
from organisation.models import User
from quality.models import Movement, Observation
from quality.queries.provenance import answering_for
from quality.queries.saying import written
from quality.rules.moving import has_moved


def ask_to_look(value: Observation) -> Movement | None:
    """Store that a value which was just stored says something else than the one before, and ask those who answer to look.

    Compared with the value that it replaced, else with the standing one of the period before.
    """
    before = value.replaces if value.replaces_id else _period_before(value)
    if before is None or not has_moved(
        number=value.number, unit=value.unit_of_measure, before=before.number, unit_before=before.unit_of_measure
    ):
        return None
    movement = Movement.objects.create(observation=value, before=before, noticed_at=clock.now())
    text = gettext_noop("Ett värde har rört sig: %(now)s i stället för %(before)s, %(unit)s. Titta på det.")
    said = {"now": written(value), "before": written(before), "unit": value.unit.name}
    link, key = reverse("value", args=[value.pk]), f"quality.moved:{value.pk}"
    for person in answering_for(value.indicator.goal.unit):
        notify(user=person, text=text, values=said, link=link, key=key)
    return movement


@transaction.atomic
def look_at(*, movement: Movement, actor: User) -> Movement:
    """Say that somebody has looked at a value that moved. The first one counts. Writes an event."""
    held = Movement.objects.select_for_update(of=("self",)).select_related("observation").get(pk=movement.pk)
    if held.looked_at is None:
        held.looked_at, held.looked_by = clock.now(), actor
        held.save(update_fields=["looked_at", "looked_by"])
        payload = {"observation": held.observation_id}
        record(
            subject=f"indicator:{held.observation.indicator_id}",
            kind="quality.value_looked_at",
            actor=actor,
            payload=payload,
        )
    return held


def _period_before(value: Observation) -> Observation | None:
    earlier = Observation.objects.standing().filter(indicator=value.indicator_id, unit=value.unit_id)
    earlier = earlier.filter(period__ends_on__lt=value.period.starts_on, period__kind=value.period.kind)
    return earlier.select_related("period").order_by("-period__ends_on").first()
