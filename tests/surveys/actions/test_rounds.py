"""A round from the first plan to the last key."""

import datetime as dt
import stat

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger import clock
from ledger.actions.anchors import write_anchor
from ledger.models import Event
from organisation.actions import Refused
from organisation.enums import Role
from surveys import actions
from surveys.actions import Sent, keeping
from surveys.models import Address, Ballot, Draft, Inbox, Invitation, Round, RoundUnit, Tally
from surveys.models.keys import MAIL, PRIVATE, KeyMissing, copies_of, drop_key, has_key, key_of
from surveys.queries.verifying import faults_of
from surveys.rules.sealing.boxes import CannotOpen, unseal
from surveys.rules.sealing.sheets import read
from tests.surveys.rounds import answered, at, codes_of_paper, opened, published, round_of, sections_of, tokens

pytestmark = pytest.mark.usefixtures("keys")
HOUR = dt.timedelta(hours=1, seconds=1)


@pytest.fixture
def spring(cast):
    """An open round over two sections with six and two guardians."""
    units = sections_of(cast.a["preschool"], 2)
    return opened(cast.a["school_unit"], units, [6, 2])


def answer(held, token, seed=0):
    codes, extra = answered(held.version, seed)
    return actions.submit(found=at(token), codes=codes, extra=extra)


def all_answered(held):
    for seed, token in enumerate(tokens(held).values()):
        assert answer(held, token, seed) is Sent.STORED


def mixed(held):
    closed = actions.close_round(round=held, now=clock.now())
    keeping.let_keys_go(clock.now())
    return actions.seal(round=held, now=closed.closed_at + HOUR)


def test_keys_are_two_files_in_two_folders_that_nobody_else_reads(spring, keys):
    for folder in ("keys", "copy"):
        for what in (MAIL, PRIVATE):
            path = keys / folder / f"round-{spring.pk}.{what}"
            assert (stat.S_IMODE(path.stat().st_mode), path.stat().st_size) == (0o600, 32)
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_round_does_not_open_without_a_folder_for_its_keys(cast, settings):
    settings.KEYS_DIR = ""
    with pytest.raises(KeyMissing):
        opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [1])
    assert not Round.objects.filter(state="open").exists()


def test_a_token_finds_its_invitation_and_so_does_the_code_on_paper(spring):
    for pk, token in tokens(spring).items():
        assert at(token).invitation == pk
    for pk, code in codes_of_paper(spring).items():
        assert at(code).invitation == pk
    assert at("A" * 22) is None


def test_no_secret_is_stored(spring):
    stored = str(list(Invitation.objects.values_list())) + str(list(Round.objects.values_list()))
    for secret in [*tokens(spring).values(), *codes_of_paper(spring).values()]:
        assert secret not in stored


def test_an_answer_is_stored_once_and_a_second_one_is_told_so(spring):
    token = next(iter(tokens(spring).values()))
    assert answer(spring, token, 1) is Sent.STORED
    assert answer(spring, token, 2) is Sent.ALREADY
    assert (Inbox.objects.count(), Invitation.objects.filter(used=True).count()) == (1, 1)


def test_what_lies_in_the_inbox_opens_with_the_private_key_alone_and_is_as_long_as_any_other(spring):
    first, second, *_rest = tokens(spring).values()
    codes, _extra = answered(spring.version, 1)
    actions.submit(found=at(first), codes=codes, extra=None)
    actions.submit(found=at(second), codes=codes, extra={"fritext": "å" * 2000})
    boxes = [bytes(box) for box in Inbox.objects.values_list("box", flat=True)]
    assert len({len(box) for box in boxes}) == 1
    private = key_of(spring.pk, PRIVATE)
    texts = {(read(unseal(private, box)).extra or {}).get("fritext") for box in boxes}
    assert texts == {None, "å" * 2000}
    with pytest.raises(CannotOpen):
        unseal(bytes(32), boxes[0])


def test_a_submit_takes_few_statements(spring):
    found = at(next(iter(tokens(spring).values())))
    codes, extra = answered(spring.version, 1)
    with CaptureQueriesContext(connection) as seen:
        actions.submit(found=found, codes=codes, extra=extra)
    kinds = [one["sql"].split()[0] for one in seen.captured_queries]
    assert kinds == ["SAVEPOINT", "SELECT", "UPDATE", "WITH", "RELEASE"]


