"""A turn's pages: what holds it is said in words, what happened is told, and a quality officer steers."""

import pytest

from organisation.enums import Role
from workflows import actions
from workflows.models import Process

pytestmark = pytest.mark.django_db


@pytest.fixture
def process(goal, turn):
    found = goal()
    turn()
    return found


def test_what_holds_the_stage_is_said_in_words(process, turn, signed_in, cast, task_of):
    client = signed_in()
    assert (
        client.get(f"/hjulet/process/{process.pk}/").context["held"] == "Steget pågår till och med 30 september 2026."
    )
    turn("2026-10-05")
    held = client.get(f"/hjulet/process/{process.pk}/").context["held"]
    assert held == "Kvar att göra: 1, bland annat ”Planera målet”."
    actions.waive_task(task=task_of(process, "goal-plan"), reason="Redan gjort", actor=cast.of("a", Role.REKTOR))
    page = client.get(f"/hjulet/process/{process.pk}/")
    assert page.context["goes_on"]
    turn()
    steps = [(step.stage, step.state) for step in client.get(f"/hjulet/process/{process.pk}/").context["steps"]]
    assert steps == [("plan", "done"), ("do", "now"), ("follow", ""), ("analyse", "")]


def test_its_history_is_told_in_sentences(process, turn, signed_in, cast, task_of):
    turn("2026-09-05")
    lead, rektor = cast.of("a", Role.WORKPLACE_LEAD), cast.of("a", Role.REKTOR)
    task = actions.submit_task(task=task_of(process, "goal-plan"), note="Klart", actor=lead)
    task = actions.return_task(task=task, comment="Vad gör ni?", actor=rektor)
    told = signed_in().get(f"/hjulet/process/{process.pk}/historia/").context["told"]
    assert [(one.what, one.words, one.who) for one in told[:2]] == [
        ("”Planera målet” gick tillbaka för komplettering.", "Vad gör ni?", str(rektor)),
        ("”Planera målet” lämnades in.", "", str(lead)),
    ]
    assert told[-1].what == "Varvet började den 3 augusti 2026."


def test_every_event_has_its_sentence(process, turn, signed_in, cast, task_of):
    officer = cast.of("a", Role.QUALITY_OFFICER)
    actions.pause_process(process=process, reason="Ombyggnad", actor=officer)
    actions.resume_process(process=process, actor=officer)
    actions.annotate_process(process=process, text="Obs", actor=officer)
    turn("2026-09-05")
    task = task_of(process, "goal-plan")
    actions.choose_person(task=task, person=cast.of("a", Role.WORKPLACE_LEAD), actor=cast.of("a", Role.REKTOR))
    actions.waive_task(task=task, reason="Redan", actor=officer)
    actions.correct_task(task=task, reason="Inte alls", actor=officer)
    actions.cancel_task(task=task, reason="Utgår", actor=officer)
    turn("2026-10-05")
    actions.cancel_process(process=process, reason="Målet utgår", actor=officer)
    told = signed_in().get(f"/hjulet/process/{process.pk}/historia/").context["told"]
    assert [one.what for one in told if one.what.startswith(("workflows.", "task_", "process_"))] == []
    assert {"Varvet pausades.", "Varvet återupptogs.", "En anteckning skrevs.", "Varvet ställdes in."} <= {
        one.what for one in told
    }


def test_a_quality_officer_pauses_resumes_annotates_and_cancels(process, signed_in):
    officer = signed_in(Role.QUALITY_OFFICER)
    path = f"/hjulet/process/{process.pk}/"
    empty = officer.post(f"{path}pausa/", {"reason": ""})
    assert empty.context["form"].errors == {"reason": ["Skriv varför processen pausas."]}
    officer.post(f"{path}pausa/", {"reason": "Ombyggnad"})
    assert Process.objects.get(pk=process.pk).state == "paused"
    assert "Ombyggnad" in officer.get(path).content.decode()
    officer.post(f"{path}aterupptag/")
    assert Process.objects.get(pk=process.pk).state == "running"
    officer.post(f"{path}anteckna/", {"text": "Ny rektor i höst"})
    assert "Ny rektor i höst" in officer.get(f"{path}historia/").content.decode()
    officer.post(f"{path}stall-in/", {"reason": "Målet utgår"})
    assert Process.objects.get(pk=process.pk).state == "cancelled"


def test_nobody_else_steers(process, signed_in):
    for role in (Role.REKTOR, Role.WORKPLACE_LEAD, Role.TEACHER):
        for what in ("pausa", "aterupptag", "anteckna", "stall-in"):
            assert signed_in(role).post(f"/hjulet/process/{process.pk}/{what}/", {"reason": "x"}).status_code == 403


def test_a_list_says_what_each_waits_for_and_is_narrowed(process, goal, signed_in):
    goal(subject="goal:2")
    client = signed_in()
    rows = client.get("/hjulet/processer/").context["rows"]
    assert {held for row, held in rows if row.kind == "goal"} == {"Steget pågår till och med 30 september 2026."}
    assert client.get("/hjulet/processer/?steg=analysis").context["count"] == 0
    assert client.get("/hjulet/processer/?visa=slut").context["count"] == 0
    assert client.get("/hjulet/processer/?q=språk").context["count"] == 2


def test_a_process_of_others_is_not_there(process, signed_in):
    client = signed_in(Role.REKTOR, side="b")
    assert client.get(f"/hjulet/process/{process.pk}/").status_code == 404
    assert client.get(f"/hjulet/process/{process.pk}/historia/").status_code == 404


@pytest.mark.parametrize("path", ["", "historia/"])
def test_many_tasks_cost_as_many_statements_as_few(process, turn, signed_in, statements, path, cast):
    client = signed_in()
    few = statements(client, f"/hjulet/process/{process.pk}/{path}")
    turn("2027-03-01")
    assert statements(client, f"/hjulet/process/{process.pk}/{path}") == few
