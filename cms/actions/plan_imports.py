"""Plans from other systems: uploaded, read by a worker, put right step by step, made into a draft or taken away."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.actions.drafts import draft_plan
from cms.enums import PlanImportState
from cms.importing.apart import Reading
from cms.models import PlanImport
from cms.queries.plan_imports import review_of
from cms.rules.review.draft import missing, plan_text
from cms.rules.review.steps import StepRefused, Why, do
from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.models import Unit, User
from quality.actions.plans import open_series
from quality.importing.refusal import Refused as Unreadable
from quality.models import PlanSeries

FORGOTTEN = dt.timedelta(days=90)  # an import that nobody has touched for so long is taken away
KEPT = dt.timedelta(days=30)  # so long the source stays beside the draft that was made of it
EMPTY: Mapping[str, Any] = {"content": b"", "rows": [], "findings": [], "source": [], "steps": []}
WHY = {
    Why.GONE: gettext_lazy("Raden finns inte längre. Titta igenom sidan igen."),
    Why.UNKNOWN: gettext_lazy("Det går inte att göra här."),
    Why.UNDER_ITSELF: gettext_lazy("Ett mål kan inte ligga under sig självt."),
    Why.NO_SUCH_PLACE: gettext_lazy("Texten har ändrats eller går inte att flytta dit. Rätta den för hand."),
    Why.NO_NEXT: gettext_lazy("Det finns ingen rad efter att lägga ihop med."),
    Why.BOTH_SAY: gettext_lazy("Båda raderna säger något på samma plats. Rätta dem för hand först."),
    Why.HAS_GOALS: gettext_lazy("Målet har rader eller mål under sig. Flytta dem först."),
    Why.EMPTY: gettext_lazy("Det finns ingen text att flytta."),
}


@transaction.atomic
def store_plan_import(*, unit: Unit, content: bytes, filename: str, actor: User | None) -> PlanImport:
    """Keep a file to be read. Without an actor it is the house's own command that keeps it. Writes an event."""
    _refuse_unless_theirs(actor, unit)
    now = clock.now()
    name = " ".join(filename.replace("\0", "").split())[:200]
    kept = PlanImport.objects.create(
        unit=unit, filename=name, uploaded_by=actor, created_at=now, touched_at=now, content=content
    )
    _say(kept, "uploaded", actor, {"bytes": len(content)})
    return kept


@transaction.atomic
def keep_reading(*, plan_import: PlanImport, reading: Reading) -> PlanImport:
    """Store what a file was read as, for somebody to look at; the file itself is erased. One that is no longer read stays."""
    row = _locked(plan_import)
    if row.state == PlanImportState.READING:
        row.state, row.content, row.touched_at = PlanImportState.REVIEW, b"", clock.now()
        row.rows, row.findings, row.source = reading.rows, reading.findings, reading.source
        row.coverage = reading.coverage
        row.save()
    return row


@transaction.atomic
def refuse_plan_import(*, plan_import: PlanImport, refusal: Unreadable) -> PlanImport:
    """Store why a file cannot be read; the file itself is erased."""
    row = _locked(plan_import)
    if row.state == PlanImportState.READING:
        row.state, row.content, row.touched_at = PlanImportState.REFUSED, b"", clock.now()
        row.refusal = {"sentence": refusal.sentence, "values": refusal.values}
        row.save()
    return row


@transaction.atomic
def take_step(*, plan_import: PlanImport, step: Mapping[str, Any], actor: User) -> PlanImport:
    """Make one correction or answer one finding. Raises Refused, whose text says why it cannot be made."""
    row = _under_review(plan_import, actor)
    made = {**step, "new": str(uuid4())} if step.get("do") == "split" else dict(step)
    try:
        do(review_of(row), made)
    except StepRefused as refused:
        raise Refused(str(WHY[refused.why])) from refused
    row.steps, row.touched_at = [*row.steps, made], clock.now()
    row.save(update_fields=["steps", "touched_at"])
    return row


@transaction.atomic
def undo_step(*, plan_import: PlanImport, steps: int, actor: User) -> PlanImport:
    """Take the last of `steps` corrections back. Where there are fewer now, it was undone before."""
    row = _under_review(plan_import, actor)
    if row.steps and len(row.steps) == steps:
        row.steps, row.touched_at = row.steps[:-1], clock.now()
        row.save(update_fields=["steps", "touched_at"])
    return row


@transaction.atomic
def draft_from_import(*, plan_import: PlanImport, series: PlanSeries | None, name: str = "", actor: User) -> PlanImport:
    """Make a draft of a reviewed plan, in `series` or in a new one called `name`. Writes events.

    Raises Refused where something that a plan must say is missing, where the name is taken, or where a draft was made before.
    """
    row = _under_review(plan_import, actor)
    document = review_of(row).document
    if missing(document):
        raise Refused(_("Det saknas uppgifter som en plan måste ha. Fyll i dem först."))
    try:
        chosen = series or open_series(unit=row.unit, name=name, actor=actor)
        row.page = draft_plan(unit=row.unit, series=chosen, text=plan_text(document), actor=actor)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    row.state, row.touched_at = PlanImportState.DRAFT, clock.now()
    row.save(update_fields=["page", "state", "touched_at"])
    _say(row, "drafted", actor, {"page": row.page.pk, "series": chosen.pk, "steps": len(row.steps)})
    return row


@transaction.atomic
def abandon_plan_import(*, plan_import: PlanImport, actor: User) -> PlanImport:
    """Take an import away; all it holds is erased. A draft that was made of it stays. Writes an event."""
    row = _locked(plan_import)
    _refuse_unless_theirs(actor, row.unit)
    if row.state != PlanImportState.ABANDONED:
        PlanImport.objects.filter(pk=row.pk).update(state=PlanImportState.ABANDONED, touched_at=clock.now(), **EMPTY)
        row.refresh_from_db()
        _say(row, "abandoned", actor, {})
    return row


@transaction.atomic
def clear_old_plan_imports(*, now: dt.datetime) -> int:
    """Erase what forgotten imports hold, and the source of those that became drafts long ago. Returns how many."""
    forgotten = PlanImport.objects.exclude(state__in=[PlanImportState.DRAFT, PlanImportState.ABANDONED])
    cleared = forgotten.filter(touched_at__lt=now - FORGOTTEN).update(state=PlanImportState.ABANDONED, **EMPTY)
    drafted = PlanImport.objects.filter(state=PlanImportState.DRAFT, touched_at__lt=now - KEPT).exclude(rows=[])
    return cleared + drafted.update(**EMPTY)


def _locked(plan_import: PlanImport) -> PlanImport:
    return PlanImport.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_import.pk)


def _under_review(plan_import: PlanImport, actor: User) -> PlanImport:
    row = _locked(plan_import)
    _refuse_unless_theirs(actor, row.unit)
    if row.state != PlanImportState.REVIEW:
        raise Refused(_("Inläsningen går inte att ändra längre."))
    return row


def _refuse_unless_theirs(actor: User | None, unit: Unit) -> None:
    if actor is not None and not scope_for(actor).may(Area.PLAN, Right.EDIT, unit):
        raise Refused(_("Du kan inte skriva den här enhetens planer."))


def _say(row: PlanImport, what: str, actor: User | None, payload: Mapping[str, Any]) -> None:
    record(
        subject=f"plan_import:{row.pk}",
        kind=f"cms.plan_import_{what}",
        actor=actor,
        payload={"unit": row.unit_id, **payload},
    )
