"""Begins a draft."""

from django.db import transaction

from cms.actions.places import place_of
from cms.adoption.plan import raw_stream
from cms.models import PlanPage
from cms.rules.streams import Raw
from ledger.actions import record
from organisation.models import Unit, User
from quality.models import PlanSeries
from quality.rules.plan import PlanText


@transaction.atomic
def draft_plan(*, unit: Unit, series: PlanSeries, text: PlanText, actor: User) -> PlanPage:
    """Store `text` as a new draft among `unit`'s plans: a page with one revision, its rows with the ids of `text`.

    Writes an event. Raises ValueError where `series` is another unit's, ValidationError for a title or period that a page
    cannot have.
    """
    return _drafted(unit, series, text, raw_stream(text), actor)


def _drafted(unit: Unit, series: PlanSeries, text: PlanText, raw: Raw, actor: User) -> PlanPage:
    if series.unit_id != unit.pk:
        raise ValueError(f"The series {series.pk} is not the unit's.")
    page = PlanPage(
        title=text.title.strip()[:255],
        unit=unit,
        series=series,
        starts_on=text.start,
        ends_on=text.end,
        body=raw,
        owner=actor,
        live=False,
        has_unpublished_changes=True,
    )
    place_of(unit=unit).add_child(instance=page)
    page.save_revision(user=actor, log_action=True)
    record(subject=f"series:{series.pk}", kind="cms.plan_drafted", actor=actor, payload={"page": page.pk})
    return page
