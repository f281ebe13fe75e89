"""Jobs, notices and Drift."""

import datetime as dt

import pytest
from django.utils import translation

from ledger import actions as ledger
from ledger import clock
from ledger.enums import EffectState
from ledger.kinds import JobKind, jobs
from ledger.models import Canary, Effect, Job, Notice, Reconciliation, Tick
from tests.organisation.views.reading import as_, heading, statements, words

KIND = "tests.sleep"


@pytest.fixture
def office(cast):
    """The browser of the whole municipality's administrator."""
    return as_(cast.administrator)


@pytest.fixture
def kind(monkeypatch):
    """A kind of job that does nothing, for as long as a test lasts."""
    monkeypatch.setitem(jobs._items, KIND, JobKind(lambda row: None))
    return KIND


def job(user, kind, title="Läs in register.csv"):
    return ledger.start_job(kind=kind, owner=user, title=title, arguments={})


def stuck(state=EffectState.FAILED, key="1", kind="organisation.invite"):
    now = clock.real_now()
    return Effect.objects.create(
        kind=kind,
        key=key,
        payload={},
        state=state,
        attempts=3,
        due_at=now,
        created_at=now,
        error="Mejlservern svarar inte.",
    )


def test_jobs_are_listed_and_followed(cast, office, kind):
    assert "Inga jobb än" in words(office.get("/jobb/"))
    found = job(cast.administrator, kind)
    assert "Läs in register.csv Väntar på sin tur" in words(office.get("/jobb/"))
    page = office.get(f"/jobb/{found.pk}/")
    assert "Du kan lämna sidan. Du får ett besked när det är klart." in words(page)
    assert "organisation/follow.js" in page.content.decode()


def test_progress_is_told_in_numbers(cast, office, kind):
    found = job(cast.administrator, kind)
    Job.objects.filter(pk=found.pk).update(
        state="running", claimed_by="x", deadline=clock.real_now(), done=1_204, total=2_408
    )
    page = office.get(f"/jobb/{found.pk}/")
    assert "1 204 av 2 408" in words(page).replace("\xa0", " ")
    assert '<progress max="2408" value="1204"' in page.content.decode()


def test_a_job_is_cancelled_before_it_begins(cast, office, kind):
    found = job(cast.administrator, kind)
    page = office.post(f"/jobb/{found.pk}/avbryt/", follow=True)
    assert "Jobbet avbröts" in words(page)
    assert "organisation/follow.js" not in page.content.decode()


