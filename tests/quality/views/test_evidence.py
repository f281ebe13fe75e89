"""An analysis quotes with a click and keeps its sources; a quotation shows no more than its reader may see."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ledger import clock
from ledger.models import Notice
from organisation.access import scope_for
from organisation.actions import Refused, ensure_period
from quality.actions.documents import link_document, submit_document
from quality.actions.evidence import name_cause, quote, settle_improvement
from quality.actions.passages import keep_passage
from quality.actions.turns import add_improvement, write_analysis
from quality.models import Cause, GoalTurn, Improvement, Observation, Quotation
from quality.queries.carried import left_to
from quality.queries.evidence import reasons_of
from quality.queries.gathered import gathered
from quality.queries.thread import thread_of
from tests.quality.views.test_turns import SAID, address, shown
from tests.quality.writing import written
from workflows.models import Process

pytestmark = pytest.mark.django_db


def quoted(turn):
    return turn.goal.activities.get()


def test_what_belongs_to_the_goal_is_quoted_with_its_source_as_evidence_of_a_cause(signed_in, turn):
    activity = quoted(turn)
    rektor = signed_in("rektor")
    where = f"{address(turn, 'citera/')}?vad=activity:{activity.pk}"
    assert activity.title in shown(rektor, address(turn))
    assert rektor.post(where, {"anew": "Vi gick ut varje vecka."}).status_code == 302
    made, cause = Quotation.objects.get(), Cause.objects.get()
    assert (made.cause, made.activity, made.text) == (cause, activity, f"{activity.title}: Planerad")
    activity.title = "Något annat"
    activity.save()
    page = shown(rektor, address(turn))
    for words in ("Vi gick ut varje vecka.", made.text, f'href="/malen/{turn.goal_id}/aktiviteter/"'):
        assert words in page
    assert rektor.post(f"/malen/orsaker/{cause.pk}/ta-bort/").status_code == 302
    made.refresh_from_db()
    assert made.cause is None
    assert rektor.post(f"/malen/citat/{made.pk}/ta-bort/").status_code == 302
    assert not Quotation.objects.exists()


def test_only_what_one_is_shown_can_be_quoted(cast, signed_in, turn):
    assert signed_in("rektor").get(f"{address(turn, 'citera/')}?vad=activity:0").status_code == 404
    with pytest.raises(Refused):
        quote(turn=turn, key="document:1:hande", actor=cast.of("a", "rektor"))


def test_the_words_of_a_quotation_go_with_the_right_to_its_source(cast, turn):
    rektor, stranger = cast.of("a", "rektor"), cast.of("b", "teacher")
    cause = name_cause(turn=turn, text="En orsak", actor=rektor)
    quote(turn=turn, key=f"activity:{quoted(turn).pk}", cause=cause, actor=rektor)
    ((_cause, (one,)),) = reasons_of(scope_for(rektor), [turn])[turn.pk].causes
    assert (one.hidden, one.text) == (False, f"{quoted(turn).title}: Planerad")
    ((_cause, (one,)),) = reasons_of(scope_for(stranger), [turn])[turn.pk].causes
    assert (one.hidden, one.text, one.name, one.url) == (True, "", "", "")


def test_what_came_of_an_improvement_is_said_by_its_owner_or_the_analyst(cast, signed_in, turn):
    rektor, lead = cast.of("a", "rektor"), cast.of("a", "workplace_lead")
    write_analysis(turn=turn, actor=rektor, **SAID)
    one = add_improvement(turn=turn, measure="Börja i januari", due_on=clock.today(), actor=rektor, owner=lead)
    where = f"/malen/forbattringar/{one.pk}/hur-det-blev/"
    assert "Skriv hur det blev" in signed_in("workplace_lead").post(where, {"became": "not_done"}).content.decode()
    sent = {"became": "partly", "note": "Halva gruppen"}
    assert signed_in("workplace_lead").post(where, sent).status_code == 302
    assert Improvement.objects.get(became="partly", became_by=lead).became_note == "Halva gruppen"
    assert "Delvis genomförd" in shown(signed_in("rektor"), address(turn))
    with pytest.raises(Refused):
        settle_improvement(improvement=one, became="done", actor=cast.of("b", "rektor"))


def test_the_thread_tells_the_story_and_leaves_out_what_is_not_ones_own_to_read(cast, signed_in, turn):
    rektor = cast.of("a", "rektor")
    write_analysis(turn=turn, actor=rektor, **SAID)
    add_improvement(turn=turn, measure="Börja i januari", due_on=clock.today(), actor=rektor)
    where = f"/malen/{turn.goal_id}/trad/"
    page = shown(signed_in("rektor"), where)
    order = [page.index(words) for words in ("Det här bestämde vi", "Därför blev det så", "Börja i januari")]
    assert order == sorted(order)
    assert "Vi började sent." not in shown(signed_in("quality_officer"), where)


def test_what_was_known_before_the_goal_is_told_as_where_it_set_out_from(cast, turn, report):
    began, year = turn.goal.versions.earliest("effective_on").effective_on, turn.period.starts_on.year
    indicator = turn.goal.indicators.get()
    with clock.one_now(dt.datetime.combine(began - dt.timedelta(days=30), dt.time(12), dt.UTC)):
        report(indicator, "69", year - 1)
    report(indicator, "70", year)
    titles = [step.title for step in thread_of(scope_for(cast.of("a", "rektor")), turn.goal).steps]
    places = [titles.index(words) for words in (f"Så var det innan, {year - 1}", "Det här bestämde vi")]
    assert places == sorted(places)
    assert f"Så gick det, {year}" in titles


def test_what_came_of_an_improvement_leads_to_the_turn_where_it_was_said(cast, turn):
    rektor = cast.of("a", "rektor")
    one = add_improvement(turn=turn, measure="Börja i januari", due_on=clock.today(), actor=rektor, owner=rektor)
    period = ensure_period(kind="calendar_year", day=turn.period.ends_on + dt.timedelta(days=1))
    process = Process.objects.create(
        kind="goal", subject="goal:later", title="Varv", unit=turn.goal.unit, period=period, started_on=period.starts_on
    )
    later = GoalTurn.objects.create(goal=turn.goal, period=period, process=process)
    Improvement.objects.filter(pk=one.pk).update(carried_into=later)
    settle_improvement(improvement=one, became="done", actor=rektor)
    steps = {step.kind: step for step in thread_of(scope_for(rektor), turn.goal).steps}
    assert (steps["improvement"].url, steps["improvement"].source) == (address(turn), f"Varvet {turn.period.label()}")
    assert (steps["became"].url, steps["became"].source) == (address(later), f"Varvet {period.label()}")


def test_the_thread_asks_the_same_number_of_questions_however_long_it_is(
    cast,
    signed_in,
    turn,
):
    rektor = cast.of("a", "rektor")
    write_analysis(turn=turn, actor=rektor, **SAID)
    add_improvement(turn=turn, measure="Ett", due_on=clock.today(), actor=rektor)
    quote(turn=turn, key=f"activity:{quoted(turn).pk}", actor=rektor)
    client, where = signed_in("rektor"), f"/malen/{turn.goal_id}/trad/"
    few = _statements(client, where)
    for number in range(4):
        add_improvement(turn=turn, measure=f"{number}", due_on=clock.today(), actor=rektor)
        name_cause(turn=turn, text=f"Orsak {number}", actor=rektor)
        quote(turn=turn, key=f"activity:{quoted(turn).pk}", actor=rektor)
    assert _statements(client, where) == few


def _statements(client, where):
    client.get(where)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_a_file_is_shown_row_by_row_then_stored_whole(signed_in, turn):
    indicator = turn.goal.indicators.get()
    unit = turn.goal.unit
    rektor, where = signed_in("rektor"), f"/malen/indikatorer/{indicator.pk}/las-in/"
    ensure_period(kind="calendar_year", day=clock.today())

    def sent(text):
        file = SimpleUploadedFile("v.csv", text.encode())
        return rektor.post(where, {"source": "Kolada", "file": file})

    bad = sent(f"Enhet;Period;Värde\n{unit.key};2024;ca 50\nIngen;2024;3\n{unit.key};i fjol;3\n{unit.key};2023;=1+1\n")
    page = bad.content.decode()
    for words in ("Filen har fel", "Rad 2", "Rad 3", "Rad 4", "formel"):
        assert words in page
    assert not Observation.objects.exists()
    for separator, first in ((";", "79,5 %"), (",", '"81,5"')):
        answer = sent(
            separator.join(("Enhet", "Period", "Värde")) + "\n" + separator.join((unit.key, "2024", first)) + "\n"
        )
        held = dict(answer.context["form"].initial)
        assert rektor.post(where, {**held, "seen": "x" * 64}).status_code == 200
        assert rektor.post(where, held).status_code == 302
    old, new = Observation.objects.order_by("pk")
    assert (old.standing, new.standing, new.replaces, str(new.number)) == (False, True, old, "81.5000")
    page = shown(rektor, f"/malen/varden/{new.pk}/")
    assert (f"/malen/inlasningar/{new.batch_id}/" in page, "Ingen har tittat på det än" in page) == (True, True)
    assert f"/malen/varden/{new.pk}/" in shown(rektor, f"/malen/{turn.goal_id}/")
    assert Notice.objects.filter(key=f"quality.moved:{new.pk}").count() >= 1
    assert rektor.post(f"/malen/varden/{new.pk}/tittat/").status_code == 302
    assert "Har rört sig" not in shown(rektor, f"/malen/{turn.goal_id}/")
    assert "har tittat på det" in shown(rektor, f"/malen/varden/{new.pk}/")
    assert "81,5" in shown(rektor, f"/malen/inlasningar/{new.batch_id}/")


def test_what_belongs_to_a_turn_comes_through_the_readers_scope(cast, turn):
    mine = gathered(scope_for(cast.of("a", "rektor")), turn)
    assert [one.kind for one in mine.all()] == ["activity"]


def test_a_turn_that_is_over_tells_nothing_of_what_was_said_after_it(cast, turn):
    rektor, after = cast.of("a", "rektor"), turn.period.ends_on + dt.timedelta(days=1)
    mine = turn.goal.activities
    mine.update(status="done", status_on=after)
    told = lambda: [one.text for one in gathered(scope_for(rektor), turn).activities]  # noqa: E731
    title = mine.get().title
    assert told() == [f"{title}: Klar"]
    Process.objects.filter(pk=turn.process_id).update(
        state="closed", stage="closed", ended_on=turn.period.ends_on, check_on=None
    )
    turn.refresh_from_db()
    assert told() == [title]
    mine.update(status_on=turn.period.ends_on)
    assert told() == [f"{title}: Klar"]
    mine.update(starts_on=after, ends_on=after)
    assert told() == []


def test_what_a_turn_that_is_over_leaves_is_there_for_the_next_plan(cast, turn):
    rektor = cast.of("a", "rektor")
    one = add_improvement(turn=turn, measure="Börja i januari", due_on=clock.today(), actor=rektor)
    next_year = turn.period.ends_on + dt.timedelta(days=1)
    here = (turn.goal.series, next_year)
    assert left_to(scope_for(rektor), *here) == []
    Process.objects.filter(pk=turn.process_id).update(
        state="closed", stage="closed", ended_on=clock.today(), check_on=None
    )
    (left,) = left_to(scope_for(rektor), *here)
    assert (left.goal, left.improvements) == (turn.goal, [one])
    assert left_to(scope_for(cast.of("b", "rektor")), *here) == []
    settle_improvement(improvement=one, became="done", actor=rektor)
    assert left_to(scope_for(rektor), *here) == []


def test_a_passage_of_a_document_is_quoted_and_stays_with_those_who_read_the_document(cast, asked, turn):
    teacher, rektor, officer = (cast.of("a", role) for role in ("teacher", "rektor", "quality_officer"))
    document = written(asked(), teacher)
    link_document(document=document, goals=[turn.goal_id], tags=[], actor=teacher)
    submission = submit_document(document=document, actor=teacher)
    kept = keep_passage(submission=submission, field="hande", text="kojor", actor=teacher)
    keys = [one.key for one in gathered(scope_for(rektor), turn).documents]
    texts = [f"document:{submission.pk}:{field}" for field in ("hande", "nasta")]  # the day is nothing to quote
    assert keys == [f"passage:{kept.pk}", *texts]
    made = quote(turn=turn, key=f"document:{submission.pk}:hande", words="byggde  kojor", actor=rektor)
    assert (made.text, made.submission) == ("byggde kojor", submission)
    with pytest.raises(Refused, match="ordagrant"):
        quote(turn=turn, key=f"document:{submission.pk}:hande", words="rev kojor", actor=rektor)
    assert [one.text for one in reasons_of(scope_for(rektor), [turn])[turn.pk].loose] == ["byggde kojor"]
    (one,) = reasons_of(scope_for(officer), [turn])[turn.pk].loose
    assert (one.hidden, one.text, one.name, one.url) == (True, "", "", "")
    assert gathered(scope_for(officer), turn).documents == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Quotation.objects.filter(pk=made.pk).update(text="något annat")
