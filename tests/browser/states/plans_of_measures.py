"""A plan's way to its adoption, and an action plan: as they stand, and the forms."""

from django.urls import reverse

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import Role
from quality.models import MeasurePlan
from tests.browser.states.goals import LEADER
from tests.browser.states.making import number, state
from workflows import actions

for _name, _thing in (
    ("plan_way", "way"),
    ("referral_answer_new", "way"),
    ("referral_answer_done", "referral_answer"),
    ("measure_plan", "measure_plan"),
    ("measure_plan_write", "measure_plan"),
    ("measure_new", "measure_plan"),
    ("measure_settle", "measure"),
):
    state(_name.replace("_", "-"), LEADER, door=_name)(
        lambda world, name=_name, thing=_thing: reverse(name, args=[world.things[thing, "own"]])
    )


@state("plan-step", LEADER, door="plan_step")
def _(world):
    return reverse("plan_step", args=[world.things["way", "own"], "plan_apt"])


@state("action-plan-new", LEADER, door="action_plan_new")
def _(world):
    unit = MeasurePlan.objects.get(pk=world.things["measure_plan", "own"]).process.unit
    return f"{reverse('action_plan_new')}?enhet={unit.key}"


@state("plan-step-waive", Role.QUALITY_OFFICER, door="plan_step_waive")
def _(world):
    return reverse("plan_step_waive", args=[world.things["way", "own"], "plan_dialogue"])


@state("measure-plan-yearly", LEADER)
def _(world):
    period, n = ensure_period(kind="school_year", day=clock.today()), next(number)
    process = actions.start_process(
        kind="abusive-treatment",
        subject=f"abuse:crawl-{n}",
        title="Plan mot kränkande behandling",
        unit=world.cast.a["preschool"],
        period=period,
    )
    return reverse("measure_plan", args=[MeasurePlan.objects.get(process=process).pk])
