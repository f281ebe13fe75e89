"""A report on the screen and on paper: every number leads to where it stands, and the same value stands there."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from ledger.actions import run_job
from ledger.models import Job, Notice
from organisation.enums import Role
from quality.actions import reports as actions
from quality.actions.values import correct_value
from quality.models import Observation, Report, ReportPrint
from quality.rules.report import SUMMARY
from quality.rules.values import Value
from tests.quality.reports.making import task_of
from workflows import actions as workflow
from workflows.models import Task

pytestmark = pytest.mark.django_db


def shown(client, where, status=200):
    answer = client.get(where)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def approved(cast, report):
    edition = actions.submit_report(report=report, actor=cast.of("a", Role.REKTOR))
    workflow.approve_task(task=Task.objects.get(pk=report.task_id), actor=cast.quality_officer)
    return edition


def test_the_task_leads_to_a_report_that_fills_itself(cast, goals, signed_in):
    rektor, where = signed_in("rektor"), f"/rapporter/uppgift/{task_of(cast).pk}/"
    assert "Börja skriva" in shown(rektor, where)
    answer = rektor.post(where)
    report = Report.objects.get()
    assert answer["Location"] == f"/rapporter/{report.pk}/"
    assert rektor.get(where)["Location"] == f"/rapporter/{report.pk}/"
    page = shown(rektor, f"/rapporter/{report.pk}/")
    for words in ("Verksamhetsberättelse 2026", "Åtta av tio.", "Börja i januari", "Delvis uppnått", "Värde saknas"):
        assert words in page


def test_every_value_leads_to_its_page_and_the_same_value_stands_there(report, signed_in):
    rektor = signed_in("rektor")
    page = shown(rektor, f"/rapporter/{report.pk}/")
    links = re.findall(r'<a href="(/malen/varden/[^"]+)">([^<]+)</a>', page)
    assert [text for _url, text in links] == ["83 %", "61 %", "70 %", "83 %"]  # the table, then the years as bars
    for url, text in links:
        assert f"<h1>{text}</h1>" in shown(rektor, url)


def test_causes_stand_with_what_was_quoted_for_them_and_its_source(cast, report, signed_in):
    page = shown(signed_in("rektor"), f"/rapporter/{report.pk}/")
    value = Observation.objects.standing().get(period=report.period)
    assert "Få möten med barnen." in page
    assert page.count("Mått: Alla barn gör sin röst hörd: 83 %") == 2  # as evidence, and quoted besides
    assert page.count(f'<a class="source" href="/malen/varden/{value.pk}/">') == 2
    assert "Orsaker, var och en med sitt belägg" in page
    assert "Analysen bygger också på" in page


def test_a_document_that_was_quoted_shows_its_words_to_those_who_may_read_it(cast, report, signed_in):
    """A committee member reads the report, and not what teams write (docs/adr/0080)."""
    approved(cast, report)
    for role, words in (("rektor", True), ("committee_member", False)):
        page = shown(signed_in(role), f"/rapporter/{report.pk}/")
        assert ("Vi byggde kojor i skogen." in page, "Ett citat ur en källa" in page) == (words, not words)


def test_a_value_that_is_corrected_afterwards_is_told(cast, report, signed_in):
    rektor = cast.of("a", Role.REKTOR)
    actions.submit_report(report=report, actor=rektor)
    value = Observation.objects.standing().get(period=report.period)
    correct_value(observation=value, value=Value(Decimal(81), "%"), actor=rektor, comment="Fel räknat")
    page = shown(signed_in("rektor"), f"/rapporter/{report.pk}/")
    assert "83 %" in page
    assert "Rättat sedan dess: 81 %" in page


def test_it_is_arranged_with_buttons_alone(report, signed_in, goals):
    rektor, base = signed_in("rektor"), f"/rapporter/{report.pk}/"
    key = f"goal:{goals[1].pk}"
    answer = rektor.post(f"{base}upplagg/steg/", {"avsnitt": key, "gor": "upp"})
    assert answer["Location"] == f"{base}upplagg/#goal-{goals[1].pk}"
    rektor.post(f"{base}upplagg/steg/", {"avsnitt": "activities", "gor": "utelamna"})
    report.refresh_from_db()
    sent = {"before": "Vi började året med gården.", "after": "", "seen": report.number}
    assert rektor.post(f"{base}avsnitt/goal-{goals[1].pk}/", sent).status_code == 302
    layout = shown(rektor, f"{base}upplagg/")
    assert "Utelämnat" in layout
    page = shown(rektor, base)
    assert page.index("En trygg gård</a></h2>") < page.index("Alla barn gör sin röst hörd</a></h2>")
    assert "Vi började året med gården." in page
    assert "Aktiviteter per mål" not in page
    stale = rektor.post(f"{base}avsnitt/goal-{goals[1].pk}/", sent | {"before": "Annat"}).content.decode()
    assert "Någon annan har ändrat i rapporten." in stale


def test_handing_in_says_what_is_missing_and_locks_it(cast, report, signed_in):
    rektor, base = signed_in("rektor"), f"/rapporter/{report.pk}/"
    page = shown(rektor, f"{base}lamna-in/")
    assert "Analysen är inte godkänd än" in page
    assert "5 områden i läroplanen" in page
    assert rektor.post(f"{base}lamna-in/").status_code == 302
    assert "Väntar på granskning" in shown(rektor, base)
    assert rektor.get(f"{base}upplagg/").status_code == 302
    officer = signed_in("quality_officer")
    assert "Skriv verksamhetsberättelse" in shown(officer, "/granska/")
    review = shown(officer, reverse("task_review", args=[report.task_id]))
    assert f"/rapporter/uppgift/{report.task_id}/" in review
    assert "Godkänn eller skicka tillbaka" in shown(officer, base)


def test_a_committee_member_reads_it_once_it_is_approved(cast, report, signed_in):
    member, base = signed_in("committee_member"), f"/rapporter/{report.pk}/"
    assert member.get(base).status_code == 404
    assert "Inga rapporter än" in shown(member, "/rapporter/")
    approved(cast, report)
    assert "Åtta av tio." in shown(member, base)
    assert "Godkänd av" in shown(member, f"{base}utgava/1/")
    assert cast.a["school_unit"].name in shown(member, "/rapporter/")
    assert member.get(f"{base}upplagg/").status_code == 403


def test_it_is_a_pdf_too(report, signed_in):
    answer = signed_in("rektor").get(f"/rapporter/{report.pk}/rapport.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert "Verksamhetsber" in answer["Content-Disposition"]


def test_the_whole_of_an_organisers_report_is_set_by_a_worker(cast, report, client):
    edition = approved(cast, report)
    officer = cast.quality_officer
    whole = actions.start_report(kind="year", unit=cast.municipality, period=report.period, actor=officer)
    gathered = actions.submit_report(report=whole, actor=officer)
    client.force_login(officer)
    base = f"/rapporter/{whole.pk}/utgava/1/"
    page = shown(client, base)
    assert f"/rapporter/{report.pk}/utgava/{edition.number}/" in page
    client.post(f"{base}samlad/")
    assert run_job(job_id=Job.objects.latest("pk").pk) is True
    job = Job.objects.latest("pk")
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    made = ReportPrint.objects.get(edition=gathered)
    assert bytes(made.box).startswith(b"%PDF")
    assert client.get(f"{base}samlad.pdf").content.startswith(b"%PDF")
    assert "Hämta PDF med enheternas rapporter" in shown(client, base)
    assert Notice.objects.filter(user=officer).exists()


def test_what_a_unit_says_is_quoted_where_it_is_gathered(cast, report, client):
    rektor, officer = cast.of("a", Role.REKTOR), cast.quality_officer
    actions.write_section(report=report, key=SUMMARY, before="Vårt år i skogen.", after="", seen=0, actor=rektor)
    approved(cast, report)
    whole = actions.start_report(kind="year", unit=cast.municipality, period=report.period, actor=officer)
    client.force_login(officer)
    page = shown(client, f"/rapporter/{whole.pk}/")
    assert "Vårt år i skogen." in page
    assert f"/rapporter/{report.pk}/utgava/1/" in page
    assert cast.b["school_unit"].name in page  # has no report


def test_a_page_takes_the_same_number_of_statements_for_one_section_and_for_all(cast, report, signed_in, statements):
    rektor, base = cast.of("a", Role.REKTOR), f"/rapporter/{report.pk}/"
    whole = statements(signed_in("rektor"), base)
    for key in ("activities", "curriculum", "missing"):
        actions.show_section(report=report, key=key, shown=False, actor=rektor)
    assert statements(signed_in("rektor"), base) == whole


def test_what_is_asked_for_can_be_begun_before_the_wheel_asks(cast, goals, signed_in):
    officer = signed_in("quality_officer")
    page = shown(officer, "/rapporter/ny/")
    assert "Verksamhetsberättelse: 2026" in page
    sent = {"unit": cast.a["school_unit"].key, "what": "year:2026-01-01"}
    answer = officer.post("/rapporter/ny/", sent)
    assert answer["Location"] == f"/rapporter/{Report.objects.get().pk}/"
    assert "Välj en enhet i listan." in officer.post("/rapporter/ny/", sent | {"unit": "x"}).content.decode()
