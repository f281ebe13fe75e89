"""*Hjulet*: the same things in the picture and in the list, for a unit and for oneself, at the same cost however many."""

import datetime as dt
import re

import pytest

from organisation.enums import Role
from organisation.models import Unit
from workflows import actions
from workflows.models import Task

pytestmark = pytest.mark.django_db
DISC = re.compile(r'<a class="[^"]*" href="#post-(\d+)" aria-label="([^"]*)">')


def shown(response):
    """Return number → title of the list, in order."""
    lines = [line for part in ("now", "coming", "past") for line in response.context[part]]
    return {line.number: line.item.title for line in sorted(lines, key=lambda line: line.number)}


def test_the_picture_and_the_list_say_the_same_with_the_same_numbers(goal, turn, signed_in):
    goal()
    turn()
    response = signed_in().get("/hjulet/")
    said = {}
    for _first, words in DISC.findall(response.content.decode()):
        for one in words.split("; "):
            number, rest = one.split(". ", 1)
            said[int(number)] = rest.split(", ")[0]
    assert said == shown(response)
    assert list(said.values()) == ["Planera målet", "Följ upp målet", "Följ upp målet", "Analysera målet"]


def test_a_year_has_its_twelve_months_and_a_hand_at_today(goal, turn, at, signed_in):
    goal()
    turn()
    at("2026-11-24")
    html = signed_in().get("/hjulet/?ar=2026-08").content.decode()
    months = re.findall(r"<textPath href=\"#mo\d+\" startOffset=\"50%\">([^<]+)</textPath>", html)
    assert months == ["aug", "sep", "okt", "nov", "dec", "jan", "feb", "mar", "apr", "maj", "jun", "jul"]
    assert "24 nov" in html
    assert "vecka 48" in html


def test_another_year_has_no_hand_and_says_which_it_is(goal, turn, signed_in):
    goal()
    turn()
    html = signed_in().get("/hjulet/?ar=2027-08").content.decode()
    assert "w-hand" not in html
    assert "2027/28" in html


def test_what_comes_again_is_one_line_and_small_dots(goal, turn, signed_in):
    goal()
    turn()
    response = signed_in().get("/hjulet/?ar=2026-08")
    often = {line.row.title: (line.row.count, line.row.stage) for line in response.context["often"]}
    tasks = Task.objects.filter(entry="goal-week", due_on__range=("2026-08-01", "2027-07-31")).count()
    assert often["Reflektera"] == (tasks, "do")
    assert response.content.decode().count('class="w-months"') == sum(
        len(line.row.items) for line in response.context["often"]
    )


def test_ones_own_is_what_one_answers_for(goal, turn, signed_in):
    goal()
    turn()
    own = signed_in(Role.WORKPLACE_LEAD).get("/hjulet/?visa=mitt&ar=2026-08")
    assert set(shown(own).values()) == {"Planera målet", "Analysera målet"}
    teacher = signed_in(Role.TEACHER).get("/hjulet/?visa=mitt&ar=2026-08")
    assert [line.row.title for line in teacher.context["often"]] == ["Reflektera"]
    assert shown(teacher) == {}


def test_many_turns_of_one_entry_are_one_thing_with_a_count(goal, turn, task_of, signed_in, cast):
    processes = [goal(subject=f"goal:{number}") for number in range(3)]
    turn("2026-09-05")
    lead = cast.of("a", Role.WORKPLACE_LEAD)
    task = actions.submit_task(task=task_of(processes[0], "goal-plan"), note="Klart", actor=lead)
    actions.approve_task(task=task, actor=cast.of("a", Role.REKTOR))
    response = signed_in().get("/hjulet/?ar=2026-08")
    line = next(line for line in response.context["now"] if line.item.title == "Planera målet")
    assert (line.item.count, line.state) == (3, "1 av 3 klara")
    listed = signed_in().get(line.url)
    assert listed.context["count"] == 3


def test_what_is_late_is_listed_alone_whichever_year_it_belongs_to(goal, turn, at, signed_in, cast):
    goal()
    turn()
    at("2027-10-01")
    today, unit = dt.date(2027, 10, 1), cast.a["school_unit"]
    here = f"/hjulet/uppgifter/?enhet={unit.key}"
    late = Task.objects.overdue(today).filter(unit__in=Unit.objects.under(unit, today))
    listed = signed_in().get(f"{here}&lage=late")
    assert listed.context["count"] == late.count() > 0
    assert all(is_late for _task, is_late in listed.context["rows"])
    assert signed_in().get(f"{here}&lage=late&ar=2027-08").context["count"] < late.count()


def test_a_unit_of_others_is_not_there(goal, signed_in, cast):
    goal()
    assert signed_in().get(f"/hjulet/?enhet={cast.b['preschool'].key}").status_code == 404


def test_a_unit_without_a_wheel_says_so(cast, signed_in):
    response = signed_in().get("/hjulet/")
    assert response.context["figure"] is None
    assert "Enheten har inget i hjulet det här året" in response.content.decode()


def test_the_wheel_of_a_year_to_come_says_what_it_will_ask(goal, turn, signed_in):
    goal()
    turn()
    often = signed_in().get("/hjulet/?ar=2028-08").context["often"]
    assert [(line.row.title, line.row.count, len(line.row.items)) for line in often] == [("Håll APT", 0, 12)]


@pytest.mark.parametrize(
    "address",
    ["?ar=2026-08", "?ar=2026-08&visa=mitt", "uppgifter/?ar=2026-08", "processer/"],
)
def test_thirty_turns_cost_as_many_statements_as_three(goal, turn, signed_in, statements, address):
    client = signed_in(Role.WORKPLACE_LEAD)
    for number in range(3):
        goal(subject=f"goal:{number}")
    turn("2026-09-05")
    few = statements(client, f"/hjulet/{address}")
    for number in range(3, 30):
        goal(subject=f"goal:{number}", day="2026-09-05")
    turn("2026-09-05")
    assert statements(client, f"/hjulet/{address}") == few


def test_choosing_a_unit_leads_to_its_year(goal, signed_in, cast):
    goal()
    client = signed_in()
    choices = {choice.label: choice.url for choice in client.get("/hjulet/enhet/").context["choices"]}
    assert cast.a["team"].name in choices
    answer = client.get(f"/hjulet/enhet/{choices[cast.a['team'].name]}")
    assert answer.url.startswith("/hjulet/?ar=")
    assert f"enhet={cast.a['team'].key}" in answer.url
