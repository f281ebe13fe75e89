"""Wheels to choose: what one asks of whom, where nobody has the role too; a choice says what it does before it does it."""

import pytest

from organisation.actions import end_assignment
from organisation.enums import Role
from organisation.models import Assignment
from organisation.rules.periods import period_with
from tests.workflows.conftest import REFLECT, WHEEL
from tests.workflows.test_forecast import LATER, OTHER, counts, go_on, other_wheel, standing
from workflows import actions
from workflows.models import Nudge, WheelAssignment
from workflows.queries.people import holders
from workflows.rules.forecast import CANCELLED, GONE, MOVED, NEW
from workflows.rules.occurrences import calendar_of, occurrences

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(wheel, cast):
    """Return another wheel's version in force, on the 20th of October."""
    go_on(cast)
    return other_wheel(cast)


def test_a_wheel_says_what_it_asks_of_whom_and_when(wheel, turn, signed_in):
    turn("2026-08-03")
    response = signed_in().get(f"/hjulet/arshjul/{wheel.pk}/")
    own, goals = (rows for _title, rows in response.context["parts"])
    assert [(row.entry.title, row.first.isoformat(), len(row.days), row.units) for row in own] == [
        ("Håll APT", "2026-08-10", 12, 1)
    ]
    assert {row.entry.title: len(row.days) for row in goals} == {
        "Reflektera": len(list(occurrences(REFLECT, period_with("school_year", LATER), calendar_of(WHEEL)))),
        "Följ upp målet": 2,
        "Planera målet": 1,
        "Analysera målet": 1,
    }
    assert [title for title, _rows in response.context["parts"]] == ["Enhetens eget år", "Varje mål"]


def test_a_role_without_a_person_is_said_before_and_is_as_said(goal, turn, signed_in, cast, wheel, task_of):
    cast.of("a", Role.WORKPLACE_LEAD)
    client, rektor = signed_in(), cast.of("a", Role.REKTOR)
    before = client.get(f"/hjulet/arshjul/{wheel.pk}/").context["vacant"]
    turn("2026-08-03")
    held = Assignment.objects.get(role=Role.WORKPLACE_LEAD)
    end_assignment(assignment=held, last_day=LATER.replace(month=8, day=3), actor=cast.administrator)
    process = goal(day="2026-08-25")
    said = client.get(f"/hjulet/arshjul/{wheel.pk}/").context["vacant"]
    assert set(said) - set(before) == {
        "Arbetsplatsledare saknas på 1 enhet. Där öppnar uppgifterna, men ingen får veta det."
    }
    turn("2026-09-02")
    assert (
        holders([(cast.a["preschool"].pk, Role.WORKPLACE_LEAD)], LATER)[cast.a["preschool"].pk, Role.WORKPLACE_LEAD]
        == []
    )
    apt = Nudge.objects.get(task__entry="apt", task__unit=cast.a["preschool"], cause="opened", on="2026-09-01")
    assert (apt.outcome, apt.people) == ("nobody", [])
    plan = Nudge.objects.get(task=task_of(process, "goal-plan"), cause="opened")
    assert (plan.outcome, plan.people) == ("told", [rektor.pk])


def test_a_choice_shows_what_it_does_then_does_it(other, turn, signed_in, cast):
    unit, client = cast.a["preschool"], signed_in()
    path = f"/hjulet/arshjul/{other.wheel_id}/valj/"
    assert cast.a["preschool"].name in {choice.label for choice in client.get(path).context["choices"]}
    before, response = standing(), client.get(f"{path}?enhet={unit.key}")
    said = counts(response.context["said"])
    assert standing() == before
    assert {what for what in (NEW, MOVED, GONE, CANCELLED) if said[what]} == {NEW, MOVED, GONE}
    answer = client.post(f"{path}?enhet={unit.key}&on={LATER.isoformat()}")
    assert answer.status_code == 302
    assert WheelAssignment.objects.get(unit=unit).wheel == other.wheel
    turn(LATER)
    assert len(standing().keys() - before.keys()) == said[NEW]


def test_a_day_that_has_been_is_refused(other, signed_in, cast):
    path = f"/hjulet/arshjul/{other.wheel_id}/valj/?enhet={cast.a['preschool'].key}&on=2026-01-01"
    client = signed_in()
    assert client.get(path).context["form"].errors == {"on": ["Ett hjul kan inte börja gälla i efterhand."]}
    client.post(path)
    assert not WheelAssignment.objects.filter(unit=cast.a["preschool"]).exists()


def test_only_wheels_of_ones_own_or_what_lies_over_are_there(wheel, signed_in, cast):
    theirs = actions.create_wheel(key="deras", name="Deras", unit=cast.b["school_unit"])
    actions.publish_wheel(wheel=theirs, text=OTHER)
    client = signed_in()
    assert [row.name for row in client.get("/hjulet/arshjul/").context["wheels"]] == ["Hjulet"]
    assert client.get(f"/hjulet/arshjul/{theirs.pk}/").status_code == 404
    assert client.get(f"/hjulet/arshjul/{wheel.pk}/valj/?enhet={cast.b['preschool'].key}").status_code == 404
    assert signed_in(Role.TEACHER).get("/hjulet/arshjul/").status_code == 404


def test_a_wheel_that_is_not_in_force_yet_says_so(cast, at, signed_in):
    at("2026-08-01")
    made = actions.create_wheel(key="nytt", name="Nytt", unit=cast.municipality)
    client = signed_in()
    assert "Ingen version gäller än" in client.get(f"/hjulet/arshjul/{made.pk}/").content.decode()
    page = client.get(f"/hjulet/arshjul/{made.pk}/valj/?enhet={cast.a['preschool'].key}").content.decode()
    assert "Hjulet har ingen version som gäller den dagen." in page
