"""A task's pages: what one can do is offered, done by a form, and said; what one cannot is not."""

import pytest

from organisation.enums import Role
from workflows import actions
from workflows.models import Task

pytestmark = pytest.mark.django_db


def ways(client, task):
    return [way.label for way in client.get(f"/hjulet/uppgift/{task.pk}/").context["ways"]]


def stands(task):
    return Task.objects.get(pk=task.pk).state


@pytest.fixture
def task(goal, turn, task_of):
    """Return the task that workplace leads answer for and rektor reviews."""
    process = goal()
    turn("2026-09-05")
    return task_of(process, "goal-plan")


def test_it_is_sent_in_with_a_note_reviewed_and_approved(task, signed_in):
    lead, rektor = signed_in(Role.WORKPLACE_LEAD), signed_in()
    assert ways(lead, task) == ["Lämna in"]
    assert ways(rektor, task) == ["Behövs inte"]
    lead.post(f"/hjulet/uppgift/{task.pk}/klar/", {"note": "Vi läser varje dag."})
    assert stands(task) == "submitted"
    assert ways(lead, task) == []
    assert ways(rektor, task) == ["Granska", "Behövs inte"]
    assert "Vi läser varje dag." in rektor.get(f"/hjulet/uppgift/{task.pk}/granska/").content.decode()
    rektor.post(f"/hjulet/uppgift/{task.pk}/granska/", {"decision": "approved", "comment": ""})
    assert stands(task) == "approved"


def test_it_goes_back_with_a_comment_and_never_without(task, signed_in):
    lead, rektor = signed_in(Role.WORKPLACE_LEAD), signed_in()
    lead.post(f"/hjulet/uppgift/{task.pk}/klar/", {"note": "Klart"})
    silent = rektor.post(f"/hjulet/uppgift/{task.pk}/granska/", {"decision": "returned", "comment": " "})
    assert silent.context["form"].non_field_errors() == ["Skriv vad som behöver kompletteras."]
    rektor.post(f"/hjulet/uppgift/{task.pk}/granska/", {"decision": "returned", "comment": "Vilka barn når ni inte?"})
    assert stands(task) == "returned"
    assert "Vilka barn når ni inte?" in lead.get(f"/hjulet/uppgift/{task.pk}/").content.decode()
    assert ways(lead, task) == ["Lämna in"]


def test_a_note_is_needed_where_nothing_else_tells_of_the_work(task, signed_in):
    answer = signed_in(Role.WORKPLACE_LEAD).post(f"/hjulet/uppgift/{task.pk}/klar/", {"note": " "})
    assert answer.context["form"].errors == {"note": ["Skriv en rad om vad ni har gjort."]}
    assert stands(task) == "open"


def test_one_that_nobody_reviews_is_done_at_once(goal, turn, task_of, signed_in, cast):
    process = goal()
    turn("2026-09-01")
    task = task_of(process, "goal-week", slot="2026-V36", unit=cast.a["team"])
    teacher = signed_in(Role.TEACHER)
    assert ways(teacher, task) == ["Markera som klar"]
    teacher.post(f"/hjulet/uppgift/{task.pk}/klar/", {"note": "Vi såg barnen bygga."})
    assert stands(task) == "done"
    assert "Vi såg barnen bygga." in teacher.get(f"/hjulet/uppgift/{task.pk}/").content.decode()


def test_nobody_reviews_what_they_sent_in(goal, turn, task_of, signed_in, cast):
    process = goal()
    turn("2027-01-05")
    task = task_of(process, "goal-tertial", slot="2026-T3")
    rektor = signed_in()
    assert ways(rektor, task) == ["Markera som klar", "Behövs inte"]
    actions.complete_task(task=task, note="Klart", actor=cast.of("a", Role.REKTOR))
    assert rektor.get(f"/hjulet/uppgift/{task.pk}/granska/").status_code == 403


def test_it_is_waived_with_a_reason_and_put_right_by_a_quality_officer(task, signed_in):
    rektor, officer = signed_in(), signed_in(Role.QUALITY_OFFICER)
    empty = rektor.post(f"/hjulet/uppgift/{task.pk}/behovs-inte/", {"reason": ""})
    assert empty.context["form"].errors == {"reason": ["Skriv varför uppgiften inte behövs."]}
    rektor.post(f"/hjulet/uppgift/{task.pk}/behovs-inte/", {"reason": "Målet är redan nått"})
    assert stands(task) == "waived"
    assert ways(rektor, task) == []
    assert ways(officer, task) == ["Öppna igen"]
    past = officer.post(f"/hjulet/uppgift/{task.pk}/ratta/", {"reason": "Det var det inte", "due_on": "2026-09-01"})
    assert past.context["form"].errors == {"due_on": ["Den nya sista dagen kan inte ha varit redan."]}
    officer.post(f"/hjulet/uppgift/{task.pk}/ratta/", {"reason": "Det var det inte", "due_on": "2026-10-01"})
    assert stands(task) == "open"
    officer.post(f"/hjulet/uppgift/{task.pk}/stall-in/", {"reason": "Målet utgår"})
    assert stands(task) == "cancelled"
    assert ways(officer, task) == []


def test_what_is_not_ones_own_to_do_is_refused(task, signed_in):
    teacher = signed_in(Role.TEACHER)
    assert ways(teacher, task) == []
    for what in ("klar", "granska", "behovs-inte", "stall-in", "ratta"):
        assert teacher.post(f"/hjulet/uppgift/{task.pk}/{what}/", {"note": "x"}).status_code == 403, what


def test_a_second_answer_is_told_why_not(task, signed_in):
    lead = signed_in(Role.WORKPLACE_LEAD)
    lead.post(f"/hjulet/uppgift/{task.pk}/klar/", {"note": "Klart"})
    again = lead.post(f"/hjulet/uppgift/{task.pk}/klar/", {"note": "Klart igen"})
    assert again.context["form"].non_field_errors() == ["Det går inte: ”Planera målet” har läget Väntar på granskning."]


def test_a_list_is_narrowed_by_state_and_paged(goal, turn, signed_in):
    for number in range(30):
        goal(subject=f"goal:{number}", day="2026-08-03")
    turn("2026-09-05")
    client = signed_in()
    first = client.get("/hjulet/uppgifter/?ar=2026-08&post=goal-plan")
    assert (first.context["count"], len(first.context["rows"])) == (30, 25)
    assert len(client.get("/hjulet/uppgifter/?ar=2026-08&post=goal-plan&page=2").context["rows"]) == 5
    none = client.get("/hjulet/uppgifter/?ar=2026-08&post=goal-plan&lage=done")
    assert none.context["count"] == 0
    assert "Inga uppgifter här" in none.content.decode()
