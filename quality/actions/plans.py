"""Opens a series of plans, adopts a text into it, withdraws an edition."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from ledger import clock
from ledger.actions import record
from organisation.models import Unit, UnitLink, User
from quality.actions.rows import freeze_activities, freeze_goals, freeze_indicators
from quality.actions.ways import end_way, refuse_unless_prepared
from quality.models import Goal, PlanEdition, PlanSeries
from quality.queries.ways import way_to
from quality.rules.frozen import as_data, said
from quality.rules.plan import Fault, FaultKind, PlanText, faults, fingerprint
from workflows.actions import look_through_again


class PlanRefused(ValueError):
    """A plan cannot be adopted as it stands; `faults` says why, row by row."""

    def __init__(self, found: Sequence[Fault]) -> None:
        super().__init__(", ".join(f"{fault.kind} {fault.title}".strip() for fault in found))
        self.faults = tuple(found)


class AlreadyWithdrawn(ValueError):
    """The edition was withdrawn before."""


@transaction.atomic
def open_series(*, unit: Unit, name: str, actor: User) -> PlanSeries:
    """Begin a series of plans at `unit`. Writes an event. Raises ValidationError for a name that is taken or empty."""
    series = PlanSeries(unit=unit, name=name.strip())
    series.full_clean()
    series.save()
    record(subject=f"series:{series.pk}", kind="quality.series_opened", actor=actor, payload={"name": series.name})
    return series


@transaction.atomic
def adopt_plan(*, series: PlanSeries, text: PlanText, effective_on: dt.date, actor: User) -> PlanEdition:
    """Freeze `text` as the next edition of `series`, in force from `effective_on`.

    A goal, indicator or activity with a block id that the series knows goes on, with its values and history; one that the
    text no longer holds is retired, not deleted; one that comes back goes on where it was. Side effects: an edition, goal
    versions, indicator versions where a definition changed, an event; the wheels ask at their next tick which goals' turns
    begin. Where the plan's way is a running process, the task of adopting is done with it. Raises PlanRefused, with all faults,
    and StepsMissing, with all steps that such a process asks for and that nobody has dated, and stores nothing. The number of
    statements does not grow with the plan.
    """
    look_through_again()
    series = PlanSeries.objects.select_for_update().select_related("unit").get(pk=series.pk)
    found = [*faults(text), *reference_faults(series, text, effective_on)]
    if found:
        raise PlanRefused(found)
    way = way_to(series, text.end)
    if way is not None:
        refuse_unless_prepared(way)
    edition = _edition(series, text, effective_on, actor)
    goals = freeze_goals(edition=edition, text=text)
    freeze_indicators(edition=edition, text=text, goals=goals)
    freeze_activities(edition=edition, text=text, goals=goals)
    record(
        subject=f"series:{series.pk}",
        kind="quality.plan_adopted",
        actor=actor,
        payload={
            "edition": edition.number,
            "fingerprint": edition.fingerprint,
            "goals": len(text.goals),
            "effective_on": effective_on.isoformat(),
        },
    )
    if way is not None:
        end_way(process=way, actor=actor)
    return edition


@transaction.atomic
def withdraw_edition(*, edition: PlanEdition, actor: User) -> PlanEdition:
    """Take an adopted text back. Its goals stay, with values and history. Writes an event. Raises AlreadyWithdrawn."""
    edition = PlanEdition.objects.select_for_update().get(pk=edition.pk)
    if edition.withdrawn_at is not None:
        raise AlreadyWithdrawn(str(edition))
    edition.withdrawn_at, edition.withdrawn_by = clock.now(), actor
    edition.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(
        subject=f"series:{edition.series_id}",
        kind="quality.edition_withdrawn",
        actor=actor,
        payload={"edition": edition.number},
    )
    return edition


def _edition(series: PlanSeries, text: PlanText, effective_on: dt.date, actor: User) -> PlanEdition:
    latest = series.editions.aggregate(latest=Max("number"))["latest"] or 0
    return PlanEdition.objects.create(
        series=series,
        number=latest + 1,
        title=text.title.strip(),
        starts_on=text.start,
        ends_on=text.end,
        effective_on=effective_on,
        body=text.body,
        goals=as_data(text.goals),
        said=said(text),
        tree=_tree(series.unit, effective_on),
        fingerprint=fingerprint(text),
        adopted_at=clock.now(),
        adopted_by=actor,
    )


def _tree(unit: Unit, on: dt.date) -> list[dict[str, Any]]:
    """Return the unit and what it lies under on the day, from the top down: the edition's own copy."""
    links = UnitLink.objects.valid_on(on).filter(unit=unit).select_related("ancestor").order_by("-depth")
    return [{"key": link.ancestor.key, "name": link.ancestor.name, "kind": link.ancestor.kind} for link in links]


def reference_faults(series: PlanSeries, text: PlanText, on: dt.date) -> list[Fault]:
    """Return the goals that say they contribute to something that is not a goal of a plan higher up."""
    wanted = {goal.contributes_to for goal in text.goals if goal.contributes_to is not None}
    if not wanted:
        return []
    higher = Unit.objects.above(series.unit, on)
    known = set(Goal.objects.filter(pk__in=wanted, unit__in=higher).values_list("pk", flat=True))
    return [
        Fault(FaultKind.NOT_HIGHER, goal.id, goal.title)
        for goal in text.goals
        if goal.contributes_to is not None and goal.contributes_to not in known
    ]
