"""What the demo's teams write: every kind of document can be handed in, and the demo is in the middle of its year."""

import datetime as dt
import random
from collections import Counter

import pytest

from ledger import clock
from ledger.actions.clock import set_clock
from ledger.models import Effect
from organisation.actions import load_demo
from organisation.enums import Role
from quality.actions import documents as actions
from quality.demo.documents import Writers
from quality.enums import DocumentKind
from quality.models import Document, Remark
from quality.queries.written import HANDED_IN
from quality.rules.documents import INSTRUMENTS, mark
from surveys.demo.instruments import documents
from tests.quality.writing import publish
from tests.workflows.conftest import moment
from workflows.models import Task

MONDAY = dt.date(2026, 11, 23)
FILES = ("reflektion", "undervisningsplan", "pedagogisk-vandring", "kvalitetsindikator", "analys")


def test_every_kind_of_document_has_its_questionnaire_among_those_that_come_with_the_product():
    assert set(INSTRUMENTS) == set(DocumentKind.values)
    assert set(INSTRUMENTS.values()) <= {document["key"] for document in documents()}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_what_is_written_of_every_kind_can_be_handed_in(cast, seed):
    publish(cast.municipality, *FILES)
    teacher = cast.of("a", Role.TEACHER)
    with clock.one_now(moment(MONDAY, 9)):
        for kind in DocumentKind:
            document = actions.start_document(kind=kind, unit=cast.a["team"], actor=teacher)
            said = Writers(random.Random(seed))._said(kind, MONDAY)
            seen = {field: mark(document.draft.get(field, ())) for field in said}
            assert actions.write_draft(document=document, seen=seen, sent=said, actor=teacher).clashes == {}
            submission = actions.submit_document(document=document, actor=teacher)
            assert set(submission.sheet.answers) == set(said)


@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_the_demo_is_in_the_middle_of_its_year(settings):
    settings.DEMO_PASSWORD = "ett långt lösenord"
    try:
        set_clock(to=moment(MONDAY, 9))
        load_demo()
        states = Counter(Document.objects.values_list("task__state", flat=True))
        assert {"open", "submitted", "returned", "approved"} <= set(states)
        assert Remark.objects.exists()
        assert Document.objects.filter(task__state="open", written_by__isnull=False).exists()
        assert Task.objects.filter(work="reflection", state__in=HANDED_IN).count() > 10
        assert not Effect.objects.filter(kind__startswith="workflows.").exists()
        assert Document.objects.latest("started_at").started_at <= clock.now()
    finally:
        set_clock(to=None)