def test_a_respondents_steps_write_no_event(spring):
    before = Event.objects.count()
    found = at(next(iter(tokens(spring).values())))
    actions.keep_draft(found=found, plain=b"halv", revision=0)
    answer(spring, next(iter(tokens(spring).values())))
    assert Event.objects.count() == before


def test_a_draft_opens_with_the_token_alone(spring):
    first, second, *_rest = tokens(spring).values()
    assert actions.keep_draft(found=at(first), plain="höst".encode(), revision=0) == 1
    assert at(first).draft() == "höst".encode()
    assert b"h\xc3\xb6st" not in bytes(Draft.objects.get().box)
    Draft.objects.update(invitation=at(second).invitation)
    assert at(second).draft() is None


def test_a_stale_tab_keeps_nothing(spring):
    token = next(iter(tokens(spring).values()))
    assert actions.keep_draft(found=at(token), plain=b"1", revision=0) == 1
    assert actions.keep_draft(found=at(token), plain=b"2", revision=1) == 2
    assert actions.keep_draft(found=at(token), plain=b"stale", revision=1) is None
    assert at(token).draft() == b"2"


def test_after_the_answer_no_draft_comes_back(spring):
    token = next(iter(tokens(spring).values()))
    found = at(token)
    actions.keep_draft(found=found, plain=b"1", revision=0)
    answer(spring, token)
    assert not Draft.objects.exists()
    assert actions.keep_draft(found=found, plain=b"late", revision=0) is None
    assert not Draft.objects.exists()


def test_who_has_begun_may_finish_for_an_hour_after_closing(spring):
    token, other, *_rest = tokens(spring).values()
    closed = actions.close_round(round=spring, now=clock.now() - dt.timedelta(minutes=59))
    assert not at(token).may_begin
    assert at(token).may_go_on
    assert answer(spring, token) is Sent.STORED
    Round.objects.filter(pk=spring.pk).update(closed_at=closed.closed_at - dt.timedelta(minutes=2))
    assert not at(other).may_go_on
    assert answer(spring, other) is Sent.TOO_LATE


def test_closing_deletes_addresses_and_the_next_tick_the_key_of_the_letters(spring):
    assert Address.objects.count() == 8
    actions.close_round(round=spring, now=clock.now())
    assert not Address.objects.exists()
    keeping.let_keys_go(clock.now())
    assert (has_key(spring.pk, MAIL), copies_of(spring.pk, PRIVATE)) == (False, 2)


def test_a_round_is_prolonged_before_it_closes_and_never_after(spring):
    later = spring.closes_on + dt.timedelta(days=7)
    assert actions.prolong_round(round=spring, closes_on=later).closes_on == later
    actions.close_round(round=spring, now=clock.now())
    with pytest.raises(Refused):
        actions.prolong_round(round=spring, closes_on=later + dt.timedelta(days=7))


def test_the_mixer_waits_for_the_hour(spring):
    closed = actions.close_round(round=spring, now=clock.now())
    with pytest.raises(Refused):
        actions.seal(round=spring, now=closed.closed_at + dt.timedelta(minutes=59))


def test_ballots_are_what_was_sent_and_small_units_are_packed(spring):
    all_answered(spring)
    sent = sorted(answered(spring.version, seed)[1]["fritext"] for seed in range(8))
    mixed(spring)
    ballots = list(Ballot.objects.filter(round=spring))
    assert sorted(one.extra["fritext"] for one in ballots) == sent
    assert sorted(map(tuple, (one.codes for one in ballots))) == sorted(
        tuple(answered(spring.version, seed)[0]) for seed in range(8)
    )
    assert {one.weight for one in ballots} == {12}
    group = RoundUnit.objects.get(unit=None)
    assert (group.name, group.audience, len(group.members)) == ("Avdelning 0 + Avdelning 1", "guardians", 2)
    assert {one.place_id for one in ballots} == {group.pk}
    assert [(one.place_id, one.ballots, one.children) for one in Tally.objects.all()] == [(group.pk, 8, 8)]
    assert not Inbox.objects.exists()


