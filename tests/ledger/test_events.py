"""The event log: appended to, never changed, and erasable where it speaks of people."""

import datetime as dt
from collections import Counter

import pytest
from django.conf import settings
from django.db import Error, connection, transaction

from ledger import actions, clock, queries
from ledger.actions.anchors import LogChanged, anchor_once_a_day, write_anchor
from ledger.models import Anchor, Chain, Event, EventPayload
from ledger.queries.events import anchor_files, latest_anchor, log_faults
from ledger.rules import chain
from ledger.rules.anchor import NotAnAnchor
from ledger.rules.verify import Walk

MONDAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Keep this test's anchors apart."""
    settings.ANCHOR_DIR = str(tmp_path / "anchors")
    return tmp_path / "anchors"


def told(number, subject="unit:1", actor=None):
    """Record a number of events."""
    return [
        actions.record(subject=subject, kind="unit.renamed", actor=actor, payload={"name": f"Ängen {n}"})
        for n in range(number)
    ]


def faults():
    """Return what is wrong with the log."""
    return [str(one) for one in log_faults(Walk(chain.derived(settings.LEDGER_KEY, "event")), latest_anchor())]


@pytest.mark.django_db
class TestRecording:
    def test_an_event_says_what_who_and_when(self, alice):
        with clock.one_now(dt.datetime(2026, 8, 17, 7, 0, tzinfo=dt.UTC)):
            event = actions.record(subject="unit:12", kind="unit.renamed", actor=alice, payload={"to": "Ängen"})
        stored = queries.events_of("unit:12").get()
        assert (stored.pk, stored.place, stored.kind, stored.actor, stored.at.isoformat()) == (
            event.pk,
            1,
            "unit.renamed",
            alice,
            "2026-08-17T07:00:00+00:00",
        )
        assert (stored.content, stored.payload.data) == ({"to": "Ängen"}, {"to": "Ängen"})

    def test_a_subject_has_a_chain_of_its_own(self):
        told(3)
        told(2, "unit:2")
        assert list(Chain.objects.order_by("subject").values_list("subject", "length")) == [
            ("unit:1", 3),
            ("unit:2", 2),
        ]
        assert [event.place for event in queries.events_of("unit:1")] == [3, 2, 1]
        assert faults() == []

    def test_many_events_take_few_statements(self, alice, django_assert_num_queries):
        entries = [actions.Entry(f"unit:{n % 100}", "unit.moved", alice, {"n": n}) for n in range(1000)]
        with django_assert_num_queries(7):  # look, make and lock chains; events; payloads; heads; now
            events = actions.record_many(entries=entries)
        assert [event.subject for event in events] == [entry.subject for entry in entries]
        assert (Event.objects.count(), faults()) == (1000, [])

    def test_the_same_subject_twice_in_one_call_is_in_order(self):
        events = actions.record_many(entries=[actions.Entry("unit:1", kind) for kind in ("a", "b", "c")])
        assert [(event.place, event.kind) for event in events] == [(1, "a"), (2, "b"), (3, "c")]

    def test_two_events_that_say_the_same_have_different_digests(self):
        first, second = told(1) + told(1)
        assert bytes(first.digest) != bytes(second.digest)

    def test_a_change_that_is_rolled_back_leaves_no_event_and_no_gap(self):
        told(1)
        with transaction.atomic():
            told(1)
            transaction.set_rollback(True)
        told(1)
        assert (list(Event.objects.values_list("place", flat=True)), faults()) == ([1, 2], [])

    def test_an_account_that_is_removed_leaves_its_number(self, alice):
        told(1, actor=alice)
        number = alice.pk
        alice.delete()
        assert (Event.objects.get().actor_id, faults()) == (number, [])

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE ledger_event SET kind = 'x'",
            "DELETE FROM ledger_event",
            "UPDATE ledger_eventpayload SET text = '{}'",
        ],
    )
    def test_the_database_refuses_a_change(self, change):
        told(1)
        with pytest.raises(Error, match="append-only"), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_subject_wait_for_each_other(at_once):
    results = at_once(*[lambda n=n: told(5, f"unit:{n % 2}") for n in range(8)])
    assert [one for one in results if isinstance(one, Exception)] == []
    places = Counter(Event.objects.values_list("subject", "place"))
    assert places == Counter((f"unit:{unit}", place) for unit in range(2) for place in range(1, 21))
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_writers_of_the_same_subjects_in_another_order_never_wait_in_a_ring(at_once):
    names = [f"unit:{n}" for n in range(20)]

    def write(order):
        for _ in range(5):
            with transaction.atomic():
                actions.record_many(entries=[actions.Entry(name, "unit.moved") for name in order])

    results = at_once(lambda: write(names), lambda: write(names[::-1]), lambda: write(names[7:] + names[:7]))
    assert (results, Event.objects.count(), faults()) == ([None, None, None], 300, [])


