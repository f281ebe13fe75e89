"""Staff invitations, whole: stored while the broker is deaf and workers die, each letter once, nothing secret on the way."""

import datetime as dt

import pytest
from django.conf import settings

from ledger.models import Effect
from organisation import actions
from organisation.actions.invitations import INVITE
from organisation.models import StaffInvitation
from organisation.rules.tokens import token_of
from tests.faults.house import until
from tests.faults.killing import kill_holders, let_go_of_the_dead

pytestmark = pytest.mark.faults
PEOPLE = 120


def invited(number):
    """Invite so many people to one unit."""
    unit = actions.create_unit(name="Rönnfjärd", kind="municipality", key="fault", on=dt.date(2020, 1, 1))
    for n in range(number):
        person = actions.Newcomer(f"person{n}@ronnfjard.example", f"Person{n}", "Hemlig")
        actions.invite_staff(person=person, unit=unit, role="teacher")


def test_every_person_gets_one_letter_though_the_broker_was_deaf_and_workers_died(house):
    house.sink.cut_every = 50
    house.broker.wire.half_open()
    invited(PEOPLE)
    assert Effect.objects.filter(kind=INVITE, state="queued").count() == PEOPLE
    house.broker.wire.back()
    worker = house.worker(hands=2)
    house.beat(seconds=1)
    house.listening(worker)
    waiting = Effect.objects.filter(kind=INVITE, state__in=["queued", "sending"])
    until(lambda: waiting.count() < PEOPLE, 40, what="letters are being sent")
    kill_holders(house, 2, 5)
    until(
        lambda: let_go_of_the_dead(INVITE) or not waiting.exists(),
        60,
        every=0.5,
        what="every letter is sent or unclear",
    )
    came = [to for _id, to, _subject in house.sink.letters]
    unclear = set(Effect.objects.filter(kind=INVITE, state="unclear").values_list("payload__invitation", flat=True))
    addresses = dict(StaffInvitation.objects.values_list("pk", "user__email"))
    assert len(came) == len(set(came)), "nobody gets a letter twice by itself"
    assert set(addresses.values()) - set(came) <= {addresses[pk] for pk in unclear}
    assert house.log_faults() == []
    said = "".join(process.said() for process in house.processes)
    said += " ".join(str(row) for row in house.sql("SELECT key, payload, error FROM ledger_effect"))
    secret = [token_of(settings.SECRET_KEY, pk) for pk in addresses] + ["@ronnfjard.example", "Hemlig"]
    assert [one for one in secret if one in said] == []
