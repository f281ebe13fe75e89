"""Activities: how far they have come, who answers for them, what is late."""

import datetime as dt
from dataclasses import replace

import pytest

from ledger import clock
from organisation.enums import Role
from quality.actions.values import give_activity, move_activity
from quality.enums import ActivityStatus
from quality.models import Activity
from tests.quality.texts import plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(goals):
    return Activity.objects.get(goal=goals[0])


def listed(client, query=""):
    return [row[0].title for row in client.get(f"/malen/aktiviteter/{query}").context["rows"]]


def test_a_leader_says_how_far_it_has_come(signed_in, activity):
    signed_in().post(f"/malen/aktiviteter/{activity.pk}/lage/", {"status": "done", "on": "2026-04-01"})
    activity.refresh_from_db()
    assert (activity.status, activity.status_on) == (ActivityStatus.DONE, dt.date(2026, 4, 1))


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"status": "", "on": ""}, {"status", "on"}),
        ({"status": "late", "on": "2026-04-01"}, {"status"}),
        ({"status": "done", "on": "2999-01-01"}, {"on"}),
        ({"status": "done", "on": "igår"}, {"on"}),
    ],
)
def test_what_cannot_be_is_said_where(signed_in, activity, data, wrong):
    response = signed_in().post(f"/malen/aktiviteter/{activity.pk}/lage/", data)
    assert set(response.context["form"].errors) == wrong


def test_whoever_it_was_given_to_says_how_far_it_has_come_and_nothing_else(cast, signed_in, activity):
    teacher, path = cast.of("a", Role.TEACHER), f"/malen/aktiviteter/{activity.pk}/lage/"
    assert signed_in(Role.TEACHER).get(path).status_code == 403
    give_activity(activity=activity, owner=teacher, actor=cast.of("a", Role.REKTOR))
    signed_in(Role.TEACHER).post(path, {"status": "under_way", "on": "2026-04-01"})
    activity.refresh_from_db()
    assert activity.status == ActivityStatus.UNDER_WAY
    assert signed_in(Role.TEACHER).get(f"/malen/aktiviteter/{activity.pk}/ansvarig/").status_code == 404


def test_it_is_given_to_somebody_at_the_goals_unit(cast, signed_in, activity):
    client, lead = signed_in(), cast.of("a", Role.WORKPLACE_LEAD)
    path = f"/malen/aktiviteter/{activity.pk}/ansvarig/"
    labels = [choice.label for choice in client.get(path).context["choices"]]
    assert lead.get_full_name() in labels
    assert client.get(f"{path}?person={lead.pk}").status_code == 200
    activity.refresh_from_db()
    assert activity.owner is None
    client.post(f"{path}?person={lead.pk}")
    activity.refresh_from_db()
    assert activity.owner == lead
    client.post(f"{path}?person=-")
    activity.refresh_from_db()
    assert activity.owner is None


@pytest.mark.parametrize("person", ["0", "x", "99999999999999999999", "²"])
def test_nobody_else_can_be_named(cast, signed_in, activity, person):
    path = f"/malen/aktiviteter/{activity.pk}/ansvarig/"
    assert signed_in().post(f"{path}?person={person}").status_code == 302
    assert signed_in().post(f"{path}?person={cast.of('b', Role.REKTOR).pk}").status_code == 302
    activity.refresh_from_db()
    assert activity.owner is None


def test_what_is_late_is_found_and_what_is_done_is_not_late(cast, signed_in, goals):
    client, rektor = signed_in(), cast.of("a", Role.REKTOR)
    first, second, third = Activity.objects.order_by("pk")
    move_activity(activity=first, status=ActivityStatus.DONE, on=clock.today(), actor=rektor)
    assert listed(client, "?lage=late") == [second.title, third.title]
    assert listed(client, "?lage=done") == [first.title]
    assert listed(client)[-1] == first.title
    assert listed(client, "?q=gård") == [second.title]


def test_the_time_line_holds_what_has_days_and_names_what_has_none(cast, adopt, signed_in):
    text = plan_of("Mål")
    rows = (
        replace(text.goals[0].activities[0], title="Med dagar"),
        replace(plan_of("A", "B").goals[1].activities[0], title="Utan dagar", start=None, end=None),
    )
    (goal,) = adopt(cast.a["school_unit"], text=replace(text, goals=(replace(text.goals[0], activities=rows),)))
    page = signed_in().get(f"/malen/{goal.pk}/aktiviteter/").content.decode()
    assert "Målets aktiviteter: Med dagar" in page
    assert "utan datum" in page


def test_the_list_costs_the_same_for_one_activity_and_for_three(cast, adopt, signed_in, statements):
    adopt(cast.a["school_unit"], "Mål 1")
    client = signed_in()
    one = statements(client, "/malen/aktiviteter/")
    adopt(cast.a["school_unit"], "Mål 1", "Mål 2")
    adopt(cast.a["preschool"], "Mål 3")
    assert len(listed(client)) == 3
    assert statements(client, "/malen/aktiviteter/") == one
