"""All reports at once: one for each unit that one reads, the same as one by one, handed to nobody else."""

import datetime as dt
import io
from zipfile import ZipFile

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ledger import clock
from ledger.actions.jobs import run_job
from ledger.models import Job
from organisation.access import scope_for
from organisation.enums import Role
from surveys.actions import reports
from surveys.models import ReportSheaf
from surveys.queries.reports import reports_of
from surveys.views.results import reading_for

pytestmark = pytest.mark.usefixtures("keys")


def ordered(client, made, audience="alla"):
    """Order reports and let the worker make them; return the file."""
    assert client.post(reverse("result_reports", args=[made.pk]), {"audience": audience}).status_code == 302
    done()
    response = client.get(reverse("result_reports_zip", args=[made.pk]))
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/zip", "private, no-store")
    return ZipFile(io.BytesIO(response.content))


def done():
    job = Job.objects.filter(kind=reports.KIND).latest("pk")
    run_job(job_id=job.pk)
    job.refresh_from_db()
    return job


def text_of(content):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_each_place_that_one_reads_has_its_report_and_it_is_the_one_of_its_page(cast, made, reader):
    found = reports_of(reading_for(scope_for(cast.of("a", Role.REKTOR)), made.pk))
    file = ordered(reader, made)
    assert len(file.namelist()) == len(found) > 2
    assert file.testzip() is None
    one = found[-1]
    alone = reader.get(reverse("result_report", args=[made.pk, one.place.pk, one.audience])).content
    assert text_of(alone) in [text_of(file.read(name)) for name in file.namelist()]


def test_those_of_one_audience_alone(made, reader):
    file = ordered(reader, made, "guardians")
    assert file.namelist()
    assert all("Vårdnadshavare" in name for name in file.namelist())
    assert ReportSheaf.objects.get().reports == len(file.namelist())


def test_the_owner_follows_the_job_and_is_told_where_they_lie(made, reader):
    reader.post(reverse("result_reports", args=[made.pk]), {"audience": "alla"})
    page = reader.get(reverse("result_reports", args=[made.pk])).content.decode()
    assert "De är inte klara än" in page
    job = done()
    assert (job.state, job.done) == ("done", job.total)
    assert job.total == ReportSheaf.objects.get().reports
    assert "Hämta rapporterna (ZIP)" in reader.get(reverse("result_reports", args=[made.pk])).content.decode()


def test_nobody_else_gets_them(cast, made, reader, client):
    ordered(reader, made)
    client.force_login(cast.of("a", Role.DEPUTY))
    response = client.get(reverse("result_reports_zip", args=[made.pk]))
    assert response["Location"] == reverse("result_reports", args=[made.pk])
    client.force_login(cast.of("b", Role.REKTOR))
    assert client.get(reverse("result_reports_zip", args=[made.pk])).status_code == 404
    assert client.get(reverse("result_reports", args=[made.pk])).status_code == 404


def test_whoever_reads_less_gets_less(cast, made, client):
    client.force_login(cast.of("a", Role.UNION))
    theirs = ordered(client, made)
    client.force_login(cast.of("a", Role.REKTOR))
    assert set(theirs.namelist()) <= set(ordered(client, made).namelist())


def test_an_order_anew_takes_the_place_of_the_one_before(made, reader):
    home = reverse("result_reports", args=[made.pk])
    reader.post(home, {"audience": "alla"})
    old = Job.objects.get(kind=reports.KIND)
    reader.post(home, {"audience": "guardians"})
    assert ReportSheaf.objects.get().audience == "guardians"
    run_job(job_id=old.pk)
    old.refresh_from_db()
    assert old.state == "failed"
    assert done().state == "done"


def test_who_reads_it_no_longer_when_they_are_made_gets_none(cast, made, reader):
    reader.post(reverse("result_reports", args=[made.pk]), {"audience": "alla"})
    cast.of("a", Role.REKTOR).assignments.all().delete()
    job = done()
    assert job.state == "failed"
    assert ReportSheaf.objects.get().box is None


def test_they_are_forgotten_after_a_day(made, reader):
    ordered(reader, made)
    assert reports.forget_old_reports(clock.now()) == 0
    assert reports.forget_old_reports(clock.now() + dt.timedelta(days=1, minutes=1)) == 1
    assert reader.get(reverse("result_reports_zip", args=[made.pk])).status_code == 302


def test_too_many_are_made_in_parts(made, reader, monkeypatch):
    monkeypatch.setattr(reports, "MOST_REPORTS", 1)
    page = reader.post(reverse("result_reports", args=[made.pk]), {"audience": "alla"}).content.decode()
    assert "högst 1 rapporter" in page
    assert not ReportSheaf.objects.exists()


def test_the_page_does_not_read_the_file(made, reader):
    ordered(reader, made)
    with CaptureQueriesContext(connection) as seen:
        reader.get(reverse("result_reports", args=[made.pk]))
    asked = [one["sql"] for one in seen.captured_queries if "surveys_reportsheaf" in one["sql"]]
    assert len(asked) == 1
    assert '"box",' not in asked[0]
