"""Placements: registered by those who may, asked about once, and tied to no invitation and no answer."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from ledger import clock
from ledger.actions.clock import set_clock
from ledger.models import Event
from organisation.actions import Refused
from organisation.enums import Role
from quality.actions import placements as actions
from quality.actions.survey_rounds import prepare_round
from quality.models import Placement
from quality.rules.placements import asked_on, is_too_late
from quality.rules.surveys import STUDENTS, SURVEYS
from surveys import actions as surveys
from surveys.actions import keeping, pools
from surveys.models import Address, Invitation, Mailing, PoolMember, Round
from tests.surveys.rounds import keys, published
from tests.workflows.conftest import moment, skip_to
from workflows import actions as workflows
from workflows.actions.turning import reconcile
from workflows.models import Task
from workflows.rules.shipped import PRESCHOOL_WHEEL

__all__ = ["keys"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
START = dt.date(2027, 9, 1)
A_DAY, A_MONTH = dt.timedelta(days=1), dt.timedelta(days=30)


@pytest.fixture
def day(cast):
    """Return a function that sets the clock to a day."""

    def at(on):
        set_clock(to=moment(on, 9))
        return clock.now()

    at(START)
    yield at
    set_clock(to=None)


def open_pool(cast, unit=None, key="vfu-studenter"):
    """Open a pool at a unit, the department if none is named."""
    at = unit or cast.department
    plan = surveys.Plan(
        version=published(at, key),
        unit=at,
        name=f"Pool {key}",
        policies={"students": {"": "vfu"}},
        languages=["sv"],
        opens_on=clock.today(),
        closes_on=clock.today() + dt.timedelta(days=730),
        keep_months=24,
        pool_size=10,
    )
    made = surveys.make_round(plan=plan)
    surveys.ask_units(round=made, units=[cast.a["preschool"]])
    surveys.make_ready(round=made)
    keeping.open_due(clock.now())
    made.refresh_from_db()
    return made


def register(cast, email="student@lu.example", ends_on=START + A_MONTH, **more):
    wanted = {
        "unit": cast.a["preschool"],
        "email": email,
        "starts_on": START,
        "ends_on": ends_on,
        "supervisor": None,
        "actor": cast.of("a", Role.WORKPLACE_LEAD),
    }
    return actions.register_placement(**(wanted | more))


@given(starts=st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)), length=st.integers(0, 366))
def test_the_letter_goes_within_the_placement_and_at_most_a_week_before_its_end(starts, length):
    ends = starts + dt.timedelta(days=length)
    asked = asked_on(starts, ends)
    assert starts <= asked <= ends
    assert ends - asked == dt.timedelta(days=min(length, 7))
    assert not is_too_late(ends, asked)


def test_a_student_is_asked_when_the_placement_nears_its_end_once_and_the_address_is_gone(cast, day):
    pool, held = open_pool(cast), register(cast)
    assert actions.ask_due(day(START + A_MONTH - dt.timedelta(days=8))) == 0
    assert [actions.ask_due(day(START + A_MONTH - dt.timedelta(days=7))) for _tick in range(3)] == [1, 0, 0]
    held.refresh_from_db()
    assert (held.state, held.email, held.settled_on) == ("asked", "", START + A_MONTH - dt.timedelta(days=7))
    assert list(Address.objects.values_list("email", flat=True)) == ["student@lu.example"]
    assert (pool.invitations.count(), Mailing.objects.get(round=pool).due_on) == (1, held.settled_on)


def test_the_list_leads_to_the_pool_and_breaks_an_address_where_it_may(cast, day, client):
    pool = open_pool(cast)
    register(cast)
    client.force_login(cast.of("a", Role.WORKPLACE_LEAD))
    page = client.get("/vfu/").content.decode()
    assert f'href="/enkater/{pool.pk}/"' in page
    assert "student<wbr>@lu<wbr>.example" in page
    client.force_login(cast.of("b", Role.WORKPLACE_LEAD))
    assert f"/enkater/{pool.pk}/" not in client.get("/vfu/").content.decode()


def test_without_a_pool_it_waits_and_after_two_months_the_address_goes_all_the_same(cast, day):
    held, ended = register(cast), START + A_MONTH
    assert actions.ask_due(day(ended)) == 0
    assert actions.ask_due(day(ended + dt.timedelta(days=60))) == 0
    assert actions.ask_due(day(ended + dt.timedelta(days=61))) == 1
    held.refresh_from_db()
    assert (held.state, held.email) == ("too_late", "")


def test_a_pool_of_ones_own_unit_comes_before_the_municipalitys(cast, day):
    whole = open_pool(cast)
    own = open_pool(cast, cast.a["school_unit"], "egen-vfu")
    register(cast, ends_on=START + A_DAY)
    actions.ask_due(day(START + A_DAY))
    assert (own.invitations.count(), whole.invitations.count()) == (1, 0)


def test_a_student_with_two_placements_in_one_pool_is_asked_once(cast, day):
    pool = open_pool(cast)
    register(cast, ends_on=START + A_DAY)
    actions.ask_due(day(START + A_DAY))
    held = register(cast, starts_on=START + A_MONTH, ends_on=START + 2 * A_MONTH)
    actions.ask_due(day(START + 2 * A_MONTH))
    held.refresh_from_db()
    assert (held.state, held.email, pool.invitations.count()) == ("asked_before", "", 1)


def test_one_that_cannot_be_asked_holds_back_nobody_else_and_waits_itself(cast, day):
    pool = open_pool(cast)
    first, second = register(cast, "a@lu.example", START + A_DAY), register(cast, "b@lu.example", START + A_DAY)
    Round.objects.filter(pk=pool.pk).update(key_works=False)
    assert actions.ask_due(day(START + A_DAY)) == 0
    Round.objects.filter(pk=pool.pk).update(key_works=True)
    assert actions.ask_due(clock.now()) == 2
    assert set(Placement.objects.filter(pk__in=[first.pk, second.pk]).values_list("state", flat=True)) == {"asked"}


def test_no_row_ties_a_placement_to_an_invitation_and_no_event_holds_the_address(cast, day):
    open_pool(cast)
    register(cast, ends_on=START + A_DAY)
    actions.ask_due(day(START + A_DAY))
    theirs = {Placement, Invitation, Address, PoolMember}
    for model in theirs:
        for field in model._meta.get_fields():
            if model is Placement or field.related_model is Placement:
                assert field.related_model not in theirs - {Placement}
    assert not [model for model in apps.get_models() if model is not Placement and _points_at_placement(model)]
    for event in Event.objects.all():
        assert "lu.example" not in str(event.content)
    assert Placement.objects.exclude(email="").count() == 0


def _points_at_placement(model):
    return [field for field in model._meta.concrete_fields if field.related_model is Placement]


def test_the_database_itself_keeps_no_address_after_the_letter(cast, day):
    held = register(cast)
    for wrong in ({"state": "asked", "settled_on": START}, {"email": ""}, {"state": "asked", "email": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Placement.objects.filter(pk=held.pk).update(**wrong)


def test_who_may_register_and_what_is_refused(cast, day):
    for role in (Role.WORKPLACE_LEAD, Role.REKTOR, Role.DEPUTY, Role.QUALITY_OFFICER):
        register(cast, f"{role}@lu.example", actor=cast.of("a", role))
    for refused in (
        {"actor": cast.of("a", Role.TEACHER)},
        {"actor": cast.of("a", Role.VFU_SUPERVISOR)},
        {"actor": cast.of("b", Role.REKTOR)},
        {"unit": cast.b["preschool"]},
        {"unit": cast.a["school_unit"]},
        {"ends_on": START - A_DAY},
        {"ends_on": START + dt.timedelta(days=367)},
        {"starts_on": START - dt.timedelta(days=200), "ends_on": START - dt.timedelta(days=61)},
        {"supervisor": cast.of("a", Role.TEACHER)},
        {"email": "REKTOR@lu.example"},
    ):
        with pytest.raises(Refused):
            register(cast, **refused)
    assert register(cast, "ny@lu.example", supervisor=cast.of("a", Role.VFU_SUPERVISOR)).supervisor


def test_a_placement_is_taken_away_before_its_letter_and_not_after(cast, day):
    open_pool(cast)
    lead = cast.of("a", Role.WORKPLACE_LEAD)
    actions.remove_placement(placement=register(cast), actor=lead)
    assert not Placement.objects.exists()
    held = register(cast, ends_on=START + A_DAY)
    actions.ask_due(day(START + A_DAY))
    with pytest.raises(Refused):
        actions.remove_placement(placement=held, actor=lead)


def test_a_placement_is_forgotten_two_years_after_its_end(cast, day):
    open_pool(cast)
    register(cast, ends_on=START + A_DAY)
    actions.ask_due(day(START + A_DAY))
    assert actions.forget_placements(day(START + dt.timedelta(days=731))) == 0
    assert actions.forget_placements(day(START + dt.timedelta(days=732))) == 1


def test_the_wheel_prepares_the_pool_once_and_its_task_is_done_while_one_is_open(cast, day):
    day(dt.date(2027, 7, 1))
    wheel = workflows.create_wheel(key="hjulet", name="Hjulet", unit=cast.municipality)
    workflows.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    workflows.assign_wheel(wheel=wheel, unit=cast.municipality)
    published(cast.municipality, "vfu-studenter")
    for on in (dt.date(2027, 7, 2), dt.date(2027, 9, 1)):
        reconcile(day(on))
    made = Round.objects.get()
    assert (made.unit, made.pool_size, made.state) == (cast.department, SURVEYS[STUDENTS].pool_size, "draft")
    task = Task.objects.get(entry="vfu-enkat", due_on__year=2027)
    assert task.state == "open"
    surveys.make_ready(round=made)
    task.refresh_from_db()
    assert task.state == "done"
    keeping.open_due(clock.now())
    skip_to(dt.date(2028, 6, 30))
    for on in (dt.date(2028, 7, 1), dt.date(2028, 8, 2), dt.date(2028, 9, 1)):
        reconcile(day(on))
    assert Task.objects.get(entry="vfu-enkat", due_on__year=2028).state == "done"
    assert Round.objects.count() == 1
    assert prepare_round(task=task) is None
    assert pools.fill_due(clock.now()) == 0