@pytest.mark.django_db
class TestErasing:
    def test_what_is_erased_is_gone_and_the_chain_still_verifies(self, alice):
        events = told(3)
        assert actions.erase_payloads(events=events[:2], actor=alice, reason="gallring") == 2
        assert [event.content for event in Event.objects.order_by("place")][:3] == [None, None, {"name": "Ängen 2"}]
        erased = Event.objects.get(place=4)
        assert (erased.kind, erased.actor, erased.content) == (
            "ledger.payload_erased",
            alice,
            {"places": [1, 2], "reason": "gallring"},
        )
        assert faults() == []

    def test_erasing_again_does_nothing(self, alice):
        events = told(1)
        counts = [actions.erase_payloads(events=events, actor=alice, reason="gallring") for _ in range(2)]
        assert (counts, Event.objects.count()) == ([1, 0], 2)

    def test_what_was_erased_cannot_be_erased_from_the_record(self, alice):
        actions.erase_payloads(events=told(1), actor=alice, reason="gallring")
        with pytest.raises(actions.CannotErase):
            actions.erase_payloads(events=Event.objects.all(), actor=alice, reason="dölja")

    def test_a_payload_that_is_gone_without_a_word_is_found(self):
        told(2)
        EventPayload.objects.filter(event__place=1).delete()
        assert faults() == ["Place 1 of chain “unit:1”: its payload is gone, and no event says that it was erased."]


@pytest.mark.django_db
class TestAnchors:
    def test_an_anchor_is_written_once_a_day(self, folder):
        told(2)
        told(1, "unit:2")
        morning = dt.datetime(2026, 11, 23, 7, 0, tzinfo=dt.UTC)
        late = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)  # half past midnight in Stockholm
        assert [anchor_once_a_day(now=now) for now in (morning, morning, late, morning)] == [1, 0, 1, 0]
        rows = Anchor.objects.order_by("day").values_list("day", "file", "chains", "events")
        assert list(rows) == [
            (MONDAY, "anchor-2026-11-23.txt", 2, 3),
            (MONDAY + dt.timedelta(days=1), "anchor-2026-11-24.txt", 2, 3),
        ]
        assert sorted(path.name for path in folder.iterdir()) == ["anchor-2026-11-23.txt", "anchor-2026-11-24.txt"]

    def test_an_anchor_lists_every_chain_and_names_the_one_before(self):
        told(2)
        first = write_anchor(day=MONDAY)
        told(1, "unit:2")
        write_anchor(day=MONDAY + dt.timedelta(days=1))
        latest = latest_anchor()
        assert [(head.subject, head.length) for head in latest.heads] == [("unit:1", 2), ("unit:2", 1)]
        assert latest.before == first.seal

    def test_no_anchor_is_written_over_a_log_that_was_cut(self):
        told(3)
        write_anchor(day=MONDAY)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM ledger_event WHERE place = 3")
            cursor.execute("ALTER TABLE ledger_event ENABLE TRIGGER USER")
        last = Event.objects.get(place=2)
        Chain.objects.update(length=2, head=last.link)
        with pytest.raises(LogChanged, match="unit:1"):
            write_anchor(day=MONDAY + dt.timedelta(days=1))
        assert len(anchor_files()) == 1

    def test_no_anchor_is_written_after_one_that_was_changed(self, folder):
        told(1)
        write_anchor(day=MONDAY)
        path = folder / "anchor-2026-11-23.txt"
        path.write_text(path.read_text().replace("unit:1", "unit:2"))
        with pytest.raises(NotAnAnchor, match=r"anchor-2026-11-23\.txt"):
            write_anchor(day=MONDAY + dt.timedelta(days=1))

    def test_a_folder_that_cannot_be_written_is_told(self, settings, tmp_path):
        (tmp_path / "file").write_text("")
        settings.ANCHOR_DIR = str(tmp_path / "file")
        with pytest.raises(OSError, match="file"):
            write_anchor(day=MONDAY)
        assert Anchor.objects.count() == 0
