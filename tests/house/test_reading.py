"""The watch over GETs sees what it should, and lets the rest pass."""

import pytest
from django.http import HttpResponse
from django.urls import path

from ledger.models import Canary
from tests.house.reading import ChangedByGet, changed_table


def reading(request):
    return HttpResponse(str(Canary.objects.filter(pk=1).exists()))


def writing(request):
    Canary.objects.filter(pk=1).update(answered_at=None)
    return HttpResponse("done")


def visiting(request):
    request.session["seen"] = True
    return HttpResponse("seen")


urlpatterns = [path("read/", reading), path("write/", writing), path("visit/", visiting)]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_a_get_that_reads_passes(client):
    assert client.get("/read/").content == b"False"


def test_a_get_that_writes_is_refused(client):
    with pytest.raises(ChangedByGet, match="GET /write/ changes ledger_canary: UPDATE"):
        client.get("/write/")
    with pytest.raises(ChangedByGet, match="GET /write/"):
        client.head("/write/")


def test_a_post_may_write(client):
    assert client.post("/write/").content == b"done"


def test_a_get_may_remember_the_visit(client):
    assert client.get("/visit/").content == b"seen"


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ('SELECT "ledger_event"."id" FROM "ledger_event" FOR UPDATE', ""),
        ('INSERT INTO "ledger_event" ("id") VALUES (1)', "ledger_event"),
        ("  update ledger_event set id = 1", "ledger_event"),
        ('DELETE FROM ONLY "ledger_event"', "ledger_event"),
        ("WITH old AS (SELECT 1)\nDELETE FROM ledger_event", "ledger_event"),
        ('INSERT INTO "django_session" VALUES (1)', ""),
        ("SAVEPOINT x", ""),
    ],
)
def test_a_statement_that_changes_a_table_is_known(statement, table):
    assert changed_table(statement) == table
