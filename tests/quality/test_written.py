"""What the demo's teams write: every kind of document can be handed in, and the demo is in the middle of its year."""

import datetime as dt
import random

import pytest

from ledger import clock
from organisation.enums import Role
from quality.actions import documents as actions
from quality.demo.documents import Writers
from quality.enums import DocumentKind
from quality.rules.documents import INSTRUMENTS, mark
from surveys.demo.instruments import documents
from tests.quality.writing import publish
from tests.workflows.conftest import moment

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
