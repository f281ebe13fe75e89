"""X1 for rounds: letters to those who are invited, while the workers that write them are killed one after the other."""

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from email.header import decode_header, make_header

import pytest

from ledger import actions as ledger
from ledger import clock
from ledger.models import Effect
from organisation.actions import Refused
from surveys.actions import letters
from surveys.actions.letters import LETTER
from surveys.models import Address, Invitation
from tests.faults.house import until
from tests.faults.killing import WAITING, kill_holders, let_go_of_the_dead
from tests.surveys.rounds import opened, sections_of

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("keys")]
INVITED, REMINDED = "Svara på Vårens enkät", "Påminnelse: Vårens enkät"
A_SECTION = 250
"""Invitations in each section."""


@dataclass
class Post:
    """A round's letters under fire. `held`: how many rows each of the killed held as it died."""

    house: object
    held: list[int] = field(default_factory=list)

    def deliver(self, mailing, expected, kills, seconds):
        """Have a mailing sent, and kill those who send it, evenly over its letters."""
        end, before = time.monotonic() + seconds, len(self.held)
        while self.waits(mailing):
            assert time.monotonic() < end, f"{self.house.states(LETTER)} of {expected} letters"
            self.house.tick()
            let_go_of_the_dead(LETTER)
            killed = len(self.held) - before
            if killed < kills and self.ended(mailing) >= expected * killed // kills:
                self.held += kill_holders(self.house, 1, 2, LETTER)
            time.sleep(0.1)

    def waits(self, mailing):
        """Say whether a letter is still to be handed over, or to be sent."""
        mailing.refresh_from_db()
        return mailing.finished_at is None or effects_of(mailing).filter(state__in=WAITING).exists()

    def ended(self, mailing):
        return effects_of(mailing).exclude(state__in=WAITING).count()

    def came(self, subject):
        """Return the Message-ID of every letter that came with this subject, by address: a copy is one more of the same."""
        found = defaultdict(Counter)
        for message_id, address, said in list(self.house.sink.letters):
            if str(make_header(decode_header(said))) == subject:
                found[address][message_id] += 1
        return found


def effects_of(mailing):
    """Return a mailing's letters in the outbox."""
    return Effect.objects.filter(kind=LETTER, payload__mailing=mailing.pk)


def unclear(mailing):
    """Return the addresses of letters that the house says are unclear."""
    pks = effects_of(mailing).filter(state="unclear").values_list("payload__invitation", flat=True)
    return set(Address.objects.filter(invitation__in=list(pks)).values_list("email", flat=True))


def addresses(held, **which):
    """Return the addresses of a round's invitations."""
    return set(Invitation.objects.filter(round=held, **which).values_list("address__email", flat=True))


def a_round(cast, people):
    """Return an open round with so many invited by mail."""
    sections = sections_of(cast.a["preschool"], -(-people // A_SECTION))
    sizes = [min(A_SECTION, people - A_SECTION * place) for place in range(len(sections))]
    return opened(cast.a["school_unit"], sections, sizes)


def each_is_one_letter(came):
    """One Message-ID for each address; none has come more than twice. Returns who has had two."""
    assert {len(ids) for ids in came.values()} == {1}
    assert max(max(ids.values()) for ids in came.values()) <= 2
    return {address for address, ids in came.items() if max(ids.values()) == 2}


def invited_under_fire(post, held, kills, seconds):
    """Invite everybody: none is lost, and only what the house called unclear has come twice, at a person's word."""
    everybody = addresses(held)
    mailing = letters.write_to_all(round=held, on=clock.today())
    post.deliver(mailing, len(everybody), kills, seconds)
    came, doubted = post.came(INVITED), unclear(mailing)
    assert each_is_one_letter(came) == set(), "nothing is sent twice by itself"
    assert everybody - set(came) <= doubted, "what did not come is shown as unclear"
    assert len(doubted) <= kills, "a killed worker leaves one letter in doubt"
    assert ledger.retry_all(kind=LETTER, state="unclear", actor=None) == len(doubted)
    post.deliver(mailing, len(everybody), 0, 60)
    came = post.came(INVITED)
    assert (set(came), post.house.states(LETTER)) == (everybody, {"done": len(everybody)})
    twice = each_is_one_letter(came)
    assert twice <= doubted
    return twice


def reminded_under_fire(post, held, kills, seconds):
    """Remind those whose link is not used: nobody else, and nobody twice."""
    spent = list(Invitation.objects.filter(round=held).order_by("pk").values_list("pk", flat=True))[::2]
    Invitation.objects.filter(pk__in=spent).update(used=True)
    expected = addresses(held, used=False)
    assert post.came(REMINDED) == {}
    mailing = letters.plan_reminder(round=held, on=clock.today())
    post.deliver(mailing, len(expected), kills, seconds)
    for _ in range(3):
        post.house.tick()
    with pytest.raises(Refused):
        letters.plan_reminder(round=held, on=clock.today())
    until(lambda: post.house.broker.say("LLEN", "celery") == b":0", 30, what="the workers have nothing left to do")
    came, doubted = post.came(REMINDED), unclear(mailing)
    assert each_is_one_letter(came) == set(), "nobody is reminded twice"
    assert set(came) <= expected, "who has answered is not reminded"
    assert expected - set(came) <= doubted, "what did not come is shown as unclear"
    assert len(doubted) <= kills
    assert effects_of(mailing).count() == mailing.letters == len(expected)


def letters_of_a_round(house, cast, people, kills, seconds):
    """Invite and remind under fire; at least four of five kills hit a worker that held a claimed row."""
    held = a_round(cast, people)
    worker = house.worker(hands=3)
    house.listening(worker)
    post, first = Post(house), kills * 6 // 10
    twice = invited_under_fire(post, held, first, seconds)
    reminded_under_fire(post, held, kills - first, seconds)
    assert len(twice) <= first
    assert len(post.held) == kills
    assert sum(rows > 0 for rows in post.held) >= 0.8 * kills, post.held
    ids = {message_id for message_id, _to, _subject in house.sink.letters}
    assert len(ids) == len(addresses(held)) + len(post.came(REMINDED)), "one for each and wave"
    assert house.log_faults() == []


@pytest.mark.timeout(1200)
def test_everybody_who_is_invited_gets_one_letter_and_one_reminder_though_workers_die(house, cast):
    letters_of_a_round(house, cast, people=500, kills=10, seconds=600)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_fifty_thousand_letters_of_a_round_under_a_hundred_kills(house, cast):
    letters_of_a_round(house, cast, people=50_000, kills=100, seconds=1500)
