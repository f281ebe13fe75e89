"""Pools: one person at a time, each once; full at their number or their date, once; then the next one takes over."""

import datetime as dt

import pytest
from django.apps import apps
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from ledger import clock
from ledger.actions.clock import set_clock
from ledger.kinds import Skipped, effects
from ledger.models import Effect, Job
from organisation.access import scope_for
from organisation.actions import Refused, create_unit
from surveys import actions
from surveys.actions import Taken, invite_into_pool, keeping, letters, mixing, pools
from surveys.actions.letters import plan_reminder
from surveys.actions.release_job import release_due
from surveys.enums import RoundState
from surveys.models import Address, Ballot, Invitation, Mailing, PoolMember, Round
from surveys.models.keys import MAIL, has_key
from surveys.queries.letters import without_mail
from surveys.queries.pools import pool_for
from surveys.queries.rounds import standings
from surveys.queries.walks import find
from surveys.rules.pools import TIME_TO_ANSWER, has_time, is_full, last_day
from surveys.rules.sealing.secrets import walk_of
from tests.surveys.rounds import answered, published, tokens
from tests.surveys.rules import sample
from tests.workflows.conftest import moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
START = dt.date(2027, 9, 1)
STUDENTS = {"students": {"": "vfu"}}


@pytest.fixture
def day(cast):
    """Return a function that sets the clock to so many days after the start."""

    def at(days, hour=9):
        set_clock(to=moment(START + dt.timedelta(days=days), hour))
        return clock.now()

    at(0)
    yield at
    set_clock(to=None)


@pytest.fixture
def pool(cast, day):
    """An open pool of the department's, at ten answers or two years."""
    officer = cast.quality_officer
    plan = actions.Plan(
        version=published(cast.department, "vfu-studenter"),
        unit=cast.department,
        name="VFU, pool 1",
        policies=STUDENTS,
        languages=["sv", "en"],
        opens_on=START,
        closes_on=START + dt.timedelta(days=730),
        keep_months=24,
        pool_size=10,
    )
    made = actions.make_round(plan=plan)
    actions.ask_units(round=made, units=[cast.a["preschool"], cast.b["preschool"]])
    actions.make_ready(round=made, actor=officer)
    keeping.open_due(clock.now())
    made.refresh_from_db()
    return made


def take(held, cast, number=0, side="a"):
    return invite_into_pool(
        round=held, unit=getattr(cast, side)["preschool"], audience="students", email=f"student{number}@lu.example"
    )


def sent():
    """Let a tick hand over what is due, and the post office send it. Returns the letters."""
    mail.outbox = []
    letters.send_due(clock.now())
    for effect in Effect.objects.filter(kind=letters.LETTER, state="queued").order_by("pk"):
        try:
            effects.get(letters.LETTER).perform(effect)
        except Skipped:
            continue
        finally:
            Effect.objects.filter(pk=effect.pk).update(state="done", done_at=clock.now())
    return list(mail.outbox)


def answer_all(held):
    """Let everybody who has not answered do so."""
    unspent = set(Invitation.objects.filter(round=held, used=False).values_list("pk", flat=True))
    for seed, (pk, token) in enumerate(tokens(held).items()):
        if pk in unspent:
            codes, extra = answered(held.version, seed)
            assert actions.submit(found=find(walk_of(token)), codes=codes, extra=extra).value == "stored"


@given(
    size=st.integers(10, 40),
    answers=st.integers(0, 60),
    days=st.integers(0, 800),
)
def test_a_pool_is_full_exactly_at_its_number_or_when_a_letter_would_have_no_time(size, answers, days):
    closes_on = START + dt.timedelta(days=days)
    full = is_full(size=size, answered=answers, closes_on=closes_on, today=START)
    assert full == (answers >= size or days < 21)
    assert has_time(closes_on, START) == (last_day(START) <= closes_on)


def test_a_pool_opens_with_nobody_in_it_and_takes_people_in_one_by_one(pool, cast, day):
    assert (pool.state, pool.invitations.count()) == ("open", 0)
    assert take(pool, cast) == Taken.INVITED
    letter = sent()
    assert [one.to for one in letter] == [["student0@lu.example"]]
    token = next(iter(tokens(pool).values()))
    assert token in letter[0].body
    assert find(walk_of(token)).round == pool.pk


