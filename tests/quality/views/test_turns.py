"""A goal's turn on the screen: written by those whom the wheel asks, read by those who may, in words."""

import datetime as dt
import re

import pytest

from ledger import clock
from quality.actions.turns import add_improvement, write_analysis
from workflows import actions
from workflows.models import Process, Task

pytestmark = pytest.mark.django_db
SAID = {"outcome": "partly", "result": "Åtta av tio barn.", "causes": "Vi började sent."}


def address(turn, end=""):
    return f"/malen/varv/{turn.pk}/{end}"


def shown(client, where):
    answer = client.get(where)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_goals_are_listed_by_their_stage_to_those_who_may_read_the_turn(signed_in, turn):
    title = turn.goal.versions.latest("effective_on").title
    rektor, other = signed_in("rektor"), signed_in("rektor", side="b")
    assert title in shown(rektor, "/malen/?steg=plan")
    assert "· Planera" in shown(rektor, "/malen/")
    assert title not in shown(rektor, "/malen/?steg=do")
    Process.objects.filter(pk=turn.process_id).update(stage="do")
    assert title in shown(rektor, "/malen/?steg=do")
    assert title not in shown(other, "/malen/?steg=do")
    actions.cancel_process(process=turn.process, reason="Fel mål", actor=None)
    assert title not in shown(rektor, "/malen/?steg=do")


def test_the_one_whom_the_wheel_asks_writes_why_and_what_is_to_be_improved(cast, signed_in, turn):
    rektor = signed_in("rektor")
    assert "Ingen analys än" in shown(rektor, address(turn))
    assert rektor.post(address(turn, "analys/"), SAID).status_code == 302
    chosen = re.findall(r'value="(\w+)"[^>]*checked', shown(rektor, address(turn, "analys/")))
    assert chosen == ["partly"]
    due = clock.today() + dt.timedelta(days=30)
    lead = cast.of("a", "workplace_lead")
    sent = {"measure": "Börja i januari", "due_on": due.isoformat(), "owner": lead.pk}
    assert rektor.post(address(turn, "forbattra/"), sent).status_code == 302
    page = shown(rektor, address(turn))
    for words in (
        "Målet är delvis nått",
        "Åtta av tio barn.",
        "Vi började sent.",
        "Börja i januari",
        lead.get_full_name(),
    ):
        assert words in page


def test_what_cannot_be_is_said_at_its_field(signed_in, turn):
    rektor = signed_in("rektor")
    page = rektor.post(address(turn, "analys/"), {"result": ""}).content.decode()
    assert ("Säg om målet nåddes." in page, "Skriv vad det beror på." in page) == (True, True)
    yesterday = clock.today() - dt.timedelta(days=1)
    page = rektor.post(address(turn, "forbattra/"), {"measure": "x", "due_on": yesterday.isoformat()}).content.decode()
    assert "Dagen har redan varit." in page


def test_nobody_of_another_unit_can_be_named(cast, signed_in, turn):
    sent = {"measure": "x", "due_on": clock.today().isoformat(), "owner": cast.of("b", "teacher").pk}
    assert "Välj någon i listan." in signed_in("rektor").post(address(turn, "forbattra/"), sent).content.decode()


def test_what_is_under_review_is_refused_in_words(cast, signed_in, turn):
    rektor = cast.of("a", "rektor")
    write_analysis(turn=turn, actor=rektor, **SAID)
    add_improvement(turn=turn, measure="Mer", due_on=clock.today(), actor=rektor)
    task = Task.objects.get(process=turn.process_id)
    actions.complete_task(task=task, actor=rektor)
    assert signed_in("rektor").post(address(turn, "analys/"), SAID).status_code == 302
    Process.objects.filter(pk=turn.process_id).update(
        state="closed", stage="closed", ended_on=clock.today(), check_on=None
    )
    assert "Varvet är slut." in signed_in("rektor").post(address(turn, "analys/"), SAID).content.decode()
    assert "Ändra analysen" not in shown(signed_in("rektor"), address(turn))


def test_what_is_not_decided_is_not_shown_to_those_who_read_what_is(cast, signed_in, turn):
    write_analysis(turn=turn, actor=cast.of("a", "rektor"), **SAID)
    officer = signed_in("quality_officer")
    assert "Vi började sent." not in shown(officer, address(turn))
    Process.objects.filter(pk=turn.process_id).update(
        state="closed", stage="closed", ended_on=clock.today(), check_on=None
    )
    assert "Vi började sent." in shown(officer, address(turn))
    assert "Vi började sent." not in shown(signed_in("union"), address(turn))


def test_an_improvement_is_taken_away_with_a_reason(cast, signed_in, turn):
    rektor = cast.of("a", "rektor")
    one = add_improvement(turn=turn, measure="Mer", due_on=clock.today(), actor=rektor)
    where = f"/malen/forbattringar/{one.pk}/ta-bort/"
    assert "Skriv varför förbättringen tas bort." in signed_in("rektor").post(where, {"reason": " "}).content.decode()
    assert signed_in("rektor").post(where, {"reason": "Hör inte hit"}).status_code == 302
    assert turn.improvements.count() == 0


def test_the_goals_page_names_its_turns(signed_in, turn):
    assert f'<a href="{address(turn)}">' in shown(signed_in("rektor"), f"/malen/{turn.goal_id}/")
    assert f'<a href="{address(turn)}">' not in shown(signed_in("teacher"), f"/malen/{turn.goal_id}/")


def test_a_page_costs_the_same_for_one_improvement_and_for_three(cast, signed_in, turn, statements):
    rektor = cast.of("a", "rektor")
    counts = []
    for number in (1, 2):
        for _ in range(number):
            add_improvement(turn=turn, measure="Mer", due_on=clock.today(), actor=rektor, owner=rektor)
        counts.append(statements(signed_in("rektor"), address(turn)))
    assert counts[0] == counts[1]
