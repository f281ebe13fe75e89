"""A plan and a fresh draft on each side; A's plan is adopted, B's is not, so that nothing of B is public."""

import datetime as dt
from dataclasses import replace

from cms.actions import adopt_and_publish, draft_plan
from quality.actions.plans import open_series
from quality.models import PlanSeries
from tests.quality.texts import PLAN_2026, VOICE, YARD


def drafted(unit, rektor, title="Verksamhetsplan 2026"):
    """Return a fresh draft of `unit`; its goals have the unit's name in them."""
    series = PlanSeries.objects.filter(unit=unit, name="Verksamhetsplan").first()
    series = series or open_series(unit=unit, name="Verksamhetsplan", actor=rektor)
    text = replace(
        PLAN_2026, title=f"{title}, {unit.name}", goals=(replace(VOICE, title=f"Alla hörs på {unit.name}"), YARD)
    )
    return draft_plan(unit=unit, series=series, text=text, actor=rektor)


def adopted(unit, rektor):
    """Return an adopted plan of `unit`."""
    page = drafted(unit, rektor)
    adopt_and_publish(page=page, effective_on=dt.date(2026, 1, 1), actor=rektor)
    return page


def store(world):
    """Store them: in the preschool, where educators read too."""
    for of, letter in (("own", "a"), ("other", "b")):
        unit, rektor = getattr(world.cast, letter)["preschool"], world.cast.of(letter, "rektor")
        make = adopted if of == "own" else drafted
        world.things |= {("plan", of): make(unit, rektor).pk, ("draft", of): drafted(unit, rektor, "Utkast").pk}
