"""A report fills itself, is arranged, handed in, returned, handed in again, approved; what was handed in never changes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ledger import clock
from ledger.models import Event
from organisation.access import scope_for
from organisation.actions import Refused, ensure_period
from organisation.enums import Role
from quality import access
from quality.actions import reports as actions
from quality.actions.values import correct_value
from quality.models import Observation, Report
from quality.queries.report_body import drafted
from quality.queries.report_facts import facts_of
from quality.queries.reports import asked_by, is_handed_in, sections_of
from quality.rules.report import DOWN, MISSING, SUMMARY, UP
from quality.rules.values import Value
from tests.quality.reports.making import lived, task_of, year
from workflows import actions as workflow
from workflows.models import Process, Task

pytestmark = pytest.mark.django_db


def body_of(report):
    facts = facts_of(report, clock.today())
    return drafted(report, facts, sections_of(report, facts)).body


def section(report, key):
    return next(one for one in body_of(report)["sections"] if one["key"] == key)


def test_a_task_asks_for_the_year_or_for_the_tertial_that_is_over(db):
    turn = Process(period=ensure_period(kind="calendar_year", day=dt.date(2026, 1, 1)))
    days = {"tertial-1": "2026-05-10", "tertial-2": "2026-09-10", "berattelse": "2027-02-14"}
    found = {name: asked_by(Task(process=turn, due_on=dt.date.fromisoformat(day))) for name, day in days.items()}
    assert {
        name: (kind, span.starts_on.isoformat(), span.ends_on.isoformat()) for name, (kind, span) in found.items()
    } == {
        "tertial-1": ("tertial", "2026-01-01", "2026-04-30"),
        "tertial-2": ("tertial", "2026-05-01", "2026-08-31"),
        "berattelse": ("year", "2026-01-01", "2026-12-31"),
    }


def test_it_fills_itself_with_what_is_decided(report, goals):
    first, second, third = (section(report, f"goal:{goal.pk}")["goal"] for goal in goals)
    assert (first["outcome"], first["result"], first["causes"]) == ("partly", "Åtta av tio.", "Vi började sent.")
    assert [one["measure"] for one in first["improvements"]] == ["Börja i januari"]
    (indicator,) = first["indicators"]
    (value,) = indicator["values"]
    assert (value["number"], value["measure"], value["outcome"]) == ("83", "%", "partly")
    assert [one["number"] for one in indicator["history"]] == ["61", "70", "83"]
    assert (second["outcome"], second["result"]) == ("none", "")
    assert [first["gaps"], second["gaps"], third["gaps"]] == [
        [],
        ["not_decided", "no_value"],
        ["no_turn", "no_value"],
    ]


def test_what_is_missing_is_told_in_one_place(report, goals):
    lacking = section(report, MISSING)
    assert [one["title"] for one in lacking["goals"]] == ["En trygg gård", "Högläsning varje dag"]
    assert len(lacking["indicators"]) == 2
    assert lacking["areas"] == ["learning", "influence", "home", "transition", "evaluation"]


def test_sections_are_moved_left_out_and_written_around(cast, report, goals):
    rektor, last = cast.of("a", Role.REKTOR), f"goal:{goals[2].pk}"
    actions.move_section(report=report, key=last, step=UP, actor=rektor)
    actions.show_section(report=report, key="activities", shown=False, actor=rektor)
    report = actions.write_section(report=report, key=last, before=" Före. ", after="Efter.", seen=2, actor=rektor)
    keys = [one["key"] for one in body_of(report)["sections"]]
    assert keys.index(last) == 2
    assert "activities" not in keys
    assert (section(report, last)["before"], section(report, last)["after"]) == ("Före.", "Efter.")
    with pytest.raises(actions.Overtaken):
        actions.write_section(report=report, key=last, before="x", after="", seen=1, actor=rektor)


def test_only_those_who_report_there_write_it(cast, report):
    for person in (cast.of("b", Role.REKTOR), cast.of("a", Role.DEPUTY), cast.of("a", Role.COMMITTEE_MEMBER)):
        with pytest.raises(Refused, match="Det här får du inte göra"):
            actions.move_section(report=report, key=SUMMARY, step=DOWN, actor=person)
        with pytest.raises(Refused, match="Det här får du inte göra"):
            actions.start_report(kind="year", unit=report.unit, period=report.period, actor=person)


def test_a_report_that_came_back_is_changed_and_handed_in_again(cast, report):
    rektor, officer = cast.of("a", Role.REKTOR), cast.quality_officer
    first = actions.submit_report(report=report, actor=rektor)
    task = Task.objects.get(pk=report.task_id)
    assert (task.state, first.review.decision) == ("submitted", "")
    with pytest.raises(Refused, match="Rapporten är inlämnad"):
        actions.move_section(report=report, key=SUMMARY, step=DOWN, actor=rektor)
    workflow.return_task(task=task, comment="Skriv mer om gården.", actor=officer)
    assert not is_handed_in(Task.objects.get(pk=task.pk))
    with pytest.raises(Refused, match="inte ändrat något"):
        actions.submit_report(report=report, actor=rektor)
    with pytest.raises(Refused, match="Arbetet är inte färdigt"):
        workflow.submit_task(task=task, actor=rektor)
    actions.write_section(report=report, key=SUMMARY, before="Om gården.", after="", seen=0, actor=rektor)
    second = actions.submit_report(report=report, actor=rektor)
    workflow.approve_task(task=task, actor=officer)
    assert [one.number for one in report.editions.decided()] == [2]
    assert (first.body["sections"][0]["before"], second.body["sections"][0]["before"]) == ("", "Om gården.")


def test_it_is_approved_by_the_quality_officer_not_by_a_deputy_nor_by_whoever_sent_it_in(cast, report):
    rektor = cast.of("a", Role.REKTOR)
    actions.submit_report(report=report, actor=rektor)
    task = Task.objects.get(pk=report.task_id)
    for person in (cast.of("a", Role.DEPUTY), rektor, cast.of("b", Role.REKTOR)):
        with pytest.raises(Refused):
            workflow.approve_task(task=task, actor=person)
    assert workflow.approve_task(task=task, actor=cast.quality_officer).state == "approved"


def test_what_was_handed_in_stays_when_its_sources_change(cast, report, goals):
    rektor = cast.of("a", Role.REKTOR)
    edition = actions.submit_report(report=report, actor=rektor)
    value = Observation.objects.standing().get(period=report.period)
    correct_value(observation=value, value=Value(Decimal(81), "%"), actor=rektor, comment="Fel räknat")
    edition.refresh_from_db()
    told = next(one["goal"] for one in edition.body["sections"] if one["key"] == f"goal:{goals[0].pk}")
    assert told["indicators"][0]["values"][0]["number"] == "83"
    assert section(report, f"goal:{goals[0].pk}")["goal"]["indicators"][0]["values"][0]["number"] == "81"


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE quality_reportedition SET body = '{}'",
        "UPDATE quality_reportedition SET review_id = NULL",
        "DELETE FROM quality_reportedition",
    ],
)
def test_the_database_refuses_to_change_what_was_handed_in(cast, report, deed):
    actions.submit_report(report=report, actor=cast.of("a", Role.REKTOR))
    with pytest.raises(IntegrityError, match="stands"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)


def test_a_committee_member_reads_what_is_approved_and_nothing_before(cast, report):
    member = scope_for(cast.of("a", Role.COMMITTEE_MEMBER))
    rektor = cast.of("a", Role.REKTOR)
    assert not access.visible_reports(member).exists()
    actions.submit_report(report=report, actor=rektor)
    assert not access.visible_reports(member).exists()
    workflow.approve_task(task=Task.objects.get(pk=report.task_id), actor=cast.quality_officer)
    assert list(access.visible_reports(member)) == [report]
    assert not access.visible_reports(scope_for(cast.of("b", Role.COMMITTEE_MEMBER))).exists()


@pytest.fixture
def both(cast, goals):
    """Return the approved reports of both sides."""
    lived(cast, "b")
    found = []
    for letter in ("a", "b"):
        rektor = cast.of(letter, Role.REKTOR)
        made = actions.start_report_for(task=task_of(cast, letter), actor=rektor)
        actions.write_section(report=made, key=SUMMARY, before=f"Vårt år, {letter}.", after="", seen=0, actor=rektor)
        actions.submit_report(report=made, actor=rektor)
        found.append(made)
    return found


def approve(cast, made):
    workflow.approve_task(task=Task.objects.get(pk=made.task_id), actor=cast.quality_officer)


def test_the_organisers_report_gathers_what_is_approved_and_says_who_is_lacking(cast, both):
    officer = cast.quality_officer
    approve(cast, both[0])
    period = ensure_period(kind="calendar_year", day=dt.date(2026, 1, 1))
    whole = actions.start_report(kind="year", unit=cast.municipality, period=period, actor=officer)
    key = f"unit:{cast.a['school_unit'].pk}"
    edition = both[0].editions.get()
    assert section(whole, key)["edition"]["fingerprint"] == edition.fingerprint
    assert [one["name"] for one in section(whole, MISSING)["units"]] == [cast.b["school_unit"].name]
    approve(cast, both[1])
    handed = actions.submit_report(report=whole, actor=officer)
    gathered = [one["edition"]["unit"]["id"] for one in handed.body["sections"] if "edition" in one]
    assert gathered == [cast.a["school_unit"].pk, cast.b["school_unit"].pk]
    assert "Vårt år" not in str(handed.body)  # written once: quoted from where it stands
    assert handed.review is None
    assert list(Report.objects.decided().filter(unit=cast.municipality)) == [whole]


def test_what_somebody_between_has_gathered_is_read_there(cast, both):
    officer = cast.quality_officer
    for made in both:
        approve(cast, made)
    period = both[0].period
    between = actions.start_report(kind="year", unit=cast.department, period=period, actor=officer)
    actions.submit_report(report=between, actor=officer)
    whole = actions.start_report(kind="year", unit=cast.municipality, period=period, actor=officer)
    assert [one["key"] for one in body_of(whole)["sections"] if "edition" in one] == [f"unit:{cast.department.pk}"]
    assert section(whole, MISSING)["units"] == []


def test_it_takes_the_same_number_of_statements_for_one_report_and_for_two(cast, both):
    officer, counts = cast.quality_officer, []
    whole = actions.start_report(kind="year", unit=cast.municipality, period=both[0].period, actor=officer)
    for made in both:
        approve(cast, made)
        with CaptureQueriesContext(connection) as queries:
            body_of(whole)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_happens_stands_in_the_log(cast, report):
    rektor = cast.of("a", Role.REKTOR)
    actions.show_section(report=report, key="activities", shown=False, actor=rektor)
    actions.submit_report(report=report, actor=rektor)
    kinds = Event.objects.filter(subject=f"report:{report.pk}").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["quality.report_started", "quality.report_arranged", "quality.report_submitted"]


def test_a_report_begun_by_hand_answers_the_task_that_waits_for_it_and_is_reviewed(cast, goals):
    rektor, task = cast.of("a", Role.REKTOR), task_of(cast)
    begun = actions.start_report(kind="year", unit=cast.a["school_unit"], period=year(), actor=rektor)
    assert begun.task == task
    edition = actions.submit_report(report=begun, actor=rektor)
    assert edition.review is not None
    assert not Report.objects.decided().filter(pk=begun.pk).exists()
