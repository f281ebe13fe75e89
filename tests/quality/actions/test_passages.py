"""Passages are kept for the analysis, word for word, by whoever reads the document."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from organisation.access import scope_for
from organisation.actions import Refused
from organisation.enums import Role
from quality.actions.passages import drop_passage, keep_passage
from quality.models import Passage
from quality.queries.passages import kept_passages
from tests.quality.writing import handed_in, people


def test_it_is_kept_once_and_refused_where_it_does_not_stand_there(cast, asked):
    teacher, minder, *_ = people(cast)
    submission = handed_in(asked(), teacher).submissions.get()
    kept = keep_passage(submission=submission, field="hande", text="kojor  i skogen.", actor=minder)
    assert (kept.text, kept.kept_by) == ("kojor i skogen.", minder)
    again = keep_passage(submission=submission, field="hande", text="kojor i skogen.", actor=teacher)
    assert again == kept
    for field, text in (("hande", "slott i skogen"), ("enligt-plan", "ja"), ("finns-inte", "kojor")):
        with pytest.raises(Refused, match="ordagrant"):
            keep_passage(submission=submission, field=field, text=text, actor=teacher)
    with pytest.raises(Refused):
        keep_passage(submission=submission, field="hande", text="kojor", actor=cast.of("b", Role.TEACHER))
    with pytest.raises(IntegrityError, match="passage_kept_once"), transaction.atomic():
        Passage.objects.create(
            submission=submission, field="hande", text=kept.text, kept_by=minder, kept_at=kept.kept_at
        )


def test_whoever_kept_it_and_the_team_take_it_away(cast, asked):
    teacher, minder, rektor, deputy = people(cast)
    submission = handed_in(asked(), teacher).submissions.get()
    kept = keep_passage(submission=submission, field="hande", text="kojor", actor=rektor)
    with pytest.raises(Refused, match="Bara den som sparade"):
        drop_passage(passage=kept, actor=deputy)
    drop_passage(passage=kept, actor=minder)
    drop_passage(passage=keep_passage(submission=submission, field="nasta", text="igen", actor=rektor), actor=rektor)
    assert not Passage.objects.exists()


def test_those_who_read_the_documents_find_what_was_kept_of_them(cast, asked):
    teacher, _minder, rektor, _deputy = people(cast)
    document = handed_in(asked(), teacher)
    kept = keep_passage(submission=document.submissions.get(), field="hande", text="kojor", actor=teacher)
    assert list(kept_passages(scope_for(rektor))) == [kept]
    assert list(kept_passages(scope_for(rektor), unit=cast.a["preschool"], since=document.day)) == [kept]
    assert list(kept_passages(scope_for(rektor), since=document.day + dt.timedelta(days=1))) == []
    assert list(kept_passages(scope_for(rektor), unit=cast.a["other_team"])) == []
    assert list(kept_passages(scope_for(cast.of("b", Role.TEACHER)))) == []
