"""Plans from other systems: stored, read by a worker, corrected, made into drafts, erased."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from cms.actions.plan_import_job import KIND, take_in_plan
from cms.actions.plan_imports import (
    FORGOTTEN,
    KEPT,
    abandon_plan_import,
    clear_old_plan_imports,
    draft_from_import,
    keep_reading,
    store_plan_import,
    take_step,
    undo_step,
)
from cms.adoption.plan import plan_text
from cms.importing.apart import read_apart
from cms.models import PlanImport, PlanPage
from cms.queries.plan_imports import review_of
from cms.rules.review.document import from_plain
from ledger import clock
from ledger.actions import run_job
from ledger.models import Event, Job, Notice
from organisation.actions import Refused
from quality.importing.refusal import Refused as Unreadable
from quality.models import PlanSeries
from tests.cms.plans_read import PLAN, WHOLE
from tests.quality.importing.test_pdf import written

ENCRYPTED = written(lambda writer: writer.encrypt("hemligt", algorithm="RC4-128"))
SAID = {"do": "set", "row": "plan", "values": WHOLE, "findings": [0, 1]}


@pytest.fixture
def unit(cast):
    return cast.a["school_unit"]


@pytest.fixture
def taken(unit, rektor):
    return take_in_plan(unit=unit, content=PLAN.encode(), filename="plan.txt", actor=rektor)


@pytest.fixture
def read(taken):
    run_job(job_id=taken.job_id)
    taken.refresh_from_db()
    return taken


def ended(kept):
    kept.refresh_from_db()
    return Job.objects.get(pk=kept.job_id)


def test_a_file_waits_for_a_worker_and_is_read(taken, rektor):
    assert (taken.state, bytes(taken.content), taken.job.kind, taken.job.owner) == (
        "reading",
        PLAN.encode(),
        KIND,
        rektor,
    )
    run_job(job_id=taken.job_id)
    job = ended(taken)
    assert (taken.state, bytes(taken.content), taken.source) == ("review", b"", PLAN.split("\n"))
    assert (job.state, job.done, job.total) == ("done", 1, 2)
    assert job.summary == "Planen är läst. 7 saker att titta på."
    assert Notice.objects.get(user=rektor).link == job.link


def test_what_was_read_is_what_the_reader_gives(read):
    fresh = read_apart(PLAN.encode())
    assert [(row["kind"], row["values"].get("title")) for row in read.rows] == [
        (row["kind"], row["values"].get("title")) for row in fresh.rows
    ]
    assert read.coverage == fresh.coverage


def test_a_file_that_only_the_worker_can_judge_is_refused_there_and_erased(unit, rektor):
    kept = take_in_plan(unit=unit, content=ENCRYPTED, filename="last.pdf", actor=rektor)
    run_job(job_id=kept.job_id)
    job = ended(kept)
    assert (kept.state, bytes(kept.content)) == ("refused", b"")
    assert kept.refusal == {
        "sentence": "PDF-filen är låst eller skyddad med lösenord. Spara den utan skydd och försök igen.",
        "values": {},
    }
    assert (job.state, job.error) == ("failed", kept.refusal["sentence"])


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\x00", b"rad\n" * 100_000, b"a" * 20_000_000, b"PK\x03\x04x"]
)
def test_what_can_be_seen_at_once_to_be_no_plan_is_not_even_kept(unit, rektor, content):
    with pytest.raises(Unreadable):
        take_in_plan(unit=unit, content=content, filename="x", actor=rektor)
    assert PlanImport.objects.exists() is False


def test_a_job_run_again_changes_nothing(read, rektor):
    take_step(plan_import=read, step=SAID, actor=rektor)
    Job.objects.filter(pk=read.job_id).update(state="queued", finished_at=None)
    run_job(job_id=read.job_id)
    read.refresh_from_db()
    assert len(read.steps) == 1


def test_a_reading_that_comes_after_the_import_was_taken_away_is_dropped(taken, rektor):
    abandon_plan_import(plan_import=taken, actor=rektor)
    kept = keep_reading(plan_import=taken, reading=read_apart(PLAN.encode()))
    assert (kept.state, kept.rows) == ("abandoned", [])


def test_steps_are_kept_done_again_and_undone_one_by_one(read, rektor):
    goal = next(row for row in from_plain(read.rows).rows if row.kind == "goal")
    kept = take_step(plan_import=read, step=SAID, actor=rektor)
    step = {"do": "set", "row": goal.id, "values": {"title": "Alla barn trivs hos oss"}}
    kept = take_step(plan_import=kept, step=step, actor=rektor)
    assert review_of(kept).document.find(goal.id).name == "Alla barn trivs hos oss"
    kept = undo_step(plan_import=kept, steps=2, actor=rektor)
    assert undo_step(plan_import=kept, steps=2, actor=rektor).steps == [SAID]
    assert review_of(kept).document.find(goal.id).name == "Alla barn trivs"
    assert review_of(kept).document.rows[0].name == "Verksamhetsplan 2021"


def test_a_step_that_cannot_be_made_is_refused_in_a_sentence_and_not_kept(read, rektor):
    with pytest.raises(Refused, match="Raden finns inte längre"):
        take_step(plan_import=read, step={"do": "remove", "row": "borta"}, actor=rektor)
    read.refresh_from_db()
    assert read.steps == []


def test_a_draft_is_made_in_a_new_series_and_says_what_was_reviewed(read, rektor, unit):
    kept = take_step(plan_import=read, step=SAID, actor=rektor)
    made = draft_from_import(plan_import=kept, series=None, name="Verksamhetsplan", actor=rektor)
    page = PlanPage.objects.get(pk=made.page_id)
    assert (made.state, page.unit, page.series.name, page.live) == ("draft", unit, "Verksamhetsplan", False)
    said = plan_text(page.get_latest_revision_as_object())
    assert [goal.title for goal in said.goals] == ["Alla barn trivs", "Varje barn har en vän"]
    assert (said.title, said.start, said.end) == ("Verksamhetsplan 2021", dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert Event.objects.filter(subject=f"plan_import:{made.pk}").order_by("place").values_list("kind", flat=True)[
        1
    ] == ("cms.plan_import_drafted")


def test_a_draft_goes_on_in_a_series_that_the_unit_has(read, rektor, series):
    kept = take_step(plan_import=read, step=SAID, actor=rektor)
    made = draft_from_import(plan_import=kept, series=series, actor=rektor)
    assert made.page.series == series
    assert PlanSeries.objects.count() == 1


def test_no_draft_without_title_and_period_nor_a_second_one_nor_a_name_that_is_taken(read, rektor, series):
    with pytest.raises(Refused, match="Det saknas uppgifter"):
        draft_from_import(plan_import=read, series=series, actor=rektor)
    kept = take_step(plan_import=read, step=SAID, actor=rektor)
    with pytest.raises(Refused, match="redan en planserie"):
        draft_from_import(plan_import=kept, series=None, name="Verksamhetsplan", actor=rektor)
    draft_from_import(plan_import=kept, series=series, actor=rektor)
    with pytest.raises(Refused, match="går inte att ändra"):
        draft_from_import(plan_import=kept, series=series, actor=rektor)
    assert PlanPage.objects.count() == 1


def test_a_failure_on_the_way_leaves_neither_series_nor_page(read, rektor, monkeypatch):
    kept = take_step(plan_import=read, step=SAID, actor=rektor)

    def fails(*_):
        raise RuntimeError("mitt i")

    monkeypatch.setattr("cms.actions.plan_imports._say", fails)
    with pytest.raises(RuntimeError, match="mitt i"):
        draft_from_import(plan_import=kept, series=None, name="Verksamhetsplan", actor=rektor)
    kept.refresh_from_db()
    assert (kept.state, PlanPage.objects.exists(), PlanSeries.objects.exists()) == ("review", False, False)


def test_an_import_that_is_taken_away_keeps_nothing_of_the_plan_but_a_draft_stays(read, rektor, series):
    kept = take_step(plan_import=read, step=SAID, actor=rektor)
    made = draft_from_import(plan_import=kept, series=series, actor=rektor)
    gone = abandon_plan_import(plan_import=made, actor=rektor)
    assert (gone.state, gone.rows, gone.source, gone.steps, gone.findings) == ("abandoned", [], [], [], [])
    assert PlanPage.objects.filter(pk=made.page_id).exists()


def test_old_imports_are_emptied_by_the_tick(read, rektor, unit, series):
    waiting = store_plan_import(unit=unit, content=PLAN.encode(), filename="glömd.txt", actor=rektor)
    kept = take_step(plan_import=read, step=SAID, actor=rektor)
    draft_from_import(plan_import=kept, series=series, actor=rektor)
    now = clock.now()
    assert clear_old_plan_imports(now=now) == 0
    assert clear_old_plan_imports(now=now + KEPT + dt.timedelta(days=1)) == 1
    kept.refresh_from_db()
    assert (kept.state, kept.rows, kept.source) == ("draft", [], [])
    assert clear_old_plan_imports(now=now + FORGOTTEN + dt.timedelta(days=1)) == 1
    waiting.refresh_from_db()
    assert (waiting.state, bytes(waiting.content)) == ("abandoned", b"")


def test_only_who_writes_the_units_plans_reads_one_in_or_touches_it(cast, read, unit):
    stranger, teacher = cast.of("b", "rektor"), cast.of("a", "teacher")
    for person in (stranger, teacher):
        with pytest.raises(Refused):
            take_in_plan(unit=unit, content=PLAN.encode(), filename="x", actor=person)
        with pytest.raises(Refused):
            take_step(plan_import=read, step=SAID, actor=person)
        with pytest.raises(Refused):
            undo_step(plan_import=read, steps=0, actor=person)
        with pytest.raises(Refused):
            draft_from_import(plan_import=read, series=None, name="X", actor=person)
        with pytest.raises(Refused):
            abandon_plan_import(plan_import=read, actor=person)


@pytest.mark.parametrize(
    "wrong",
    [{"state": "galaxy"}, {"content": b"kvar"}, {"state": "refused"}, {"state": "abandoned"}],
)
def test_the_database_itself_refuses_what_cannot_be(read, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanImport.objects.filter(pk=read.pk).update(**wrong)
