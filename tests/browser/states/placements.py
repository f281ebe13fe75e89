"""Students' placements: none, those that wait and those that were; and a pool as its round's pages show it."""

import datetime as dt

from django.urls import reverse

from ledger import clock
from organisation.enums import Role
from quality.actions.placements import register_placement
from quality.enums import PlacementState
from quality.models import Placement
from surveys.models import QuestionnaireVersion, Round
from tests.access.rounds import prepared
from tests.browser.states.making import number, state

A_YEAR = dt.timedelta(days=365)
STUDENTS = {"students": {"": "vfu"}}


@state("placements-many", Role.WORKPLACE_LEAD, door="placements")
def _(world):
    today, unit, n = clock.today(), world.cast.a["preschool"], next(number)
    lead = world.people[Role.WORKPLACE_LEAD]
    for at in range(6):
        ends_on = today + dt.timedelta(days=20 + at)
        supervisor = world.people[Role.VFU_SUPERVISOR] if at % 2 else None
        made = register_placement(
            unit=unit,
            email=f"student.med.lang.adress.{n}.{at}@student.universitetet.example",
            starts_on=today - dt.timedelta(days=10),
            ends_on=ends_on,
            supervisor=supervisor,
            actor=lead,
        )
        if at > 2:
            state_of = list(PlacementState.values)[1 + at % 3]
            Placement.objects.filter(pk=made.pk).update(state=state_of, email="", settled_on=today)
    return reverse("placements")


@state("placement-remove", Role.REKTOR, door="placement_remove")
def _(world):
    return reverse("placement_remove", args=[world.things["placement", "own"]])


@state("placement-new-unit", Role.QUALITY_OFFICER, door="placement_new")
def _(world):
    return f"{reverse('placement_new')}?enhet={world.cast.a['preschool'].key}"


def _pool(world, **more):
    version = QuestionnaireVersion.objects.filter(questionnaire__key="enkat-a").latest("number")
    made = prepared(version, world.cast.a, f"VFU-poolen {next(number)}", people=0, policies=STUDENTS)
    Round.objects.filter(pk=made.pk).update(pool_size=20, closes_on=clock.today() + A_YEAR, **more)
    return made


OPEN = {"state": "open", "is_ready": True, "public_key": b"-", "test_box": b"-", "size": 1}
for _name, _door, _more in (
    ("pool-prepared", "round", {}),
    ("pool-open", "round", OPEN),
    ("pool-full", "round", {**OPEN, "filled_on": dt.date(2026, 8, 1)}),
    ("pool-recipients", "round_recipients", {}),
    ("pool-letters", "round_letters", OPEN),
):
    state(_name, Role.REKTOR, door=_door)(
        lambda world, door=_door, more=_more: reverse(door, args=[_pool(world, **more).pk])
    )


@state("pool-change", Role.REKTOR, door="round_change")
def _(world):
    return reverse("round_change", args=[_pool(world).pk])


@state("pool-ready", Role.REKTOR, door="round_ready")
def _(world):
    made = _pool(world)
    return reverse("round_ready", args=[made.pk])