def test_each_letter_goes_once_on_whatever_day_and_however_often_the_clock_ticks(pool, cast, day):
    gone = []
    for days, numbers in ((0, (0, 1)), (0, (2,)), (3, (3,)), (3, (4,)), (9, ())):
        day(days)
        for number in numbers:
            take(pool, cast, number)
        for _tick in range(3):
            gone += [one.to[0] for one in sent()]
    assert gone == [f"student{number}@lu.example" for number in range(5)]
    assert Mailing.objects.filter(round=pool).count() == 2
    with pytest.raises(Refused):
        plan_reminder(round=pool, on=clock.today())


def test_a_letter_that_had_to_wait_goes_once_with_the_next_ones(pool, cast, day):
    take(pool, cast, 0)
    Round.objects.update(key_works=False)
    assert sent() == []
    day(4)
    Round.objects.update(key_works=True)
    take(pool, cast, 1)
    assert sorted(one.to[0] for one in sent()) == ["student0@lu.example", "student1@lu.example"]
    assert all("26 september 2027" in body.replace("\xa0", " ") for body in (one.body for one in mail.outbox))
    assert (sent(), Mailing.objects.get().letters) == ([], 2)


def test_a_person_is_asked_once_in_a_pool_however_many_placements(pool, cast, day):
    assert take(pool, cast) == Taken.INVITED
    day(200)
    pools.forget_served_addresses(clock.now())
    again = invite_into_pool(round=pool, unit=cast.b["preschool"], audience="students", email=" Student0@LU.example ")
    assert again == Taken.ASKED_BEFORE
    assert pool.invitations.count() == 1


def test_the_letter_asks_for_an_answer_within_three_weeks_not_years(pool, cast, day):
    day(10)
    take(pool, cast)
    letter = sent()[0]
    assert "2 oktober 2027" in letter.body.replace("\xa0", " ")
    assert "paminnelser" not in letter.body + letter.alternatives[0].content
    assert "List-Unsubscribe" not in letter.extra_headers


def test_the_address_is_forgotten_when_its_letter_has_served_and_the_link_still_opens(pool, cast, day):
    take(pool, cast, 0)
    sent()
    day(5)
    take(pool, cast, 1)
    sent()
    assert pools.forget_served_addresses(day(21)) == 0
    assert pools.forget_served_addresses(day(22)) == 1
    assert list(Address.objects.values_list("email", flat=True)) == ["student1@lu.example"]
    assert not without_mail(pool).exists()
    answer_all(pool)
    assert pool.invitations.filter(used=True).count() == 2


def test_a_pool_that_has_its_number_takes_in_nobody_and_the_next_one_opens_by_itself(pool, cast, day):
    for number in range(11):
        take(pool, cast, number)
    assert pools.fill_due(clock.now()) == 0
    answer_all(pool)
    day(100)
    assert [pools.fill_due(clock.now()) for _tick in range(3)] == [1, 0, 0]
    pool.refresh_from_db()
    assert (pool.state, pool.filled_on, pool.closes_on) == (
        "open",
        START + dt.timedelta(100),
        START + dt.timedelta(121),
    )
    with pytest.raises(Refused):
        take(pool, cast, 20)
    after = Round.objects.get(follows=pool)
    assert (after.name, after.is_ready, after.pool_size) == ("Förskoleundersökningen, pool 2", True, 10)
    keeping.open_due(clock.now())
    assert pool_for(cast.a["preschool"], "students", clock.today()) == after
    assert take(after, cast, 20) == Taken.INVITED
    assert take(after, cast, 0) == Taken.INVITED  # in another pool, the same student may be asked again


def test_a_pool_near_its_date_takes_in_nobody_but_stays_open_to_its_last_day(pool, cast, day):
    day(709)
    assert pools.fill_due(clock.now()) == 0
    day(710)
    assert pools.fill_due(clock.now()) == 1
    pool.refresh_from_db()
    assert pool.closes_on == START + dt.timedelta(days=730)
    assert Round.objects.get(follows=pool).closes_on == START + dt.timedelta(days=710 + 730)


def test_a_new_version_of_the_questions_waits_for_somebody_to_read_it(pool, cast, day):
    questionnaire = pool.version.questionnaire
    definition = sample.with_changes({"/key": questionnaire.key, "/title/sv": "VFU: nya frågor"})
    actions.publish_version(questionnaire=questionnaire, definition=definition)
    day(720)
    pools.fill_due(clock.now())
    after = Round.objects.get(follows=pool)
    assert (after.name, after.is_ready, after.version.number) == ("VFU: nya frågor, pool 2", False, 2)