def test_a_lone_pair_weighs_as_any_other_and_is_only_counted(cast):
    units = sections_of(cast.a["preschool"], 1)
    held = opened(cast.a["school_unit"], units, [7], pairs=units)
    all_answered(held)
    mixed(held)
    assert set(Ballot.objects.values_list("weight", flat=True)) == {12}
    assert [(one.ballots, one.children) for one in Tally.objects.all()] == [(7, 6)]


def test_the_private_key_goes_at_a_later_tick_and_then_the_round_is_anonymous(spring):
    all_answered(spring)
    mixed(spring)
    assert actions.destroy_key(round=spring) is False
    assert has_key(spring.pk, PRIVATE)
    assert actions.destroy_key(round=spring) is True
    assert not has_key(spring.pk, PRIVATE)
    assert Round.objects.get(pk=spring.pk).state == "anonymous"


def test_the_clock_takes_a_round_all_the_way(cast):
    units = sections_of(cast.a["preschool"], 1)
    held = round_of(cast.a["school_unit"], published(cast.a["school_unit"]))
    actions.ask_units(round=held, units=units)
    actions.invite(round=held, invitees=[actions.Invitee(unit=units[0].pk, audience="guardians") for _ in range(5)])
    now = clock.now()
    assert keeping.open_due(now) == 0
    actions.make_ready(round=held)
    assert (keeping.open_due(now), keeping.open_due(now)) == (1, 0)
    held.refresh_from_db()
    all_answered(held)
    over = now + dt.timedelta(days=16)
    assert (keeping.close_due(over), keeping.close_due(over)) == (1, 0)
    assert keeping.seal_due(over) == 0
    assert (keeping.seal_due(over + HOUR), keeping.seal_due(over + HOUR)) == (1, 0)
    keeping.let_keys_go(over)
    keeping.let_keys_go(over)
    held.refresh_from_db()
    assert (held.state, Ballot.objects.count()) == ("anonymous", 5)
    assert keeping.delete_what_was_kept(over) == 0
    assert keeping.delete_what_was_kept(over + dt.timedelta(days=750)) == 1
    assert (Ballot.objects.count(), Tally.objects.get().ballots) == (0, 5)


def test_a_key_that_cannot_be_read_stops_answers_and_turns_the_page_drift_red(spring, keys):
    assert (keeping.try_keys(clock.now()), keeping.tell(clock.now())) == (0, 0)
    for folder in ("keys", "copy"):
        path = keys / folder / f"round-{spring.pk}.{PRIVATE}"
        path.rename(path.with_suffix(".away"))
    assert keeping.try_keys(clock.now()) == 1
    with pytest.raises(Exception, match=f"Nyckeln till omgång {spring.pk} går inte att läsa"):
        keeping.tell(clock.now())
    token = next(iter(tokens(spring).values()))
    with pytest.raises(actions.Busy):
        answer(spring, token)
    assert not Inbox.objects.exists()
    path = keys / "copy" / f"round-{spring.pk}.away"
    path.rename(path.with_suffix(f".{PRIVATE}"))
    assert keeping.try_keys(clock.now()) == 1
    assert answer(spring, token) is Sent.STORED


def test_a_lost_key_ends_the_round_as_lost(spring):
    all_answered(spring)
    drop_key(spring.pk, PRIVATE)
    with pytest.raises(Refused):
        actions.give_up_round(round=spring, now=clock.now())
    keeping.try_keys(clock.now())
    spring.refresh_from_db()
    assert actions.give_up_round(round=spring, now=clock.now()).state == "lost"
    assert not Inbox.objects.exists()


def test_a_stopped_round_keeps_nothing(spring):
    all_answered(spring)
    actions.stop_round(round=spring, now=clock.now())
    keeping.let_keys_go(clock.now())
    assert (Inbox.objects.count(), Address.objects.count(), has_key(spring.pk, PRIVATE)) == (0, 0, False)
    with pytest.raises(Refused):
        actions.stop_round(round=spring, now=clock.now())


