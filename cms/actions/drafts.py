"""Begins a draft, and throws one away."""

from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction

from cms.actions.places import place_of
from cms.adoption.plan import raw_stream
from cms.models import AdoptedPage, PlanPage
from cms.rules.streams import Raw
from ledger.actions import record
from organisation.models import Unit, User
from quality.models import PlanSeries
from quality.rules.plan import PlanText


class WasAdopted(ValueError):
    """The page is or was an adopted plan, and stays."""


@transaction.atomic
def draft_plan(*, unit: Unit, series: PlanSeries, text: PlanText, actor: User) -> PlanPage:
    """Store `text` as a new draft among `unit`'s plans: a page with one revision, its rows with the ids of `text`.

    Writes an event. Raises ValueError where `series` is another unit's, ValidationError for a title or period that a page
    cannot have.
    """
    return begin(unit=unit, series=series, text=text, raw=raw_stream(text), actor=actor)


@transaction.atomic
def begin(*, unit: Unit, series: PlanSeries, text: PlanText, raw: Raw, actor: User) -> PlanPage:
    """Store a new draft with the title and period of `text` and the raw stream `raw`. Writes an event."""
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


@transaction.atomic
def discard_draft(*, page: PlanPage, actor: User) -> None:
    """Delete a draft that was never adopted. Writes an event. Raises WasAdopted."""
    page = PlanPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if AdoptedPage.objects.filter(page=page).exists():
        raise WasAdopted(str(page.pk))
    series, number = page.series_id, page.pk
    DeletePageAction(page, user=actor).execute(skip_permission_checks=True)  # who may is said at our own door
    record(subject=f"series:{series}", kind="cms.draft_discarded", actor=actor, payload={"page": number})