def test_a_stopped_pool_has_no_next_and_one_closed_by_hand_has_one_that_waits(pool, cast, day):
    actions.close_round(round=pool, now=clock.now(), actor=cast.quality_officer)
    assert pools.fill_due(clock.now()) == 1
    after = Round.objects.get(follows=pool)
    assert (after.state, after.is_ready) == ("draft", False)
    actions.make_ready(round=after)
    keeping.open_due(clock.now())
    after.refresh_from_db()
    actions.stop_round(round=after, now=clock.now(), actor=cast.quality_officer)
    assert (pools.fill_due(clock.now()), Round.objects.count()) == (0, 2)


def test_a_pool_is_released_once_in_the_name_of_who_let_it_open_and_so_is_the_next(pool, cast, day):
    for number in range(10):
        take(pool, cast, number)
    answer_all(pool)
    pools.fill_due(clock.now())
    day(22)
    keeping.close_due(clock.now())
    keeping.seal_due(day(22, 11))
    pool.refresh_from_db()
    assert pool.state == RoundState.SEALED
    assert [release_due(clock.now()) for _tick in range(3)] == [1, 0, 0]
    assert Job.objects.get(kind="surveys.release").owner == cast.quality_officer
    after = Round.objects.get(follows=pool)
    Round.objects.filter(pk=after.pk).update(state="anonymous", closed_at=clock.now())
    assert release_due(clock.now()) == 1
    assert Job.objects.latest("pk").owner == cast.quality_officer


def test_when_a_pool_closes_nothing_tells_who_was_in_it_and_no_ballot_leads_to_anybody(pool, cast, day):
    for number in range(10):
        take(pool, cast, number)
    answer_all(pool)
    pools.fill_due(clock.now())
    keeping.close_due(day(22))
    assert (Address.objects.count(), PoolMember.objects.count()) == (0, 0)
    mixing.seal(round=pool, now=day(22, 11))
    for hour in (12, 13, 14):
        keeping.let_keys_go(day(22, hour))
    pool.refresh_from_db()
    assert (pool.state, has_key(pool.pk, MAIL), Ballot.objects.count()) == ("anonymous", False, 10)
    points_at = {(field.model._meta.model_name, field.name) for field in _keys() if field.related_model is Invitation}
    assert points_at == {("address", "invitation"), ("draft", "invitation")}


def _keys():
    return [field for model in apps.get_models() for field in model._meta.concrete_fields if field.is_relation]


def test_how_many_have_answered_is_never_shown_of_a_pool(pool, cast, day):
    for number in range(10):
        take(pool, cast, number)
    answer_all(pool)
    standing = standings([pool], scope_for(cast.quality_officer))[0]
    assert (standing.percent, [rate.percent for rate in standing.rates], standing.invited) == (None, [None], 10)


def test_a_preschool_that_the_pool_does_not_know_is_added_where_somebody_practises(pool, cast, day):
    new = create_unit(name="Nya förskolan", kind="preschool", parent=cast.a["school_unit"], key="nya", on=START)
    assert invite_into_pool(round=pool, unit=new, audience="students", email="x@lu.example") == Taken.INVITED
    assert pool.invitations.get().place.unit == new
    assert pool.units.get(unit=new).parent.unit == cast.a["school_unit"]


def test_nobody_is_invited_to_a_pool_by_list_and_a_small_pool_is_refused(cast, day):
    version = published(cast.department)

    def plan(**more):
        wanted = {
            "version": version,
            "unit": cast.department,
            "name": "En pool",
            "policies": STUDENTS,
            "languages": ["sv"],
            "opens_on": START,
            "closes_on": START + TIME_TO_ANSWER,
            "keep_months": 24,
            "pool_size": 10,
        }
        return actions.Plan(**(wanted | more))

    made = actions.make_round(plan=plan())
    actions.ask_units(round=made, units=[cast.a["preschool"]])
    one = actions.Invitee(unit=cast.a["preschool"].pk, audience="students", email="a@lu.example")
    with pytest.raises(Refused):
        actions.invite(round=made, invitees=[one])
    for wrong in (
        {"pool_size": 9},
        {"closes_on": START + TIME_TO_ANSWER - dt.timedelta(days=1)},
        {"policies": {"open-guardians": {"": "open"}}},
    ):
        with pytest.raises(Refused):
            actions.make_round(plan=plan(**wrong))