def test_what_is_asked_stands_once_a_round_is_open(spring, cast):
    with pytest.raises(Refused):
        actions.invite(round=spring, invitees=[])
    with pytest.raises(Refused):
        actions.ask_units(round=spring, units=[cast.a["preschool"]])
    with pytest.raises(Refused):
        actions.open_round(round=spring)


def test_units_of_others_cannot_be_asked(cast):
    held = round_of(cast.a["school_unit"], published(cast.a["school_unit"]))
    with pytest.raises(Refused):
        actions.ask_units(round=held, units=[cast.b["preschool"]])


def test_only_who_may_edit_rounds_there_makes_them(cast):
    version = published(cast.a["school_unit"])
    plan = {"version": version, "name": "X", "policies": {"guardians": {"": "guardians"}}, "languages": ["sv"]}
    plan |= {"opens_on": clock.today(), "closes_on": clock.today(), "keep_months": 12}
    for role, unit in ((Role.DEPUTY, "a"), (Role.QUALITY_OFFICER, "b")):
        with pytest.raises(Refused):
            actions.make_round(plan=actions.Plan(unit=cast.a["school_unit"], **plan), actor=cast.of(unit, role))
    officer = cast.of("a", Role.QUALITY_OFFICER)
    assert actions.make_round(plan=actions.Plan(unit=cast.a["school_unit"], **plan), actor=officer).state == "draft"


def test_a_protected_identity_has_no_mail(cast):
    units = sections_of(cast.a["preschool"], 1)
    held = round_of(cast.a["school_unit"], published(cast.a["school_unit"]))
    actions.ask_units(round=held, units=units)
    hidden = actions.Invitee(unit=units[0].pk, audience="guardians", email="x@y.example", is_protected=True)
    actions.invite(round=held, invitees=[hidden])
    assert Address.objects.get().email == ""


def test_a_round_that_holds_is_verified_in_every_state(spring, keys):
    write_anchor(day=clock.today())
    all_answered(spring)
    assert list(faults_of(spring)) == []
    held = mixed(spring)
    assert list(faults_of(held)) == []
    actions.destroy_key(round=held)
    actions.destroy_key(round=held)
    held.refresh_from_db()
    assert list(faults_of(held)) == []
    call_command("verify_round", str(held.pk))


def test_verify_finds_a_changed_ballot_a_spent_invitation_and_a_key_that_is_left(spring):
    all_answered(spring)
    held = mixed(spring)
    Ballot.objects.filter(pk=Ballot.objects.first().pk).update(weight=6)
    assert list(faults_of(held)) == ["The ballots are not those that the mixer made."]
    Ballot.objects.filter(pk=Ballot.objects.first().pk).delete()
    assert len(list(faults_of(held))) == 2
    with pytest.raises(SystemExit):
        call_command("verify_round", str(held.pk))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_event SET kind = 'surveys.round_stopped' WHERE kind = 'surveys.round_closed'")
        cursor.execute("ALTER TABLE ledger_event ENABLE TRIGGER USER")
    assert any("chain" in sentence for sentence in faults_of(held))


def test_switching_back_copying_and_reopening_bring_no_link_back(spring):
    """P2: there is no such switch. Every way back is refused, and a copy is a round with secrets of its own."""
    old = tokens(spring)
    all_answered(spring)
    held = mixed(spring)
    for again in (actions.open_round, actions.make_ready):
        with pytest.raises(Refused):
            again(round=held)
    for again in (actions.close_round, actions.seal):
        with pytest.raises(Refused):
            again(round=held, now=clock.now() + dt.timedelta(days=1))
    columns = {field.name for field in Ballot._meta.get_fields()}
    assert columns == {"id", "round", "place", "audience", "codes", "weight", "extra"}
    units = [one.unit for one in held.units.filter(is_asked=True)]
    copy = round_of(held.unit, held.version, name="En till")
    actions.ask_units(round=copy, units=units)
    actions.invite(round=copy, invitees=[actions.Invitee(unit=units[0].pk, audience="guardians") for _ in range(8)])
    copy = actions.open_round(round=copy)
    assert not set(old.values()) & set(tokens(copy).values())
    assert all(at(token).used for token in old.values())