def test_someone_elses_jobs_and_notices_are_not_there(cast, office, kind):
    found = job(cast.quality_officer, kind)
    notice = ledger.notify(user=cast.quality_officer, text="Hej", key="1")
    assert "register.csv" not in words(office.get("/jobb/"))
    answers = [
        office.get(f"/jobb/{found.pk}/"),
        office.post(f"/jobb/{found.pk}/avbryt/"),
        office.post(f"/notiser/{notice.pk}/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3


def test_lists_cost_as_many_statements_for_one_as_for_three(cast, office, kind):
    job(cast.administrator, kind)
    ledger.notify(user=cast.administrator, text="En sak", key="1")
    before = [statements(office, address) for address in ("/jobb/", "/notiser/")]
    for n in "23":
        job(cast.administrator, kind)
        ledger.notify(user=cast.administrator, text="En sak", key=n)
    assert [statements(office, address) for address in ("/jobb/", "/notiser/")] == before


def test_a_notice_is_said_in_the_language_that_its_reader_has_now(cast, office):
    sentence = "Någon har berättat om ett hinder för tillgängligheten"
    ledger.notify(user=cast.administrator, text=sentence, values={}, key="1")
    assert sentence in words(office.get("/notiser/"))
    cast.administrator.language = "en"
    cast.administrator.save()
    for address in ("/notiser/", "/"):
        assert "Someone has told of an obstacle to accessibility" in words(office.get(address))
    translation.activate("sv")


def test_a_notice_is_read_and_leads_on(cast, office):
    notice = ledger.notify(user=cast.administrator, text="Klart", link="/enheter/", key="1")
    assert heading(office.get("/notiser/")) == "Ett nytt besked"
    assert office.post(f"/notiser/{notice.pk}/", {"open": "1"})["Location"] == "/enheter/"
    assert heading(office.get("/notiser/")) == "Inga nya besked"
    assert office.post(f"/notiser/{notice.pk}/")["Location"] == "/notiser/"


def test_all_notices_are_read_at_once(cast, office):
    for key in "123":
        ledger.notify(user=cast.administrator, text="Hej", key=key)
    assert heading(office.get("/notiser/")) == "Tre nya besked"
    office.post("/notiser/lasta/")
    assert Notice.objects.filter(read_at=None).count() == 0


def test_the_badge_counts_what_is_new(cast, office):
    ledger.notify(user=cast.administrator, text="Hej", key="1")
    places = {place.key: place.badge for place in office.get("/").context["shell"].places}
    assert places["notices"] == 1


@pytest.fixture
def well(db, settings, tmp_path):
    """A machinery that is well: a tick, an answer from the workers, an anchor."""
    settings.ANCHOR_DIR = str(tmp_path)
    now = clock.real_now()
    ledger.tick()
    Tick.objects.update(started_at=now, finished_at=now + dt.timedelta(seconds=1))
    Canary.objects.update_or_create(pk=1, defaults={"asked_at": now, "answered_at": now})


def test_a_machinery_that_is_well_says_so(cast, office, well):
    page = office.get("/drift/")
    assert heading(page) == "Allt går som det ska"
    assert page.context["unwell"] == 0


def test_silence_is_said_in_red_with_advice(cast, office, well):
    past = clock.real_now() - dt.timedelta(minutes=30)
    Tick.objects.update(started_at=past, finished_at=past)
    Canary.objects.update(answered_at=past)
    page = office.get("/drift/")
    assert heading(page) == "Två saker behöver dig"
    assert "Klockan: senast för 30 minuter sedan" in words(page)
    assert "Kontrollera att en arbetare är igång och når Redis." in words(page)


def test_a_failing_reconciler_is_named(cast, office, well):
    now = clock.real_now()
    Reconciliation.objects.update_or_create(
        name="organisation.parents", defaults={"ran_at": now, "failing_since": now, "error": "Oväntat fel."}
    )
    assert "Avstämningen organisation.parents misslyckas sedan" in words(office.get("/drift/"))


def test_what_is_stuck_is_counted_listed_and_tried_again(cast, office, well):
    effect = stuck()
    assert "Inbjudningar till personal: 1 gick inte" in words(office.get("/drift/"))
    assert "Mejlservern svarar inte." in words(office.get("/drift/fastnat/?slag=organisation.invite"))
    office.post(f"/drift/fastnat/{effect.pk}/igen/")
    effect.refresh_from_db()
    assert (effect.state, effect.attempts) == (EffectState.QUEUED, 0)
    assert office.post(f"/drift/fastnat/{effect.pk}/igen/").status_code == 404


def test_what_may_have_happened_is_asked_about_before_it_is_done_again(cast, office):
    effect = stuck(EffectState.UNCLEAR)
    question = office.get(f"/drift/fastnat/{effect.pk}/igen/")
    assert "Det kan redan ha kommit fram. Då får mottagaren det en gång till." in words(question)
    effect.refresh_from_db()
    assert effect.state == EffectState.UNCLEAR


def test_what_arrived_after_all_is_let_rest(cast, office):
    effect = stuck(EffectState.UNCLEAR)
    office.post(f"/drift/fastnat/{effect.pk}/avskriv/")
    effect.refresh_from_db()
    assert effect.state == EffectState.DONE
    assert heading(office.get("/drift/fastnat/")) == "Inget har fastnat"


def test_all_of_a_kind_are_tried_again_after_a_question(cast, office):
    for key in "123":
        stuck(key=key)
    address = "/drift/igen/organisation.invite/failed/"
    assert heading(office.get(address)) == "Försöka igen med alla 3?"
    assert "3 nya försök är på väg." in words(office.post(address, follow=True))
    assert Effect.objects.filter(state=EffectState.QUEUED, kind="organisation.invite").count() == 3
    assert office.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/drift/igen/x/failed/", "/drift/igen/organisation.invite/done/"])
def test_nothing_else_is_tried_again(cast, office, address):
    assert office.post(address).status_code == 404


def test_a_long_list_of_what_is_stuck_is_turned_page_by_page(cast, office):
    for n in range(30):
        stuck(key=str(n))
    assert len(office.get("/drift/fastnat/?page=2").context["rows"]) == 5


def test_drift_costs_as_many_statements_for_one_stuck_thing_as_for_three(cast, office):
    stuck()
    before = [statements(office, address) for address in ("/drift/", "/drift/fastnat/")]
    stuck(key="2")
    stuck(key="3")
    assert [statements(office, address) for address in ("/drift/", "/drift/fastnat/")] == before


@pytest.mark.parametrize("role", ["rektor", "quality_officer", "teacher"])
def test_drift_is_the_administrators(cast, role):
    effect = stuck()
    client = as_(cast.of("a", role))
    answers = [client.get("/drift/"), client.get("/drift/fastnat/"), client.post(f"/drift/fastnat/{effect.pk}/igen/")]
    assert [answer.status_code for answer in answers] == [404] * 3
